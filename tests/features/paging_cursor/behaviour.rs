//! A cursor is found below objects that may be missing, and a walk resumes from it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use paging_cursor::Probe;
use paging_cursor::runtime::{Body, BoxFuture, Bytes, Limits, Request, Transport, TransportError};

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
fn a_cursor_leads_on() -> Result {
    let pages = [
        ("", r#"{"results":[{"id":"a"}],"total":2,"paging":{"next":{"after":"x y"}}}"#),
        ("", r#"{"results":[{"id":"b"}],"paging":{"next":null}}"#),
    ];
    let (script, probe) = Script::probe(&pages)?;
    let mut pages = probe.contacts().list().pages();
    let first = ready(pages.next()).ok_or("no page")??;
    assert_eq!((first.results.len(), pages.total_count()), (1, Some(2)));
    let kept = serde_json::to_string(&pages.position())?;
    assert_eq!(kept, r#""cursor:x y""#);

    let mut rest = probe.contacts().list().items().resume(serde_json::from_str(&kept)?);
    assert_eq!(ready(rest.next()).ok_or("no item")??.id, "b");
    assert!(ready(rest.next()).is_none());
    assert_eq!(script.asked(), ["/api/contacts", "/api/contacts?after=x%20y"]);
    Ok(())
}
