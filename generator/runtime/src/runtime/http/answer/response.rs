//! A successful answer, with its value.

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;

use super::reply::{Reply, request_id};

/// What a call returned, and what came with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded body.
    pub value: T,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as received.
    pub body: Bytes,
    /// How often the call was sent.
    pub attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, reply: Reply) -> Self {
        let Reply { status, headers, body, attempts, .. } = reply;
        Self { value, status, headers, body, attempts }
    }

    /// The identifier that the server gave the request, to quote when asking its operators.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}
