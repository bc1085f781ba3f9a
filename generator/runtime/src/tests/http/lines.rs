//! Lines of JSON and sequences of JSON texts, wherever the bytes are cut.

use super::streams::{Read, Tick, WatchError, cuts, live, shop};
use super::support::{answer, broken, chunks, json};
use crate::runtime::{Bytes, ErrorKind};

type Told = Vec<Result<i64, (ErrorKind, Bytes)>>;

async fn told(answer: super::support::Answer) -> Told {
    let shop = shop([answer]);
    let mut lines = Read::of(&shop).max_response_bytes(20).await.unwrap();
    let mut all = Vec::new();
    while let Some(line) = lines.next().await {
        all.push(line.map(|tick: Tick| tick.n).map_err(|error| {
            // What is JSON and does not fit is told by its place.
            let place = error.fault().map(|fault| fault.path.as_str());
            let body = error.body().cloned().unwrap_or_default();
            assert!(body != "{\"n\": \"a\"}" || place == Some("n"), "{place:?}: {error}");
            (error.kind(), body)
        }));
    }
    all
}

fn unfit(line: &'static str) -> Result<i64, (ErrorKind, Bytes)> {
    Err((ErrorKind::Decode, Bytes::from_static(line.as_bytes())))
}

#[tokio::test]
async fn lines_of_every_kind() {
    let text = "\u{feff}{\"n\":1}\r\n\n  \n{\"n\": \"a\"}\nnone\n{\"n\":2}";
    for pieces in cuts(text.as_bytes()) {
        let expected: Told = vec![Ok(1), unfit("{\"n\": \"a\"}"), unfit("none"), Ok(2)];
        assert_eq!(told(live("application/x-ndjson", pieces)).await, expected);
    }
}

#[tokio::test]
async fn sequences_may_have_line_feeds_in_their_texts() {
    let text = b"\x1e{\"n\":\n1}\n\x1e\x1e{\"n\":2}\n\x1e{\"n\":";
    for content_type in ["application/json-seq", "application/geo+json-seq; x=y"] {
        for pieces in cuts(text) {
            let expected: Told = vec![Ok(1), Ok(2), unfit("{\"n\":")];
            assert_eq!(told(live(content_type, pieces)).await, expected);
        }
    }
}

#[tokio::test]
async fn a_line_has_a_limit_and_the_body_has_none() {
    let text = "{\"n\":1}\n".repeat(100);
    assert_eq!(told(live("application/jsonl", [text.as_bytes()])).await.len(), 100);
    for pieces in cuts(b"{\"n\":1}\n{\"n\":              1}\n{\"n\":2}\n") {
        let expected: Told = vec![Ok(1), Err((ErrorKind::TooLarge, Bytes::new()))];
        assert_eq!(told(live("application/jsonl", pieces)).await, expected);
    }
}

#[tokio::test]
async fn what_is_no_stream_is_an_error_of_the_call() {
    let shop = shop([
        json(404, "1"),
        answer(200, "text/html", "{}"),
        answer(200, "text/event-stream", "{}"),
    ]);
    let error = Read::of(&shop).await.unwrap_err();
    assert_eq!(error.documented(), Some(&WatchError::NotFound(1.into())));
    for _ in 0..2 {
        assert_eq!(Read::of(&shop).await.unwrap_err().kind(), ErrorKind::ContentType);
    }
}

#[tokio::test]
async fn what_breaks_off_ends_with_the_error() {
    let mut response = live("application/jsonl", []).unwrap();
    *response.body_mut() = chunks([Ok(Bytes::from_static(b"{\"n\":1}\n{\"n\"")), Err(broken())]);
    let expected: Told = vec![Ok(1), Err((ErrorKind::Transport, Bytes::new()))];
    assert_eq!(told(Ok(response)).await, expected);
}
