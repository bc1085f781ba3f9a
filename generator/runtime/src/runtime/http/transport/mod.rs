//! The seam between calls and the network.
//!
//! A transport moves one request and one response. It decides nothing else: no redirect, no
//! retry, no credential, no limit on the body, which is enforced by whoever reads it.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use self::body::Body;
use crate::runtime::http::answer::error::Elapsed;

pub(crate) mod body;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(feature = "blocking")]
pub(crate) mod ureq;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Sends one request and returns the response as it arrives. It is also what the client knows of
/// time, so that a test can have time of its own.
///
/// An implementation follows no redirects, repeats nothing, and decodes no content coding it did
/// not ask for. Its futures may need an async runtime if only clients that are awaited use it; one
/// for a blocking client does its work when polled.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`.
    fn send<'a>(
        &'a self,
        request: ::http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>>;

    /// Waits. `None` if this transport cannot: then nothing is retried after a wait, and all
    /// time-outs are the transport's own to keep.
    fn sleep(&self, _duration: Duration) -> Option<BoxFuture<'static, ()>> {
        None
    }

    /// The time since some fixed moment. Where the standard library has no clock, as in a browser,
    /// time stands still and nothing times out unless this is replaced.
    fn now(&self) -> Duration {
        clock()
    }
}

/// The bounds of one attempt. The client keeps those on waiting itself if the transport can
/// [sleep](Transport::sleep); that on connecting is always the transport's to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// On making a connection.
    pub connect: Duration,
    /// On the whole attempt, from connecting to the last byte of the body.
    pub attempt: Duration,
    /// On the silence between two pieces of the body.
    pub read: Duration,
    /// On the size of the response's headers, in bytes.
    pub header_bytes: u64,
}

/// Why a transport failed.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) fault: TransportFault,
    pub(crate) source: BoxError,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFault {
    /// No connection came about, so nothing was sent.
    Connect,
    /// A time-out ran out.
    Timeout(Elapsed),
    /// The headers of the response are larger, or more, than the transport takes.
    TooLarge,
    /// Nothing was sent, and trying again would not help: what answers in the network's stead, such as
    /// a circuit breaker, declined.
    Refused,
    /// The body of the request could not be read, or was not as long as stated. The server may have
    /// seen a part of it.
    Body,
    /// Anything else, such as a connection that broke.
    Other,
}

impl TransportError {
    /// An error of the given kind. The source's text must hold neither credentials nor the
    /// request's query.
    pub fn new(fault: TransportFault, source: impl Into<BoxError>) -> Self {
        Self { fault, source: source.into() }
    }

    /// What kind of failure it is.
    pub fn fault(&self) -> TransportFault {
        self.fault
    }
}

impl Default for Limits {
    /// The bounds of a client with default settings.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            read: Duration::from_secs(10),
            header_bytes: 64 << 10,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fault {
            TransportFault::Connect => "no connection",
            TransportFault::Timeout(_) => "timed out",
            TransportFault::TooLarge => "the headers are too large",
            TransportFault::Refused => "declined",
            TransportFault::Body => "the body of the request could not be read",
            TransportFault::Other => "the connection failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn clock() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn clock() -> Duration {
    Duration::ZERO
}

/// Whether a request says that it has no body, where others just have none. RFC 9110, section 8.6,
/// asks it of methods that usually have one, and some servers answer 411 otherwise.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
fn states_its_length(method: &::http::Method) -> bool {
    use ::http::Method;

    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}
