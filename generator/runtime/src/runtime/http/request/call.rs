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

use super::encoding::{self, Encoding};
use super::headers;
use super::multipart::{Form, Multipart};
use super::percent::encode;
use super::render;
use super::route::Route;
use super::style::{self, PathStyle, Style};
use super::upload::Upload;
use crate::runtime::http::answer::error::{Error, Refusal};
use crate::runtime::http::auth::keys::Keys;
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
    /// What is accepted instead of what the route says.
    pub(crate) accept: Option<&'static str>,
    /// The path of a request that no route describes, already checked.
    pub(crate) target: Option<String>,
    /// The path of a link that a page held, already checked; it stands for the route's.
    pub(crate) linked: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) idempotent: bool,
    pub(crate) max_response_bytes: Option<u64>,
    pub(crate) max_header_bytes: Option<u64>,
    pub(crate) read_timeout: Option<Duration>,
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

    /// Sets a query parameter whose reserved characters are left alone (`allowReserved`).
    pub fn query_reserved<T>(mut self, style: Style, name: &str, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        let value =
            written(serde_json::to_value(value), |value| style::query(style, true, name, value));
        self.ask.parts.set_pairs(name, value);
        self
    }

    /// Sets the whole query string, which is the JSON text of a value.
    pub fn query_string<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        let text = serde_json::to_value(value).map(|value| encode(&plain(&value)));
        self.ask.parts.set_pairs("", text.map_err(|error| error.to_string()));
        self
    }

    /// Sets a path parameter that is a JSON text.
    pub fn path_json<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        let text = serde_json::to_string(value).map(Value::String);
        self.ask.parts.set_path(PathStyle::Simple, name, text);
        self
    }

    /// Sets a header parameter that is a JSON text.
    pub fn header_json<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        let text = serde_json::to_value(value).map(|value| style::ascii_json(&value).into());
        self.ask.parts.set_header_param(false, name, text);
        self
    }

    /// Sets a cookie parameter that is a JSON text.
    pub fn cookie_json<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        let text = serde_json::to_string(value).map(Value::String);
        self.ask.parts.set_cookie(Style::Form, name, text);
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

    /// Sets an `application/x-www-form-urlencoded` body from the members of an object: a scalar as
    /// text, an object as JSON, each item of a list under the same name.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.form_as(body, &[])
    }

    /// As [`Call::form`], with these members written another way.
    pub fn form_as<T>(mut self, body: &T, encodings: Encodings) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.ask.parts.set_form(serde_json::to_value(body), encodings);
        self
    }

    /// Sets a `multipart/form-data` body.
    pub fn multipart(self, body: &(impl Multipart + ?Sized)) -> Self {
        self.multipart_as(body, &[])
    }

    /// As [`Call::multipart`], with these parts written another way.
    pub fn multipart_as(mut self, body: &(impl Multipart + ?Sized), encodings: Encodings) -> Self {
        self.ask.parts.set_multipart(body.add_to(Form::encoded(encodings)));
        self
    }

    /// Sets a `multipart/form-data` body from the members of an object without files, these
    /// written another way.
    pub fn multipart_fields<T>(mut self, body: &T, encodings: Encodings) -> Self
    where
        T: Serialize + ?Sized,
    {
        let form = Form::encoded(encodings).object(serde_json::to_value(body));
        self.ask.parts.set_multipart(form);
        self
    }

    /// Sets a body: bytes, text, or what is read while it is sent.
    pub fn upload(mut self, content_type: &str, body: impl Into<Upload>) -> Self {
        self.ask.parts.set_body(content_type, body.into());
        self
    }

    /// Asks for this content type instead of what the operation usually gives.
    pub fn accept(mut self, content_type: &'static str) -> Self {
        self.ask.parts.accept = Some(content_type);
        self
    }

    /// Sets a member of the JSON body to true.
    pub fn flag(mut self, name: &str) -> Self {
        self.ask.parts.set_flag(name);
        self
    }

    /// Sets a header of this call; it replaces whatever else would set it, a credential included.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.ask.parts.set_header(name, value);
        self
    }

    /// The same call to another path and query below the server's address, already checked.
    pub(crate) fn linked(mut self, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        self.ask.parts.linked = Some(path.to_owned());
        self.ask.parts.query = vec![(String::new(), query.to_owned())];
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

    /// Sets how long the server may be silent within the answer to this call.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.ask.parts.read_timeout = Some(timeout);
        self
    }

    /// Sets how large the headers of the answer may be, instead of the client's limit. What the
    /// transport refuses by limits of its own stays refused.
    pub fn max_header_bytes(mut self, bytes: u64) -> Self {
        self.ask.parts.max_header_bytes = Some(bytes);
        self
    }

    /// Sets how large a successful answer may be, instead of the client's limit.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.ask.parts.max_response_bytes = Some(bytes);
        self
    }

    /// The request as it would be sent, credentials included. Those in headers are marked
    /// sensitive; one in the query is a readable part of the URL. A credential that a provider
    /// gives has to be there already: no provider is asked.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`](crate::runtime::ErrorKind::Refused), as sending would.
    pub fn build(&self) -> Result<::http::Request<Body>, Error> {
        let credentials = Keys::choose(&self.ask)?.at_hand(&self.ask)?;
        render::request(&self.ask, &credentials)
    }
}

impl<M> Clone for Call<'_, M> {
    fn clone(&self) -> Self {
        Self { ask: self.ask.clone(), mode: PhantomData }
    }
}

impl Ask<'_> {
    /// How long the server may be silent within the answer.
    pub(crate) fn read_timeout(&self) -> Duration {
        self.parts.read_timeout.unwrap_or(self.shared.timeouts.read)
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
            let text = style::path(style, name, &value);
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
        self.set_pairs(name, written(value, |value| style::query(style, false, name, value)));
    }

    /// Sets what a query parameter was written as.
    fn set_pairs(&mut self, name: &str, pairs: Result<String, String>) {
        match pairs {
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
        match written(value, |value| Ok(style::header(explode, value))) {
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

    fn set_form(&mut self, value: Written, encodings: Encodings) {
        let body = written(value, |value| match value {
            Value::Object(members) => Ok(urlencoded(members, encodings)),
            _ => Err("only an object can be written as a form"),
        });
        match body {
            Ok(body) => self.set_body("application/x-www-form-urlencoded", body.into()),
            Err(fault) => self.refuse(Refusal::Body, format!("the body: {fault}")),
        }
    }

    fn set_multipart(&mut self, form: Form) {
        match form.into_body() {
            Ok((content_type, body)) => self.set_body(&content_type, body),
            Err(fault) => self.refuse(Refusal::Body, format!("the body: {fault}")),
        }
    }

    /// Sets a member of the JSON body, or a body with this member alone, to true.
    fn set_flag(&mut self, name: &str) {
        let body = match &self.body {
            None => Ok(Value::Object(serde_json::Map::new())),
            Some((_, upload)) => {
                serde_json::from_slice(upload.as_bytes().map_or(b"", |bytes| bytes))
            }
        };
        let Ok(Value::Object(mut members)) = body else {
            self.refuse(Refusal::Body, format!("the body: it has no place for `{name}`"));
            return;
        };
        members.insert(name.to_owned(), Value::Bool(true));
        let text = Bytes::from(Value::Object(members).to_string());
        match &mut self.body {
            Some((_, upload)) => *upload = text.into(),
            None => self.set_body("application/json", text.into()),
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

/// The members of a form that are not written in the usual way.
type Encodings = &'static [(&'static str, Encoding)];

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

/// The members of an object as a query string.
fn urlencoded(members: &serde_json::Map<String, Value>, encodings: Encodings) -> String {
    let fields = members
        .iter()
        .flat_map(|(name, member)| encoding::fields(name, member, encoding::own(encodings, name)));
    let pairs = fields.map(|field| format!("{}={}", encode(&field.name), encode(&field.text)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A string as it is, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
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
