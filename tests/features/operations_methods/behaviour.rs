//! The method of each request, and answers without a body.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use operations_methods::test_util::{Answer, FakeServer, Matching};
use operations_methods::{Probe, ThingsSearchRequest};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn probe(server: &FakeServer) -> Result<Probe> {
    Ok(Probe::builder().transport(server.clone()).build()?)
}

#[test]
fn any_token_is_a_method() -> Result {
    let probe = probe(&FakeServer::new())?;
    let things = probe.things();
    let request = things.search(&ThingsSearchRequest::new("x")).build()?;
    assert_eq!((request.method().as_str(), request.uri().path()), ("QUERY", "/things"));
    assert_eq!(request.body().as_bytes().map(|body| &body[..]), Some(&br#"{"text":"x"}"#[..]));
    assert_eq!(things.copy("/there").build()?.method().as_str(), "COPY");
    assert_eq!(things.m_search_things().build()?.method().as_str(), "M-SEARCH");
    let request = things.delete().body(&[1]).build()?;
    assert_eq!(request.body().as_bytes().map(|body| &body[..]), Some(&b"[1]"[..]));
    Ok(())
}

#[test]
fn what_has_no_body_is_not_read() -> Result {
    let server = FakeServer::new().always(Matching::any(), |_| Answer::status(204));
    let probe = probe(&server)?;
    now(probe.things().probe())??;
    now(probe.things().delete())??;
    Ok(())
}

/// What a future gives that has nothing to wait for.
fn now<T>(future: impl IntoFuture<Output = T>) -> Result<T> {
    match pin!(future.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Ok(value),
        Poll::Pending => Err("it waits".into()),
    }
}
