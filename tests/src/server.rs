//! A loopback HTTP/1.1 server that keeps what it was sent and answers from a list.
//!
//! It decides nothing about HTTP that a test could want to see: the request line, the headers and
//! the body are kept as the bytes that arrived, and an answer is written as it was scripted. It
//! serves one request per connection and knows no TLS.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A running server; it ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    stopped: AtomicBool,
}

impl Server {
    /// Starts a server that gives these answers in this order. A request for which none is left
    /// gets status 599 and an explanation.
    ///
    /// # Errors
    /// When no port of the loopback can be had.
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let answers = Mutex::new(answers.into_iter().collect());
        let shared = Arc::new(Shared { answers, ..Shared::default() });
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || serve(&listener, &shared)
        });
        Ok(Self { address, shared, thread: Some(thread) })
    }

    /// The address as a URL without a path, such as `http://127.0.0.1:40123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// How many connections were opened, whether or not a request came over them.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The target of the request line, byte for byte.
    pub target: String,
    /// The header lines in their order, the names as they were written.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// All values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let named = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.headers.iter().filter(named).map(|(_, value)| value.as_str()).collect()
    }
}

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    delay: Duration,
    sent: usize,
    announced: bool,
}

impl Answer {
    /// An answer of this status with this body.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        // RFC 9110, section 8.6: an answer of status 204 announces no length.
        let (headers, sent) = (Vec::new(), body.len());
        Self { status, headers, body, delay: Duration::ZERO, sent, announced: status != 204 }
    }

    /// An answer whose body is JSON.
    pub fn json(status: u16, body: impl ToString) -> Self {
        Self::new(status, body.to_string()).header("content-type", "application/json")
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits before the answer begins.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Ends the connection after this many bytes of the body, whatever length was announced.
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.sent = self.body.len().min(bytes);
        self
    }

    /// Leaves out the length of the body; the end of the connection is its end.
    #[must_use]
    pub fn without_length(mut self) -> Self {
        self.announced = false;
        self
    }

    fn write(&self, stream: &mut impl Write) -> io::Result<()> {
        let Self { status, headers, body, delay, sent, announced } = self;
        thread::sleep(*delay);
        let mut head = format!("HTTP/1.1 {status} Scripted\r\nConnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if *announced {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.get(..*sent).unwrap_or_default())?;
        stream.flush()
    }
}

fn serve(listener: &TcpListener, shared: &Shared) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        shared.connections.fetch_add(1, Ordering::SeqCst);
        // A client that hung up is a client's affair; the test sees it on its own side.
        drop(stream.and_then(|stream| converse(&stream, shared)));
    }
}

fn converse(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let request = read(&mut BufReader::new(stream))?;
    lock(&shared.requests).push(request);
    let answer = lock(&shared.answers).pop_front();
    let answer = answer.unwrap_or_else(|| Answer::new(599, "no answer is scripted for this"));
    answer.write(&mut &*stream)
}

fn read(stream: &mut impl BufRead) -> io::Result<Request> {
    let request_line = line(stream)?;
    let mut parts = request_line.split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1"), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(malformed("request line"));
    };
    let (method, target) = (method.to_owned(), target.to_owned());
    let mut headers = Vec::new();
    loop {
        let text = line(stream)?;
        if text.is_empty() {
            break;
        }
        let (name, value) = text.split_once(": ").ok_or_else(|| malformed("header"))?;
        headers.push((name.to_owned(), value.to_owned()));
    }
    let mut request = Request { method, target, headers, body: Vec::new() };
    if !request.header("transfer-encoding").is_empty() {
        return Err(malformed("body: no client of these tests sends chunks"));
    }
    let length = match request.header("content-length").as_slice() {
        [] => 0,
        [length] => length.parse().map_err(|_| malformed("length"))?,
        _ => return Err(malformed("length")),
    };
    request.body.resize(length, 0);
    stream.read_exact(&mut request.body)?;
    Ok(request)
}

fn line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut text = String::new();
    stream.take(1 << 16).read_line(&mut text)?;
    text.strip_suffix("\r\n").map(str::to_owned).ok_or_else(|| malformed("line"))
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("malformed {what}"))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
