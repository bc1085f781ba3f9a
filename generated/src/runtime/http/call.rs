//! One call being prepared: its parameters, body and options.
//!
//! A call is data. What it cannot express is remembered and surfaces when the request is built,
//! so that setters chain; nothing is sent then.

use std::fmt;
use std::time::Duration;

use ::http::{HeaderMap, HeaderValue};
use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::client::Client;
use super::error::{Error, Refusal};
use super::headers;
use super::render;
use super::route::Route;
use super::style::{self, PathStyle, Style};

/// A call that has not been sent. Setting a parameter again replaces it.
#[derive(Clone)]
pub struct Call<'a> {
    pub(super) client: &'a Client,
    pub(super) route: &'static Route,
    // Boxed, because calls are moved by every setter.
    pub(super) parts: Box<Parts>,
}

/// What the setters have gathered; parameters are already in their written form.
#[derive(Clone, Default)]
pub(super) struct Parts {
    pub(super) path: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
    pub(super) cookies: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<(HeaderValue, Bytes)>,
    pub(super) timeout: Option<Duration>,
    pub(super) max_response_bytes: Option<u64>,
    /// The first thing that could not be expressed.
    pub(super) refused: Option<(Refusal, String)>,
}

impl<'a> Call<'a> {
    /// A call of `route` without parameters.
    pub fn new(client: &'a Client, route: &'static Route) -> Self {
        Self { client, route, parts: Box::default() }
    }

    /// Sets a path parameter in the style `simple`.
    pub fn path<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.path_as(PathStyle::Simple, name, value)
    }

    /// Sets a path parameter.
    pub fn path_as<T: Serialize + ?Sized>(self, style: PathStyle, name: &str, value: &T) -> Self {
        self.set_path(style, name, serde_json::to_value(value))
    }

    /// Sets a query parameter in the style `form` with `explode`.
    pub fn query<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.query_as(Style::Form, name, value)
    }

    /// Sets a query parameter.
    pub fn query_as<T: Serialize + ?Sized>(self, style: Style, name: &str, value: &T) -> Self {
        self.set_query(style, name, serde_json::to_value(value))
    }

    /// Sets a query parameter that is a JSON text.
    pub fn query_json<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        let text = serde_json::to_string(value).map(serde_json::Value::String);
        self.set_query(Style::Form, name, text)
    }

    /// Sets a header parameter in the style `simple`.
    pub fn header_param<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.set_header(false, name, serde_json::to_value(value))
    }

    /// Sets a header parameter in the style `simple` with `explode`.
    pub fn header_param_exploded<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.set_header(true, name, serde_json::to_value(value))
    }

    /// Sets a cookie parameter in the style `form` with `explode`.
    pub fn cookie_param<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.cookie_param_as(Style::Form, name, value)
    }

    /// Sets a cookie parameter.
    pub fn cookie_param_as<T>(self, style: Style, name: &str, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.set_cookie(style, name, serde_json::to_value(value))
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets a JSON body of another content type, such as `application/merge-patch+json`.
    pub fn json_as<T: Serialize + ?Sized>(self, content_type: &str, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.bytes(content_type, bytes.into()),
            Err(error) => self.refuse(Refusal::Body, format!("the body: {error}")),
        }
    }

    /// Sets an `application/x-www-form-urlencoded` body from the members of an object.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.set_form(serde_json::to_value(body))
    }

    /// Sets a text body.
    pub fn text(self, content_type: &str, body: String) -> Self {
        self.bytes(content_type, body.into())
    }

    /// Sets a body.
    pub fn bytes(mut self, content_type: &str, body: Bytes) -> Self {
        match headers::check_value(content_type) {
            Ok(content_type) => self.parts.body = Some((content_type, body)),
            Err(fault) => return self.refuse(Refusal::Header, format!("content-type: {fault}")),
        }
        self
    }

    /// Sets a header of this call; it replaces whatever else would set it, a credential included.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match headers::check(name, value) {
            Ok((name, value)) => {
                self.parts.headers.insert(name, value);
                self
            }
            Err(fault) => {
                let name = name.escape_debug();
                self.refuse(Refusal::Header, format!("header `{name}`: {fault}"))
            }
        }
    }

    /// Sets a query parameter that the operation does not document.
    pub fn extra_query(self, name: &str, value: &str) -> Self {
        self.set_query(Style::Form, name, Ok(Value::from(value)))
    }

    /// Sets how long this call may take, instead of the client's time-out.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeout = Some(timeout);
        self
    }

    /// Sets how large a successful answer may be, instead of the client's limit.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.parts.max_response_bytes = Some(bytes);
        self
    }

    /// The request as it would be sent, credentials included. Those in headers are marked
    /// sensitive; one in the query is a readable part of the URL.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`](super::ErrorKind::Refused), as sending would.
    pub fn build(&self) -> Result<::http::Request<Bytes>, Error> {
        render::request(self)
    }

    /// The number that a query parameter of one value is set to.
    pub(super) fn query_number(&self, name: &str) -> Option<u64> {
        let (_, pair) = self.parts.query.iter().find(|(set, _)| set == name)?;
        pair.rsplit('=').next()?.parse().ok()
    }

    fn set_path(mut self, style: PathStyle, name: &str, value: Written) -> Self {
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
            Ok(text) => replace(&mut self.parts.path, name, text),
            Err(fault) => {
                return self.refuse(Refusal::Path, format!("path parameter `{name}`: {fault}"));
            }
        }
        self
    }

    fn set_query(mut self, style: Style, name: &str, value: Written) -> Self {
        match written(value, |value| style::query(style, name, value)) {
            Ok(pairs) => replace(&mut self.parts.query, name, pairs),
            Err(fault) => {
                let name = name.escape_debug();
                return self.refuse(Refusal::Query, format!("query parameter `{name}`: {fault}"));
            }
        }
        self
    }

    fn set_header(mut self, explode: bool, name: &str, value: Written) -> Self {
        if matches!(value, Ok(Value::Null)) {
            self.parts.headers.remove(name);
            return self;
        }
        match written(value, |value| style::header(explode, value)) {
            Ok(text) => self.header(name, &text),
            Err(fault) => self.refuse(Refusal::Header, format!("header `{name}`: {fault}")),
        }
    }

    fn set_cookie(mut self, style: Style, name: &str, value: Written) -> Self {
        match written(value, |value| style::cookie(style, name, value)) {
            Ok(pairs) => replace(&mut self.parts.cookies, name, pairs),
            Err(fault) => return self.refuse(Refusal::Cookie, format!("cookie `{name}`: {fault}")),
        }
        self
    }

    fn set_form(self, value: Written) -> Self {
        let body = written(value, |value| match value {
            Value::Object(_) => style::query(Style::Form, "", value),
            _ => Err("only an object can be written as a form"),
        });
        match body {
            Ok(body) => self.text("application/x-www-form-urlencoded", body),
            Err(fault) => self.refuse(Refusal::Body, format!("the body: {fault}")),
        }
    }

    fn refuse(mut self, refusal: Refusal, detail: String) -> Self {
        self.parts.refused.get_or_insert((refusal, detail));
        self
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values are left out: they may be personal or secret.
        f.debug_struct("Call")
            .field("method", &self.route.method)
            .field("path", &self.route.path)
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
