//! Which answers become values, and which errors.

use super::api::{GetError, Item, Missing, StartOk};
use super::support::{Recorder, answer, json};
use crate::runtime::{Bytes, ErrorKind};

#[tokio::test]
async fn json_is_read_under_any_label_that_may_mean_it() {
    for content_type in [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "text/json",
        "text/plain",
        "application/octet-stream",
        "",
    ] {
        let shop = Recorder::new([answer(200, content_type, "\u{feff}{\"id\":1}")]).shop();
        assert_eq!(shop.get("1").await.unwrap(), Item { id: 1 }, "{content_type}");
    }
}

#[tokio::test]
async fn html_with_status_200_is_no_value() {
    for content_type in ["text/html", "text/html; charset=utf-8", "application/xml", "text/csv"] {
        let shop = Recorder::new([answer(200, content_type, "<html>c4nary")]).shop();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ContentType, "{content_type}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.headers().unwrap()["content-type"], content_type);
        assert_eq!(error.body().unwrap(), "<html>c4nary");
        assert_eq!(error.documented(), None);
        assert!(!error.is_retryable());
        assert!(!format!("{error} {error:?}").contains("c4nary"));
    }
    let shop = Recorder::new([answer(200, "text/html", "x"), answer(200, "text/html", "x")]).shop();
    assert_eq!(shop.export().await.unwrap_err().kind(), ErrorKind::ContentType);
    assert_eq!(shop.image().await.unwrap_err().kind(), ErrorKind::ContentType);
}

#[tokio::test]
async fn a_body_that_does_not_fit_names_the_place_and_keeps_the_answer() {
    let body = r#"{"items":[{"id":1},{"id":"c4nary-2"}],"pagination":{"total_count":2}}"#;
    let shop = Recorder::new([json(200, body)]).shop();
    let error = shop.list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(error.fault().unwrap().path, "items[1].id");
    assert!(error.to_string().starts_with("GET /v1/items/: 200 OK, with an unexpected body: "));
}

#[tokio::test]
async fn empty_truncated_and_doubled_json_are_decode_errors() {
    for body in
        ["", " ", "{\"id\":1", "{\"id\":1}{\"id\":2}", "{\"id\":1} x", "null", "[]", "\u{0}"]
    {
        let error = Recorder::new([json(200, body)]).shop().get("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body:?}");
    }
    let deep = "[".repeat(100_000);
    let error = Recorder::new([json(200, &deep)]).shop().get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn text_bytes_and_empty() {
    let shop = Recorder::new([
        answer(200, "text/csv; charset=utf-8", "\u{feff}a,b\r\n"),
        answer(200, "application/json", "\"a\""),
        answer(200, "image/png", "png"),
        answer(204, "", ""),
        answer(200, "text/html", "<p>ignored"),
    ])
    .shop();
    assert_eq!(shop.export().await.unwrap(), "\u{feff}a,b\r\n");
    assert_eq!(shop.export().await.unwrap(), "\"a\"");
    assert_eq!(shop.image().await.unwrap(), Bytes::from_static(b"png"));
    shop.delete("1").await.unwrap();
    shop.delete("1").await.unwrap();

    let mut latin = answer(200, "text/csv", "");
    *latin.as_mut().unwrap().body_mut() = Bytes::from_static(b"caf\xE9").into();
    let error = Recorder::new([latin]).shop().export().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(&error.body().unwrap()[..], b"caf\xE9");
}

#[tokio::test]
async fn several_successes_are_told_apart_by_status() {
    let shop =
        Recorder::new([json(200, r#"{"id":1}"#), answer(202, "", ""), json(201, "{}")]).shop();
    assert_eq!(shop.start().await.unwrap(), StartOk::Ok(Item { id: 1 }));
    assert_eq!(shop.start().await.unwrap(), StartOk::Accepted);
    let error = shop.start().await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 201));
}

#[tokio::test]
async fn documented_errors_by_status_range_and_default() {
    let shop = Recorder::new([
        json(404, r#"{"error":"gone"}"#),
        answer(410, "", ""),
        json(503, r#"{"a":1}"#),
        json(400, "{}"),
    ])
    .shop();
    let mut errors = Vec::new();
    for _ in 0..4 {
        errors.push(shop.get("1").await.unwrap_err().into_documented());
    }
    let missing = GetError::NotFound(Missing { error: "gone".to_owned() });
    let other = GetError::Other(serde_json::json!({"a": 1}));
    assert_eq!(errors, [Some(missing), Some(GetError::Gone), Some(other), None]);

    let shop = Recorder::new([json(418, "[1]"), json(302, "[1]")]).shop();
    for _ in 0..2 {
        let error = shop.update("1", &Item { id: 1 }).await.unwrap_err();
        assert_eq!(error.documented(), Some(&GetError::Other(serde_json::json!([1]))));
    }
}
