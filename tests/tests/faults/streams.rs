//! A transport whose bodies never make the client wait: time-outs must hold without a pause in
//! which they could be noticed.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use polar_sdk::Polar;
use polar_sdk::runtime::{
    Body, BoxFuture, Bytes, ErrorKind, Limits, Request, Transport, TransportError,
};

use super::client::run;

const SHORT: Duration = Duration::from_millis(200);

/// When the server of these tests gives up, so that a test that fails still ends.
const END: Duration = Duration::from_secs(5);

/// Answers with white space, one byte after another, as fast as it is read.
struct Flood;

impl Transport for Flood {
    fn send<'a>(
        &'a self,
        _: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let body = Body::from_stream(Spaces(Instant::now()));
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(Box::pin(tokio::time::sleep(duration)))
    }
}

struct Spaces(Instant);

impl futures_core::Stream for Spaces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let more = self.0.elapsed() < END;
        Poll::Ready(more.then(|| Ok(Bytes::from_static(b" "))))
    }
}

#[test]
fn a_body_that_is_always_ready_ends_in_time() {
    let builder = Polar::builder().oat("t").transport(Flood).max_response_bytes(u64::MAX);
    let polar = builder.timeout(SHORT).retries(0).build().unwrap();
    let start = Instant::now();
    let error = run(async { polar.customers().list().await.unwrap_err() });
    assert!(matches!(error.kind(), ErrorKind::Timeout(_)), "{error:?}");
    assert!(start.elapsed() < END, "{:?}", start.elapsed());
}
