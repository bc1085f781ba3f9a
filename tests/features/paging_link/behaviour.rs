//! A link in a page is followed below the server's address, and nowhere else.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use paging_link::Probe;
use paging_link::runtime::{ErrorKind, NextFault};
use paging_link::test_util::{Answer, FakeServer, Recorded};
use serde_json::json;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn links_lead_on() -> Result {
    let server = FakeServer::new()
        .answer(page("a", Some("https://probe.example/api/more?at=1")))
        .answer(page("b", Some("?at=2")))
        .answer(page("c", None));
    let probe = probe(&server)?;
    let mut items = probe.things().list().items();
    let mut seen = Vec::new();
    while let Some(item) = ready(items.next()) {
        seen.push(item?);
    }
    assert_eq!(seen, ["a", "b", "c"]);
    assert_eq!(
        asked(&server),
        [
            "https://probe.example/api/things",
            "https://probe.example/api/more?at=1",
            "https://probe.example/api/more?at=2",
        ]
    );
    Ok(())
}

#[test]
fn links_elsewhere_are_refused() -> Result {
    for link in [
        "https://evil.example/api/things",
        "//evil.example/api/things",
        "http://probe.example/api/things",
        "https://probe.example/admin",
    ] {
        let server = FakeServer::new().answer(page("a", Some(link)));
        let probe = probe(&server)?;
        let mut items = probe.things().list().items();
        assert_eq!(ready(items.next()).ok_or("no item")??, "a");
        let error = ready(items.next()).ok_or("no error")?.err().ok_or("no error")?;
        assert_eq!(error.kind(), ErrorKind::NextPage(NextFault::Elsewhere));
        assert!(ready(items.next()).is_none());
        assert_eq!(asked(&server), ["https://probe.example/api/things"]);
    }
    Ok(())
}

fn page(item: &str, next: Option<&str>) -> Answer {
    Answer::json(200, &json!({"items": [item], "links": {"next": next}}))
}

fn probe(server: &FakeServer) -> Result<Probe> {
    Ok(Probe::builder().server("https://probe.example/api").transport(server.clone()).build()?)
}

fn asked(server: &FakeServer) -> Vec<String> {
    server.requests().iter().map(Recorded::url).collect()
}

/// The output of a future that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
