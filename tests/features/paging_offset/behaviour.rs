//! Offsets grow by the number of items that came, and the list ends where the page says.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use paging_offset::Probe;
use paging_offset::runtime::{Body, BoxFuture, Bytes, Limits, Request, Transport, TransportError};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The answers to give, each a `Link` header and a body; and the targets that were asked for.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<(VecDeque<(&'static str, &'static str)>, Vec<String>)>>);

impl Script {
    fn probe(answers: &[(&'static str, &'static str)]) -> Result<(Self, Probe)> {
        let script = Self(Arc::new(Mutex::new((answers.iter().copied().collect(), Vec::new()))));
        let builder = Probe::builder().server("https://probe.example/api");
        let probe = builder.transport(script.clone()).build()?;
        Ok((script, probe))
    }

    fn asked(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl Transport for Script {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'a, std::result::Result<http::Response<Body>, TransportError>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.1.push(request.uri().path_and_query().map(ToString::to_string).unwrap_or_default());
        let (link, body) = state.0.pop_front().unwrap_or(("", "no answer is left"));
        let mut response = http::Response::new(Body::from(Bytes::from_static(body.as_bytes())));
        for (name, value) in [("content-type", "application/json"), ("link", link)] {
            response.headers_mut().insert(name, http::HeaderValue::from_static(value));
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// The output of a future that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn the_total_ends_the_list() -> Result {
    let pages = [
        ("", r#"{"rows":[{"id":1},{"id":2}],"total":3}"#),
        ("", r#"{"rows":[{"id":3}],"total":3}"#),
    ];
    let (script, probe) = Script::probe(&pages)?;
    let mut items = probe.rows().list().q("x").items();
    let mut ids = Vec::new();
    while let Some(row) = ready(items.next()) {
        ids.push(row?.id);
    }
    assert_eq!((ids, items.total_count()), (vec![1, 2, 3], Some(3)));
    assert_eq!(script.asked(), ["/api/rows?q=x&skip=0", "/api/rows?q=x&skip=2"]);
    Ok(())
}

#[test]
fn what_is_missing_is_empty() -> Result {
    let first = ("", r#"{"data":{"rows":["a","b"],"more":true}}"#);
    for last in ["{}", r#"{"data":{}}"#, r#"{"data":{"rows":null}}"#, r#"{"data":{"rows":[]}}"#] {
        let (script, probe) = Script::probe(&[first, ("", last)])?;
        let mut items = probe.notes().list().items();
        let mut notes = Vec::new();
        while let Some(note) = ready(items.next()) {
            notes.push(note?);
        }
        assert_eq!(notes, ["a", "b"]);
        assert_eq!(script.asked(), ["/api/notes?skip=0", "/api/notes?skip=2"]);
    }
    Ok(())
}
