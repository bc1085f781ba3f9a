//! The seam between calls and the network.
//!
//! A transport moves one request and one response. It decides nothing else: no redirect, no
//! retry, no credential, no limit on the body, which is enforced by whoever reads it.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Sends one request and returns the response as it arrives.
///
/// An implementation follows no redirects, decodes no content coding it did not ask for, and
/// keeps to [`Limits::timeout`] until the body is read.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`.
    fn send<'a>(
        &'a self,
        request: ::http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>>;
}

/// The bounds that a transport keeps for one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// From the start of the call to the last byte of the body.
    pub timeout: Duration,
}

/// The body of a response, as a stream of chunks.
pub struct Body(Source);

enum Source {
    Whole(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl Body {
    /// A body whose chunks come from `stream`.
    pub fn from_stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Source::Stream(Box::pin(stream)))
    }

    /// Waits for the next chunk; `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Whole(Some(bytes)))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Source::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Source::Stream(stream) => stream.as_mut().poll_next(context),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body(..)")
    }
}

/// Why a transport failed.
#[derive(Debug)]
pub struct TransportError {
    pub(super) fault: TransportFault,
    pub(super) source: BoxError,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFault {
    /// No connection came about, so nothing was sent.
    Connect,
    /// A time-out ran out.
    Timeout,
    /// Anything else, such as a connection that broke.
    Other,
}

impl TransportError {
    /// An error of the given kind. The source's text must hold neither credentials nor the
    /// request's query.
    pub fn new(fault: TransportFault, source: impl Into<BoxError>) -> Self {
        Self { fault, source: source.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fault {
            TransportFault::Connect => "no connection",
            TransportFault::Timeout => "timed out",
            TransportFault::Other => "the connection failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
