//! Time-outs, against servers that are silent, slow, or both.

use std::net::TcpListener;
use std::time::Duration;

use polar_sdk::blocking::Polar;
use polar_sdk::runtime::{Elapsed, ErrorKind};

use super::server::{Server, Step, TOKEN, id, json, timed};

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(20);
const HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99999\r\n\r\n";

/// Where a server falls silent.
const SILENCES: [&str; 4] = [
    "",
    "HTTP/1.1 200 OK\r\nx: ",
    HEAD,
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{",
];

fn silent_after(text: &'static str) -> Server {
    Server::start(move |_| vec![Step::Write(text.into()), Step::Hold])
}

#[test]
fn an_attempt_is_bounded_wherever_the_server_falls_silent() {
    for text in SILENCES {
        let server = silent_after(text);
        let polar = server.builder().attempt_timeout(SHORT).build().unwrap();
        let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
        assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt), "{text}");
        assert_eq!(error.attempts(), 1);
    }
}

#[test]
fn a_call_is_bounded_wherever_the_server_falls_silent() {
    for text in SILENCES {
        let server = silent_after(text);
        let polar = server.builder().timeout(SHORT).retries(5).build().unwrap();
        let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
        assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Total), "{text}");
    }
}

#[test]
fn the_time_out_of_a_call_comes_before_the_client_s() {
    let server = silent_after(HEAD);
    let polar = server.polar();
    let call = polar.customers().get(id()).attempt_timeout(SHORT);
    let error = timed(SHORT, || call.send().unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt));
}

#[test]
fn silence_within_a_body_is_bounded_on_its_own() {
    for text in [SILENCES[2], SILENCES[3]] {
        let server = silent_after(text);
        let polar = server.builder().read_timeout(SHORT).build().unwrap();
        let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
        assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Read), "{text}");
    }
}

/// A server may think for longer than it may pause within its answer.
#[test]
fn the_wait_for_an_answer_is_no_silence_within_it() {
    let answer = json(404, "{}");
    let server =
        Server::start(move |_| vec![Step::Wait(SHORT * 3), Step::Write(answer.clone().into())]);
    let polar = server.builder().read_timeout(SHORT).build().unwrap();
    let error = timed(SHORT * 3, || polar.customers().get(id()).send().unwrap_err());
    assert_eq!(error.status().unwrap(), 404);
}

#[test]
fn a_body_that_drips_is_bounded_by_the_attempt() {
    for (head, piece) in [(HEAD, " "), ("HTTP/1.1 200 OK\r\n", "x: y\r\n")] {
        let server = Server::start(move |_| {
            vec![Step::Write(head.into()), Step::Drip(piece, Duration::from_millis(20))]
        });
        let polar = server.builder().read_timeout(LONG).attempt_timeout(SHORT).build().unwrap();
        let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
        assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt), "{head}");
    }
}

/// The bound is on each silence, not on all of the body.
#[test]
fn a_body_in_slow_pieces_arrives() {
    let server = Server::start(|_| {
        let pieces = ["4\r\n{\"er\r\n", "8\r\nror\":\"x\"\r\n", "1\r\n}\r\n", "0\r\n\r\n"];
        let head = "HTTP/1.1 404 X\r\ntransfer-encoding: chunked\r\n\r\n";
        let paused = pieces.map(|piece| [Step::Wait(SHORT / 3), Step::Write(piece.into())]);
        [vec![Step::Write(head.into())], paused.concat()].concat()
    });
    let polar = server.builder().read_timeout(SHORT).build().unwrap();
    let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
    assert_eq!(error.body().unwrap(), r#"{"error":"x"}"#);
    assert!(!error.is_truncated());
}

#[test]
fn an_error_s_body_that_stops_keeps_its_status() {
    let text = "HTTP/1.1 404 X\r\ncontent-length: 99\r\n\r\n{\"err";
    let server = silent_after(text);
    let polar = server.builder().read_timeout(SHORT).build().unwrap();
    let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
    assert_eq!(error.status().unwrap(), 404);
    assert!(error.is_truncated());
    assert_eq!(error.body().unwrap(), "{\"err");
}

#[test]
fn a_raw_body_may_take_longer_than_an_attempt() {
    let server = Server::start(|_| {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n";
        let pieces = [Step::Wait(SHORT), Step::Write("ab".into())];
        [vec![Step::Write(head.into())], pieces.to_vec(), pieces.to_vec()].concat()
    });
    let polar = server.builder().attempt_timeout(SHORT).timeout(SHORT).build().unwrap();
    let bytes = timed(SHORT * 2, || {
        let response = polar.customers().get(id()).raw().send().unwrap();
        super::answers::collect(response.into_body()).unwrap()
    });
    assert_eq!(bytes, b"abab");
}

/// The backlog of a socket that accepts nothing fills up; then the kernel drops what knocks.
#[test]
fn connecting_is_bounded_on_its_own() {
    let listener =
        socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    listener.bind(&"127.0.0.1:0".parse::<std::net::SocketAddr>().unwrap().into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let _full: Vec<_> = (0..8)
        .map(|_| std::net::TcpStream::connect_timeout(&address, Duration::from_millis(100)))
        .collect();
    let builder = |connect: Duration, attempt: Duration| {
        let server = format!("http://{address}");
        let builder = Polar::builder().oat(TOKEN).retries(0).server(server.as_str());
        builder.connect_timeout(connect).attempt_timeout(attempt).build().unwrap()
    };
    let polar = builder(SHORT, LONG);
    let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Connect), "{error:?}");
    assert!(error.is_connect());
    let polar = builder(LONG, SHORT);
    let error = timed(SHORT, || polar.customers().get(id()).send().unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt), "{error:?}");
}

#[test]
fn a_server_that_reads_nothing_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let polar = Polar::builder().oat(TOKEN).retries(0).server(server.as_str());
    let polar = polar.attempt_timeout(SHORT).build().unwrap();
    let body = "x".repeat(64 << 20);
    let request = polar.request(polar_sdk::runtime::Method::PUT, "/x").body("text/plain", body);
    let error = timed(SHORT, || request.send().unwrap_err());
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt), "{error:?}");
}

#[test]
fn retries_wait_and_are_counted() {
    let server = Server::start(|number| {
        let status = if number < 2 { 503 } else { 404 };
        vec![Step::Write(
            json(status, "{}").replace("\r\n\r\n", "\r\nretry-after: 0\r\n\r\n").into(),
        )]
    });
    let polar = server.builder().retries(2).backoff(SHORT, SHORT).build().unwrap();
    let error = polar.customers().get(id()).send().unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (404, 3));
    assert_eq!(server.connections(), 1);

    let server =
        Server::answering(json(429, "{}").replace("\r\n\r\n", "\r\nretry-after: 1\r\n\r\n"));
    let polar = server.builder().retries(1).build().unwrap();
    let error = timed(Duration::from_secs(1), || polar.customers().get(id()).send().unwrap_err());
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (429, 2));
}
