//! What calls show to `tracing`, in both modes, and what they never show.

use std::fmt;
use std::sync::{Arc, Mutex};

use polar_sdk::Polar;
use polar_sdk::runtime::Method;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::server::{Server, Step, TOKEN, id, json};

/// Keeps all that it is given, at every level and from every crate.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Entry>>>);

/// A span or an event with its fields.
#[derive(Clone, Debug)]
struct Entry {
    name: &'static str,
    target: String,
    parent: Option<u64>,
    fields: Vec<(&'static str, String)>,
}

thread_local! {
    static INSIDE: std::cell::RefCell<Vec<u64>> = const { std::cell::RefCell::new(Vec::new()) };
}

impl Recorder {
    fn push(&self, metadata: &'static Metadata<'static>, record: impl FnOnce(&mut Fields)) -> u64 {
        let mut fields = Fields(Vec::new());
        record(&mut fields);
        let entry = Entry {
            name: metadata.name(),
            target: metadata.target().to_owned(),
            parent: INSIDE.with_borrow(|inside| inside.last().copied()),
            fields: fields.0,
        };
        let mut entries = self.0.lock().unwrap();
        entries.push(entry);
        u64::try_from(entries.len()).unwrap()
    }

    /// What the SDK itself showed.
    fn own(&self) -> Vec<Entry> {
        let entries = self.0.lock().unwrap().clone();
        entries.into_iter().filter(|entry| entry.target.starts_with("polar_sdk")).collect()
    }

    fn text(&self) -> String {
        format!("{:?}", self.0.lock().unwrap())
    }
}

struct Fields(Vec<(&'static str, String)>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.push((field.name(), format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name(), value.to_owned()));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        Id::from_u64(self.push(span.metadata(), |fields| span.record(fields)))
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields(Vec::new());
        values.record(&mut fields);
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        self.0.lock().unwrap()[index].fields.extend(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.push(event.metadata(), |fields| event.record(fields));
    }

    fn enter(&self, span: &Id) {
        INSIDE.with_borrow_mut(|inside| inside.push(span.into_u64()));
    }

    fn exit(&self, _: &Id) {
        INSIDE.with_borrow_mut(|inside| inside.pop());
    }
}

impl Entry {
    fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.fields.iter().rev().find(|(field, _)| *field == name)?;
        Some(value)
    }
}

/// A server that is busy once.
fn server() -> Server {
    Server::start(|number| {
        let answer = json(if number == 0 { 503 } else { 404 }, r#"{"secret":"c4nary-body"}"#);
        let answer = answer.replace("\r\n\r\n", "\r\nx-secret: c4nary-header\r\n\r\n");
        vec![Step::Write(answer.into())]
    })
}

/// The call that both modes make, with a canary wherever a value can be.
macro_rules! call {
    ($polar:expr) => {
        $polar
            .customers()
            .get_external("c4nary-path")
            .header("x-own", "c4nary-header")
            .extra_query("c4nary-name", "c4nary-query")
            .retries(1)
    };
}

fn record(shown: bool, awaited: bool, server: &Server) -> Recorder {
    let recorder = Recorder::default();
    tracing::subscriber::with_default(recorder.clone(), || {
        if awaited {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let polar = Polar::builder().oat(TOKEN).trace_targets(shown);
            let polar = polar.server(format!("http://{}", server.address).as_str());
            let polar = polar.build().unwrap();
            runtime.unwrap().block_on(async { call!(polar).await.unwrap_err() });
        } else {
            let polar = server.builder().trace_targets(shown).build().unwrap();
            call!(polar).send().unwrap_err();
        }
    });
    recorder
}

#[test]
fn a_call_has_a_span_its_attempts_have_and_a_retry_is_an_event() {
    for awaited in [true, false] {
        let recorder = record(false, awaited, &server());
        let entries = recorder.own();
        let names: Vec<&str> = entries.iter().map(|entry| entry.name).collect();
        assert!(matches!(names[..], ["call", "attempt", _, "attempt"]), "{names:?}");
        let [call, first, retry, second] = &entries[..] else { panic!("{entries:?}") };

        for (field, value) in [
            ("otel.kind", "client"),
            ("otel.name", "GET /v1/customers/external/{external_id}"),
            ("http.request.method", "GET"),
            ("url.template", "/v1/customers/external/{external_id}"),
            ("operation.id", "customers:get_external"),
            ("server.address", "127.0.0.1"),
            ("http.response.status_code", "404"),
            ("attempts", "2"),
            ("error.type", "404"),
        ] {
            assert_eq!(call.get(field), Some(value), "{field}");
        }
        for (attempt, number, status) in [(first, "1", "503"), (second, "2", "404")] {
            assert_eq!(attempt.get("attempt"), Some(number));
            assert_eq!(attempt.get("http.response.status_code"), Some(status));
            assert_eq!(attempt.get("error.type"), Some(status));
            assert_eq!(attempt.get("url.path"), None);
            assert_eq!(attempt.parent, second.parent);
            assert!(attempt.parent.is_some());
        }
        assert_eq!((call.parent, retry.parent), (None, first.parent));
        assert_eq!(retry.get("attempt"), Some("1"));
        assert!(retry.get("wait_ms").unwrap().parse::<u64>().unwrap() <= 250);
    }
}

#[test]
fn an_error_without_an_answer_is_named() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let recorder = Recorder::default();
    tracing::subscriber::with_default(recorder.clone(), || {
        let polar = polar_sdk::blocking::Polar::builder().oat(TOKEN).retries(0);
        let polar = polar.server(server.as_str()).build().unwrap();
        polar.customers().get(id()).send().unwrap_err();
        polar.customers().get_external("..").send().unwrap_err();
    });
    let entries = recorder.own();
    let kinds: Vec<_> =
        entries.iter().map(|entry| (entry.name, entry.get("error.type").unwrap())).collect();
    assert_eq!(kinds, [("call", "Connect"), ("attempt", "Connect"), ("call", "Refused(Path)")]);
    assert_eq!(entries[0].get("http.response.status_code"), None);
}

#[test]
fn no_value_is_shown_at_any_level_by_any_crate() {
    for awaited in [true, false] {
        let recorder = record(false, awaited, &server());
        assert!(!recorder.text().contains("c4nary"), "{}", recorder.text());
        // There is something to look at.
        assert!(recorder.text().contains("customers:get_external"));
    }
}

#[test]
fn paths_and_queries_are_shown_on_request_and_credentials_never() {
    for awaited in [true, false] {
        let recorder = record(true, awaited, &server());
        let entries = recorder.own();
        let attempt = entries.iter().find(|entry| entry.name == "attempt").unwrap();
        assert_eq!(attempt.get("url.path"), Some("/v1/customers/external/c4nary-path"));
        assert_eq!(attempt.get("url.query"), Some("c4nary-name=c4nary-query"));
        for secret in ["c4nary-header", "c4nary-body", TOKEN] {
            assert!(!recorder.text().contains(secret), "{secret}");
        }
    }
}

#[test]
fn an_untyped_request_shows_no_path() {
    let server = Server::answering(json(404, "{}"));
    let recorder = Recorder::default();
    tracing::subscriber::with_default(recorder.clone(), || {
        server.polar().request(Method::GET, "/c4nary").send().unwrap_err();
    });
    assert_eq!(recorder.own()[0].get("url.template"), Some("(untyped)"));
    assert!(!recorder.text().contains("c4nary"), "{}", recorder.text());
}
