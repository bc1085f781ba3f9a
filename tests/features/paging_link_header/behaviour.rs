//! The header leads on, and a list may be the whole answer.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use paging_link_header::Probe;
use paging_link_header::test_util::{Answer, FakeServer, Recorded};
use serde_json::json;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn the_header_leads_on() -> Result {
    let next = r#"<https://probe.example/api/repositories/7/issues?page=2>; rel="next", <?page=9>; rel="last""#;
    let server = FakeServer::new()
        .answer(Answer::json(200, &json!([{"number": 1}])).header("link", next))
        .answer(
            Answer::json(200, &json!([{"number": 2}])).header("link", r#"<?page=1>; rel="prev""#),
        );
    let probe = probe(&server)?;
    let mut items = probe.issues().list("o/x").state("open").items();
    let mut numbers = Vec::new();
    while let Some(issue) = ready(items.next()) {
        numbers.push(issue?.number);
    }
    assert_eq!(numbers, [1, 2]);
    assert_eq!(
        asked(&server),
        [
            "https://probe.example/api/repos/o%2Fx/issues?state=open",
            "https://probe.example/api/repositories/7/issues?page=2",
        ]
    );
    Ok(())
}

#[test]
fn numbers_begin_at_zero_and_end_without_a_link() -> Result {
    let page = |number: u8, next: Option<&str>| {
        Answer::json(200, &json!({"pulls": [{"number": number}], "next": next}))
    };
    let server = FakeServer::new().answer(page(1, Some("/pulls?page=1"))).answer(page(2, None));
    let probe = probe(&server)?;
    let mut pages = probe.pulls().list().pages();
    while let Some(page) = ready(pages.next()) {
        page?;
    }
    let pulls = "https://probe.example/api/pulls";
    assert_eq!(asked(&server), [0, 1].map(|page| format!("{pulls}?page={page}")));
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
