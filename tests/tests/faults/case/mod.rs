//! One case of the table: what the server does, what is called, and what must come of it.
//!
//! How it is played and judged is in `play`.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use polar_sdk::runtime::ErrorKind;
use rustls::ServerConfig;
use serde_json::Value;
use socket2::{Domain, Socket, Type};

use super::client::{Act, Settings};
use super::server::{Script, Step};

mod play;

pub(crate) use self::play::run_all;

/// One case.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    scripts: Vec<Script>,
    target: Target,
    act: Act,
    settings: Settings,
    threads: bool,
    earlier: usize,
    expected: Expected,
    expected_blocking: Option<Expected>,
    requests: Option<usize>,
    attempts: Option<u32>,
    at_least: Duration,
    within: Duration,
}

/// Where the client is pointed.
#[derive(Debug)]
enum Target {
    /// The server, over plain http.
    Server,
    /// The server, over https; it answers TLS if there is a configuration. The host is one of the
    /// loopback's names.
    Secure(&'static str, Option<Arc<ServerConfig>>),
    /// The server over plain http, though it speaks TLS.
    Mistaken(Arc<ServerConfig>),
    /// Another address. The server runs, and must hear nothing.
    Elsewhere(String),
}

/// What must come of the call.
#[derive(Debug)]
pub(crate) enum Expected {
    /// Success, with a value that is written as this.
    Value(Value),
    /// An error of this kind, without an answer.
    Fault(ErrorKind),
    /// An error of one of the kinds that say that no connection came about.
    Unconnected,
    /// An error of this kind, with an answer of this status.
    Answer(ErrorKind, u16),
    /// As an answer of this status that is not documented as a success; what of its body did not
    /// arrive, or was too large, is known to be missing.
    Cut(u16),
    /// A documented failure of this status, whose body was read.
    Documented(u16),
    /// A success whose body does not fit at this place.
    Misfit(&'static str),
    /// A success whose body is no JSON, found at or below this place.
    NoJson(&'static str),
}

impl Case {
    /// A case in which each connection follows the same script, and one customer is asked for. A
    /// script usually begins with [`Step::Read`].
    pub(crate) fn new(name: impl Into<String>, script: Script, expected: Expected) -> Self {
        let requests = usize::from(script.iter().any(|step| matches!(step, Step::Read)));
        Self {
            name: name.into(),
            scripts: vec![script],
            target: Target::Server,
            act: Act::Get,
            settings: Settings::default(),
            threads: false,
            earlier: 0,
            expected,
            expected_blocking: None,
            requests: Some(requests),
            attempts: None,
            at_least: Duration::ZERO,
            within: Duration::ZERO,
        }
    }

    /// A case in which the server reads the request, writes these bytes and closes.
    pub(crate) fn answer(
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        expected: Expected,
    ) -> Self {
        Self::new(name, vec![Step::Read, Step::Write(bytes.into())], expected)
    }

    /// Expects something else.
    pub(crate) fn expect(mut self, expected: Expected) -> Self {
        self.expected = expected;
        self
    }

    /// Expects something else of the client that blocks, which is made of another HTTP library.
    pub(crate) fn expect_blocking(mut self, expected: Expected) -> Self {
        self.expected_blocking = Some(expected);
        self
    }

    /// Follows another script on all connections. How many requests are seen is left as it was.
    pub(crate) fn script(mut self, script: Script) -> Self {
        self.scripts = vec![script];
        self
    }

    /// Calls something else.
    pub(crate) fn act(mut self, act: Act) -> Self {
        self.act = act;
        self
    }

    /// Changes the client's settings.
    pub(crate) fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Lets the client's connection run on another thread than the call. Its memory is not counted
    /// then.
    pub(crate) fn threads(mut self) -> Self {
        self.threads = true;
        self
    }

    /// How long the call takes at most, by the limit that the case is about.
    pub(crate) fn within(mut self, limit: Duration) -> Self {
        self.within = limit;
        self
    }

    /// How long the call takes at least.
    pub(crate) fn at_least(mut self, wait: Duration) -> Self {
        self.at_least = wait;
        self
    }

    /// How many attempts the call says it made; each of them is a request that the server sees.
    pub(crate) fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self.requests = usize::try_from(attempts).ok();
        self
    }

    /// Another script for the connections that follow.
    pub(crate) fn then(mut self, script: Script) -> Self {
        self.scripts.push(script);
        self
    }

    /// How many calls are made before the one that is judged. They must succeed.
    pub(crate) fn earlier(mut self, calls: usize) -> Self {
        self.earlier = calls;
        self
    }

    /// How many requests the server sees, all calls together.
    pub(crate) fn requests(mut self, requests: usize) -> Self {
        self.requests = Some(requests);
        self
    }

    /// How many requests the server sees depends on how fast it is.
    pub(crate) fn any_requests(mut self) -> Self {
        self.requests = None;
        self
    }

    /// Points the client to the server at `https://{host}`.
    pub(crate) fn secure(mut self, host: &'static str, tls: Option<Arc<ServerConfig>>) -> Self {
        self.target = Target::Secure(host, tls);
        self
    }

    /// Lets the server speak TLS, and the client not.
    pub(crate) fn mistaken(mut self, tls: Arc<ServerConfig>) -> Self {
        self.target = Target::Mistaken(tls);
        self
    }

    /// Points the client to another address.
    pub(crate) fn elsewhere(mut self, url: impl Into<String>) -> Self {
        self.target = Target::Elsewhere(url.into());
        self
    }
}

/// An address on which nobody listens, and nobody will: it is taken until the tests are over.
pub(crate) fn vacant() -> SocketAddr {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    std::mem::forget(socket);
    address
}
