//! The two ways to read one answer.

use std::collections::VecDeque;
use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use streams_on_request::runtime::{
    Body, BoxFuture, Bytes, ErrorKind, Limits, Request, Transport, TransportError,
};
use streams_on_request::{Ask, Probe};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Answers from a list, and keeps what was sent.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<State>>);

/// Content types and bodies that are left, and the requests so far.
type State = (VecDeque<(&'static str, &'static str)>, Vec<Request<Body>>);

impl Transport for Script {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'a, std::result::Result<http::Response<Body>, TransportError>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.1.push(request);
        let (content_type, body) = state.0.pop_front().unwrap_or_default();
        let mut response = http::Response::new(Body::from(Bytes::from_static(body.as_bytes())));
        if let Ok(value) = content_type.parse() {
            response.headers_mut().insert("content-type", value);
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

fn now<F: IntoFuture>(future: F) -> Result<F::Output> {
    match pin!(future.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => Err("not ready".into()),
    }
}

#[test]
fn the_whole_or_its_pieces() -> Result {
    let script = Script::default();
    let sse = "data: {\"delta\":\"a\"}\n\ndata: {\"delta\":\"b\"}\n\ndata: [DONE]\n\n";
    script.0.lock().unwrap_or_else(PoisonError::into_inner).0.extend([
        ("application/json", "{\"text\":\"ab\"}"),
        ("text/event-stream", sse),
        ("application/json", "{\"text\":\"ab\"}"),
        ("application/x-ndjson", "{\"delta\":\"a\"}\n"),
    ]);
    let probe =
        Probe::builder().server("https://probe.example").transport(script.clone()).build()?;
    let ask = Ask::new("?");
    assert_eq!(now(probe.completions().create(&ask))??.text, "ab");

    let mut events = now(probe.completions().create(&ask).events())??;
    let mut text = String::new();
    while let Some(event) = now(events.next())? {
        text.push_str(&event?.data.delta);
    }
    assert_eq!(text, "ab");

    // A server that does not stream is no empty stream.
    let error = now(probe.completions().create(&ask).events())?.err().ok_or("no error")?;
    assert_eq!(error.kind(), ErrorKind::ContentType);

    let mut lines = now(probe.rows().list().lines())??;
    assert_eq!(now(lines.next())?.ok_or("a line")??.delta, "a");
    assert!(now(lines.next())?.is_none());

    let state = script.0.lock().unwrap_or_else(PoisonError::into_inner);
    let sent: Vec<(&[u8], &[u8])> = state
        .1
        .iter()
        .map(|request| {
            let body = request.body().as_bytes().map_or(&b""[..], |bytes| &bytes[..]);
            (request.headers()["accept"].as_bytes(), body)
        })
        .collect();
    let streaming: (&[u8], &[u8]) = (b"text/event-stream", b"{\"prompt\":\"?\",\"stream\":true}");
    assert_eq!(
        sent,
        [
            (&b"application/json"[..], &b"{\"prompt\":\"?\"}"[..]),
            streaming,
            streaming,
            (b"application/x-ndjson", b""),
        ]
    );
    Ok(())
}
