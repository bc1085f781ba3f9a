//! The clients under test, and the calls that they are asked to make.
//!
//! A call is named here and told twice, for the client that is awaited and for the one that
//! blocks, so that one table of cases serves both.

use std::time::Duration;

use polar_sdk::runtime::{Builder, Error, OperationError, Response, UreqTransport};
use polar_sdk::{CustomerCreate, CustomerIndividualCreate, CustomerUpdate, Polar, blocking};
use serde::Serialize;
use serde_json::Value;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::bodies::CUSTOMER;
use super::secret::{TOKEN, texts};

/// An operation to call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Get,
    List,
    State,
    Methods,
    Export,
    Delete,
    Create,
    Update,
}

/// What is set otherwise than by default. The defaults here are so long that a call which ends in
/// time ended for the reason under test.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
    pub(crate) retries: u32,
    pub(crate) backoff: (Duration, Duration),
    pub(crate) max_bytes: Option<u64>,
    pub(crate) allow_http: bool,
    /// The only authority that a client of its own trusts, in PEM.
    pub(crate) authority: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        let long = Duration::from_secs(30);
        let soon = Duration::from_millis(20);
        Self {
            connect: long,
            read: long,
            attempt: long,
            total: long,
            retries: 0,
            backoff: (soon, soon * 4),
            max_bytes: None,
            allow_http: false,
            authority: None,
        }
    }
}

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The value, written as JSON again.
    pub(crate) result: Result<Value, Error>,
    /// How often the call was sent.
    pub(crate) attempts: u32,
    /// Whether the error's body was read as one that the operation documents.
    pub(crate) documented: bool,
    /// All texts of the error.
    pub(crate) texts: String,
}

/// Whether calls are awaited or block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Awaited,
    Blocking,
}

/// A client of the server at `url` whose calls are awaited.
pub(crate) fn polar(url: &str, settings: &Settings) -> Result<Polar, Error> {
    let builder = settled(Polar::builder(), url, settings);
    let builder = match &settings.authority {
        Some(authority) => {
            let authority = reqwest::Certificate::from_pem(authority.as_bytes()).unwrap();
            let client = reqwest::Client::builder()
                .tls_certs_only([authority])
                .connect_timeout(settings.connect)
                .build()
                .unwrap();
            builder.reqwest_client(client)
        }
        None => builder,
    };
    builder.build()
}

/// A client of the server at `url` whose calls block.
pub(crate) fn blocking_polar(url: &str, settings: &Settings) -> Result<blocking::Polar, Error> {
    let builder = settled(blocking::Polar::builder(), url, settings);
    let builder = match &settings.authority {
        Some(authority) => {
            let authority = Certificate::from_pem(authority.as_bytes()).unwrap();
            let roots = RootCerts::new_with_certs(&[authority]);
            let tls = TlsConfig::builder().root_certs(roots).build();
            let config = ureq::Agent::config_builder().tls_config(tls);
            builder.transport(UreqTransport::from(config))
        }
        None => builder,
    };
    builder.build()
}

fn settled<C, M>(builder: Builder<C, M>, url: &str, settings: &Settings) -> Builder<C, M> {
    let builder = builder
        .credential("oat", TOKEN)
        .server(url)
        .connect_timeout(settings.connect)
        .read_timeout(settings.read)
        .attempt_timeout(settings.attempt)
        .timeout(settings.total)
        .retries(settings.retries)
        .backoff(settings.backoff.0, settings.backoff.1);
    let builder = match settings.max_bytes {
        Some(bytes) => builder.max_response_bytes(bytes),
        None => builder,
    };
    if settings.allow_http { builder.allow_http() } else { builder }
}

macro_rules! perform {
    ($polar:ident, $act:ident, $($wait:tt)*) => {{
        let customers = $polar.customers();
        let id = CUSTOMER.parse().unwrap();
        match $act {
            Act::Get => outcome(customers.get(id).with_response()$($wait)*),
            Act::List => outcome(customers.list().with_response()$($wait)*),
            Act::State => outcome(customers.get_state(id).with_response()$($wait)*),
            Act::Methods => outcome(customers.list_payment_methods(id).with_response()$($wait)*),
            Act::Export => outcome(customers.export().with_response()$($wait)*),
            Act::Delete => outcome(customers.delete(id).with_response()$($wait)*),
            Act::Create => outcome(customers.create(&creation()).with_response()$($wait)*),
            Act::Update => outcome(customers.update(id, &change()).with_response()$($wait)*),
        }
    }};
}

/// Calls and waits.
pub(crate) async fn perform(polar: &Polar, act: Act) -> Outcome {
    perform!(polar, act, .await)
}

/// Calls and blocks.
pub(crate) fn perform_blocking(polar: &blocking::Polar, act: Act) -> Outcome {
    perform!(polar, act, .send())
}

/// Waits for a future on this thread.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}

fn creation() -> CustomerCreate {
    CustomerIndividualCreate::new("ada@example.com").into()
}

fn change() -> CustomerUpdate {
    CustomerUpdate::new().name("Ada")
}

fn outcome<T: Serialize, E: std::fmt::Debug + 'static>(
    result: Result<Response<T>, OperationError<E>>,
) -> Outcome {
    match result {
        Ok(response) => Outcome {
            attempts: response.attempts,
            result: Ok(serde_json::to_value(response.value).unwrap()),
            documented: false,
            texts: String::new(),
        },
        Err(error) => Outcome {
            attempts: error.attempts(),
            documented: error.documented().is_some(),
            texts: texts(&error),
            result: Err(error.into_error()),
        },
    }
}
