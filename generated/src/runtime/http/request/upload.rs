//! The body of a call: bytes, or something that is read while it is sent.
//!
//! It decides whether a body can be sent a second time, which a retry needs.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::http::transport::TransportError;
use crate::runtime::http::transport::body::Body;

/// What a call sends as its body.
#[derive(Clone)]
pub struct Upload(Source);

#[derive(Clone)]
enum Source {
    Whole(Bytes),
    /// Clones of a call share the one stream there is.
    Once(Arc<Mutex<Option<Body>>>),
    Again(Arc<dyn Fn() -> Body + Send + Sync>),
}

impl Upload {
    /// A body whose chunks come from `stream`. It can be sent once, so the call is never retried.
    pub fn from_stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Source::Once(Arc::new(Mutex::new(Some(Body::from_stream(stream))))))
    }

    /// A body that `make` makes anew for every attempt, such as from a file that it opens.
    pub fn repeatable(make: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Self(Source::Again(Arc::new(make)))
    }

    /// Whether the body can be sent a second time.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.0, Source::Once(_))
    }

    /// The body for one attempt; `None` if it was sent already.
    pub(crate) fn body(&self) -> Option<Body> {
        match &self.0 {
            Source::Whole(bytes) => Some(bytes.clone().into()),
            Source::Once(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take(),
            Source::Again(make) => Some(make()),
        }
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Whole(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Source::Whole(bytes.into()))
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Self(Source::Whole(text.into()))
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Self(Source::Whole(Bytes::from_static(bytes)))
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Self(Source::Whole(Bytes::from_static(text.as_bytes())))
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Upload(..)")
    }
}
