//! The four time-outs, each told from the others, and what is kept when one runs out.

use std::time::Duration;

use super::api::{Builder, Shop};
use crate::runtime::test_util::{Answer, FakeServer};
use crate::runtime::{Elapsed, ErrorKind};

const SECOND: Duration = Duration::from_secs(1);

fn builder(server: &FakeServer) -> Builder {
    Shop::builder().token("t0ken").retries(0).transport(server.clone())
}

/// The time-out that ran out, and when.
async fn timed(server: &FakeServer, shop: &Shop) -> (Elapsed, Duration) {
    let begin = server.elapsed();
    let error = shop.get("1").await.unwrap_err();
    let ErrorKind::Timeout(elapsed) = error.kind() else { panic!("{error:?}") };
    assert!(error.is_timeout() && error.is_retryable());
    assert_eq!(error.is_connect(), elapsed == Elapsed::Connect);
    (elapsed, server.elapsed() - begin)
}

fn begun() -> Answer {
    Answer::status(200).header("content-type", "application/json")
}

#[tokio::test]
async fn each_has_its_default() {
    let drip = || (0..20).fold(begun(), |answer, _| answer.chunk(" ").pause(9 * SECOND));
    for (answer, expected) in [
        (Answer::unreachable(), (Elapsed::Connect, 5 * SECOND)),
        (Answer::silent(), (Elapsed::Attempt, 30 * SECOND)),
        (begun().chunk("{").then_silent(), (Elapsed::Read, 10 * SECOND)),
        (begun().then_silent(), (Elapsed::Read, 10 * SECOND)),
        (
            begun().chunk("{").pause(4 * SECOND).chunk("}").then_silent(),
            (Elapsed::Read, 14 * SECOND),
        ),
        (drip(), (Elapsed::Attempt, 30 * SECOND)),
        (Answer::silent().after(3 * SECOND), (Elapsed::Attempt, 30 * SECOND)),
    ] {
        let server = FakeServer::new().answer(answer);
        assert_eq!(timed(&server, &builder(&server).build().unwrap()).await, expected);
    }
    // All attempts together: twice 30 s, and the wait between them.
    let server = FakeServer::new().answer(Answer::silent()).answer(Answer::silent());
    let shop = builder(&server).retries(2).build().unwrap();
    assert_eq!(timed(&server, &shop).await, (Elapsed::Total, 60 * SECOND));
}

#[tokio::test]
async fn each_can_be_set_for_a_client() {
    let second = Duration::from_millis(1500);
    let silent = || begun().chunk("{").then_silent();
    for (answer, set, expected) in [
        (Answer::unreachable(), builder_with(Builder::connect_timeout), Elapsed::Connect),
        (Answer::silent(), builder_with(Builder::attempt_timeout), Elapsed::Attempt),
        (silent(), builder_with(Builder::attempt_timeout), Elapsed::Attempt),
        (silent(), builder_with(Builder::read_timeout), Elapsed::Read),
        (Answer::silent(), builder_with(Builder::timeout), Elapsed::Total),
        (silent(), builder_with(Builder::timeout), Elapsed::Total),
    ] {
        let server = FakeServer::new().answer(answer);
        let shop = set(builder(&server), second).build().unwrap();
        assert_eq!(timed(&server, &shop).await, (expected, second));
    }
}

type Set = fn(Builder, Duration) -> Builder;

fn builder_with(set: Set) -> Set {
    set
}

#[tokio::test]
async fn three_can_be_set_for_a_call() {
    let server = FakeServer::new().answer(Answer::silent()).answer(Answer::silent());
    let shop = builder(&server).build().unwrap();
    let error = shop.get("1").attempt_timeout(2 * SECOND).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt));
    assert_eq!(server.elapsed(), 2 * SECOND);
    let error = shop.get("1").timeout(3 * SECOND).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Total));
    assert_eq!(server.elapsed(), 5 * SECOND);
    let server = server.answer(begun().chunk("{").then_silent());
    let error = shop.get("1").read_timeout(SECOND).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Read));
    assert_eq!(server.elapsed(), 6 * SECOND);
    server.assert_done();
}

#[tokio::test]
async fn the_size_of_headers_can_be_set_for_a_call() {
    let answer = || Answer::bytes(200, "application/json", r#"{"id":7}"#);
    let server = FakeServer::new().answer(answer()).answer(answer());
    let shop = builder(&server).build().unwrap();
    let error = shop.get("1").max_header_bytes(20).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(shop.get("1").max_header_bytes(200).await.unwrap().id, 7);
}

#[tokio::test]
async fn a_call_can_be_given_more_time_than_its_client() {
    let slow = Answer::bytes(200, "application/json", r#"{"id":7}"#).after(90 * SECOND);
    let server = FakeServer::new().answer(slow);
    let shop = builder(&server).build().unwrap();
    let patient = shop.get("1").timeout(100 * SECOND).attempt_timeout(100 * SECOND);
    assert_eq!(patient.await.unwrap().id, 7);
    assert_eq!(server.elapsed(), 90 * SECOND);
}

#[tokio::test]
async fn what_comes_in_time_counts() {
    let pieces =
        begun().chunk(r#"{"id""#).pause(9 * SECOND).chunk(":7").pause(9 * SECOND).chunk("}");
    let server = FakeServer::new().answer(pieces.after(4 * SECOND));
    assert_eq!(builder(&server).build().unwrap().get("1").await.unwrap().id, 7);
    assert_eq!(server.elapsed(), 22 * SECOND);
}

#[tokio::test]
async fn no_time_is_too_little_and_none_is_too_long() {
    let at_once = || Answer::bytes(200, "application/json", r#"{"id":7}"#);
    let server = FakeServer::new().answer(at_once()).answer(at_once());
    let shop = builder(&server).build().unwrap();
    let error = shop.get("1").timeout(Duration::ZERO).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Total));
    shop.get("1").timeout(Duration::MAX).attempt_timeout(Duration::MAX).await.unwrap();
}

#[tokio::test]
async fn what_was_read_of_a_success_is_kept() {
    for (broken, kind) in [
        (begun().chunk("{\"a").then_silent(), ErrorKind::Timeout(Elapsed::Read)),
        (begun().chunk("{\"a").then_reset(), ErrorKind::Transport),
    ] {
        let server = FakeServer::new().answer(broken);
        let shop = builder(&server).build().unwrap();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), "{\"a");
        assert!(error.is_truncated());
    }
}

#[tokio::test]
async fn a_failure_is_known_before_its_body_is() {
    for cut in [Answer::then_silent, Answer::then_reset] {
        let server = FakeServer::new().answer(cut(Answer::status(404).chunk("{\"err")));
        let shop = builder(&server).build().unwrap();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 404));
        assert!(error.is_truncated() && error.documented().is_none());
        assert_eq!(error.body().unwrap(), "{\"err");
    }
}

#[tokio::test]
async fn the_transport_is_told_the_bounds_of_each_attempt() {
    let server = FakeServer::new()
        .answer(Answer::status(503).header("retry-after", "40"))
        .answer(Answer::status(204));
    let shop = builder(&server)
        .retries(1)
        .connect_timeout(20 * SECOND)
        .read_timeout(7 * SECOND)
        .max_header_bytes(1000)
        .timeout(50 * SECOND)
        .build()
        .unwrap();
    shop.delete("1").await.unwrap();
    let limits: Vec<_> = server.requests().iter().map(|request| request.limits()).collect();
    assert_eq!((limits[0].connect, limits[0].attempt), (20 * SECOND, 30 * SECOND));
    // What is left of the whole call bounds the second.
    assert_eq!((limits[1].connect, limits[1].attempt), (10 * SECOND, 10 * SECOND));
    for limits in limits {
        assert_eq!((limits.read, limits.header_bytes), (7 * SECOND, 1000));
    }
}

#[tokio::test]
async fn headers_are_bounded_and_too_many_are_not_asked_for_again() {
    for (size, fits) in [(99, true), (100, true), (101, false)] {
        // "x: " and the line's end are four bytes with the name's one.
        let server =
            FakeServer::new().answer(Answer::status(204).header("x", &"y".repeat(size - 5)));
        let shop = builder(&server).retries(2).max_header_bytes(100).build().unwrap();
        match shop.delete("1").await {
            Ok(()) => assert!(fits, "{size}"),
            Err(error) => {
                assert!(!fits, "{size}");
                assert_eq!((error.kind(), error.attempts()), (ErrorKind::TooLarge, 1));
            }
        }
        server.assert_done();
    }
}

#[tokio::test]
async fn a_body_over_its_limit_is_not_asked_for_again() {
    let server = FakeServer::new().answer(Answer::text(200, "12345"));
    let shop = builder(&server).retries(2).max_response_bytes(4).build().unwrap();
    let error = shop.export().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::TooLarge, 1));
    assert_eq!(error.body().unwrap(), "1234");
    // A call's own limit comes before its client's, and is none on failures.
    server.answer(Answer::text(200, "12345")).answer(Answer::text(404, "12345"));
    assert_eq!(shop.export().max_response_bytes(5).await.unwrap(), "12345");
    let error = shop.export().max_response_bytes(0).await.unwrap_err();
    assert_eq!(error.body().unwrap(), "12345");
}

#[tokio::test]
async fn calls_side_by_side_share_the_time() {
    let server = FakeServer::new();
    let shop = builder(&server).build().unwrap();
    let answer = |seconds| Answer::status(204).after(seconds * SECOND);
    server.answer(answer(3)).answer(answer(1)).answer(answer(2));
    let calls = (shop.delete("a"), shop.delete("b"), shop.delete("c"));
    let calls = tokio::join!(calls.0, calls.1, calls.2);
    calls.0.and(calls.1).and(calls.2).unwrap();
    assert_eq!(server.elapsed(), 3 * SECOND);
}
