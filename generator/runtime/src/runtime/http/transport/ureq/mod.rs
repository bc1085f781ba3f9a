//! The transport of blocking clients: `ureq` with everything off that acts on its own.
//!
//! No redirects, no cookies, no decompression, no header of its own, no error for a status. A
//! proxy named by the environment is used for https alone, where it sees a tunnel; over plain http
//! it would read the credentials. `ureq` sends a request's target as it is written.

use std::io;
use std::time::Duration;

use ::http::{Request, Response};
use ::ureq::config::{AutoHeaderValue, ConfigBuilder};
use ::ureq::typestate::AgentScope;
use ::ureq::{Agent, AsSendBody, SendBody, Timeout};

use self::body::{Pieces, Upload};
use self::connector::{BoundedConnector, MarkingResolver, Unconnected};
use super::body::Body;
use super::{BoxFuture, Limits, Transport, TransportError, TransportFault, states_its_length};
use crate::runtime::http::answer::error::Elapsed;
use crate::runtime::http::send::block_on::Sleep;

mod body;
mod connector;

/// `ureq` adds its bounds to the present moment, which must not overflow.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Sends calls with a `ureq` agent. All its work is done, and the thread blocked, when its futures
/// are polled, so they need no runtime.
///
/// At the level `TRACE`, `ureq` hands all that it sends to the crate `log`, credentials included.
#[derive(Clone, Debug)]
pub struct UreqTransport {
    agent: Agent,
    /// The bounds that the agent has from its beginning.
    connect: Duration,
    header_bytes: u64,
}

/// With settings of your own, such as for TLS, a proxy, or how many connections are kept. Those on
/// time-outs, redirects, statuses and header sizes are overruled by the client's.
impl From<ConfigBuilder<AgentScope>> for UreqTransport {
    fn from(config: ConfigBuilder<AgentScope>) -> Self {
        // What a client has unless it is told otherwise.
        Self::with(config, Duration::from_secs(5), 64 << 10)
    }
}

impl UreqTransport {
    pub(crate) fn new(connect: Duration, header_bytes: u64, https: bool) -> Self {
        // A client speaks to one server, so the bound on one host is that on all.
        let mut config =
            Agent::config_builder().https_only(https).max_idle_connections_per_host(10);
        if !https {
            config = config.proxy(None);
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            config = config.tls_config(tls());
        }
        Self::with(config, connect, header_bytes)
    }

    fn with(config: ConfigBuilder<AgentScope>, connect: Duration, header_bytes: u64) -> Self {
        let connect = connect.min(LONGEST);
        let config = config
            .max_redirects(0)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .user_agent(AutoHeaderValue::None)
            .timeout_global(None)
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .max_response_header_size(usize::try_from(header_bytes).unwrap_or(usize::MAX))
            .build();
        let (connector, resolver) = (BoundedConnector::default(), MarkingResolver::default());
        Self { agent: Agent::with_parts(config, connector, resolver), connect, header_bytes }
    }

    fn exchange(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Body>, TransportError> {
        let (parts, body) = request.into_parts();
        let states_its_length = states_its_length(&parts.method);
        match body.as_bytes() {
            Some(bytes) if bytes.is_empty() && !states_its_length => {
                self.run(Request::from_parts(parts, ()), limits)
            }
            Some(bytes) => self.run(Request::from_parts(parts, bytes.as_ref()), limits),
            None => {
                let body = SendBody::from_owned_reader(Upload::new(body));
                self.run(Request::from_parts(parts, body), limits)
            }
        }
    }

    fn run(
        &self,
        mut request: Request<impl AsSendBody>,
        limits: Limits,
    ) -> Result<Response<Body>, TransportError> {
        let limits = Limits { connect: limits.connect.min(LONGEST), ..limits };
        // `ureq` prepares TLS anew for a request with settings of its own.
        if (limits.connect, limits.header_bytes) != (self.connect, self.header_bytes) {
            request = self
                .agent
                .configure_request(request)
                .timeout_resolve(Some(limits.connect))
                .timeout_connect(Some(limits.connect))
                .max_response_header_size(
                    usize::try_from(limits.header_bytes).unwrap_or(usize::MAX),
                )
                .build();
        }
        let response = self.agent.run(request).map_err(|error| {
            let mut error = transport_error(error);
            // The shorter of the two bounds is the one that ran out.
            if error.fault == TransportFault::Timeout(Elapsed::Connect)
                && limits.connect >= limits.attempt
            {
                error.fault = TransportFault::Timeout(Elapsed::Attempt);
            }
            error
        })?;
        let (parts, body) = response.into_parts();
        let mut answer = Response::new(Body::from_stream(Pieces::new(body.into_reader())));
        *answer.status_mut() = parts.status;
        *answer.version_mut() = parts.version;
        *answer.headers_mut() = parts.headers;
        Ok(answer)
    }
}

impl Transport for UreqTransport {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move { self.exchange(request, limits) })
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(Box::pin(Sleep::new(duration)))
    }
}

/// The authorities that the operating system trusts, as with the other transport.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn tls() -> ::ureq::tls::TlsConfig {
    use ::ureq::tls::{RootCerts, TlsConfig, TlsProvider};

    let native = cfg!(feature = "native-tls");
    let provider = if native { TlsProvider::NativeTls } else { TlsProvider::Rustls };
    TlsConfig::builder().provider(provider).root_certs(RootCerts::PlatformVerifier).build()
}

fn transport_error(error: ::ureq::Error) -> TransportError {
    use ::ureq::Error;

    let fault = match &error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            TransportFault::Timeout(Elapsed::Connect)
        }
        Error::Timeout(_) => TransportFault::Timeout(Elapsed::Attempt),
        Error::Other(source) if source.is::<Unconnected>() => TransportFault::Connect,
        Error::TlsRequired => TransportFault::Connect,
        Error::LargeResponseHeader(..) => TransportFault::TooLarge,
        // `ureq` does not export the type by which this could be told.
        Error::Protocol(error) if error.to_string().contains("too many headers") => {
            TransportFault::TooLarge
        }
        _ => TransportFault::Other,
    };
    match error {
        // The address is left out: its query may be personal or hold a key.
        Error::BadUri(_) | Error::RequireHttpsOnly(_) => {
            TransportError::new(fault, "the HTTP client does not take the address")
        }
        Error::Io(error) => from_io(fault, error),
        error => TransportError::new(fault, error),
    }
}

/// What went wrong with a request's own body is told as it was.
fn from_io(fault: TransportFault, error: io::Error) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) => TransportError::new(fault, error),
    }
}
