//! One GET for one document, with `ureq`: everything bounded, nothing sent that is not needed.
//!
//! No cookies, no `Authorization`, no `.netrc`: `ureq` has none of them unless it is told to. Redirects
//! are followed here, because each has to keep the rule of `address`. A proxy that the environment names
//! (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) is used for https, where it sees a tunnel, and never for this
//! machine. What an answer must look like to be a document is decided in `body`.

use super::address::{is_loopback, redirect, shown};
use super::body::{self, Kind};
use crate::exit::{Exit, Failure};
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};
use std::time::{Duration, Instant};
use ureq::http::{Response, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};
use url::Url;

/// How far a fetch may go.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long all of it may take.
    pub time: Duration,
    /// Bytes of the document, after decompression.
    pub size: u64,
}

/// Redirects that are followed.
const REDIRECTS: usize = 5;

/// How long finding and reaching a server may take.
const CONNECT: Duration = Duration::from_secs(10);

/// Bytes of the headers of an answer.
const HEADERS: usize = 64 << 10;

/// The text at `url`.
///
/// # Errors
/// With exit code 3.
pub(super) fn get(url: &Url, limits: Limits) -> Result<String, Failure> {
    let end = Instant::now() + limits.time;
    let mut url = url.clone();
    for _ in 0..=REDIRECTS {
        let left = end.saturating_duration_since(Instant::now());
        let answer = ask(&url, left).map_err(|error| unreached(&url, &error, limits))?;
        match answer.status().as_u16() {
            200 => return read(&url, answer, limits),
            301 | 302 | 303 | 307 | 308 => {
                let location = answer.headers().get(header::LOCATION);
                let location = location.and_then(|it| it.to_str().ok()).ok_or_else(|| {
                    let message = format!("{} redirects without saying where to", shown(&url));
                    Failure::new(Exit::Input, message)
                })?;
                url = redirect(&url, location)?;
            }
            status => return Err(body::refused_status(&shown(&url), status)),
        }
    }
    let message = format!("more than {REDIRECTS} redirects, the last one to {}", shown(&url));
    Err(Failure::new(Exit::Input, message).help("give the address at their end"))
}

fn ask(url: &Url, time: Duration) -> Result<Response<Body>, Error> {
    let mut config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .https_only(url.scheme() == "https")
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .timeout_global(Some(time.max(Duration::from_millis(1))))
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .max_response_header_size(HEADERS)
        .accept_encoding("gzip")
        .accept("application/vnd.oai.openapi+json, application/json, application/yaml, */*;q=0.5")
        .user_agent(concat!("cargo-xtask-fetch/", env!("CARGO_PKG_VERSION")));
    if is_loopback(url) {
        config = config.proxy(None);
    }
    // A fragment is never sent.
    let mut url = url.clone();
    url.set_fragment(None);
    config.build().new_agent().get(url.as_str()).call()
}

fn read(url: &Url, answer: Response<Body>, limits: Limits) -> Result<String, Failure> {
    let value = |name| answer.headers().get(name).and_then(|it| it.to_str().ok());
    let kind = Kind::new(value(header::CONTENT_TYPE));
    let announced = value(header::CONTENT_LENGTH).and_then(|it| it.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limits.size) {
        return Err(body::too_large(&shown(url), limits.size));
    }
    // Decompressed here and not by a feature of ureq, which the blocking client of every SDK in the same
    // workspace would get too.
    let encoding = value(header::CONTENT_ENCODING).map(str::to_ascii_lowercase);
    let reader = answer.into_body().into_reader();
    let reader: Box<dyn Read> = match encoding.as_deref() {
        None | Some("" | "identity") => Box::new(reader),
        Some("gzip" | "x-gzip") => Box::new(MultiGzDecoder::new(reader)),
        Some(other) => return Err(body::refused_encoding(&shown(url), other)),
    };
    // The limit counts what comes out of decompression.
    let mut bytes = Vec::new();
    let read = reader.take(limits.size + 1).read_to_end(&mut bytes);
    read.map_err(|error| cut_off(url, error, bytes.len(), limits))?;
    if bytes.len() as u64 > limits.size {
        return Err(body::too_large(&shown(url), limits.size));
    }
    body::text(&shown(url), bytes, &kind)
}

fn cut_off(url: &Url, error: io::Error, bytes: usize, limits: Limits) -> Failure {
    match Error::from(error) {
        error @ Error::Timeout(_) => unreached(url, &error, limits),
        error => {
            let message =
                format!("the answer of {} broke off after {bytes} bytes: {error}", shown(url));
            Failure::new(Exit::Input, message).help("run the same command again")
        }
    }
}

fn unreached(url: &Url, error: &Error, limits: Limits) -> Failure {
    let url = shown(url);
    let failure = |message: String| Failure::new(Exit::Input, message);
    match error {
        Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => {
            failure(format!("{url} cannot be reached within {} s", CONNECT.as_secs()))
        }
        Error::Timeout(_) => {
            let message =
                format!("{url} did not give its answer within {} s", limits.time.as_secs());
            failure(message).help("run the same command again, or allow more with `--time-limit`")
        }
        error => failure(format!("{url} cannot be fetched: {error}")),
    }
}
