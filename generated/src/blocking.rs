// @generated from an OpenAPI document; change the document or its settings instead.
//! The client whose calls return when the answer is there: no async runtime is needed.
//!
//! Groups, calls and their options are the same; a call is sent by its method `send`, and pages and
//! items are iterators.

use crate::client::API;
use crate::client::Server;
use crate::runtime;

/// A client of Polar customers API. Clones are cheap and share everything.
///
/// Calls are made through the groups below and sent by their method `send`.
#[derive(Clone, Debug)]
pub struct Polar {
    client: runtime::Client<runtime::Blocking>,
}

/// Settings of a [`Polar`] to be.
pub type Builder = runtime::Builder<Polar, runtime::Blocking>;

impl From<runtime::Client<runtime::Blocking>> for Polar {
    fn from(client: runtime::Client<runtime::Blocking>) -> Self {
        Self { client }
    }
}

impl Polar {
    /// A client of the default server.
    ///
    /// # Errors
    ///
    /// When the credential cannot be sent in a header.
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
    pub fn client(&self) -> &runtime::Client<runtime::Blocking> {
        &self.client
    }

    /// A request of a path that no operation describes; see [`Untyped`](runtime::Untyped).
    pub fn request(
        &self,
        method: runtime::Method,
        path: &str,
    ) -> runtime::Untyped<'_, runtime::Blocking> {
        self.client.request(method, path)
    }

    /// Operations on customers.
    #[cfg(feature = "customers")]
    #[must_use]
    pub fn customers(&self) -> crate::api::customers::Customers<'_, runtime::Blocking> {
        crate::api::customers::Customers::new(&self.client)
    }
}
