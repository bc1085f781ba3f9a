//! The last item of a page asks for the next one.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use paging_last_item::Probe;
use paging_last_item::runtime::{
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
fn an_id_leads_on_while_there_is_more() -> Result {
    let id = "00000000-0000-4000-8000-00000000000";
    let page = |last: u8, more: bool| -> &'static str {
        let text = format!(r#"{{"data":[{{"id":"{id}{last}"}}],"has_more":{more}}}"#);
        Box::leak(text.into_boxed_str())
    };
    let (script, probe) = Script::probe(&[("", page(1, true)), ("", page(2, false))])?;
    let mut items = probe.events().list().items();
    let mut count = 0;
    while let Some(event) = ready(items.next()) {
        event?;
        count += 1;
    }
    assert_eq!(count, 2);
    assert_eq!(
        script.asked(),
        ["/api/events".to_owned(), format!("/api/events?starting_after={id}1")]
    );
    Ok(())
}

#[test]
fn a_time_leads_on_until_it_is_missing() -> Result {
    let pages = [
        (
            "",
            r#"[{"id":"00000000-0000-4000-8000-000000000001","meta":{"at":"2026-01-02T03:04:05Z"}}]"#,
        ),
        ("", r#"[{"id":"00000000-0000-4000-8000-000000000002","meta":{"at":null}}]"#),
    ];
    let (script, probe) = Script::probe(&pages)?;
    let mut pages = probe.log().list().pages();
    while let Some(page) = ready(pages.next()) {
        assert_eq!(page?.len(), 1);
    }
    assert_eq!(script.asked(), ["/api/log", "/api/log?since=2026-01-02T03%3A04%3A05Z"]);
    Ok(())
}
