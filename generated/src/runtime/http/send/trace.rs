//! What a call shows to `tracing`: a span for the call, one for each attempt, and an event for each
//! retry. The names of fields are those of OpenTelemetry's conventions for HTTP clients.
//!
//! A path is shown as its template. Values of parameters, headers and bodies are never shown, and
//! the path and query of a request only if the client is told so, then without credentials.

use std::time::Duration;

use ::http::{Request, Uri};
use tracing::field::Empty;
use tracing::{Instrument, Span};

use crate::runtime::http::answer::error::{Error, ErrorKind};
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::request::call::Ask;
use crate::runtime::http::request::percent::encode;
use crate::runtime::http::request::render::base;
use crate::runtime::http::request::route::{Api, Scheme};
use crate::runtime::http::transport::body::Body;

/// Whether attempts show the path and query that they are sent to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Targets(pub(crate) bool);

/// The span of a call or of an attempt.
pub(crate) struct Trace(Span);

impl Trace {
    /// Begins a call.
    pub(crate) fn call(ask: &Ask<'_>) -> Self {
        Self(tracing::info_span!(
            "call",
            otel.kind = "client",
            otel.name = format_args!("{} {}", ask.route.method, ask.route.path),
            http.request.method = ask.route.method,
            url.template = ask.route.path,
            operation.id = ask.route.id,
            server.address = host(&base(ask).unwrap_or_default()),
            http.response.status_code = Empty,
            attempts = Empty,
            "error.type" = Empty,
        ))
    }

    /// Begins the attempt of this number.
    pub(crate) fn attempt(ask: &Ask<'_>, request: &Request<Body>, number: u32) -> Self {
        let span = tracing::debug_span!(
            "attempt",
            attempt = number,
            url.path = Empty,
            url.query = Empty,
            http.response.status_code = Empty,
            "error.type" = Empty,
        );
        if ask.shared.targets.0 && !span.is_disabled() {
            span.record("url.path", request.uri().path());
            if let Some(query) = request.uri().query() {
                span.record("url.query", without_credentials(query, ask.shared.api));
            }
        }
        Self(span)
    }

    /// Runs what the span is about in it, and notes what it came to.
    pub(crate) async fn over(
        self,
        exchange: impl Future<Output = Result<Reply, Error>>,
    ) -> Result<Reply, Error> {
        let Self(span) = self;
        let outcome = exchange.instrument(span.clone()).await;
        let (status, attempts) = match &outcome {
            Ok(reply) => (Some(reply.status), reply.attempts),
            Err(error) => (error.status(), error.attempts()),
        };
        if let Some(status) = status {
            span.record("http.response.status_code", status.as_u16());
        }
        span.record("attempts", attempts);
        match &outcome {
            Ok(reply) if reply.status.is_success() => {}
            Ok(reply) => {
                span.record("error.type", reply.status.as_str());
            }
            Err(error) => {
                span.record("error.type", kind(error.kind()).as_str());
            }
        }
        outcome
    }
}

/// Says that an attempt follows the one of this number, after a wait.
pub(crate) fn retry(attempt: u32, wait: Duration) {
    let wait = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(attempt, wait_ms = wait, "the call is sent again");
}

fn host(base: &str) -> String {
    let uri = base.parse::<Uri>().ok();
    uri.as_ref().and_then(Uri::host).unwrap_or_default().to_owned()
}

fn kind(kind: ErrorKind) -> String {
    format!("{kind:?}")
}

/// The pairs of `query` but those that schemes put there.
fn without_credentials(query: &str, api: &Api) -> String {
    let is_secret = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        api.schemes
            .iter()
            .any(|(_, scheme)| matches!(scheme, Scheme::Query(secret) if encode(secret) == name))
    };
    let pairs: Vec<&str> = query.split('&').filter(|pair| !is_secret(pair)).collect();
    pairs.join("&")
}
