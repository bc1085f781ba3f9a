//! Offsets grow by the number of items that came, and the list ends where the page says.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use paging_offset::Probe;
use paging_offset::test_util::{Answer, FakeServer, Recorded};
use serde_json::json;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn the_total_ends_the_list() -> Result {
    let server = FakeServer::new()
        .answer(Answer::json(200, &json!({"rows": [{"id": 1}, {"id": 2}], "total": 3})))
        .answer(Answer::json(200, &json!({"rows": [{"id": 3}], "total": 3})));
    let probe = probe(&server)?;
    let mut items = probe.rows().list().q("x").items();
    let mut ids = Vec::new();
    while let Some(row) = ready(items.next()) {
        ids.push(row?.id);
    }
    assert_eq!((ids, items.total_count()), (vec![1, 2, 3], Some(3)));
    let rows = "https://probe.example/api/rows";
    assert_eq!(asked(&server), [0, 2].map(|skip| format!("{rows}?q=x&skip={skip}")));
    Ok(())
}

#[test]
fn what_is_missing_is_empty() -> Result {
    let first = json!({"data": {"rows": ["a", "b"], "more": true}});
    for last in [
        json!({}),
        json!({"data": {}}),
        json!({"data": {"rows": null}}),
        json!({"data": {"rows": []}}),
    ] {
        let server =
            FakeServer::new().answer(Answer::json(200, &first)).answer(Answer::json(200, &last));
        let probe = probe(&server)?;
        let mut items = probe.notes().list().items();
        let mut notes = Vec::new();
        while let Some(note) = ready(items.next()) {
            notes.push(note?);
        }
        assert_eq!(notes, ["a", "b"]);
        let notes = "https://probe.example/api/notes";
        assert_eq!(asked(&server), [0, 2].map(|skip| format!("{notes}?skip={skip}")));
    }
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
