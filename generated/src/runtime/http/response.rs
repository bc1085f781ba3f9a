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
}

impl<T> Response<T> {
    pub(super) fn new(value: T, reply: Reply) -> Self {
        Self { value, status: reply.status, headers: reply.headers, body: reply.body }
    }

    /// The identifier that the server gave the request, to quote when asking its operators.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}
