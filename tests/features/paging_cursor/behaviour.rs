//! A cursor is found below objects that may be missing, and a walk resumes from it.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use paging_cursor::Probe;
use paging_cursor::test_util::{Answer, FakeServer, Recorded};
use serde_json::json;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn a_cursor_leads_on() -> Result {
    let first = json!({"results": [{"id": "a"}], "total": 2, "paging": {"next": {"after": "x y"}}});
    let last = json!({"results": [{"id": "b"}], "paging": {"next": null}});
    let server =
        FakeServer::new().answer(Answer::json(200, &first)).answer(Answer::json(200, &last));
    let probe = probe(&server)?;
    let mut pages = probe.contacts().list().pages();
    let first = ready(pages.next()).ok_or("no page")??;
    assert_eq!((first.results.len(), pages.total_count()), (1, Some(2)));
    let kept = serde_json::to_string(&pages.position())?;
    assert_eq!(kept, r#""cursor:x y""#);

    let mut rest = probe.contacts().list().items().resume(serde_json::from_str(&kept)?);
    assert_eq!(ready(rest.next()).ok_or("no item")??.id, "b");
    assert!(ready(rest.next()).is_none());
    let contacts = "https://probe.example/api/contacts";
    assert_eq!(asked(&server), [contacts, &format!("{contacts}?after=x%20y")]);
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
