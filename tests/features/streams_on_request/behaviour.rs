//! The two ways to read one answer.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use streams_on_request::runtime::ErrorKind;
use streams_on_request::test_util::{Answer, FakeServer};
use streams_on_request::{Ask, Probe};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn the_whole_or_its_pieces() -> Result {
    let whole = || Answer::bytes(200, "application/json", "{\"text\":\"ab\"}");
    let sse = "data: {\"delta\":\"a\"}\n\ndata: {\"delta\":\"b\"}\n\ndata: [DONE]\n\n";
    let server = FakeServer::new()
        .answer(whole())
        .answer(Answer::bytes(200, "text/event-stream", sse))
        .answer(whole())
        .answer(Answer::bytes(200, "application/x-ndjson", "{\"delta\":\"a\"}\n"));
    let probe =
        Probe::builder().server("https://probe.example").transport(server.clone()).build()?;
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

    let requests = server.requests();
    let sent: Vec<_> =
        requests.iter().map(|sent| (sent.header("accept"), &sent.body()[..])).collect();
    let streaming = (Some("text/event-stream"), &b"{\"prompt\":\"?\",\"stream\":true}"[..]);
    assert_eq!(
        sent,
        [
            (Some("application/json"), &b"{\"prompt\":\"?\"}"[..]),
            streaming,
            streaming,
            (Some("application/x-ndjson"), b""),
        ]
    );
    Ok(())
}

fn now<F: IntoFuture>(future: F) -> Result<F::Output> {
    match pin!(future.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => Err("not ready".into()),
    }
}
