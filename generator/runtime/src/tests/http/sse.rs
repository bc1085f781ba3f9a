//! Server-sent events: how bytes become events, wherever they are cut, and when a stream goes on.

use super::streams::{Ask, Say, Talk, Tick, Watch, WatchError, cuts, events, live, shop};
use super::support::{Answer, Recorder, answer, broken, chunks, json};
use crate::runtime::{Bytes, Error, ErrorKind, Event};

/// The events of `Talk`, as type, identifier and data.
async fn told(answer: Answer) -> Vec<(String, String, String)> {
    let shop = shop([answer]);
    let mut events = Talk::of(&shop).await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        let Event { event, id, data } = event.unwrap();
        all.push((event, id, data));
    }
    all
}

fn event(event: &str, id: &str, data: &str) -> (String, String, String) {
    (event.to_owned(), id.to_owned(), data.to_owned())
}

#[tokio::test]
async fn every_rule_of_the_standard_wherever_the_bytes_are_cut() {
    let text = concat!(
        "\u{feff}: a comment\n\n",
        "data: one\n\n",
        "event: add\r\ndata:two\r\ndata:  three\r\nid: 7\r\n\r\n",
        "data\rdata\r\r",
        "id: 8\n\n",
        "event: lost\n\n",
        "data: é\nunknown: x\nretry: soon\n\n",
        "id: a\0b\ndata: x\n\n",
        "id\ndata: y\n\n",
        "data: not ended\n",
    );
    let expected = [
        event("message", "", "one"),
        event("add", "7", "two\n three"),
        event("message", "7", "\n"),
        event("message", "8", "é"),
        event("message", "8", "x"),
        event("message", "", "y"),
    ];
    for pieces in cuts(text.as_bytes()) {
        let sizes: Vec<usize> = pieces.iter().map(|piece| piece.len()).collect();
        assert_eq!(told(events(pieces)).await, expected, "{sizes:?}");
    }
}

#[tokio::test]
async fn a_mark_that_is_none_is_data_and_an_empty_body_has_no_events() {
    assert_eq!(told(events([&b"\xEF\xBBdata: x\n\n"[..]])).await, []);
    assert_eq!(told(events([])).await, []);
    assert_eq!(told(answer(204, "", "")).await, []);
    assert_eq!(told(answer(200, "text/plain", "data: x\n\n")).await.len(), 1);
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_an_item_and_the_next_one_follows() {
    let text = b"data: {\"n\":1}\n\ndata: {\"n\":\"c4nary\"}\n\ndata: \xFF\n\ndata: {\"n\":2}\n\n\
        data: [DONE]\n\ndata: {\"n\":3}\n\n";
    let shop = shop([events([&text[..]])]);
    let mut ticks = Watch::of(&shop).await.unwrap();
    assert_eq!(ticks.next().await.unwrap().unwrap().data, Tick { n: 1 });
    let error = ticks.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Decode, 200));
    assert_eq!(error.fault().unwrap().path, "n");
    assert_eq!(error.body().unwrap(), "{\"n\":\"c4nary\"}");
    assert_eq!(ticks.next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(ticks.next().await.unwrap().unwrap().data, Tick { n: 2 });
    // The document says what ends the stream.
    assert!(ticks.next().await.is_none());
    assert!(ticks.next().await.is_none());
}

#[tokio::test]
async fn whole_events_have_their_type_in_them() {
    let text = b"event: a\ndata: {\"x\":1}\n\nevent: b\ndata: plain\n\n\
        data: {\"event\":\"c\",\"data\":[1]}\n\n";
    let shop = shop([events([&text[..]])]);
    let mut said = Say::of(&shop).await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = said.next().await {
        let whole = event.unwrap().data;
        all.push((whole.event, whole.data));
    }
    let expected = [
        ("a".to_owned(), serde_json::json!({"x": 1})),
        ("b".to_owned(), serde_json::json!("plain")),
        ("c".to_owned(), serde_json::json!([1])),
    ];
    assert_eq!(all, expected);
}

#[tokio::test]
async fn what_has_no_end_is_refused_at_the_limit() {
    for text in [&b"data: 0123456789"[..], b"data: 0123\ndata: 45678\n\n", b": comment comment"] {
        for pieces in cuts(text) {
            let shop = shop([events(pieces)]);
            let mut events = Talk::of(&shop).max_response_bytes(10).await.unwrap();
            let error = events.next().await.unwrap().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TooLarge);
            assert!(error.to_string().ends_with("with an event of more than 10 bytes"), "{error}");
            assert!(events.next().await.is_none());
        }
    }
    // Many small ones are no large one.
    let text = "data: 12345\n\n".repeat(100);
    let shop = shop([events([text.as_bytes()])]);
    let mut events = Talk::of(&shop).max_response_bytes(11).await.unwrap();
    let mut count = 0;
    while let Some(event) = events.next().await {
        event.unwrap();
        count += 1;
    }
    assert_eq!(count, 100);
}

#[tokio::test]
async fn a_failure_is_the_operations_own() {
    let shop = shop([json(404, "{\"why\":1}"), json(200, "{}"), answer(200, "text/html", "x")]);
    let error = Watch::of(&shop).await.unwrap_err();
    let missing = WatchError::NotFound(serde_json::json!({"why": 1}));
    assert_eq!(error.documented(), Some(&missing));
    for _ in 0..2 {
        assert_eq!(Watch::of(&shop).await.unwrap_err().kind(), ErrorKind::ContentType);
    }
}

#[tokio::test]
async fn a_stream_that_breaks_ends_with_the_error() {
    let pieces = [Ok(Bytes::from_static(b"data: {\"n\":1}\n\ndata: {")), Err(broken())];
    let mut response = events([]).unwrap();
    *response.body_mut() = chunks(pieces);
    let shop = shop([Ok(response)]);
    let mut ticks = Watch::of(&shop).await.unwrap();
    assert_eq!(ticks.next().await.unwrap().unwrap().data, Tick { n: 1 });
    let error = ticks.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    assert!(ticks.next().await.is_none());
}

async fn ids(events: &mut crate::runtime::Events<Tick>) -> Vec<Result<i64, ErrorKind>> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event.map(|event| event.data.n).map_err(|error: Error| error.kind()));
    }
    all
}

#[tokio::test]
async fn on_request_the_stream_goes_on_where_it_broke_off() {
    let recorder = Recorder::new([
        events([&b"retry: 1500\nid: 1\ndata: {\"n\":1}\n\nid: 2\ndata: {"[..]]),
        Err(broken()),
        events([&b"data: {\"n\":2}\n\nid: 3\ndata: {\"n\":3}\n\n"[..]]),
        answer(204, "", ""),
    ]);
    let shop = recorder.shop();
    let mut events = Watch::of(&shop).await.unwrap().reconnect(2);
    assert_eq!(ids(&mut events).await, [Ok(1), Ok(2), Ok(3)]);
    assert_eq!(events.last_event_id(), "3");
    let sent = recorder.sent();
    let id = |at: usize| sent[at].headers().get("last-event-id").map(|id| id.to_str().unwrap());
    assert_eq!((0..4).map(id).collect::<Vec<_>>(), [None, Some("1"), Some("1"), Some("3")]);
    // Three waits as long as the server asked for.
    let now = crate::runtime::Transport::now(&recorder);
    assert_eq!(now, std::time::Duration::from_millis(4500));
}

#[tokio::test]
async fn what_a_server_sends_of_an_event_is_bounded_to_the_line_feeds() {
    for text in ["data\n".repeat(2000), format!("id: {}\n", "1".repeat(5000))] {
        let shop = super::streams::shop([events([text.as_bytes()])]);
        let call = Watch::of(&shop).max_response_bytes(1000);
        let error = call.await.unwrap().next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{}", text.len());
    }
}

#[tokio::test]
async fn reconnecting_is_bounded_and_ends_with_the_last_error() {
    let once = || events([&b"data: {\"n\":1}\n\n"[..]]);
    let shop = shop([once(), Err(broken()), Err(broken())]);
    let mut events = Watch::of(&shop).await.unwrap().reconnect(2);
    assert_eq!(ids(&mut events).await, [Ok(1), Err(ErrorKind::Transport)]);

    // A refusal is final, and a clean end without events ends the stream when tries run out.
    let shop = super::streams::shop([once(), json(404, "{}")]);
    let mut events = Watch::of(&shop).await.unwrap().reconnect(9);
    assert_eq!(ids(&mut events).await, [Ok(1), Err(ErrorKind::Status)]);
    let shop = super::streams::shop([once(), super::streams::events([])]);
    let mut events = Watch::of(&shop).await.unwrap().reconnect(1);
    assert_eq!(ids(&mut events).await, [Ok(1)]);
}

#[tokio::test]
async fn what_is_not_idempotent_is_not_sent_again() {
    let shop = shop([events([&b"data: x\n\n"[..]])]);
    let mut events = Talk::of(&shop).await.unwrap().reconnect(5);
    assert!(events.next().await.unwrap().is_ok());
    assert!(events.next().await.is_none());

    let shop = super::streams::shop([super::streams::events([]), answer(204, "", "")]);
    let mut events = Talk::of(&shop).idempotent().await.unwrap().reconnect(5);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn the_other_form_of_an_answer_is_asked_for() {
    let stream = || events([&b"data: {\"n\":1}\n\ndata: [DONE]\n\n"[..]]);
    let recorder = Recorder::new([json(200, "{\"n\":0}"), stream(), stream(), json(200, "{}")]);
    let shop = recorder.shop();
    assert_eq!(Ask::of(&shop).await.unwrap(), Tick { n: 0 });
    let ask = || {
        let Ask { call } = Ask::of(&shop);
        Ask { call: call.json(&serde_json::json!({"stream": false, "q": 1})) }
    };
    assert_eq!(ids(&mut ask().events().await.unwrap()).await, [Ok(1)]);
    assert_eq!(ids(&mut Ask::of(&shop).events().await.unwrap()).await, [Ok(1)]);
    let error = ask().events().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ContentType);
    let sent = recorder.sent();
    assert_eq!(sent[0].headers()["accept"], "application/json");
    assert_eq!(sent[1].headers()["accept"], "text/event-stream");
    assert_eq!(sent[1].body(), "{\"stream\":true,\"q\":1}");
    assert_eq!(sent[2].body(), "{\"stream\":true}");
    assert_eq!(sent[2].headers()["content-type"], "application/json");

    let Ask { call } = Ask::of(&shop);
    let error = Ask { call: call.json(&[1]) }.events().await.unwrap_err();
    assert!(error.is_refused());
    let Ask { call } = Ask::of(&shop);
    let error = Ask { call: call.upload("text/plain", "x") }.events().await.unwrap_err();
    assert!(error.is_refused());
}

#[tokio::test]
async fn a_silent_server_is_given_up() {
    let response = ::http::Response::builder().header("content-type", "text/event-stream");
    let response = response.body(crate::runtime::Body::from_stream(Silent)).unwrap();
    let shop = shop([Ok(response)]);
    let mut events = Watch::of(&shop).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(crate::runtime::Elapsed::Read));
    assert!(events.next().await.is_none());
    drop(live("text/event-stream", []));
}

/// A body that never says anything.
struct Silent;

impl futures_core::Stream for Silent {
    type Item = Result<Bytes, crate::runtime::TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}
