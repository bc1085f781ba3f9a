//! A server that misbehaves on purpose: each connection follows a script of raw bytes, pauses,
//! resets and silence.
//!
//! It knows of HTTP only where a request ends, so that nothing well-formed gets in the way of what
//! a test wants to send. What it read is kept and counted.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;

/// What one connection does, from its first step to its last; then it is closed.
pub(crate) type Script = Vec<Step>;

/// One thing that a connection does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Reads one request, body included.
    Read,
    /// Writes these bytes.
    Write(Vec<u8>),
    /// Writes the bytes again and again, with a pause after each time, until the client hangs up.
    Repeat(Vec<u8>, Duration),
    /// Waits.
    Pause(Duration),
    /// Resets the connection, so that the client's next read or write fails.
    Reset,
    /// Ends the answer but not the connection.
    Finish,
    /// Stays silent until the client hangs up.
    Hold,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The target of the request line, byte for byte.
    pub(crate) target: String,
    /// Everything before the body.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// A running server; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    scripts: Vec<Script>,
    tls: Option<Arc<ServerConfig>>,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    stopped: AtomicBool,
}

impl Server {
    /// Starts a server whose first connection follows the first script, and so on; the last script
    /// is for all connections after it. In what the scripts write, `{own}` becomes the server's
    /// own address, such as `127.0.0.1:40123`.
    pub(crate) fn start(scripts: Vec<Script>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let scripts = scripts.into_iter().map(|script| replace(script, "{own}", address)).collect();
        let shared = Arc::new(Shared {
            scripts,
            tls,
            requests: Mutex::default(),
            connections: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        });
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Self { address, shared }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// How many connections were opened, whether or not a request came over them.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        drop(TcpStream::connect(self.address));
    }
}

/// `script` with `mark` replaced by `address` in what it writes.
pub(crate) fn replace(mut script: Script, mark: &str, address: SocketAddr) -> Script {
    for step in &mut script {
        if let Step::Write(bytes) = step
            && let Ok(text) = std::str::from_utf8(bytes)
            && text.contains(mark)
        {
            *bytes = text.replace(mark, &address.to_string()).into_bytes();
        }
    }
    script
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let number = shared.connections.fetch_add(1, Ordering::SeqCst);
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            let last = shared.scripts.len().saturating_sub(1);
            if let Some(script) = shared.scripts.get(number.min(last)) {
                // A client that hung up is the client's affair; the test sees it on its own side.
                drop(follow(stream, script, &shared));
            }
        });
    }
}

fn follow(stream: TcpStream, script: &Script, shared: &Shared) -> io::Result<()> {
    // Short, so that a connection notices soon that the test is over.
    stream.set_read_timeout(Some(Duration::from_millis(100)))?;
    stream.set_write_timeout(Some(Duration::from_secs(30)))?;
    stream.set_nodelay(true)?;
    let mut wire = match &shared.tls {
        None => Wire::Plain(stream),
        Some(config) => {
            let session = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
            Wire::Tls(Box::new(StreamOwned::new(session, stream)))
        }
    };
    for step in script {
        match step {
            Step::Read => {
                let request = request(&mut wire, shared)?;
                lock(&shared.requests).push(request);
            }
            Step::Write(bytes) => wire.send(bytes)?,
            Step::Repeat(bytes, pause) => {
                while !shared.stopped.load(Ordering::SeqCst) {
                    wire.send(bytes)?;
                    thread::sleep(*pause);
                }
            }
            Step::Pause(pause) => thread::sleep(*pause),
            Step::Reset => {
                SockRef::from(wire.socket()).set_linger(Some(Duration::ZERO))?;
                return Ok(());
            }
            Step::Finish => wire.socket().shutdown(Shutdown::Write)?,
            Step::Hold => while wire.receive(&mut [0; 4096], shared)? > 0 {},
        }
    }
    Ok(())
}

/// A connection, encrypted or not.
enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn socket(&self) -> &TcpStream {
        match self {
            Self::Plain(stream) => stream,
            Self::Tls(stream) => &stream.sock,
        }
    }

    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.write_all(bytes),
            Self::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        }
    }

    /// Waits for bytes until the client hangs up or the test is over.
    fn receive(&mut self, buffer: &mut [u8], shared: &Shared) -> io::Result<usize> {
        loop {
            let read = match self {
                Self::Plain(stream) => stream.read(buffer),
                Self::Tls(stream) => stream.read(buffer),
            };
            match read {
                Err(error) if is_time_out(&error) && !shared.stopped.load(Ordering::SeqCst) => {}
                read => return read,
            }
        }
    }
}

fn is_time_out(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// Reads one request. Bytes after it would be lost, but no client of these tests sends a second
/// request before the first is answered.
fn request(wire: &mut Wire, shared: &Shared) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        if let Some(request) = whole(&bytes) {
            return Ok(request);
        }
        match wire.receive(&mut buffer, shared)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// The request in `bytes`, once all of it is there.
fn whole(bytes: &[u8]) -> Option<Request> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let (head, body) = bytes.split_at(end);
    let head = String::from_utf8_lossy(head).into_owned();
    let mut request_line = head.lines().next()?.split(' ');
    let (method, target) = (request_line.next()?.to_owned(), request_line.next()?.to_owned());
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let body = body.get(..length.unwrap_or(0))?.to_vec();
    Some(Request { method, target, head, body })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
