//! Time and size: every call ends, and no answer is larger than the caller allows.

use std::time::{Duration, Instant};

use polar_sdk::runtime::{Elapsed, ErrorKind};
use tests::server::Answer;

use super::bodies::{individual, not_found};
use super::support::{CUSTOMER, builder, client, id, server};

const SLOW: Duration = Duration::from_millis(600);
const SHORT: Duration = Duration::from_millis(60);

#[tokio::test]
async fn a_call_that_takes_too_long_ends() {
    let slow = || Answer::json(200, individual()).after(SLOW);
    let server = server([slow(), slow(), Answer::json(200, individual())]);
    let begin = Instant::now();
    let error = client(&server).customers().get(id(CUSTOMER)).timeout(SHORT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Total));
    assert!(error.is_timeout() && error.is_retryable());
    assert!(error.status().is_none());
    assert_eq!(error.to_string(), "GET /v1/customers/{id}: timed out, all attempts together");
    assert!(begin.elapsed() < SLOW);

    let polar = builder(&server).timeout(SHORT).build().unwrap();
    assert!(polar.customers().get(id(CUSTOMER)).await.unwrap_err().is_timeout());
    let patient = polar.customers().get(id(CUSTOMER)).timeout(Duration::from_secs(20));
    patient.await.unwrap();
}

#[tokio::test]
async fn a_server_that_falls_silent_is_given_up() {
    let server = server([Answer::json(200, individual()).after(SLOW)]);
    let polar = builder(&server).attempt_timeout(SHORT).build().unwrap();
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt));
}

#[tokio::test]
async fn nobody_there() {
    let url = server([]).url();
    let polar = polar_sdk::Polar::builder().oat("t").server(url).build().unwrap();
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect() && error.is_retryable());
}

#[tokio::test]
async fn a_success_that_is_too_large_is_an_error() {
    let body = individual().to_string();
    let size = u64::try_from(body.len()).unwrap();
    let server = server((0..4).map(|_| Answer::json(200, &body)));
    let polar = builder(&server).max_response_bytes(size - 1).build().unwrap();
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.headers().unwrap()["content-type"], "application/json");
    polar.customers().get(id(CUSTOMER)).max_response_bytes(size).await.unwrap();
    let polar = builder(&server).max_response_bytes(size).build().unwrap();
    polar.customers().get(id(CUSTOMER)).await.unwrap();
    let error = polar.customers().get(id(CUSTOMER)).max_response_bytes(10).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

/// A server need not say how much it will send.
#[tokio::test]
async fn a_success_of_unknown_length_is_limited_too() {
    let body = individual().to_string();
    let size = u64::try_from(body.len()).unwrap();
    let server = server((0..2).map(|_| Answer::json(200, &body).without_length()));
    let polar = builder(&server).max_response_bytes(size - 1).build().unwrap();
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.is_truncated());
    polar.customers().get(id(CUSTOMER)).max_response_bytes(size).await.unwrap();
}

#[tokio::test]
async fn a_failure_that_is_too_large_is_cut_and_stays_that_failure() {
    let body = not_found().to_string();
    let server = server([Answer::json(404, &body), Answer::json(404, &body)]);
    let polar = builder(&server).max_error_bytes(12).build().unwrap();
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 404);
    assert!(error.is_truncated());
    assert_eq!(error.body().unwrap(), &body[..12]);
    assert_eq!(error.documented(), None);
    let error = client(&server).customers().get(id(CUSTOMER)).await.unwrap_err();
    assert!(error.documented().is_some() && !error.is_truncated());
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    let server = server([
        Answer::json(200, individual()).cut_after(100),
        Answer::json(404, not_found()).cut_after(10),
    ]);
    let polar = client(&server);
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.is_truncated() && error.is_retryable());
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 404);
    assert!(error.is_truncated());
    assert_eq!(error.documented(), None);
}

#[tokio::test]
async fn a_call_is_sent_once_and_only_when_it_is_awaited() {
    let server = server([Answer::new(503, ""), Answer::json(200, individual())]);
    let polar = client(&server);
    let call = polar.customers().get(id(CUSTOMER));
    drop(call.clone());
    assert_eq!(server.connections(), 0);
    assert_eq!(call.clone().await.unwrap_err().status().unwrap(), 503);
    assert_eq!(server.requests().len(), 1);
    call.await.unwrap();
    assert_eq!(server.requests().len(), 2);
}
