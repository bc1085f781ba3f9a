//! The default transport: `reqwest` with everything off that acts on its own.
//!
//! No redirects, no `Referer`, no cookies, no decompression. A proxy named by the environment is
//! used for https alone, where it sees a tunnel; over plain http it would read the credentials.
//! `reqwest` repeats a request only after an HTTP/2 server stated that it did not process it.

use std::error::Error as StdError;
use std::iter::successors;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::http::HeaderValue;
use ::http::header::CONTENT_LENGTH;
use ::reqwest::redirect::Policy;
use bytes::Bytes;
use futures_core::Stream;

use super::body::Body;
use super::{BoxFuture, Limits, Transport, TransportError, TransportFault, states_its_length};
use crate::runtime::http::answer::error::{Elapsed, Error};

/// Sends calls with a `reqwest` client.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(::reqwest::Client);

impl From<::reqwest::Client> for ReqwestTransport {
    fn from(client: ::reqwest::Client) -> Self {
        Self(client)
    }
}

impl ReqwestTransport {
    pub(crate) fn new(connect: Duration, header_bytes: u64, https: bool) -> Result<Self, Error> {
        let mut builder = ::reqwest::Client::builder()
            .redirect(Policy::none())
            .referer(false)
            .https_only(https)
            .connect_timeout(connect)
            .http2_max_header_list_size(u32::try_from(header_bytes).unwrap_or(u32::MAX));
        if !https {
            builder = builder.no_proxy();
        }
        // Both find the authorities that the operating system trusts.
        #[cfg(feature = "native-tls")]
        {
            builder = builder.tls_backend_native();
        }
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        {
            builder = builder.tls_backend_rustls();
        }
        builder.build().map(Self).map_err(|error| {
            Error::configuration("the HTTP client cannot be made").with_source(Box::new(error))
        })
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(
        &'a self,
        request: ::http::Request<Body>,
        _limits: Limits,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = convert(request)?;
            let response = self.0.execute(request).await.map_err(transport_error)?;
            let mut answer = ::http::Response::new(());
            *answer.status_mut() = response.status();
            *answer.version_mut() = response.version();
            *answer.headers_mut() = response.headers().clone();
            let body = Body::from_stream(Chunks(Box::pin(response.bytes_stream())));
            Ok(answer.map(|()| body))
        })
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(Box::pin(tokio::time::sleep(duration)))
    }
}

/// `reqwest` reads the address again, by other rules; what comes out must name the same target.
fn convert(request: ::http::Request<Body>) -> Result<::reqwest::Request, TransportError> {
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned());
    let request = request.map(|body| match body.as_bytes() {
        Some(bytes) => ::reqwest::Body::from(bytes.clone()),
        None => ::reqwest::Body::wrap_stream(body),
    });
    let mut request = ::reqwest::Request::try_from(request).map_err(transport_error)?;
    let url = request.url();
    let kept = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    if target.is_some_and(|target| target != kept) {
        let source = "the address means another target to the HTTP client";
        return Err(TransportError::new(TransportFault::Other, source));
    }
    if states_its_length(request.method())
        && request.body().and_then(::reqwest::Body::as_bytes) == Some(&[])
    {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Ok(request)
}

/// The address is taken out: its query may be personal or hold a key.
fn transport_error(error: ::reqwest::Error) -> TransportError {
    // The other bounds are the client's own. A client of the caller's may have a time-out, too.
    let fault = match (error.is_connect(), error.is_timeout()) {
        _ if is_of_body(&error) => TransportFault::Body,
        (true, true) => TransportFault::Timeout(Elapsed::Connect),
        (true, false) => TransportFault::Connect,
        (false, true) => TransportFault::Timeout(Elapsed::Attempt),
        (false, false) if is_too_large(&error) => TransportFault::TooLarge,
        (false, false) => TransportFault::Other,
    };
    TransportError::new(fault, error.without_url())
}

/// Whether the body that was to be sent is at fault.
fn is_of_body(error: &::reqwest::Error) -> bool {
    causes(error).any(|cause| {
        cause.downcast_ref().is_some_and(|own: &TransportError| own.fault == TransportFault::Body)
    })
}

/// Whether `hyper` gave up on the headers. A client can tell that only by the text.
fn is_too_large(error: &::reqwest::Error) -> bool {
    causes(error).any(|cause| cause.to_string() == "message head is too large")
}

/// What an error comes from, and that from, and so on.
fn causes(error: &::reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    successors(error.source(), |cause| (*cause).source())
}

/// The chunks of a response, with the error translated.
struct Chunks<S>(Pin<Box<S>>);

impl<S: Stream<Item = ::reqwest::Result<Bytes>>> Stream for Chunks<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(transport_error)))
    }
}
