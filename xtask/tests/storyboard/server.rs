//! A publisher on this machine: one document, which can be replaced.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A running server; it ends when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    document: Arc<Mutex<String>>,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves `document`, whatever is asked for.
    pub(crate) fn start(document: &str) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let document = Arc::new(Mutex::new(document.to_owned()));
        let stopped = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (document, stopped) = (Arc::clone(&document), Arc::clone(&stopped));
            move || {
                for stream in listener.incoming().flatten() {
                    if stopped.load(Ordering::SeqCst) {
                        return;
                    }
                    let text = document.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    // Whoever asks notices that there is no answer.
                    let _ = answer(stream, &text);
                }
            }
        });
        Ok(Self { address, document, stopped, thread: Some(thread) })
    }

    /// Where the document is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/openapi.yaml", self.address)
    }

    /// Serves another document from now on.
    pub(crate) fn serve(&self, document: &str) {
        document.clone_into(&mut self.document.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn answer(mut stream: TcpStream, document: &str) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let length = document.len();
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/yaml\r\n")?;
    write!(stream, "content-length: {length}\r\nconnection: close\r\n\r\n{document}")
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
