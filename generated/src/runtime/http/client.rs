//! The client that all calls of an SDK share: checked settings and a transport.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::HeaderMap;

use super::receive::Sizes;
use super::route::Api;
use super::security::Credential;
use super::server::Server;
use super::transport::Transport;

/// Holds what all calls share. Cloning is cheap; clones use the same connections.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
}

/// The settings, checked by the builder and constant from then on.
pub(super) struct Shared {
    pub(super) api: &'static Api,
    pub(super) server: Server,
    pub(super) credentials: Vec<Credential>,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Duration,
    pub(super) sizes: Sizes,
    pub(super) transport: Option<Box<dyn Transport>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> =
            self.shared.credentials.iter().map(|credential| credential.scheme).collect();
        f.debug_struct("Client")
            .field("server", &self.shared.server.base)
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}
