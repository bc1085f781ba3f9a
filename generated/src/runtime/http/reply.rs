//! A received answer, and the readers that turn its body into a value.
//!
//! It decides which bodies a reader accepts. Which reader belongs to which status is said by each
//! operation.

use std::fmt;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::super::json::{self, Fault};
use super::content_type::{Reader, accepts};
use super::route::Route;

/// An answer with its body, not yet decoded.
#[derive(Clone)]
pub struct Reply {
    pub(super) route: &'static Route,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) truncated: bool,
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
    pub(super) fn new(route: &'static Route, response: ::http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self { route, status: parts.status, headers: parts.headers, body, truncated: false }
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
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-request-id", "request-id", "x-correlation-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}
