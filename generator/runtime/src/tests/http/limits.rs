//! How much of a body is read.

use super::support::{Answer, Recorder, answer, broken, chunks};
use crate::runtime::{Body, Bytes, ErrorKind, TransportError};

fn stated(status: u16, length: &str, body: Body) -> Answer {
    Ok(::http::Response::builder()
        .status(status)
        .header("content-length", length)
        .body(body)
        .unwrap())
}

fn pieces(status: u16, pieces: Vec<Result<Bytes, TransportError>>) -> Answer {
    Ok(::http::Response::builder().status(status).body(chunks(pieces)).unwrap())
}

/// Panics when it is read.
struct Untouched;

impl futures_core::Stream for Untouched {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        panic!("the body was read")
    }
}

#[tokio::test]
async fn a_stated_length_over_the_limit_is_not_read() {
    let answer = stated(200, "11", Body::from_stream(Untouched));
    let shop = Recorder::new([answer]).builder().max_response_bytes(10).build().unwrap();
    let error = shop.image().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.to_string(), "GET /v1/image: 200 OK, with a body of more than 10 bytes");
}

#[tokio::test]
async fn a_length_that_lies_does_not_help() {
    for length in ["1", "", "x", "-1", "99999999999999999999999999"] {
        let body = chunks((0..100).map(|_| Ok(Bytes::from_static(b"12345"))));
        let shop = Recorder::new([stated(200, length, body)]).shop();
        let error = shop.image().max_response_bytes(12).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{length}");
        assert!(error.is_truncated());
        assert_eq!(error.body().unwrap(), "123451234512");
    }
}

#[tokio::test]
async fn the_limit_itself_is_allowed() {
    for (size, fits) in [(9, true), (10, true), (11, false)] {
        for piece in [1, 3, 11] {
            let text = "abcdefghijk".get(..size).unwrap();
            let body = text.as_bytes().chunks(piece).map(|p| Ok(Bytes::copy_from_slice(p)));
            let shop = Recorder::new([pieces(200, body.collect())]).shop();
            let read = shop.image().max_response_bytes(10).await;
            assert_eq!(read.ok().as_deref(), fits.then_some(text.as_bytes()), "{size} by {piece}");
        }
    }
}

#[tokio::test]
async fn empty_chunks_do_no_harm() {
    let body = ["", "a", "", "b", ""].map(|piece| Ok(Bytes::from(piece)));
    let shop = Recorder::new([pieces(200, body.into())]).shop();
    assert_eq!(shop.image().await.unwrap(), "ab");
}

#[tokio::test]
async fn a_large_error_body_is_cut_and_marked() {
    let body = "x".repeat(70_000);
    let error = Recorder::new([answer(404, "", &body)]).shop().get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 404);
    assert!(error.is_truncated());
    assert_eq!(error.body().unwrap().len(), 65_536);

    let shop = Recorder::new([answer(404, "", "12345")]).builder().max_error_bytes(3).build();
    assert_eq!(shop.unwrap().get("1").await.unwrap_err().body().unwrap(), "123");
}

#[tokio::test]
async fn a_cut_error_body_is_no_documented_error() {
    // What was cut off is white space, so what is left would still fit the type.
    let body = format!("{{\"error\":\"x\"}}{}", " ".repeat(100));
    for (limit, fits) in [(200, true), (50, false)] {
        let recorder = Recorder::new([answer(404, "application/json", &body)]);
        let shop = recorder.builder().max_error_bytes(limit).build().unwrap();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!(error.documented().is_some(), fits, "{limit}");
    }
}

#[tokio::test]
async fn an_error_body_that_breaks_off_keeps_its_status() {
    let broken_off = pieces(503, vec![Ok(Bytes::from_static(b"{\"a\"")), Err(broken())]);
    let error = Recorder::new([broken_off]).shop().get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 503);
    assert!(error.is_truncated());
    assert_eq!(error.body().unwrap(), "{\"a\"");
}

#[tokio::test]
async fn a_success_that_breaks_off_is_a_transport_error_with_its_status() {
    let broken_off = pieces(200, vec![Ok(Bytes::from_static(b"{\"id\":1}")), Err(broken())]);
    let error = Recorder::new([broken_off]).shop().get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.is_retryable());
    assert_eq!(error.to_string(), "GET /v1/items/{id}: 200 OK, the connection failed");
}

#[tokio::test]
async fn the_length_that_head_states_is_not_that_of_a_body() {
    let shop = Recorder::new([stated(200, "99999999999", Body::from(Bytes::new()))]).shop();
    shop.probe().await.unwrap();
}
