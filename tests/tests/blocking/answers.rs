//! Answers of all kinds, and connections that come to nothing.

use std::error::Error as _;
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use polar_sdk::blocking::Polar;
use polar_sdk::runtime::{Body, ErrorKind, Method, TransportError};

use super::server::{Server, Step, TOKEN, id, json, texts};

/// All of a body; each piece is there when it is polled.
pub(crate) fn collect(mut body: Body) -> Result<Vec<u8>, TransportError> {
    let mut context = Context::from_waker(Waker::noop());
    let mut all = Vec::new();
    loop {
        match Pin::new(&mut body).poll_next(&mut context) {
            Poll::Ready(Some(piece)) => all.extend_from_slice(&piece?),
            Poll::Ready(None) => return Ok(all),
            Poll::Pending => panic!("a blocking body is never pending"),
        }
    }
}

#[test]
fn broken_answers() {
    for answer in [
        "",
        "HTTP/1.1",
        "HTTP/1.1 200",
        "not http at all\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 5",
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"id\":1}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"id\":1}\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
    ] {
        let server = Server::start(move |_| vec![Step::Write(answer.into()), Step::Close]);
        let error = server.polar().customers().get(id()).send().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{answer}: {error:?}");
        assert!(!texts(&error).contains("c4nary"), "{}", texts(&error));
    }
}

#[test]
fn redirects_are_not_followed() {
    let other = Server::answering(json(200, "{}"));
    for status in [301, 302, 303, 307, 308] {
        for location in [format!("http://{}/x", other.address), "/x".to_owned(), "//x".to_owned()] {
            let answer =
                format!("HTTP/1.1 {status} X\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
            let server = Server::answering(answer);
            for method in [Method::GET, Method::POST] {
                let error = server.polar().request(method, "/y").send().unwrap_err();
                assert_eq!(error.status().unwrap(), status);
                assert_eq!(error.headers().unwrap()["location"], location.as_str());
            }
            assert_eq!(server.seen().len(), 2);
        }
    }
    assert!(other.seen().is_empty());
}

#[test]
fn cookies_are_not_kept_and_connections_are() {
    let server =
        Server::answering(json(404, "{}").replace("\r\n\r\n", "\r\nset-cookie: a=b\r\n\r\n"));
    let polar = server.polar();
    for _ in 0..3 {
        polar.customers().get(id()).send().unwrap_err();
    }
    assert!(server.seen().iter().all(|request| !request.contains("ookie")));
    assert_eq!(server.connections(), 1);
}

#[test]
fn compressed_bodies_are_neither_asked_for_nor_expanded() {
    let server = Server::answering(
        json(404, "{}").replace("\r\n\r\n", "\r\ncontent-encoding: gzip\r\n\r\n"),
    );
    let error = server.polar().customers().get(id()).send().unwrap_err();
    assert_eq!(error.headers().unwrap()["content-encoding"], "gzip");
    assert_eq!(error.body().unwrap(), "{}");
    assert!(!server.seen()[0].to_ascii_lowercase().contains("accept-encoding"));
}

#[test]
fn headers_are_bounded() {
    for headers in ["x: y\r\n".repeat(10_000), format!("x: {}\r\n", "y".repeat(2 << 20))] {
        let server =
            Server::answering(format!("HTTP/1.1 200 OK\r\n{headers}content-length: 0\r\n\r\n"));
        let error = server.polar().customers().get(id()).send().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error:?}");
    }
    let server = Server::answering(
        json(404, "{}").replace("\r\n\r\n", &format!("\r\nx: {}\r\n\r\n", "y".repeat(3000))),
    );
    let polar = server.builder().max_header_bytes(2000).build().unwrap();
    let error = polar.customers().get(id()).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error:?}");
    assert_eq!(server.polar().customers().get(id()).send().unwrap_err().status().unwrap(), 404);
}

#[test]
fn bodies_are_bounded() {
    let chunked = |status| {
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        Server::start(move |_| {
            vec![
                Step::Write(head.clone().into()),
                Step::Drip("4\r\nabcd\r\n", std::time::Duration::from_millis(1)),
            ]
        })
    };
    let polar = chunked(200).polar();
    let error = polar.customers().get(id()).max_response_bytes(64).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    let polar = chunked(500).builder().max_error_bytes(10).build().unwrap();
    let error = polar.customers().get(id()).send().unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.is_truncated()), (500, true));
    assert_eq!(error.body().unwrap(), "abcdabcdab");
}

#[test]
fn a_status_of_http_1_0_and_an_empty_204_are_fine() {
    let server =
        Server::start(|_| vec![Step::Write("HTTP/1.0 404 X\r\n\r\n{}".into()), Step::Close]);
    let error = server.polar().customers().get(id()).send().unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.body().unwrap().as_ref()),
        (404, &b"{}"[..])
    );
    let server =
        Server::start(|_| vec![Step::Write("HTTP/1.1 204 No Content\r\n\r\n".into()), Step::Hold]);
    server.polar().customers().delete(id()).send().unwrap();
}

#[test]
fn an_answer_may_be_taken_raw() {
    let body = "x".repeat(200_000);
    let server = Server::answering(json(418, &body));
    let response = server.polar().customers().get(id()).raw().send().unwrap();
    assert_eq!(response.status(), 418);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(collect(response.into_body()).unwrap(), body.as_bytes());
}

#[test]
fn an_untyped_answer_reads_itself() {
    let server = Server::answering(json(200, r#"{"a":[1,2]}"#));
    let reply = server.polar().request(Method::GET, "/v1/else").query("b", "c d").send().unwrap();
    assert_eq!((reply.code(), reply.attempts()), (200, 1));
    let value: polar_sdk::runtime::Value = reply.into_json().unwrap();
    assert_eq!(value["a"][1], 2);
    assert!(server.seen()[0].starts_with("GET /v1/else?b=c%20d HTTP/1.1\r\n"));
}

#[test]
fn no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for (server, http) in [(refused.as_str(), false), ("http://nowhere.invalid", true)] {
        let mut builder = Polar::builder().oat(TOKEN).retries(0).server(server);
        if http {
            builder = builder.allow_http();
        }
        let error = builder.build().unwrap().customers().get_external("c4nary").send().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert!(error.is_connect() && error.is_retryable());
        assert!(error.source().is_some());
        assert!(!texts(&error).contains("c4nary"), "{}", texts(&error));
    }
}

/// A connection that was kept may have ended meanwhile; that is noticed before it is used.
#[test]
fn a_connection_that_ended_is_not_used_again() {
    let answer = json(404, "{}");
    let server = Server::start(move |_| vec![Step::Write(answer.clone().into()), Step::Close]);
    let polar = server.polar();
    for _ in 0..3 {
        let create = polar_sdk::CustomerIndividualCreate::new("a@b.example").into();
        let error = polar.customers().create(&create).send().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status, "{error:?}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(server.seen().len(), 3);
}
