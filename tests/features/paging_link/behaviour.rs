//! A link in a page is followed below the server's address, and nowhere else.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use paging_link::Probe;
use paging_link::runtime::{Body, BoxFuture, Bytes, Limits, Request, Transport, TransportError};
use paging_link::runtime::{ErrorKind, NextFault};

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
fn links_lead_on() -> Result {
    let pages = [
        ("", r#"{"items":["a"],"links":{"next":"https://probe.example/api/more?at=1"}}"#),
        ("", r#"{"items":["b"],"links":{"next":"?at=2"}}"#),
        ("", r#"{"items":["c"],"links":{"next":null}}"#),
    ];
    let (script, probe) = Script::probe(&pages)?;
    let mut items = probe.things().list().items();
    let mut seen = Vec::new();
    while let Some(item) = ready(items.next()) {
        seen.push(item?);
    }
    assert_eq!(seen, ["a", "b", "c"]);
    assert_eq!(script.asked(), ["/api/things", "/api/more?at=1", "/api/more?at=2"]);
    Ok(())
}

#[test]
fn links_elsewhere_are_refused() -> Result {
    for body in [
        r#"{"items":["a"],"links":{"next":"https://evil.example/api/things"}}"#,
        r#"{"items":["a"],"links":{"next":"//evil.example/api/things"}}"#,
        r#"{"items":["a"],"links":{"next":"http://probe.example/api/things"}}"#,
        r#"{"items":["a"],"links":{"next":"https://probe.example/admin"}}"#,
    ] {
        let (script, probe) = Script::probe(&[("", body)])?;
        let mut items = probe.things().list().items();
        assert_eq!(ready(items.next()).ok_or("no item")??, "a");
        let error = ready(items.next()).ok_or("no error")?.err().ok_or("no error")?;
        assert_eq!(error.kind(), ErrorKind::NextPage(NextFault::Elsewhere));
        assert!(ready(items.next()).is_none());
        assert_eq!(script.asked(), ["/api/things"]);
    }
    Ok(())
}
