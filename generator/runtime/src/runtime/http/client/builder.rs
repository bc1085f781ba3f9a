//! Settles a client's settings, and checks all of them at once.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use ::http::HeaderMap;
use ::http::header::USER_AGENT;

use super::mode::{Async, Mode};
use super::server::{Server, ServerUrl};
use super::{Client, Shared};
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::receive::Sizes;
use crate::runtime::http::auth::held::{Given, Held};
use crate::runtime::http::auth::provider::CredentialProvider;
use crate::runtime::http::auth::secret::Secret;
use crate::runtime::http::request::headers;
use crate::runtime::http::request::route::Api;
use crate::runtime::http::send::budget::Budget;
use crate::runtime::http::send::limiter::{Rate, RateLimit};
use crate::runtime::http::send::middleware::Middleware;
use crate::runtime::http::send::retry::Retries;
use crate::runtime::http::send::trace::Targets;
use crate::runtime::http::transport::Transport;

/// Makes a client `C`.
///
/// | setting | default |
/// |---|---|
/// | server | the first of the API's document |
/// | time-out of a call, all attempts and the waits between them included | 60 s |
/// | time-out of one attempt | 30 s |
/// | time-out of connecting | 5 s |
/// | time-out between two pieces of an answer | 10 s |
/// | retries | 2, after a random wait of up to 250 ms, then 500 ms |
/// | longest wait that a server may ask for before a retry | 60 s |
/// | rate limit | none |
/// | largest headers of an answer | 64 KiB |
/// | largest body of a successful answer | 8 MiB |
/// | largest body of another answer, cut beyond it | 64 KiB |
pub struct Builder<C, M = Async> {
    api: &'static Api,
    server: ServerUrl,
    server_given: bool,
    allow_http: bool,
    credentials: Vec<(String, Given)>,
    headers: Vec<(String, String)>,
    user_agent_suffix: String,
    timeouts: Timeouts,
    sizes: Sizes,
    targets: Targets,
    retries: Retries,
    rate: Rate,
    middleware: Vec<Box<dyn Middleware>>,
    transport: Option<Box<dyn Transport>>,
    client: PhantomData<fn() -> (C, M)>,
}

/// The time-outs of a client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) total: Duration,
    pub(crate) attempt: Duration,
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
}

impl<C, M> Builder<C, M> {
    /// Begins with the defaults and the API's own server.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            server: api.server.into(),
            server_given: false,
            allow_http: false,
            credentials: Vec::new(),
            headers: Vec::new(),
            user_agent_suffix: String::new(),
            timeouts: Timeouts {
                total: Duration::from_secs(60),
                attempt: Duration::from_secs(30),
                connect: Duration::from_secs(5),
                read: Duration::from_secs(10),
            },
            sizes: Sizes { success: 8 << 20, failure: 64 << 10, headers: 64 << 10 },
            targets: Targets::default(),
            retries: Retries::default(),
            rate: Rate::Unlimited,
            middleware: Vec::new(),
            transport: None,
            client: PhantomData,
        }
    }

    /// The server to call. Its address must be https, or http on a loopback host; a path in it
    /// comes before the path of each operation. It takes all calls, also those of operations that
    /// the API serves elsewhere.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.server = server.into();
        self.server_given = true;
        self
    }

    /// Allows plain http to any host. Credentials and data then travel readable.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// The credential for the security scheme named `scheme`; for HTTP basic authentication it is
    /// `user:password`, see [`Builder::basic`].
    pub fn credential(self, scheme: &str, secret: impl Into<Secret>) -> Self {
        self.given(scheme, Given::Secret(secret.into()))
    }

    /// Who gives the credential for the security scheme named `scheme` when a call is sent, such
    /// as a token that expires.
    pub fn credential_provider(self, scheme: &str, provider: impl CredentialProvider) -> Self {
        self.given(scheme, Given::Provider(Box::new(provider)))
    }

    /// User name and password for the security scheme named `scheme`. A user name with a colon
    /// cannot be sent (RFC 7617, section 2): what follows it would count as password.
    pub fn basic(self, scheme: &str, user: &str, password: impl Into<Secret>) -> Self {
        // A control character makes the check of the credential fail, and with it the client.
        let user = if user.contains(':') { "\0" } else { user };
        let secret = format!("{user}:{}", password.into().expose());
        self.credential(scheme, secret)
    }

    /// Adds a product, such as `my-app/1.2`, to the `User-Agent` header.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = suffix.into();
        self
    }

    /// A header for every request; it replaces one of the same name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// How long a call may take, all attempts and the waits between them included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.total = timeout;
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = timeout;
        self
    }

    /// How often a call is sent again after it failed in a way that may pass.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries.most = retries;
        self
    }

    /// The longest wait before the first retry, which each further one doubles, and the longest
    /// before any. How long the wait really is, is random. A server that asks for a longer wait
    /// gets it, see [`Builder::max_retry_after`].
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.retries.first_wait = first;
        self.retries.longest_wait = longest;
        self
    }

    /// The longest wait before a retry that a server may ask for with `Retry-After`. If it asks for
    /// more, the call is not retried: to come back earlier than asked helps nobody.
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.retries.longest_asked = longest;
        self
    }

    /// Keeps the rate limit that the API documents for the chosen server: calls wait for their
    /// turn, within their time-outs. It is shared by the clones of the client, but not by other
    /// clients that use the same credential.
    pub fn limit_rate(mut self) -> Self {
        self.rate = Rate::Documented;
        self
    }

    /// Keeps a rate limit of your own, as [`Builder::limit_rate`] does.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate = Rate::Own(limit);
        self
    }

    /// Puts something around the sending of every call; what was added first is outermost.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Box::new(middleware));
        self
    }

    /// The largest headers of an answer, in bytes.
    pub fn max_header_bytes(mut self, bytes: u64) -> Self {
        self.sizes.headers = bytes;
        self
    }

    /// How long connecting may take. A transport of your own has its own rule.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// How long the server may be silent within an answer.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = timeout;
        self
    }

    /// The largest body of a successful answer, in bytes; a larger one is an error.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.sizes.success = bytes;
        self
    }

    /// The largest body of any other answer, in bytes; a larger one is cut and marked so.
    pub fn max_error_bytes(mut self, bytes: u64) -> Self {
        self.sizes.failure = bytes;
        self
    }

    /// Lets the spans of attempts show the path and query that they are sent to, credentials left
    /// out. Both may hold personal data, so by default only the path's template is shown.
    #[cfg(feature = "tracing")]
    pub fn trace_targets(mut self, shown: bool) -> Self {
        self.targets = Targets(shown);
        self
    }

    /// Sends calls with `transport`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sends calls with a `ureq` agent that is made with settings of your own, such as for TLS or
    /// a proxy. This builder's time-outs still apply, and no redirect is followed.
    #[cfg(feature = "blocking")]
    pub fn ureq_config(
        self,
        config: ::ureq::config::ConfigBuilder<::ureq::typestate::AgentScope>,
    ) -> Self {
        self.transport(crate::runtime::http::transport::ureq::UreqTransport::from(config))
    }

    /// Sends calls with a `reqwest` client of your own. Its settings apply instead of this
    /// builder's time-out for connecting. It should follow no redirects: those carry
    /// credentials in headers of other names than `Authorization` to wherever they point.
    #[cfg(feature = "reqwest")]
    pub fn reqwest_client(self, client: ::reqwest::Client) -> Self {
        self.transport(crate::runtime::http::transport::reqwest::ReqwestTransport::from(client))
    }
}

impl<C: From<Client<M>>, M: Mode> Builder<C, M> {
    /// Checks all settings and makes the client.
    ///
    /// Without a transport (that is, without the feature `reqwest` and without
    /// [`Builder::transport`]), calls can be built and answers decoded, but nothing sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::runtime::ErrorKind::Configuration), naming the setting
    /// and never its value.
    pub fn build(self) -> Result<C, Error> {
        let server = self
            .server
            .check(self.allow_http)
            .map_err(|fault| Error::configuration(format!("the server's address: {fault}")))?;
        let headers = self.check_headers()?;
        let limiter = self.rate.limiter(self.api, &server)?;
        let credentials = check_credentials(self.api, self.credentials, &server)?;
        let transport = match self.transport {
            Some(transport) => Some(transport),
            None => {
                let https = server.base.starts_with("https://");
                M::transport(self.timeouts.connect, self.sizes.headers, https)?
            }
        };
        let shared = Shared {
            api: self.api,
            server,
            server_given: self.server_given,
            allow_http: self.allow_http,
            credentials,
            headers,
            timeouts: self.timeouts,
            retries: self.retries,
            budget: Budget::default(),
            limiter,
            sizes: self.sizes,
            targets: self.targets,
            middleware: self.middleware,
            transport,
        };
        Ok(C::from(Client::new(shared)))
    }
}

impl<C, M> Builder<C, M> {
    fn given(mut self, scheme: &str, given: Given) -> Self {
        self.credentials.retain(|(name, _)| name != scheme);
        self.credentials.push((scheme.to_owned(), given));
        self
    }

    fn check_headers(&self) -> Result<HeaderMap, Error> {
        let user_agent = format!("{} {}", self.api.user_agent, self.user_agent_suffix);
        let constant = self.api.headers.iter().copied();
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let all = [(USER_AGENT.as_str(), user_agent.trim())].into_iter().chain(constant).chain(own);
        let mut checked = HeaderMap::new();
        for (name, value) in all {
            let (header, value) = headers::check(name, value).map_err(|fault| {
                Error::configuration(format!("the header `{}`: {fault}", name.escape_debug()))
            })?;
            checked.insert(header, value);
        }
        Ok(checked)
    }
}

fn check_credentials(
    api: &'static Api,
    credentials: Vec<(String, Given)>,
    server: &Server,
) -> Result<Vec<Held>, Error> {
    let check = |(name, given): (String, Given)| {
        let (name, scheme) =
            api.schemes.iter().find(|(scheme, _)| *scheme == name).ok_or_else(|| {
                Error::configuration(format!("no security scheme is named `{name}`"))
            })?;
        Held::new(name, *scheme, given, &server.base)
            .map_err(|fault| Error::configuration(format!("the credential `{name}`: {fault}")))
    };
    credentials.into_iter().map(check).collect()
}

impl<C, M> fmt::Debug for Builder<C, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&String> = self.credentials.iter().map(|(scheme, _)| scheme).collect();
        f.debug_struct("Builder")
            .field("credentials", &schemes)
            .field("timeouts", &self.timeouts)
            .field("retries", &self.retries)
            .field("rate", &self.rate)
            .field("sizes", &self.sizes)
            .finish_non_exhaustive()
    }
}
