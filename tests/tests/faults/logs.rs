//! What a program's logs show when they take everything: never the token.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use polar_sdk::types::CustomerUpdate;
use serde_json::json;
use tracing_subscriber::fmt::format::FmtSpan;

use super::bodies::{CUSTOMER, customer, headed, json_answer};
use super::client::{Settings, blocking_polar, polar, run};
use super::secret::shows_token;
use super::server::{Server, Step};

/// What the SDK and the libraries below it write to the program's log, at its most talkative.
///
/// There is one exception, which cannot be turned off and which `UreqTransport` warns of: at the
/// level of traces, `ureq_proto` dumps all that goes over a connection of a blocking client.
#[test]
fn what_is_logged() {
    log::set_logger(&LOG).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    LOG.active.store(true, Ordering::SeqCst);
    talk();
    LOG.active.store(false, Ordering::SeqCst);
    let lines = LOG.lines();
    for library in ["reqwest", "ureq", "rustls"] {
        assert!(lines.iter().any(|line| line.starts_with(library)), "{library}: {lines:?}");
    }
    let leaks: Vec<_> = lines.iter().filter(|line| shows_token(line)).collect();
    let known = |line: &&&String| line.starts_with("ureq_proto::util ");
    assert!(leaks.iter().all(|line| known(&line)), "{leaks:#?}");
}

/// As [`what_is_logged`], of spans and events.
#[test]
fn what_is_traced() {
    // A place in the code that is first passed on another thread is switched off for good if there
    // is but one subscriber, and it is not that thread's.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let (sink, subscriber) = Sink::subscriber();
    tracing::subscriber::with_default(subscriber, talk);
    let text = sink.text();
    assert!(text.contains("/v1/customers/{id}"), "{text}");
    let leaks: Vec<_> = text.lines().filter(|line| shows_token(line)).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// Calls that succeed, fail, are tried again and are refused by TLS, with both kinds of client.
fn talk() {
    for script in [
        vec![Step::Read, Step::Write(headed(307, "location: /v1/\r\n", ""))],
        vec![Step::Read, Step::Write(json_answer(401, json!({"error": "Unauthorized"})))],
        vec![Step::Read, Step::Write(json_answer(200, customer()))],
        vec![Step::Read, Step::Reset],
    ] {
        let server = Server::start(vec![script], None);
        talk_to(&format!("http://{}", server.address()));
    }
    let no_tls = Step::Write(b"HTTP/1.1 400 No TLS\r\n\r\n".to_vec());
    let server = Server::start(vec![vec![no_tls]], None);
    talk_to(&format!("https://{}", server.address()));
}

fn talk_to(url: &str) {
    let settings = Settings { retries: 1, ..Settings::default() };
    let id = CUSTOMER.parse().unwrap();
    let change = CustomerUpdate::new().name("Ada");
    let awaited = polar(url, &settings).unwrap();
    run(async {
        drop(awaited.customers().get(id).await);
        drop(awaited.customers().update(id, &change).await);
    });
    let blocking = blocking_polar(url, &settings).unwrap();
    drop(blocking.customers().get(id).send());
    drop(blocking.customers().update(id, &change).send());
}

/// Where a subscriber writes.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    fn subscriber() -> (Self, impl tracing::Subscriber + Send + Sync) {
        let sink = Self::default();
        let writer = sink.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::FULL)
            .with_writer(move || writer.clone())
            .finish();
        (sink, subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

static LOG: Log = Log { active: AtomicBool::new(false), lines: Mutex::new(Vec::new()) };

struct Log {
    active: AtomicBool,
    lines: Mutex<Vec<String>>,
}

impl Log {
    fn lines(&self) -> MutexGuard<'_, Vec<String>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        self.active.load(Ordering::SeqCst)
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            self.lines().push(format!("{} {}", record.target(), record.args()));
        }
    }

    fn flush(&self) {}
}
