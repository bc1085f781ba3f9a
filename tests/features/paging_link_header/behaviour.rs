//! The header leads on, and a list may be the whole answer.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use paging_link_header::Probe;
use paging_link_header::runtime::{
    Body, BoxFuture, Bytes, Limits, Request, Transport, TransportError,
};

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
fn the_header_leads_on() -> Result {
    let pages = [
        (
            r#"<https://probe.example/api/repositories/7/issues?page=2>; rel="next", <?page=9>; rel="last""#,
            r#"[{"number":1}]"#,
        ),
        (r#"<?page=1>; rel="prev""#, r#"[{"number":2}]"#),
    ];
    let (script, probe) = Script::probe(&pages)?;
    let mut items = probe.issues().list("o/x").state("open").items();
    let mut numbers = Vec::new();
    while let Some(issue) = ready(items.next()) {
        numbers.push(issue?.number);
    }
    assert_eq!(numbers, [1, 2]);
    assert_eq!(
        script.asked(),
        ["/api/repos/o%2Fx/issues?state=open", "/api/repositories/7/issues?page=2"]
    );
    Ok(())
}

#[test]
fn numbers_begin_at_zero_and_end_without_a_link() -> Result {
    let pages = [
        ("", r#"{"pulls":[{"number":1}],"next":"/pulls?page=1"}"#),
        ("", r#"{"pulls":[{"number":2}],"next":null}"#),
    ];
    let (script, probe) = Script::probe(&pages)?;
    let mut pages = probe.pulls().list().pages();
    while let Some(page) = ready(pages.next()) {
        page?;
    }
    assert_eq!(script.asked(), ["/api/pulls?page=0", "/api/pulls?page=1"]);
    Ok(())
}
