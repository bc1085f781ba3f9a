//! A server that reads requests and then does what a script says, and a client of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use polar_sdk::blocking::{Builder, Polar};
use polar_sdk::runtime::Uuid;

pub(crate) const TOKEN: &str = "polar_oat_c4nary";

/// What follows a request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Write(Vec<u8>),
    Wait(Duration),
    /// Writes this again and again, with a pause before each.
    Drip(&'static str, Duration),
    /// Says nothing until the client has gone.
    Hold,
    Close,
}

/// A server on the loopback, which lives as long as the process.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
    connections: Arc<Mutex<usize>>,
}

impl Server {
    /// `script` is asked for the steps after the request of each number, from 0.
    pub(crate) fn start(script: impl Fn(usize) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self { address, seen: Arc::default(), connections: Arc::default() };
        let (seen, connections) = (Arc::clone(&server.seen), Arc::clone(&server.connections));
        let script = Arc::new(script);
        thread::spawn(move || {
            for stream in listener.incoming() {
                *connections.lock().unwrap() += 1;
                let (seen, script) = (Arc::clone(&seen), Arc::clone(&script));
                thread::spawn(move || serve(&stream.unwrap(), &seen, &*script));
            }
        });
        server
    }

    /// One answer to everything.
    pub(crate) fn answering(answer: impl Into<String>) -> Self {
        let answer = answer.into().into_bytes();
        Self::start(move |_| vec![Step::Write(answer.clone())])
    }

    /// The requests as they arrived.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    /// A client that tries once.
    pub(crate) fn polar(&self) -> Polar {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> Builder {
        Polar::builder().oat(TOKEN).retries(0).server(format!("http://{}", self.address).as_str())
    }
}

fn serve(stream: &TcpStream, seen: &Mutex<Vec<String>>, script: &dyn Fn(usize) -> Vec<Step>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        let number = {
            let mut seen = seen.lock().unwrap();
            seen.push(request);
            seen.len() - 1
        };
        for step in script(number) {
            let gone = match step {
                Step::Write(bytes) => (&mut &*stream).write_all(&bytes).is_err(),
                Step::Wait(duration) => {
                    thread::sleep(duration);
                    false
                }
                Step::Drip(piece, pause) => loop {
                    thread::sleep(pause);
                    if (&mut &*stream).write_all(piece.as_bytes()).is_err() {
                        break true;
                    }
                },
                Step::Hold => {
                    drop(reader.read_to_end(&mut Vec::new()));
                    true
                }
                Step::Close => {
                    drop(stream.shutdown(Shutdown::Both));
                    true
                }
            };
            if gone {
                return;
            }
        }
    }
}

/// A request, its body included; `None` at the end of the connection.
fn read(reader: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_ascii_lowercase();
    let mut body = Vec::new();
    if let Some((_, rest)) = lower.split_once("content-length: ") {
        let length = rest.split("\r\n").next()?.parse().ok()?;
        reader.take(length).read_to_end(&mut body).ok()?;
    } else if lower.contains("transfer-encoding: chunked") {
        while !body.ends_with(b"0\r\n\r\n") {
            if reader.read_until(b'\n', &mut body).ok()? == 0 {
                return None;
            }
        }
    }
    Some(head + &String::from_utf8_lossy(&body))
}

/// A JSON answer with its length.
pub(crate) fn json(status: u16, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub(crate) fn id() -> Uuid {
    "1c1ad4a2-41ac-4ce9-a45e-6d7f10a7f6b5".parse().unwrap()
}

/// What `work` gave, and that it took at least `from` and at most half as long again, plus what a
/// busy machine may cost.
pub(crate) fn timed<T>(from: Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let took = start.elapsed();
    assert!(took >= from && took < from * 3 / 2 + Duration::from_secs(1), "{took:?}, not {from:?}");
    result
}

/// An error and all that caused it, in both ways of writing.
pub(crate) fn texts(error: &polar_sdk::Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text += &format!(" / {error} {error:?}");
        cause = error.source();
    }
    text
}
