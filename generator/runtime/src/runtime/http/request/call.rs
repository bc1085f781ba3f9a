//! One call being prepared: its parameters, body and options.
//!
//! A call is data. What it cannot express is remembered and surfaces when the request is built,
//! so that setters chain; nothing is sent then.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderMap, HeaderValue};
use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::headers;
use super::render;
use super::route::Route;
use super::style::{self, PathStyle, Style};
use super::upload::Upload;
use crate::runtime::http::answer::error::{Error, Refusal};
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::client::{Client, Shared};
use crate::runtime::http::transport::body::Body;

/// A call that has not been sent. Setting a parameter again replaces it.
pub struct Call<'a, M = Async> {
    pub(crate) ask: Ask<'a>,
    pub(crate) mode: PhantomData<fn() -> M>,
}

/// A call, whatever the mode of its client.
#[derive(Clone)]
pub(crate) struct Ask<'a> {
    pub(crate) shared: &'a Arc<Shared>,
    pub(crate) route: &'static Route,
    // Boxed, because calls are moved by every setter.
    pub(crate) parts: Box<Parts>,
}

/// What the setters have gathered; parameters are already in their written form.
#[derive(Clone, Default)]
pub(crate) struct Parts {
    pub(crate) path: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) cookies: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<(HeaderValue, Upload)>,
    /// The path of a request that no route describes, already checked.
    pub(crate) target: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) idempotent: bool,
    pub(crate) max_response_bytes: Option<u64>,
    /// The first thing that could not be expressed.
    pub(crate) refused: Option<(Refusal, String)>,
}

impl<'a, M> Call<'a, M> {
    /// A call of `route` without parameters.
    pub fn new(client: &'a Client<M>, route: &'static Route) -> Self {
        let ask = Ask { shared: &client.shared, route, parts: Box::default() };
        Self { ask, mode: PhantomData }
    }

    /// Sets a path parameter in the style `simple`.
    pub fn path<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.path_as(PathStyle::Simple, name, value)
    }

    /// Sets a path parameter.
    pub fn path_as<T>(mut self, style: PathStyle, name: &str, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.ask.parts.set_path(style, name, serde_json::to_value(value));
        self
    }

    /// Sets a query parameter in the style `form` with `explode`.
    pub fn query<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.query_as(Style::Form, name, value)
    }

    /// Sets a query parameter.
    pub fn query_as<T: Serialize + ?Sized>(mut self, style: Style, name: &str, value: &T) -> Self {
        self.ask.parts.set_query(style, name, serde_json::to_value(value));
        self
    }

    /// Sets a query parameter that is a JSON text.
    pub fn query_json<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        let text = serde_json::to_string(value).map(Value::String);
        self.ask.parts.set_query(Style::Form, name, text);
        self
    }

    /// Sets a header parameter in the style `simple`.
    pub fn header_param<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        self.ask.parts.set_header_param(false, name, serde_json::to_value(value));
        self
    }

    /// Sets a header parameter in the style `simple` with `explode`.
    pub fn header_param_exploded<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        self.ask.parts.set_header_param(true, name, serde_json::to_value(value));
        self
    }

    /// Sets a cookie parameter in the style `form` with `explode`.
    pub fn cookie_param<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.cookie_param_as(Style::Form, name, value)
    }

    /// Sets a cookie parameter.
    pub fn cookie_param_as<T>(mut self, style: Style, name: &str, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.ask.parts.set_cookie(style, name, serde_json::to_value(value));
        self
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets a JSON body of another content type, such as `application/merge-patch+json`.
    pub fn json_as<T: Serialize + ?Sized>(mut self, content_type: &str, body: &T) -> Self {
        self.ask.parts.set_json(content_type, serde_json::to_vec(body));
        self
    }

    /// Sets an `application/x-www-form-urlencoded` body from the members of an object.
    pub fn form<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.ask.parts.set_form(serde_json::to_value(body));
        self
    }

    /// Sets a text body.
    pub fn text(self, content_type: &str, body: String) -> Self {
        self.bytes(content_type, body.into())
    }

    /// Sets a body.
    pub fn bytes(self, content_type: &str, body: Bytes) -> Self {
        self.upload(content_type, body)
    }

    /// Sets a body, which may come from a stream.
    pub fn upload(mut self, content_type: &str, body: impl Into<Upload>) -> Self {
        self.ask.parts.set_body(content_type, body.into());
        self
    }

    /// Sets a header of this call; it replaces whatever else would set it, a credential included.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.ask.parts.set_header(name, value);
        self
    }

    /// Sets a query parameter that the operation does not document.
    pub fn extra_query(mut self, name: &str, value: &str) -> Self {
        self.ask.parts.set_query(Style::Form, name, Ok(Value::from(value)));
        self
    }

    /// Sets how long this call may take, all attempts and the waits between them included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.ask.parts.timeout = Some(timeout);
        self
    }

    /// Sets how long one attempt of this call may take.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.ask.parts.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how often this call may be sent again after it failed in a way that may pass. Calls
    /// that are not idempotent by their method are sent again only after [`Call::idempotent`], or
    /// if no connection came about.
    pub fn retries(mut self, retries: u32) -> Self {
        self.ask.parts.retries = Some(retries);
        self
    }

    /// States that sending this call twice does no more than sending it once, so that it may be
    /// sent again as a `GET` would.
    pub fn idempotent(mut self) -> Self {
        self.ask.parts.idempotent = true;
        self
    }

    /// Sets how large a successful answer may be, instead of the client's limit.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.ask.parts.max_response_bytes = Some(bytes);
        self
    }

    /// The request as it would be sent, credentials included. Those in headers are marked
    /// sensitive; one in the query is a readable part of the URL.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`](crate::runtime::ErrorKind::Refused), as sending would.
    pub fn build(&self) -> Result<::http::Request<Body>, Error> {
        render::request(&self.ask)
    }
}

impl<M> Clone for Call<'_, M> {
    fn clone(&self) -> Self {
        Self { ask: self.ask.clone(), mode: PhantomData }
    }
}

impl Parts {
    /// The number that a query parameter of one value is set to.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        let (_, pair) = self.query.iter().find(|(set, _)| set == name)?;
        pair.rsplit('=').next()?.parse().ok()
    }

    fn set_path(&mut self, style: PathStyle, name: &str, value: Written) {
        let text = value.map_err(|error| error.to_string()).and_then(|value| {
            if has_control(&value) {
                return Err("it holds a control character".to_owned());
            }
            let text = style::path(style, name, &value)?;
            if text.is_empty() || value == "" {
                return Err("it is empty".to_owned());
            }
            Ok(text)
        });
        match text {
            Ok(text) => replace(&mut self.path, name, text),
            Err(fault) => self.refuse(Refusal::Path, format!("path parameter `{name}`: {fault}")),
        }
    }

    fn set_query(&mut self, style: Style, name: &str, value: Written) {
        match written(value, |value| style::query(style, name, value)) {
            Ok(pairs) => replace(&mut self.query, name, pairs),
            Err(fault) => {
                let name = name.escape_debug();
                self.refuse(Refusal::Query, format!("query parameter `{name}`: {fault}"));
            }
        }
    }

    fn set_header_param(&mut self, explode: bool, name: &str, value: Written) {
        if matches!(value, Ok(Value::Null)) {
            self.headers.remove(name);
            return;
        }
        match written(value, |value| style::header(explode, value)) {
            Ok(text) => self.set_header(name, &text),
            Err(fault) => self.refuse(Refusal::Header, format!("header `{name}`: {fault}")),
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match headers::check(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(fault) => {
                let name = name.escape_debug();
                self.refuse(Refusal::Header, format!("header `{name}`: {fault}"));
            }
        }
    }

    fn set_cookie(&mut self, style: Style, name: &str, value: Written) {
        match written(value, |value| style::cookie(style, name, value)) {
            Ok(pairs) => replace(&mut self.cookies, name, pairs),
            Err(fault) => self.refuse(Refusal::Cookie, format!("cookie `{name}`: {fault}")),
        }
    }

    fn set_json(&mut self, content_type: &str, body: serde_json::Result<Vec<u8>>) {
        match body {
            Ok(bytes) => self.set_body(content_type, bytes.into()),
            Err(error) => self.refuse(Refusal::Body, format!("the body: {error}")),
        }
    }

    fn set_form(&mut self, value: Written) {
        let body = written(value, |value| match value {
            Value::Object(_) => style::query(Style::Form, "", value),
            _ => Err("only an object can be written as a form"),
        });
        match body {
            Ok(body) => self.set_body("application/x-www-form-urlencoded", body.into()),
            Err(fault) => self.refuse(Refusal::Body, format!("the body: {fault}")),
        }
    }

    fn set_body(&mut self, content_type: &str, body: Upload) {
        match headers::check_value(content_type) {
            Ok(content_type) => self.body = Some((content_type, body)),
            Err(fault) => self.refuse(Refusal::Header, format!("content-type: {fault}")),
        }
    }

    pub(crate) fn refuse(&mut self, refusal: Refusal, detail: String) {
        self.refused.get_or_insert((refusal, detail));
    }
}

impl<M> fmt::Debug for Call<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values are left out: they may be personal or secret.
        f.debug_struct("Call")
            .field("method", &self.ask.route.method)
            .field("path", &self.ask.route.path)
            .finish_non_exhaustive()
    }
}

type Written = Result<Value, serde_json::Error>;

fn written(
    value: Written,
    write: impl FnOnce(&Value) -> Result<String, style::Misfit>,
) -> Result<String, String> {
    let value = value.map_err(|error| error.to_string())?;
    write(&value).map_err(str::to_owned)
}

fn replace(list: &mut Vec<(String, String)>, name: &str, text: String) {
    match list.iter_mut().find(|(set, _)| set == name) {
        Some((_, old)) => *old = text,
        None => list.push((name.to_owned(), text)),
    }
}

fn has_control(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(char::is_control),
        Value::Array(items) => items.iter().any(has_control),
        Value::Object(members) => members
            .iter()
            .any(|(key, member)| key.contains(char::is_control) || has_control(member)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
