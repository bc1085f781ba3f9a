//! A successful answer as the bytes it consists of, handed over while they arrive.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::http::header::CONTENT_TYPE;
use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use futures_core::Stream;

use super::live::Live;
use super::open::{Asked, Open};
use crate::runtime::http::answer::content_type::Reader;
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::receive::Gathered;
use crate::runtime::http::answer::reply::{Reply, request_id};
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::Call;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::block_on;

/// How many bytes a download may have unless its call says otherwise: 1 GiB.
const MOST: u64 = 1 << 30;

/// The bytes of a successful answer, as they arrive: a stream of chunks, or with a blocking client
/// an iterator and a [`Read`](std::io::Read).
///
/// The server may not be silent for longer than the client's time-out for reading; no other
/// time-out applies from here on. After an error the stream has ended.
pub struct Download<M = Async> {
    live: Live,
    /// How many bytes it may have, and how many of those are left.
    limit: u64,
    left: u64,
    /// How many bytes may be collected.
    collected: u64,
    /// What was received and not read yet, for a reader that takes less than a chunk.
    rest: Bytes,
    mode: PhantomData<fn() -> M>,
}

impl<'a, M: 'a> Call<'a, M> {
    /// Hands over the bytes of a successful answer as they arrive: at most 1 GiB, or as many as
    /// [`Call::max_response_bytes`] says.
    pub fn download<O>(self) -> Open<'a, O, Download<M>, M> {
        self.open(Reader::Bytes, Download::new)
    }
}

impl<M> Download<M> {
    fn new(reply: Reply, asked: Asked) -> Result<Self, Error> {
        let own = asked.parts.max_response_bytes;
        let limit = own.unwrap_or(MOST);
        let collected = own.unwrap_or(asked.shared.sizes.success);
        let idle = asked.parts.read_timeout.unwrap_or(asked.shared.timeouts.read);
        let mut live = Live::new(&asked.shared, reply, idle);
        if live.length().is_some_and(|length| length > limit) {
            return Err(live.too_large("a body", limit));
        }
        let rest = Bytes::new();
        Ok(Self { live, limit, left: limit, collected, rest, mode: PhantomData })
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

    /// How many bytes the server says there are.
    pub fn content_length(&self) -> Option<u64> {
        self.live.length()
    }

    /// The content type.
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// How often the call was sent.
    pub fn attempts(&self) -> u32 {
        self.live.attempts
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.rest))));
        }
        let chunk = match ready!(self.live.poll_chunk(context)) {
            Some(Ok(chunk)) => chunk,
            other => return Poll::Ready(other),
        };
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        Poll::Ready(Some(match self.left.checked_sub(length) {
            Some(left) => {
                self.left = left;
                Ok(chunk)
            }
            None => Err(self.live.too_large("a body", self.limit)),
        }))
    }

    /// All bytes that are left, within the limit on what is held in memory.
    async fn collect(mut self) -> Result<Bytes, Error> {
        let limit = usize::try_from(self.collected).unwrap_or(usize::MAX);
        let mut read = Gathered::default();
        while let Some(chunk) = poll_fn(|context| self.poll(context)).await {
            let chunk = chunk?;
            if chunk.len() > limit.saturating_sub(read.len()) {
                return Err(self.live.too_large("a body", self.collected));
            }
            read.push(chunk);
        }
        Ok(read.into_bytes())
    }
}

impl Download {
    /// The next chunk; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Collects what is left, as far as the call's limit allows, or else the client's for an
    /// ordinary answer.
    ///
    /// # Errors
    /// If the rest does not arrive or is too large.
    pub async fn into_bytes(self) -> Result<Bytes, Error> {
        self.collect().await
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

#[cfg(feature = "blocking")]
impl Download<crate::runtime::Blocking> {
    /// Collects what is left, as far as the call's limit allows, or else the client's for an
    /// ordinary answer.
    ///
    /// # Errors
    /// If the rest does not arrive or is too large.
    pub fn into_bytes(self) -> Result<Bytes, Error> {
        block_on(self.collect())
    }
}

#[cfg(feature = "blocking")]
impl Iterator for Download<crate::runtime::Blocking> {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(poll_fn(|context| self.poll(context)))
    }
}

#[cfg(feature = "blocking")]
impl std::io::Read for Download<crate::runtime::Blocking> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        while self.rest.is_empty() {
            match self.next() {
                Some(Ok(chunk)) => self.rest = chunk,
                Some(Err(error)) => return Err(std::io::Error::other(error)),
                None => return Ok(0),
            }
        }
        let mut piece = self.rest.split_to(self.rest.len().min(into.len()));
        let length = piece.len();
        for (to, from) in into.iter_mut().zip(piece.split_to(length)) {
            *to = from;
        }
        Ok(length)
    }
}

impl<M> fmt::Debug for Download<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.live.status)
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
