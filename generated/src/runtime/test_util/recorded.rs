//! What a request looked like.

use std::fmt;
use std::time::Duration;

use ::http::{HeaderMap, Method};
use bytes::{Bytes, BytesMut};

use crate::runtime::{Body, Limits, Request, Route, TransportError, Value};

/// A request that a [`FakeServer`](super::FakeServer) was sent.
///
/// Its `Debug` and `Display` show method and path; credentials are in what they leave out.
#[derive(Clone)]
pub struct Recorded {
    request: Request<Bytes>,
    query: Vec<(String, String)>,
    limits: Limits,
    at: Duration,
}

impl Recorded {
    /// Reads a request to its end.
    pub(super) async fn read(
        request: Request<Body>,
        limits: Limits,
        at: Duration,
    ) -> Result<Self, TransportError> {
        let (head, mut body) = request.into_parts();
        let mut bytes = BytesMut::new();
        while let Some(chunk) = body.chunk().await {
            bytes.extend_from_slice(&chunk?);
        }
        let query = pairs(head.uri.query().unwrap_or_default());
        Ok(Self { request: Request::from_parts(head, bytes.freeze()), query, limits, at })
    }

    /// The method.
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The path as it was sent.
    pub fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// The whole address as it was sent, the server's included.
    pub fn url(&self) -> String {
        self.request.uri().to_string()
    }

    /// The operation that was called; that of an untyped request has no id.
    pub fn route(&self) -> Option<&'static Route> {
        self.request.extensions().get::<&'static Route>().copied()
    }

    /// The query, decoded, in the order in which it was sent.
    pub fn query(&self) -> Vec<(&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// The first value of a query parameter, decoded.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.query.iter().find(|(sent, _)| sent == name)?;
        Some(value)
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The first value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().get(name)?.to_str().ok()
    }

    /// The body; that of a streamed one, put together.
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    /// The body as JSON; `None` if it is not.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(self.body()).ok()
    }

    /// When the request was sent, in the server's own time.
    pub fn at(&self) -> Duration {
        self.at
    }

    /// The bounds under which it was sent.
    pub fn limits(&self) -> Limits {
        self.limits
    }
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method(), self.path())
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recorded({self})")
    }
}

/// The pairs of a query.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// `text` with each `%XX` as the byte it stands for.
pub(super) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let triplet = after.get(..2).filter(|_| first == b'%');
        let byte = triplet
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
