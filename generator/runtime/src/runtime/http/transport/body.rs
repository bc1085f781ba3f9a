//! The body of a request or a response: bytes that are there, or a stream of chunks.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
#[cfg(feature = "blocking")]
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::TransportError;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::{block_on, within};

/// The body of a request or a response.
pub struct Body(Source);

enum Source {
    Whole(Bytes),
    // Never locked: it makes the body `Sync`, and with it the errors that may hold one.
    Stream(Mutex<Pin<Box<Chunks>>>),
}

type Chunks = dyn Stream<Item = Result<Bytes, TransportError>> + Send;

impl Body {
    /// A body whose chunks come from `stream`.
    pub fn from_stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Source::Stream(Mutex::new(Box::pin(stream))))
    }

    /// Waits for the next chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Waits for the next chunk of a body that a blocking client handed over, no longer than `idle`;
    /// `None` at the end.
    #[cfg(feature = "blocking")]
    pub fn chunk_blocking(&mut self, idle: Duration) -> Option<Result<Bytes, TransportError>> {
        within(idle, || block_on(self.chunk()))
    }

    /// The bytes that are left, unless they are yet to come from a stream.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Whole(bytes) => Some(bytes),
            Source::Stream(_) => None,
        }
    }

    /// A second body like this one, unless this one comes from a stream.
    pub fn try_clone(&self) -> Option<Self> {
        self.as_bytes().cloned().map(Self::from)
    }
}

impl Default for Body {
    /// No body.
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Whole(bytes))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Source::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Source::Stream(stream) => {
                let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                stream.as_mut().poll_next(context)
            }
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body(..)")
    }
}
