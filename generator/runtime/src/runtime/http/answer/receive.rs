//! Reads the body of an answer, within its limits.
//!
//! The bytes counted are those that would be handed to the caller, so a body that a transport
//! decompressed is measured after decompression. A failed status is never hidden by trouble with
//! its body: what arrived is kept and marked as truncated.

use std::time::Duration;

use ::http::header::CONTENT_LENGTH;
use ::http::{HeaderMap, Method, Response};
use bytes::{Bytes, BytesMut};

use super::error::{Elapsed, Error, ErrorKind};
use super::reply::Reply;
use crate::runtime::http::request::route::Route;
use crate::runtime::http::send::timer::Timer;
use crate::runtime::http::transport::TransportError;
use crate::runtime::http::transport::body::Body;

/// How many bytes of a body are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// Of a successful answer; beyond it the call fails.
    pub(crate) success: u64,
    /// Of any other answer; beyond it the body is cut.
    pub(crate) failure: u64,
    /// Of the headers of any answer; beyond it the call fails.
    pub(crate) headers: u64,
}

/// Reads `response` to its end or to its limit. No wait for a piece is longer than `idle`.
pub(crate) async fn receive(
    route: &'static Route,
    response: Response<Body>,
    sizes: Sizes,
    timer: Timer<'_>,
    idle: Duration,
) -> Result<Reply, Error> {
    let (parts, mut body) = response.into_parts();
    let success = parts.status.is_success();
    let limit = if success { sizes.success } else { sizes.failure };
    let mut reply = Reply::new(route, Response::from_parts(parts, Bytes::new()));

    // The answer to HEAD states the length of a body that it does not have.
    let stated = if route.method == Method::HEAD.as_str() { None } else { length(&reply.headers) };
    if success && stated.is_some_and(|length| length > limit) {
        return Err(too_large(reply, limit));
    }
    match collect(&mut body, limit, timer, idle).await {
        Ok(bytes) => {
            reply.body = bytes;
            Ok(reply)
        }
        Err((bytes, cut)) => {
            reply.body = bytes;
            reply.truncated = true;
            match cut {
                _ if !success => Ok(reply),
                Cut::Limit => Err(too_large(reply, limit)),
                Cut::Transport(error) => Err(Error::transport(route, error).with_reply(reply)),
                Cut::Elapsed(elapsed) => Err(Error::timeout(route, elapsed).with_reply(reply)),
            }
        }
    }
}

/// Why a body was not read to its end.
enum Cut {
    Limit,
    Transport(TransportError),
    Elapsed(Elapsed),
}

/// All bytes of `body`, or those that were read before it was cut.
async fn collect(
    body: &mut Body,
    limit: u64,
    timer: Timer<'_>,
    idle: Duration,
) -> Result<Bytes, (Bytes, Cut)> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut read = Gathered::default();
    loop {
        let wait = timer.within(idle, Elapsed::Read);
        // A body whose pieces are always there never waits, and so would never time out.
        if timer.left().is_zero() {
            return Err((read.into_bytes(), Cut::Elapsed(timer.elapsed())));
        }
        let (mut chunk, cut) = match wait.bound(body.chunk()).await {
            Ok(Some(Ok(chunk))) => (chunk, None),
            Ok(Some(Err(error))) => (Bytes::new(), Some(Cut::Transport(wait.explain(error)))),
            Ok(None) => return Ok(read.into_bytes()),
            Err(elapsed) => (Bytes::new(), Some(Cut::Elapsed(elapsed))),
        };
        let left = limit.saturating_sub(read.len());
        let over = chunk.len() > left;
        chunk.truncate(left);
        read.push(chunk);
        if let Some(cut) = cut.or(over.then_some(Cut::Limit)) {
            return Err((read.into_bytes(), cut));
        }
    }
}

/// Chunks put together. Most bodies come in one, which then needs no copy.
#[derive(Default)]
pub(crate) struct Gathered {
    first: Bytes,
    all: BytesMut,
}

impl Gathered {
    /// How many bytes there are.
    pub(crate) fn len(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    /// Adds a chunk.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        if self.first.is_empty() {
            self.first = chunk;
        } else if !chunk.is_empty() {
            if self.all.is_empty() {
                self.all.extend_from_slice(&self.first);
            }
            self.all.extend_from_slice(&chunk);
        }
    }

    /// All of them.
    pub(crate) fn into_bytes(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_large(reply: Reply, limit: u64) -> Error {
    let detail = format!("with a body of more than {limit} bytes");
    Error::new(ErrorKind::TooLarge, Some(reply.route), detail).with_reply(reply)
}
