//! What comes with a value.

use super::api::{GetError, Shop, StartOk};
use crate::runtime::test_util::{Answer, FakeServer};
use crate::runtime::{ErrorKind, StatusCode};

fn shop(server: &FakeServer) -> Shop {
    Shop::builder().token("t0ken").transport(server.clone()).build().unwrap()
}

#[tokio::test]
async fn status_headers_body_and_attempts() {
    let body = r#" {"id": 7, "more": [1]} "#;
    let answer = Answer::bytes(203, "application/json", body);
    let answer = answer.header("x-request-id", "r1").header("x", "a").header("x", "b");
    let server = FakeServer::new().answer(Answer::reset()).answer(answer);
    let response = shop(&server).get("1").with_response().await.unwrap();
    assert_eq!(response.value.id, 7);
    assert_eq!(response.status, StatusCode::NON_AUTHORITATIVE_INFORMATION);
    assert_eq!(response.headers.get_all("x").iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(response.body, body);
    assert_eq!(response.request_id(), Some("r1"));
    assert_eq!(response.attempts, 2);
}

#[tokio::test]
async fn the_request_id_goes_by_several_names() {
    for name in ["x-request-id", "request-id", "x-correlation-id"] {
        let server = FakeServer::new().answer(Answer::status(204).header(name, "r"));
        let response = shop(&server).delete("1").with_response().await.unwrap();
        assert_eq!(response.request_id(), Some("r"));
    }
    let server = FakeServer::new().answer(Answer::status(204));
    assert_eq!(shop(&server).delete("1").with_response().await.unwrap().request_id(), None);
}

#[tokio::test]
async fn several_successes_keep_their_status() {
    let server = FakeServer::new().answer(Answer::status(202));
    let response = shop(&server).start().with_response().await.unwrap();
    assert_eq!((response.value, response.status), (StartOk::Accepted, StatusCode::ACCEPTED));
}

#[tokio::test]
async fn errors_are_those_of_the_call() {
    let answer = Answer::bytes(404, "application/json", r#"{"error":"gone"}"#);
    let server = FakeServer::new().answer(answer.header("x-request-id", "r1"));
    let error = shop(&server).get("1").with_response().await.unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Status, Some("r1")));
    assert!(matches!(error.documented(), Some(GetError::NotFound(body)) if body.error == "gone"));
}

#[tokio::test]
async fn options_are_kept() {
    let server = FakeServer::new().answer(Answer::status(204));
    let shop = shop(&server);
    shop.delete("1").header("x", "y").extra_query("a", "b").with_response().await.unwrap();
    let sent = server.last_request().unwrap();
    assert_eq!((sent.header("x"), sent.query()), (Some("y"), vec![("a", "b")]));
}
