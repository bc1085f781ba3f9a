//! A loopback HTTP/1.1 server that answers by path, byte for byte and as slowly as it is told.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What is sent over a connection before it is closed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    head: String,
    body: Vec<u8>,
    /// Bytes that are sent before each pause, and the pause.
    drip: Option<(usize, Duration)>,
    /// Bytes of the body that are sent.
    sent: Option<usize>,
}

impl Answer {
    /// An answer of this status line with a body of known length.
    pub(crate) fn new(status: &str, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let length = body.len();
        Self::bare(status, &format!("content-type: {kind}\r\ncontent-length: {length}\r\n"), body)
    }

    /// An answer with these header lines.
    pub(crate) fn bare(status: &str, headers: &str, body: impl Into<Vec<u8>>) -> Self {
        let head = format!("HTTP/1.1 {status}\r\n{headers}connection: close\r\n\r\n");
        Self { head, body: body.into(), ..Self::default() }
    }

    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::new("200 OK", "application/yaml", body)
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::bare("302 Found", &format!("location: {to}\r\ncontent-length: 0\r\n"), "")
    }

    pub(crate) fn dripping(self, bytes: usize, pause: Duration) -> Self {
        Self { drip: Some((bytes, pause)), ..self }
    }

    pub(crate) fn cut_after(self, bytes: usize) -> Self {
        Self { sent: Some(bytes), ..self }
    }

    fn write(&self, stream: &mut impl Write) -> io::Result<()> {
        stream.write_all(self.head.as_bytes())?;
        let body = &self.body[..self.sent.unwrap_or(self.body.len())];
        let Some((bytes, pause)) = self.drip else { return stream.write_all(body) };
        for piece in body.chunks(bytes) {
            stream.write_all(piece)?;
            stream.flush()?;
            thread::sleep(pause);
        }
        Ok(())
    }
}

type Route = Box<dyn Fn(&str, &str) -> Answer + Send + Sync>;

/// A running server; it ends when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
    requests: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server; `route` is given the path and the server's own URL.
    pub(crate) fn start(
        route: impl Fn(&str, &str) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (stopped, requests) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let route: Route = Box::new(route);
        let thread = thread::spawn({
            let (stopped, requests) = (Arc::clone(&stopped), Arc::clone(&requests));
            move || {
                for stream in listener.incoming().flatten() {
                    if stopped.load(Ordering::SeqCst) {
                        return;
                    }
                    // A client that has had enough is part of some tests.
                    let _ = serve(stream, &route, &format!("http://{address}"), &requests);
                }
            }
        });
        Ok(Self { address, stopped, requests, thread: Some(thread) })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of the requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn serve(
    mut stream: TcpStream,
    route: &Route,
    own: &str,
    requests: &Mutex<Vec<String>>,
) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone()?);
    while reader.read_line(&mut head)? > 2 {}
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    requests.lock().unwrap_or_else(PoisonError::into_inner).push(head);
    route(&path, own).write(&mut stream)
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
