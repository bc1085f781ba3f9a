//! What is sent: exactly the request that a call builds, and nothing of its own.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use polar_sdk::runtime::{Body, Bytes, ErrorKind, Method, TransportError, TransportFault, Upload};
use polar_sdk::{CustomerIndividualCreate, CustomerUpdate};

use super::server::{Server, TOKEN, id, json, texts};

/// The lines of a request's head, in lower case but for the first.
fn head(request: &str) -> Vec<String> {
    let (head, _) = request.split_once("\r\n\r\n").unwrap();
    let mut lines = head.split("\r\n").map(str::to_owned);
    let first = lines.next().unwrap();
    let mut rest: Vec<String> = lines.map(|line| line.to_ascii_lowercase()).collect();
    rest.sort();
    [vec![first], rest].concat()
}

#[test]
fn a_get_has_these_headers_and_no_other() {
    let server = Server::answering(json(404, "{}"));
    server.polar().customers().get(id()).send().unwrap_err();
    let expected = vec![
        format!("GET /v1/customers/{} HTTP/1.1", id()),
        "accept: application/json".to_owned(),
        format!("authorization: bearer {TOKEN}"),
        format!("host: {}", server.address),
        "polar-version: 2026-10".to_owned(),
        "user-agent: polar-sdk/0.1.0".to_owned(),
    ];
    assert_eq!(head(&server.seen()[0]), expected);
}

#[test]
fn the_target_is_that_of_the_request_byte_for_byte() {
    let server = Server::answering(json(404, "{}"));
    let polar = server.polar();
    let nasty = [
        "a/b", "..%2f", "%2e%2e", "...", "a?b", "a#b", "a b", "a+b", "é", "'", "|", "^", "\\..\\",
        "a;b", "[", "`", "{}", "~", "a&b=c", ":80", "@host", "//", "%00", "%zz", "\u{202e}",
    ];
    for value in nasty {
        let call = polar.customers().get_external(value);
        let built = call.build().unwrap().uri().path_and_query().unwrap().as_str().to_owned();
        call.send().unwrap_err();
        let call = polar.customers().list().query(value).extra_query(value, value);
        let queried = call.build().unwrap().uri().path_and_query().unwrap().as_str().to_owned();
        call.send().unwrap_err();
        let seen = server.seen();
        let lines: Vec<&str> =
            seen.iter().rev().take(2).map(|request| request.lines().next().unwrap()).collect();
        assert_eq!(lines[1], format!("GET {built} HTTP/1.1"));
        assert_eq!(lines[0], format!("GET {queried} HTTP/1.1"));
    }
}

#[test]
fn methods_and_bodies_arrive_as_they_are() {
    let server = Server::answering(json(404, "{}"));
    let polar = server.polar();
    polar.customers().update(id(), &CustomerUpdate::new().name_null()).send().unwrap_err();
    polar.customers().delete(id()).send().unwrap_err();
    let create = CustomerIndividualCreate::new("ada@example.com").into();
    polar.customers().create(&create).send().unwrap_err();
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        polar.request(method, "/x").body("text/plain", "text").send().unwrap_err();
    }
    polar.request(Method::HEAD, "/x").send().unwrap_err();
    let seen = server.seen();
    let (first, body) = seen[0].split_once("\r\n\r\n").unwrap();
    assert!(first.starts_with("PATCH /v1/customers/"), "{first}");
    assert_eq!(body, r#"{"name":null}"#);
    assert!(seen[1].starts_with("DELETE /v1/customers/") && !seen[1].contains("content-length"));
    assert!(seen[2].ends_with(r#"{"email":"ada@example.com","type":"individual"}"#), "{}", seen[2]);
    for (request, method) in seen[3..7].iter().zip(["PUT", "DELETE", "PATCH", "OPTIONS"]) {
        assert!(request.starts_with(&format!("{method} /x HTTP/1.1\r\n")), "{request}");
        assert!(request.to_ascii_lowercase().contains("\r\ncontent-length: 4\r\n"), "{request}");
        assert!(request.ends_with("\r\n\r\ntext"), "{request}");
    }
    assert!(seen[7].starts_with("HEAD /x HTTP/1.1\r\n") && !seen[7].contains("content-length"));
}

#[test]
fn what_usually_has_a_body_says_that_it_has_none() {
    let server = Server::answering(json(404, "{}"));
    for method in [Method::POST, Method::PUT, Method::PATCH] {
        server.polar().request(method, "/x").send().unwrap_err();
    }
    for request in server.seen() {
        let head = request.to_ascii_lowercase();
        assert!(head.contains("\r\ncontent-length: 0\r\n"), "{request}");
        assert!(!head.contains("transfer-encoding"), "{request}");
    }
}

/// Chunks that another thread makes.
struct Channel(mpsc::Receiver<Result<Bytes, TransportError>>);

impl futures_core::Stream for Channel {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        match self.0.try_recv() {
            Ok(chunk) => std::task::Poll::Ready(Some(chunk)),
            Err(mpsc::TryRecvError::Disconnected) => std::task::Poll::Ready(None),
            Err(mpsc::TryRecvError::Empty) => {
                let waker = context.waker().clone();
                thread::spawn(move || {
                    thread::sleep(Duration::from_millis(5));
                    waker.wake();
                });
                std::task::Poll::Pending
            }
        }
    }
}

#[test]
fn a_body_from_a_stream_is_sent_as_it_comes() {
    let server = Server::answering(json(200, "{}"));
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for piece in ["one ", "", "two ", "three"] {
            thread::sleep(Duration::from_millis(30));
            sender.send(Ok(Bytes::from_static(piece.as_bytes()))).unwrap();
        }
    });
    let polar = server.polar();
    let upload = Upload::from_stream(Channel(receiver));
    polar.request(Method::POST, "/x").body("text/plain", upload).send().unwrap();
    let request = &server.seen()[0];
    assert!(request.to_ascii_lowercase().contains("\r\ntransfer-encoding: chunked\r\n"));
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let text: Vec<&str> = body.split("\r\n").collect();
    assert_eq!(text, ["4", "one ", "4", "two ", "5", "three", "0", "", ""]);
}

#[test]
fn a_large_body_from_a_stream_arrives_whole() {
    let server = Server::answering(json(200, "{}"));
    let (sender, receiver) = mpsc::channel();
    let piece = Bytes::from("x".repeat(300_000));
    for _ in 0..4 {
        sender.send(Ok(piece.clone())).unwrap();
    }
    drop(sender);
    let upload = Upload::from_stream(Channel(receiver));
    server.polar().request(Method::PUT, "/x").body("text/plain", upload).send().unwrap();
    let seen = server.seen();
    let (_, body) = seen[0].split_once("\r\n\r\n").unwrap();
    assert_eq!(body.matches('x').count(), 1_200_000);
}

#[test]
fn a_body_that_fails_fails_the_call_with_its_own_error() {
    let server = Server::answering(json(200, "{}"));
    let (sender, receiver) = mpsc::channel();
    sender.send(Ok(Bytes::from_static(b"one"))).unwrap();
    let broken = TransportError::new(TransportFault::Other, "the file ended early");
    sender.send(Err(broken)).unwrap();
    let upload = Upload::from_stream(Channel(receiver));
    let polar = server.polar();
    let error = polar.request(Method::PUT, "/x").body("text/plain", upload).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload);
    assert!(texts(&error).contains("the file ended early"), "{}", texts(&error));
}

#[test]
fn a_body_that_never_comes_is_waited_for_within_the_time_out() {
    let server = Server::answering(json(200, "{}"));
    let (sender, receiver) = mpsc::channel();
    let upload = Upload::from_stream(Channel(receiver));
    let polar = server.polar();
    let short = Duration::from_millis(300);
    let error = super::server::timed(short, || {
        let request = polar.request(Method::PUT, "/x").body("text/plain", upload);
        request.timeout(short).send().unwrap_err()
    });
    assert!(error.is_timeout(), "{error:?}");
    drop(sender);
}

#[test]
fn a_repeatable_body_is_made_for_each_attempt() {
    let server = Server::start(|number| {
        vec![super::server::Step::Write(json(if number == 0 { 503 } else { 200 }, "{}").into())]
    });
    let polar = server.builder().retries(1).build().unwrap();
    let upload = Upload::repeatable(|| {
        let (sender, receiver) = mpsc::channel();
        sender.send(Ok(Bytes::from_static(b"again"))).unwrap();
        Body::from_stream(Channel(receiver))
    });
    polar.request(Method::PUT, "/x").body("text/plain", upload).send().unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|request| request.ends_with("5\r\nagain\r\n0\r\n\r\n")), "{seen:?}");
}
