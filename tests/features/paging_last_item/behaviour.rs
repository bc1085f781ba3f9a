//! The last item of a page asks for the next one.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use paging_last_item::Probe;
use paging_last_item::test_util::{Answer, FakeServer, Recorded};
use serde_json::json;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const ID: &str = "00000000-0000-4000-8000-00000000000";

#[test]
fn an_id_leads_on_while_there_is_more() -> Result {
    let page = |last: u8, more: bool| {
        let event = json!({"id": format!("{ID}{last}")});
        Answer::json(200, &json!({"data": [event], "has_more": more}))
    };
    let server = FakeServer::new().answer(page(1, true)).answer(page(2, false));
    let probe = probe(&server)?;
    let mut items = probe.events().list().items();
    let mut count = 0;
    while let Some(event) = ready(items.next()) {
        event?;
        count += 1;
    }
    assert_eq!(count, 2);
    let events = "https://probe.example/api/events";
    assert_eq!(asked(&server), [events, &format!("{events}?starting_after={ID}1")]);
    Ok(())
}

#[test]
fn a_time_leads_on_until_it_is_missing() -> Result {
    let page = |last: u8, at: Option<&str>| {
        let entry = json!({"id": format!("{ID}{last}"), "meta": {"at": at}});
        Answer::json(200, &json!([entry]))
    };
    let server =
        FakeServer::new().answer(page(1, Some("2026-01-02T03:04:05Z"))).answer(page(2, None));
    let probe = probe(&server)?;
    let mut pages = probe.log().list().pages();
    while let Some(page) = ready(pages.next()) {
        assert_eq!(page?.len(), 1);
    }
    let log = "https://probe.example/api/log";
    assert_eq!(asked(&server), [log, &format!("{log}?since=2026-01-02T03%3A04%3A05Z")]);
    Ok(())
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
