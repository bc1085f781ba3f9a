//! Answers that are handed over as bytes while they arrive.

use super::streams::{live, shop};
use super::support::{Recorder, answer, broken, chunks, json};
use crate::runtime::{Bytes, ErrorKind};

#[tokio::test]
async fn chunks_arrive_with_what_is_known_of_them() {
    let mut response = live("image/png", [&b"ab"[..], b"c"]).unwrap();
    response.headers_mut().insert("content-length", 3.into());
    response.headers_mut().insert("x-request-id", "r1".parse().unwrap());
    let shop = shop([Ok(response)]);
    let mut download = shop.image().download().await.unwrap();
    assert_eq!(download.status(), 200);
    assert_eq!(download.content_length(), Some(3));
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!((download.request_id(), download.attempts()), (Some("r1"), 1));
    assert_eq!(download.next().await.unwrap().unwrap(), "ab");
    assert_eq!(download.into_bytes().await.unwrap(), "c");
}

#[tokio::test]
async fn the_limit_is_the_calls_own_or_a_large_one() {
    let large = vec![0; 9 << 20];
    let whole = || live("image/png", [&large[..]]);
    let shop = shop([whole(), whole(), whole(), whole()]);
    // An ordinary answer may not be so large; a download may, but not be collected.
    assert_eq!(shop.image().await.unwrap_err().kind(), ErrorKind::TooLarge);
    let mut download = shop.image().download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap().len(), large.len());
    assert!(download.next().await.is_none());
    let error = shop.image().download().await.unwrap().into_bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    let call = shop.image().max_response_bytes(10 << 20);
    let bytes = call.download().await.unwrap().into_bytes().await.unwrap();
    assert_eq!(bytes.len(), large.len());
}

#[tokio::test]
async fn what_is_over_the_limit_is_not_handed_over() {
    let mut stated = live("text/csv", []).unwrap();
    stated.headers_mut().insert("content-length", (1_u64 << 40).into());
    let shop = shop([Ok(stated), live("text/csv", [&b"abc"[..], b"de", b"f"])]);
    assert_eq!(shop.export().download().await.unwrap_err().kind(), ErrorKind::TooLarge);
    let mut download = shop.export().max_response_bytes(4).download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "abc");
    let error = download.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.to_string(), "GET /v1/items/export: 200 OK, with a body of more than 4 bytes");
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn failures_are_those_of_the_plain_call() {
    let recorder = Recorder::new([
        json(500, "{}"),
        answer(200, "text/html", "x"),
        Err(broken()),
        answer(503, "", ""),
        live("text/csv", [&b"ok"[..]]),
    ]);
    let shop = recorder.shop();
    let error = shop.image().download().await.unwrap_err();
    assert_eq!((error.kind(), error.body().unwrap().as_ref()), (ErrorKind::Status, &b"{}"[..]));
    assert_eq!(shop.image().download().await.unwrap_err().kind(), ErrorKind::ContentType);
    assert_eq!(shop.image().download().await.unwrap_err().kind(), ErrorKind::Transport);
    let download = shop.export().retries(1).download().await.unwrap();
    assert_eq!(download.attempts(), 2);
    assert_eq!(download.into_bytes().await.unwrap(), "ok");
}

#[tokio::test]
async fn what_breaks_off_says_so() {
    let mut response = live("text/csv", []).unwrap();
    *response.body_mut() = chunks([Ok(Bytes::from_static(b"a")), Err(broken())]);
    let shop = shop([Ok(response)]);
    let mut download = shop.export().download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "a");
    let error = download.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Transport, 200));
    assert!(error.is_truncated());
    assert!(download.next().await.is_none());
}
