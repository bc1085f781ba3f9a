//! A successful answer as the JSON texts it consists of, one to a line.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::json_lines::Splitter;
use super::live::Live;
use super::open::{Asked, Open};
use crate::runtime::http::answer::content_type::{Reader, is_json_sequence};
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::reply::{Reply, Unread, request_id};
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::Call;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::block_on;
use crate::runtime::json::{self, Fault};

/// How long the server may be silent unless the caller says otherwise.
const IDLE: Duration = Duration::from_secs(60);

/// The values of an answer that has one JSON text to a line (JSON Lines, NDJSON), or a sequence of
/// them (RFC 7464), as they arrive: a stream, or with a blocking client an iterator.
///
/// A line that does not fit is an error of the kind
/// [`ErrorKind::Decode`](crate::runtime::ErrorKind::Decode), whose [`body`](Error::body) is the
/// line, and the next one follows it. After any other error, and after `None`, the stream has
/// ended.
///
/// The server may be silent for 60 seconds, see [`Lines::idle_timeout`]; no other time-out applies.
/// A line may be as large as the call or its client allows an ordinary answer to be.
#[must_use = "lines are read when they are asked for"]
pub struct Lines<T, M = Async> {
    live: Live,
    splitter: Splitter,
    read: fn(&[u8]) -> Result<T, Fault>,
    limit: u64,
    at_end: bool,
    ended: bool,
    mode: PhantomData<fn() -> M>,
}

impl<'a, M: 'a> Call<'a, M> {
    /// Reads a successful answer as lines of JSON.
    pub fn lines<O, T: DeserializeOwned + 'a>(self) -> Open<'a, O, Lines<T, M>, M> {
        self.open(Reader::Lines, |reply, asked| Ok(Lines::new(reply, &asked, json::from_slice)))
    }
}

impl<T, M> Lines<T, M> {
    fn new(reply: Reply, asked: &Asked, read: fn(&[u8]) -> Result<T, Fault>) -> Self {
        let limit = asked.parts.max_response_bytes.unwrap_or(asked.shared.sizes.success);
        let sequence = is_json_sequence(&reply.headers);
        Self {
            live: Live::new(&asked.shared, reply, IDLE),
            splitter: Splitter::new(sequence, usize::try_from(limit).unwrap_or(usize::MAX)),
            read,
            limit,
            at_end: false,
            ended: false,
            mode: PhantomData,
        }
    }

    /// Sets how long the server may be silent, instead of 60 seconds.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.live.idle = timeout;
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.live.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.live.headers
    }

    /// The identifier that the server gave the request, to quote when asking its operators.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        while !self.ended {
            match self.splitter.next(self.at_end) {
                Ok(Some(line)) => return Poll::Ready(Some(self.item(line))),
                Ok(None) if self.at_end => self.ended = true,
                Ok(None) => match ready!(self.live.poll_chunk(context)) {
                    Some(Ok(chunk)) => self.splitter.feed(&chunk),
                    Some(Err(error)) => {
                        self.ended = true;
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => self.at_end = true,
                },
                Err(_) => {
                    self.ended = true;
                    let error = self.live.too_large("a line", self.limit);
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(None)
    }

    fn item(&self, line: Bytes) -> Result<T, Error> {
        (self.read)(&line).map_err(|fault| self.live.unread(Unread::Json(fault), line))
    }
}

/// No item is ever pinned in place.
impl<T, M> Unpin for Lines<T, M> {}

impl<T> Lines<T> {
    /// The next value; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }
}

impl<T> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

#[cfg(feature = "blocking")]
impl<T> Iterator for Lines<T, crate::runtime::Blocking> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(poll_fn(|context| self.poll(context)))
    }
}

impl<T, M> fmt::Debug for Lines<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("status", &self.live.status).finish_non_exhaustive()
    }
}
