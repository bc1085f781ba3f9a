//! Streams in both directions over raw sockets: how bodies are framed, that pieces may be cut
//! anywhere, and which time-outs apply while they arrive.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::api::{Shop, Start};
use super::streams::{Tick, Watch};
use crate::runtime::{Call, Elapsed, ErrorKind, Form, Part, Upload};

/// The address of a server that reads one request up to the end of `until`, and writes `answer`
/// piece by piece with a pause after each; then it says no more. What it read is given back.
async fn server(
    until: &'static str,
    answer: Vec<Vec<u8>>,
    pause: Duration,
    closes: bool,
) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let request = read(&mut stream, until).await;
        for piece in answer {
            if stream.write_all(&piece).await.is_err() {
                break;
            }
            tokio::time::sleep(pause).await;
        }
        if !closes {
            // The client gives up; until then the connection stays open.
            let _ = stream.read(&mut [0; 1]).await;
        }
        request
    });
    (address, served)
}

async fn read(stream: &mut TcpStream, until: &str) -> String {
    let mut all = Vec::new();
    let mut buffer = [0; 4096];
    while !String::from_utf8_lossy(&all).ends_with(until) {
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => all.extend_from_slice(&buffer[..read]),
            _ => break,
        }
    }
    String::from_utf8_lossy(&all).to_ascii_lowercase()
}

fn shop(address: &str) -> Shop {
    Shop::builder().server(address).token("t0ken").retries(0).build().unwrap()
}

fn head(content_type: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n")
        .into_bytes()
}

const OK: &[u8] = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n";

#[tokio::test]
async fn events_arrive_byte_by_byte() {
    let body = "data: {\"n\":1}\r\n\r\ndata: {\"n\":\ndata: 2}\n\n";
    let mut pieces = vec![head("text/event-stream")];
    pieces.extend(body.bytes().map(|byte| vec![byte]));
    let (address, served) = server("\r\n\r\n", pieces, Duration::from_millis(1), true).await;
    let shop = shop(&address);
    let mut events = Watch::of(&shop).await.unwrap();
    let mut ticks = Vec::new();
    while let Some(event) = events.next().await {
        ticks.push(event.unwrap().data);
    }
    assert_eq!(ticks, [Tick { n: 1 }, Tick { n: 2 }]);
    assert!(served.await.unwrap().contains("accept: text/event-stream\r\n"));
}

#[tokio::test]
async fn only_silence_ends_a_body_that_takes_its_time() {
    let mut pieces = vec![head("text/csv")];
    pieces.extend((0..8).map(|_| b"ab".to_vec()));
    let (address, _served) = server("\r\n\r\n", pieces, Duration::from_millis(60), false).await;
    let shop = Shop::builder()
        .server(address.as_str())
        .token("t0ken")
        .retries(0)
        .timeout(Duration::from_millis(300))
        .attempt_timeout(Duration::from_millis(200))
        .read_timeout(Duration::from_millis(150))
        .build()
        .unwrap();
    let mut download = shop.export().download().await.unwrap();
    let (mut bytes, started) = (0, Instant::now());
    let error = loop {
        match download.next().await.unwrap() {
            Ok(chunk) => bytes += chunk.len(),
            Err(error) => break error,
        }
    };
    assert_eq!((bytes, error.kind()), (16, ErrorKind::Timeout(Elapsed::Read)));
    assert!(started.elapsed() > Duration::from_millis(300));
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn a_silent_stream_of_events_is_given_up() {
    let pieces = vec![head("text/event-stream"), b"data: {\"n\":1}\n\n".to_vec()];
    let (address, _served) = server("\r\n\r\n", pieces, Duration::ZERO, false).await;
    let shop = shop(&address);
    let events = Watch::of(&shop).await.unwrap();
    let mut events = events.idle_timeout(Duration::from_millis(100));
    assert_eq!(events.next().await.unwrap().unwrap().data, Tick { n: 1 });
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Read));
}

#[tokio::test]
async fn a_stated_length_frames_the_body_and_an_unknown_one_is_chunked() {
    let reader = || Upload::from_reader(&b"abc"[..]);
    for (upload, until, framing) in [
        (reader().with_length(3), "\r\n\r\nabc", "content-length: 3\r\n"),
        (reader(), "0\r\n\r\n", "transfer-encoding: chunked\r\n"),
    ] {
        let (address, served) = server(until, vec![OK.to_vec()], Duration::ZERO, true).await;
        let shop = shop(&address);
        let call = Call::new(&shop.client, Start::ROUTE).upload("text/plain", upload);
        Start { call }.await.unwrap();
        let request = served.await.unwrap();
        assert!(request.contains(framing), "{request}");
        let stated = usize::from(framing.contains("length"));
        assert_eq!(request.matches("content-length").count(), stated);
    }
}

#[tokio::test]
async fn a_body_that_breaks_its_word_fails_the_call() {
    for length in [2, 4] {
        let (address, served) = server("never", vec![OK.to_vec()], Duration::ZERO, true).await;
        let shop = shop(&address);
        let upload = Upload::from_reader(&b"abc"[..]).with_length(length);
        let call = Call::new(&shop.client, Start::ROUTE).upload("text/plain", upload);
        // It is the caller's fault, which trying again would not mend.
        let error = Start { call }.idempotent().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Upload, 1));
        assert!(!error.is_retryable());
        drop(served);
    }
}

#[tokio::test]
async fn multipart_bodies_have_a_length_if_their_parts_do() {
    let known = Part::new("abc").file_name("a.txt");
    for (part, framing) in [
        (known, "content-length: "),
        (Part::new("x".repeat(100_000)), "content-length: 100"),
        (Part::new(Upload::from_reader(&b"abc"[..])), "transfer-encoding: chunked\r\n"),
    ] {
        let (until, answer) = ("--\r\n", vec![OK.to_vec()]);
        let until = if framing.starts_with("transfer") { "0\r\n\r\n" } else { until };
        let (address, served) = server(until, answer, Duration::ZERO, true).await;
        let shop = shop(&address);
        let form = Form::new().field("n", &1).part("file", &part);
        let call = Call::new(&shop.client, Start::ROUTE).multipart(&form);
        Start { call }.await.unwrap();
        let request = served.await.unwrap();
        assert!(request.contains(framing), "{request}");
        assert!(request.contains("content-type: multipart/form-data; boundary="));
        assert!(request.contains("name=\"n\"\r\n\r\n1\r\n--"), "{request}");
    }
}
