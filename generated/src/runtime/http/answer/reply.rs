//! A received answer, and the readers that turn its body into a value.
//!
//! It decides which bodies a reader accepts. Which reader belongs to which status is said by each
//! operation.

use std::fmt;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::content_type::{Reader, accepts};
use super::error::Error;
use crate::runtime::http::request::route::Route;
use crate::runtime::http::transport::body::Body;
use crate::runtime::json::{self, Fault};

/// An answer, not yet decoded. Its body was read, unless it is one that the caller reads piece by
/// piece.
pub struct Reply {
    pub(crate) route: &'static Route,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) truncated: bool,
    /// The body, if it is still to be read.
    pub(crate) live: Option<Body>,
    pub(crate) attempts: u32,
}

/// Why a reader could not make a value of a body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unread {
    /// The content type is clearly not what the reader wants.
    ContentType,
    /// Only the beginning of the body is there.
    Truncated,
    /// The body is not UTF-8.
    Text,
    /// The body does not fit its type.
    Json(Fault),
}

impl Reply {
    /// An answer to a call of `route`, such as one from a cache.
    pub fn new(route: &'static Route, response: ::http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            route,
            status: parts.status,
            headers: parts.headers,
            body,
            truncated: false,
            live: None,
            attempts: 0,
        }
    }

    /// An answer whose body is still to be read.
    pub(crate) fn live(route: &'static Route, response: ::http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let mut reply = Self::new(route, ::http::Response::from_parts(parts, Bytes::new()));
        reply.live = Some(body);
        reply
    }

    /// The operation that was called.
    pub fn route(&self) -> &'static Route {
        self.route
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as far as it was read: empty if the caller reads it piece by piece.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How often the call was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The status as a number.
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// Reads the body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Unread> {
        self.require(Reader::Json)?;
        json::from_slice(&self.body).map_err(Unread::Json)
    }

    /// Reads the body as UTF-8 text, unchanged.
    pub fn text(&self) -> Result<String, Unread> {
        self.require(Reader::Text)?;
        String::from_utf8(self.body.to_vec()).map_err(|_| Unread::Text)
    }

    /// Takes the body as it is.
    pub fn bytes(&self) -> Result<Bytes, Unread> {
        self.require(Reader::Bytes)?;
        Ok(self.body.clone())
    }

    /// Ignores the body.
    pub fn empty(&self) -> Result<(), Unread> {
        Ok(())
    }

    /// Reads the body as JSON, for an answer that no operation describes.
    ///
    /// # Errors
    /// When the body does not fit `T`.
    pub fn into_json<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.json().map_err(|unread| Error::from_unread(unread, self))
    }

    fn require(&self, reader: Reader) -> Result<(), Unread> {
        if !accepts(reader, &self.headers, self.route.accept) {
            return Err(Unread::ContentType);
        }
        if self.truncated { Err(Unread::Truncated) } else { Ok(()) }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &self.route.id)
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// The identifier that the server gave a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-request-id", "request-id", "x-correlation-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}
