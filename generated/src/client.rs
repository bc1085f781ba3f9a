// @generated from an OpenAPI document; change the document or its settings instead.
//! The client: servers, credentials, and the way to the operations.

use crate::runtime;

/// What all calls share.
pub(crate) static API: runtime::Api = runtime::Api {
    user_agent: "polar-sdk/0.1.0",
    server: "https://api.polar.sh",
    headers: &[("Polar-Version", "2026-10")],
    schemes: &[
        ("oat", runtime::Scheme::Bearer),
        ("oidc", runtime::Scheme::Bearer),
        ("pat", runtime::Scheme::Bearer),
    ],
    rate_limits: &[
        (
            "https://api.polar.sh",
            runtime::RateLimit::new(500, std::time::Duration::from_secs(60)),
        ),
        (
            "https://sandbox-api.polar.sh",
            runtime::RateLimit::new(100, std::time::Duration::from_secs(60)),
        ),
    ],
};

/// A client of Polar customers API. Clones are cheap and share everything.
///
/// Calls are made through the groups below and sent by awaiting them.
#[derive(Clone, Debug)]
pub struct Polar {
    client: runtime::Client,
}

/// Settings of a [`Polar`] to be.
pub type Builder = runtime::Builder<Polar>;

impl From<runtime::Client> for Polar {
    fn from(client: runtime::Client) -> Self {
        Self { client }
    }
}

impl Polar {
    /// A client of the default server.
    ///
    /// # Errors
    ///
    /// When the credential cannot be sent in a header.
    #[cfg(feature = "reqwest")]
    pub fn new(oat: impl Into<runtime::Secret>) -> Result<Self, runtime::Error> {
        Self::builder().oat(oat).build()
    }

    /// A client with settings from the environment:
    ///
    /// - `POLAR_ACCESS_TOKEN`: the credential;
    /// - `POLAR_SERVER`: `production`, `sandbox` or the URL of a server; if it is not set, the default one.
    ///
    /// # Errors
    ///
    /// When a variable is missing, or its value cannot be used.
    #[cfg(feature = "reqwest")]
    pub fn from_env() -> Result<Self, runtime::Error> {
        let builder = Self::builder().oat(runtime::env::required("POLAR_ACCESS_TOKEN")?);
        let builder = match runtime::env::optional("POLAR_SERVER")? {
            Some(server) => builder.server(Server::from(server.as_str())),
            None => builder,
        };
        builder.build()
    }

    /// Settings to start from: the default server and no credentials.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::new(&API)
    }

    /// What calls are made with, for a [`Call`](runtime::Call) of your own.
    #[must_use]
    pub fn client(&self) -> &runtime::Client {
        &self.client
    }

    /// A request of a path that no operation describes; see [`Untyped`](runtime::Untyped).
    pub fn request(&self, method: runtime::Method, path: &str) -> runtime::Untyped<'_> {
        self.client.request(method, path)
    }

    /// Operations on customers.
    #[cfg(feature = "customers")]
    #[must_use]
    pub fn customers(&self) -> crate::api::customers::Customers<'_> {
        crate::api::customers::Customers::new(&self.client)
    }
}

impl<C, M> runtime::Builder<C, M> {
    /// An organization access token, made in the settings of the organization. It starts with
    /// `polar_oat_` and is the usual choice for a server.
    ///
    /// Sent as a bearer token.
    #[must_use]
    pub fn oat(self, secret: impl Into<runtime::Secret>) -> Self {
        self.credential("oat", secret)
    }

    /// As [`oat`](Self::oat), given by `provider` when a call is sent.
    #[must_use]
    pub fn oat_provider(self, provider: impl runtime::CredentialProvider) -> Self {
        self.credential_provider("oat", provider)
    }

    /// A token obtained through OpenID Connect by an application acting for a user.
    ///
    /// Sent as a bearer token.
    #[must_use]
    pub fn oidc(self, secret: impl Into<runtime::Secret>) -> Self {
        self.credential("oidc", secret)
    }

    /// As [`oidc`](Self::oidc), given by `provider` when a call is sent.
    #[must_use]
    pub fn oidc_provider(self, provider: impl runtime::CredentialProvider) -> Self {
        self.credential_provider("oidc", provider)
    }

    /// A personal access token. It acts for one user.
    ///
    /// Sent as a bearer token.
    #[must_use]
    pub fn pat(self, secret: impl Into<runtime::Secret>) -> Self {
        self.credential("pat", secret)
    }

    /// As [`pat`](Self::pat), given by `provider` when a call is sent.
    #[must_use]
    pub fn pat_provider(self, provider: impl runtime::CredentialProvider) -> Self {
        self.credential_provider("pat", provider)
    }
}

/// Where the API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Server {
    /// Production.
    Production,
    /// Sandbox, for tests. Its data and tokens are its own.
    Sandbox,
    /// Any other place, by its URL.
    Custom(String),
}

impl From<Server> for runtime::ServerUrl {
    fn from(server: Server) -> Self {
        match server {
            Server::Production => "https://api.polar.sh".into(),
            Server::Sandbox => "https://sandbox-api.polar.sh".into(),
            Server::Custom(url) => url.into(),
        }
    }
}

/// The server of this name, else the one at this URL.
impl From<&str> for Server {
    fn from(text: &str) -> Self {
        match text {
            "production" => Self::Production,
            "sandbox" => Self::Sandbox,
            url => Self::Custom(url.to_owned()),
        }
    }
}
