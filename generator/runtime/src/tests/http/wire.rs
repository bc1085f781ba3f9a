//! The default transport against raw sockets: what is on the wire, and what a hostile server can
//! do.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::api::{Builder, Item, Shop};
use crate::runtime::{Elapsed, ErrorKind};

/// A server that answers each connection with `answer` and keeps what it was sent.
struct Server {
    address: String,
    seen: Arc<Mutex<Vec<String>>>,
}

/// What follows the answer.
#[derive(Clone, Copy)]
enum Then {
    Close,
    Hang,
    /// The text again and again, with a pause in milliseconds between.
    Repeat(&'static str, u64),
}

impl Server {
    async fn start(answer: impl Into<String>, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (seen.clone(), answer.into());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, log.clone(), answer.clone(), then));
            }
        });
        Self { address, seen }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    fn builder(&self) -> Builder {
        Shop::builder().server(self.address.as_str()).token("t0ken")
    }

    fn shop(&self) -> Shop {
        self.builder().build().unwrap()
    }
}

async fn serve(mut stream: TcpStream, log: Arc<Mutex<Vec<String>>>, answer: String, then: Then) {
    let request = read_request(&mut stream).await;
    log.lock().unwrap().push(request);
    // The client may have gone away already; that is for its side to judge.
    let mut open = stream.write_all(answer.as_bytes()).await.is_ok();
    match then {
        Then::Close => drop(stream.shutdown().await),
        Then::Hang => std::future::pending().await,
        Then::Repeat(text, pause) => {
            while open {
                tokio::time::sleep(Duration::from_millis(pause)).await;
                open = stream.write_all(text.as_bytes()).await.is_ok();
            }
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return text,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}

fn ok(body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn a_get_on_the_wire() {
    let server = Server::start(ok(r#"{"id":1}"#), Then::Close).await;
    assert_eq!(server.shop().get("a/b?c é").await.unwrap(), Item { id: 1 });
    let host = server.address.strip_prefix("http://").unwrap();
    let mut lines: Vec<String> =
        server.seen()[0].trim_end().split("\r\n").map(String::from).collect();
    lines[1..].sort();
    assert_eq!(
        lines,
        [
            "GET /v1/items/a%2Fb%3Fc%20%C3%A9 HTTP/1.1".to_owned(),
            "accept: application/json".to_owned(),
            "authorization: Bearer t0ken".to_owned(),
            format!("host: {host}"),
            "shop-version: 2026-10".to_owned(),
            "user-agent: shop-sdk/1.0.0".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_body_on_the_wire() {
    let server = Server::start(ok("null"), Then::Close).await;
    assert_eq!(server.shop().update("1", &Item { id: 5 }).await.unwrap(), None);
    let seen = &server.seen()[0];
    assert!(seen.starts_with("PATCH /v1/items/1 HTTP/1.1\r\n"), "{seen}");
    assert!(seen.contains("content-type: application/json\r\n"), "{seen}");
    assert!(seen.ends_with("\r\n\r\n{\"id\":5}"), "{seen}");
}

#[tokio::test]
async fn a_post_without_a_body_states_that_it_is_empty() {
    let server =
        Server::start("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n", Then::Close).await;
    server.shop().start().await.unwrap();
    let seen = &server.seen()[0];
    assert!(seen.contains("content-length: 0\r\n"), "{seen}");
    assert!(!seen.contains("content-type"), "{seen}");
}

#[tokio::test]
async fn the_target_arrives_as_it_was_built() {
    let server =
        Server::start(ok(r#"{"items":[],"pagination":{"total_count":0}}"#), Then::Close).await;
    let metadata = serde_json::json!({"a'b": ["|", "\"<>^`{}"]});
    let list = server.shop().list().metadata(&metadata).extra_query("x", "'").build().unwrap();
    let shop = server.shop();
    shop.list().metadata(&metadata).extra_query("x", "'").await.unwrap();
    let target = list.uri().path_and_query().unwrap().as_str();
    assert!(server.seen()[0].starts_with(&format!("GET {target} HTTP/1.1\r\n")));
}

#[tokio::test]
async fn nasty_path_values_arrive_as_they_were_built() {
    let server = Server::start(ok(r#"{"id":1}"#), Then::Close).await;
    let shop = server.shop();
    for value in ["%2e%2e", "..%2f", "...", "\\..\\", "a;b", "'", "|", "^", "é", " "] {
        shop.get(value).await.unwrap();
        let target = shop.get(value).build().unwrap().uri().path().to_owned();
        let seen = server.seen().pop().unwrap();
        assert!(seen.starts_with(&format!("GET {target} HTTP/1.1\r\n")), "{seen}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = Server::start(ok(r#"{"id":1}"#), Then::Close).await;
    for status in [301, 302, 303, 307, 308] {
        for location in [format!("{}/v1/items/2", other.address), "/v1/items/2".to_owned()] {
            let answer =
                format!("HTTP/1.1 {status} X\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
            let server = Server::start(answer, Then::Close).await;
            let error = server.shop().get("1").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Status);
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.headers().unwrap()["location"], location);
            assert!(!format!("{error} {error:?}").contains(&location));
            assert_eq!(server.seen().len(), 1);
        }
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let answer = ok(r#"{"id":1}"#).replace("\r\n\r\n", "\r\nset-cookie: a=b\r\n\r\n");
    let server = Server::start(answer, Then::Close).await;
    let shop = server.shop();
    shop.get("1").await.unwrap();
    shop.get("2").await.unwrap();
    assert!(!server.seen()[1].contains("cookie"), "{}", server.seen()[1]);
}

/// The error of a call, and that it came within `bound`.
async fn timed(shop: &Shop, bound: Duration) -> ErrorKind {
    let start = Instant::now();
    let error = shop.get("1").await.unwrap_err();
    assert!(start.elapsed() < bound, "{:?}", start.elapsed());
    assert_eq!(error.is_timeout(), matches!(error.kind(), ErrorKind::Timeout(_)));
    error.kind()
}

#[tokio::test]
async fn time_outs() {
    let short = Duration::from_millis(150);
    let bound = Duration::from_secs(3);
    let drip = Then::Repeat(" ", 50);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99999\r\n\r\n";

    // No answer, headers that stop, a body that stops: between two pieces.
    for answer in ["", "HTTP/1.1 200 OK\r\nx: ", head] {
        let server = Server::start(answer, Then::Hang).await;
        let shop = server.builder().attempt_timeout(short).build().unwrap();
        assert_eq!(timed(&shop, bound).await, ErrorKind::Timeout(Elapsed::Attempt), "{answer}");
        let shop = server.builder().timeout(short).build().unwrap();
        assert_eq!(timed(&shop, bound).await, ErrorKind::Timeout(Elapsed::Total), "{answer}");
    }
    let server = Server::start(head, Then::Hang).await;
    let shop = server.builder().read_timeout(short).build().unwrap();
    assert_eq!(timed(&shop, bound).await, ErrorKind::Timeout(Elapsed::Read));
    // A body that drips keeps within the time between pieces; the total bounds it.
    let server = Server::start(head, drip).await;
    let shop =
        server.builder().read_timeout(Duration::from_secs(2)).timeout(short).build().unwrap();
    assert_eq!(timed(&shop, bound).await, ErrorKind::Timeout(Elapsed::Total));
    // A call's own time-out comes before the client's.
    let start = Instant::now();
    let error = server.shop().get("1").timeout(short).await.unwrap_err();
    assert!(error.is_timeout() && start.elapsed() < bound);
}

#[tokio::test]
async fn no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let shop: Shop = Shop::builder().server(address.as_str()).token("t").build().unwrap();
    let error = shop.get("c4nary").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect() && error.is_retryable());
    let mut text = format!("{error:?}");
    let mut source = std::error::Error::source(&*error);
    while let Some(cause) = source {
        text += &format!("{cause} {cause:?}");
        source = cause.source();
    }
    assert!(!text.contains("c4nary"), "{text}");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_gets_no_request() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(ok("{}").as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut sent = Vec::new();
        // A reset ends the connection as well as an orderly end.
        let _ = stream.read_to_end(&mut sent).await;
        String::from_utf8_lossy(&sent).into_owned()
    });
    let shop: Shop = Shop::builder().server(address).token("t0ken").build().unwrap();
    let error = shop.get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    let sent = server.await.unwrap();
    assert!(!sent.is_empty() && !sent.contains("t0ken"), "{sent}");
}

#[tokio::test]
async fn broken_answers() {
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
        let server = Server::start(answer, Then::Close).await;
        let error = server.shop().get("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{answer}: {error:?}");
        assert_eq!(error.documented(), None);
    }
}

#[tokio::test]
async fn a_broken_error_body_keeps_its_status() {
    let answer = "HTTP/1.1 404 X\r\ncontent-length: 99\r\n\r\n{\"err";
    let server = Server::start(answer, Then::Close).await;
    let error = server.shop().get("1").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert!(error.is_truncated());
    assert_eq!(error.body().unwrap(), "{\"err");
}

#[tokio::test]
async fn an_endless_chunked_body_is_cut_at_the_limit() {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    let server = Server::start(head, Then::Repeat("4\r\nabcd\r\n", 1)).await;
    let shop = server.builder().max_response_bytes(64).build().unwrap();
    assert_eq!(timed(&shop, Duration::from_secs(5)).await, ErrorKind::TooLarge);
    let server = Server::start(head.replace("200", "500"), Then::Repeat("4\r\nabcd\r\n", 1)).await;
    let shop = server.builder().max_error_bytes(10).build().unwrap();
    let error = shop.get("1").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.is_truncated()), (500, true));
    assert_eq!(error.body().unwrap(), "abcdabcdab");
}

#[tokio::test]
async fn headers_are_bounded() {
    for headers in ["x: y\r\n".repeat(10_000), format!("x: {}\r\n", "y".repeat(2 << 20))] {
        let answer = format!("HTTP/1.1 200 OK\r\n{headers}content-length: 0\r\n\r\n");
        let server = Server::start(answer, Then::Close).await;
        let error = server.shop().get("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error:?}");
    }
}

#[tokio::test]
async fn compressed_bodies_are_neither_asked_for_nor_expanded() {
    let answer = ok("{}").replace("\r\n\r\n", "\r\ncontent-encoding: gzip\r\n\r\n");
    let server = Server::start(answer, Then::Close).await;
    let error = server.shop().get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(!server.seen()[0].contains("accept-encoding"));
}

#[tokio::test]
async fn a_status_of_http_1_0_and_an_empty_204_are_fine() {
    let answer = "HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{\"id\":1}";
    let server = Server::start(answer, Then::Close).await;
    assert_eq!(server.shop().get("1").await.unwrap(), Item { id: 1 });
    let server = Server::start("HTTP/1.1 204 No Content\r\n\r\n", Then::Hang).await;
    server.shop().delete("1").await.unwrap();
}

#[tokio::test]
async fn a_client_of_one_s_own_is_used() {
    let server = Server::start(ok(r#"{"id":1}"#), Then::Close).await;
    let client = ::reqwest::Client::builder().user_agent("ignored").no_proxy().build().unwrap();
    let shop: Shop = server.builder().reqwest_client(client).build().unwrap();
    assert_eq!(shop.get("1").await.unwrap(), Item { id: 1 });
    assert!(server.seen()[0].contains("user-agent: shop-sdk/1.0.0\r\n"));
}

#[tokio::test]
async fn calls_run_side_by_side_on_several_threads() {
    let server = Server::start(ok(r#"{"id":1}"#), Then::Close).await;
    let shop = server.shop();
    let tasks: Vec<_> = (0..20)
        .map(|id| {
            let shop = shop.clone();
            tokio::spawn(async move { shop.get(&id.to_string()).await.map(|item| item.id) })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), 1);
    }
    assert_eq!(server.seen().len(), 20);
}
