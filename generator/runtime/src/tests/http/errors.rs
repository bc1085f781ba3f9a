//! What an error tells, whatever the server sent.

use std::error::Error as _;

use super::api::{GetError, Shop};
use super::support::{Answer, Recorder, answer, broken, json};
use crate::runtime::{
    Elapsed, Error, ErrorKind, NoErrors, OperationError, TransportError, TransportFault,
};

async fn failed(answer: Answer) -> OperationError<GetError> {
    Recorder::new([answer]).shop().get("c4nary").await.unwrap_err()
}

#[tokio::test]
async fn a_body_that_does_not_fit_never_hides_the_status() {
    for (status, content_type, body) in [
        (404, "application/json", r#"{"detail":"Not Found"}"#),
        (404, "text/html", "<html>"),
        (404, "", ""),
        (404, "application/json", "{"),
        (429, "", ""),
        (500, "application/json", "not json"),
        (401, "application/json", r#"{"error":"invalid_token"}"#),
        (301, "", ""),
        (307, "", ""),
        (304, "", ""),
    ] {
        let error = failed(answer(status, content_type, body)).await;
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body().unwrap(), body);
        assert!(error.headers().is_some());
        assert_eq!(error.documented(), None);
        assert!(!error.is_truncated());
    }
}

#[tokio::test]
async fn an_operation_that_documents_only_a_default_fails_on_failures() {
    for status in [302, 404, 500] {
        let error = Recorder::new([answer(status, "", "")]).shop().probe().await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
    }
}

#[tokio::test]
async fn the_display_is_the_template_and_the_status() {
    let error = failed(json(404, r#"{"error":"c4nary"}"#)).await;
    assert_eq!(error.to_string(), "GET /v1/items/{id}: 404 Not Found");
    let error = failed(json(599, "c4nary")).await;
    assert_eq!(error.to_string(), "GET /v1/items/{id}: 599");
    let error: Error = error.into();
    assert_eq!(error.to_string(), "GET /v1/items/{id}: 599");
    assert!(!format!("{error:?} {error:#?}").contains("c4nary"));
    assert_eq!(error.route().unwrap().id, "items:get");
}

#[tokio::test]
async fn transport_faults_are_told_apart() {
    for (fault, kind, text) in [
        (TransportFault::Connect, ErrorKind::Connect, "no connection to the server"),
        (
            TransportFault::Timeout(Elapsed::Attempt),
            ErrorKind::Timeout(Elapsed::Attempt),
            "timed out",
        ),
        (TransportFault::Other, ErrorKind::Transport, "the connection failed"),
    ] {
        let error = failed(Err(TransportError::new(fault, "why"))).await;
        assert_eq!(error.kind(), kind);
        assert_eq!(error.to_string(), format!("GET /v1/items/{{id}}: {text}"));
        assert_eq!(error.source().unwrap().to_string(), "why");
        assert!(error.is_retryable());
        assert_eq!(error.is_timeout(), fault == TransportFault::Timeout(Elapsed::Attempt));
        assert_eq!(error.is_connect(), fault == TransportFault::Connect);
        assert_eq!((error.status(), error.body(), error.headers()), (None, None, None));
    }
    assert_eq!(broken().to_string(), "the connection failed");
}

#[tokio::test]
async fn which_statuses_are_worth_another_try() {
    for (status, retryable) in [
        (400, false),
        (401, false),
        (404, false),
        (408, true),
        (409, false),
        (422, false),
        (425, false),
        (429, true),
        (500, true),
        (501, true),
        (502, true),
        (503, true),
        (504, true),
        (529, true),
        (302, false),
    ] {
        assert_eq!(failed(answer(status, "", "")).await.is_retryable(), retryable, "{status}");
    }
}

#[tokio::test]
async fn request_ids() {
    for name in ["x-request-id", "request-id", "x-correlation-id"] {
        let mut answer = json(500, "{}");
        answer.as_mut().unwrap().headers_mut().insert(name, "r-1".parse().unwrap());
        assert_eq!(failed(answer).await.request_id(), Some("r-1"));
    }
    assert_eq!(failed(json(500, "{}")).await.request_id(), None);
}

#[tokio::test]
async fn the_question_mark_makes_one_error_of_all() {
    async fn both(shop: &Shop) -> Result<(), Error> {
        shop.delete("1").await?;
        shop.get("1").await?;
        Ok(())
    }
    let shop = Recorder::new([answer(204, "", ""), json(404, "{}")]).shop();
    assert_eq!(both(&shop).await.unwrap_err().status().unwrap(), 404);
}

#[test]
fn errors_travel() {
    fn travels<T: std::error::Error + Send + Sync + 'static>() {}
    travels::<Error>();
    travels::<OperationError<GetError>>();
    travels::<OperationError<NoErrors>>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert!(size_of::<OperationError<GetError>>() <= 2 * size_of::<usize>());
}
