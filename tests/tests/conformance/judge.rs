//! The judge's ear: a transport that sends each request to Prism and keeps what Prism says of it.
//!
//! Decides what counts as a violation: a complaint in Prism's own header, an answer that Prism made
//! up because the document has none, or another status than the one that was asked for.

use std::sync::{Arc, Mutex, PoisonError};

use http::header::CONTENT_TYPE;
use http::{Request, Response};
use polar_sdk::Polar;
use polar_sdk::runtime::{Body, BoxFuture, Bytes, Limits, ReqwestTransport, Transport};
use polar_sdk::runtime::{HeaderMap, TransportError};

/// Where Prism lists what is wrong with a request or with its own answer.
const VIOLATIONS: &str = "sl-violations";

/// How one sends requests to Prism, and all of them so far.
#[derive(Clone, Debug)]
pub(crate) struct Judge {
    url: String,
    wire: ReqwestTransport,
    tamper: fn(&mut Request<Body>),
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

/// One request, and what Prism said of it.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    /// The `Prefer` header: the answer that was asked for.
    pub(crate) prefer: String,
    pub(crate) body: Bytes,
    pub(crate) status: u16,
    pub(crate) complaint: Option<String>,
}

impl Judge {
    /// The Prism at `PRISM_URL`.
    pub(crate) fn from_env() -> Self {
        let url = std::env::var("PRISM_URL").expect("PRISM_URL; run `cargo xtask conformance`");
        let no_redirects = reqwest::redirect::Policy::none();
        let wire = reqwest::Client::builder().redirect(no_redirects).no_proxy().build().unwrap();
        Self { url, wire: wire.into(), tamper: |_| (), exchanges: Arc::default() }
    }

    /// The same judge, before whom each request is changed on its way.
    pub(crate) fn tampering(&self, tamper: fn(&mut Request<Body>)) -> Self {
        Self { tamper, ..self.clone() }
    }

    /// The SDK, with this judge between it and the network.
    pub(crate) fn client(&self) -> Polar {
        let builder = Polar::builder().server(self.url.as_str()).oat("polar_oat_conformance");
        builder.transport(self.clone()).build().unwrap()
    }

    /// The exchanges since this was last asked.
    pub(crate) fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut *self.exchanges.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Judge {
    fn send<'a>(
        &'a self,
        mut request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            (self.tamper)(&mut request);
            let mut exchange = Exchange::of(&request);
            let response = self.wire.send(request, limits).await?;
            exchange.status = response.status().as_u16();
            exchange.complaint = complaint(&exchange, response.headers());
            self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
            Ok(response)
        })
    }
}

impl Exchange {
    /// Whether Prism found nothing wrong.
    pub(crate) fn conforms(&self) -> bool {
        self.complaint.is_none()
    }

    fn of(request: &Request<Body>) -> Self {
        Self {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            prefer: text(request.headers(), "prefer"),
            body: request.body().as_bytes().cloned().unwrap_or_default(),
            status: 0,
            complaint: None,
        }
    }
}

fn complaint(exchange: &Exchange, headers: &HeaderMap) -> Option<String> {
    if headers.contains_key(VIOLATIONS) {
        return Some(text(headers, VIOLATIONS));
    }
    if text(headers, CONTENT_TYPE.as_str()).starts_with("application/problem+json") {
        return Some(format!("status {} of Prism's own", exchange.status));
    }
    let asked = exchange.prefer.split(',').find_map(|part| part.trim().strip_prefix("code="));
    let fits = match asked {
        Some(code) => code == exchange.status.to_string(),
        None => (200..300).contains(&exchange.status),
    };
    (!fits).then(|| format!("status {}, which was not asked for", exchange.status))
}

fn text(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).map(|value| value.as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(value).into_owned()
}
