//! Answers that are handed over as they arrive.

use std::time::Duration;

use super::api::{Builder, Item, Shop};
use crate::runtime::test_util::{Answer, FakeServer};
use crate::runtime::{Bytes, Elapsed, ErrorKind};

const SECOND: Duration = Duration::from_secs(1);

fn builder(server: &FakeServer) -> Builder {
    Shop::builder().token("t0ken").transport(server.clone())
}

#[tokio::test]
async fn any_status_is_an_answer() {
    for status in (100..=999).filter(|status| !matches!(status, 408 | 429 | 500..=599)) {
        let server = FakeServer::new().answer(Answer::text(status, "body").header("x", "y"));
        let shop = builder(&server).build().unwrap();
        let mut response = shop.get("1").raw().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["x"]),
            (status, &"y".parse().unwrap())
        );
        assert_eq!(response.body_mut().chunk().await.unwrap().unwrap(), "body");
        assert!(response.body_mut().chunk().await.is_none());
    }
}

#[tokio::test]
async fn retries_come_first() {
    let server = FakeServer::new().answer(Answer::status(503)).answer(Answer::reset());
    server.answer(Answer::text(500, "sorry"));
    let shop = builder(&server).build().unwrap();
    let mut response = shop.get("1").raw().await.unwrap();
    assert_eq!(response.status(), 500);
    assert_eq!(response.body_mut().chunk().await.unwrap().unwrap(), "sorry");
    assert_eq!(server.requests().len(), 3);

    let server = FakeServer::new().answer(Answer::text(500, "sorry"));
    let shop = builder(&server).build().unwrap();
    assert_eq!(shop.get("1").retries(0).raw().await.unwrap().status(), 500);
}

#[tokio::test]
async fn the_body_comes_piece_by_piece_however_long_it_takes() {
    let slow = (0..3).fold(Answer::status(200), |answer, index| {
        answer.chunk(index.to_string()).pause(100 * SECOND)
    });
    let server = FakeServer::new().answer(slow.then_reset());
    let shop = builder(&server).build().unwrap();
    let mut response = shop.get("1").raw().await.unwrap();
    assert_eq!(server.elapsed(), Duration::ZERO);
    for index in 0..3 {
        let piece = response.body_mut().chunk().await.unwrap().unwrap();
        assert_eq!(piece, Bytes::from(index.to_string()));
        assert_eq!(server.elapsed(), index * 100 * SECOND);
    }
    assert!(response.body_mut().chunk().await.unwrap().is_err());
    assert_eq!(server.elapsed(), 300 * SECOND);
}

#[tokio::test]
async fn its_size_has_no_limit_but_its_headers_have() {
    let server = FakeServer::new();
    let shop = builder(&server).max_response_bytes(2).max_error_bytes(2).build().unwrap();
    for status in [200, 404] {
        server.answer(Answer::text(status, "12345"));
        let mut response = shop.get("1").raw().await.unwrap();
        assert_eq!(response.body_mut().chunk().await.unwrap().unwrap(), "12345");
    }
    let server = FakeServer::new().answer(Answer::status(200).header("x", "12345"));
    let shop = builder(&server).max_header_bytes(9).build().unwrap();
    assert_eq!(shop.get("1").raw().await.unwrap_err().kind(), ErrorKind::TooLarge);
}

#[tokio::test]
async fn the_wait_for_the_head_is_bounded() {
    let server = FakeServer::new().answer(Answer::silent()).answer(Answer::silent());
    let shop = builder(&server).retries(0).build().unwrap();
    let error = shop.get("1").raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt));
    let error = shop.get("1").timeout(SECOND).raw().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Total));
    assert_eq!(server.elapsed(), 31 * SECOND);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let server = FakeServer::new();
    let shop = builder(&server).build().unwrap();
    assert!(shop.get("..").raw().await.unwrap_err().is_refused());
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_request_is_that_of_the_call() {
    let server = FakeServer::new().answer(Answer::status(200));
    let shop = builder(&server).build().unwrap();
    shop.update("1", &Item { id: 2 }).header("x", "y").extra_query("a", "b").raw().await.unwrap();
    let sent = server.last_request().unwrap();
    assert_eq!((sent.method().as_str(), sent.path()), ("PATCH", "/v1/items/1"));
    assert_eq!(sent.query(), [("a", "b")]);
    assert_eq!(sent.header("x"), Some("y"));
    assert_eq!(sent.json(), Some(serde_json::json!({"id": 2})));
}
