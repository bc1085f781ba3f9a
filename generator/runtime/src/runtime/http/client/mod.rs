//! The client that all calls of an SDK share: checked settings and a transport.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use ::http::HeaderMap;

use self::builder::Timeouts;
use self::mode::Async;
use self::server::Server;
use crate::runtime::http::answer::receive::Sizes;
use crate::runtime::http::auth::held::Held;
use crate::runtime::http::request::route::Api;
use crate::runtime::http::send::budget::Budget;
use crate::runtime::http::send::limiter::Limiter;
use crate::runtime::http::send::middleware::Middleware;
use crate::runtime::http::send::retry::Retries;
use crate::runtime::http::send::trace::Targets;
use crate::runtime::http::transport::Transport;

pub(crate) mod builder;
pub(crate) mod mode;
pub(crate) mod server;

/// Holds what all calls share. Cloning is cheap; clones use the same connections, the same budget
/// of retries, the same rate limit, and the credentials that providers gave to any of them.
pub struct Client<M = Async> {
    pub(crate) shared: Arc<Shared>,
    mode: PhantomData<fn() -> M>,
}

/// The settings, checked by the builder and constant from then on, and what the calls count.
pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) server: Server,
    /// Whether whoever made the client named the server, which then takes all calls.
    pub(crate) server_given: bool,
    pub(crate) allow_http: bool,
    pub(crate) credentials: Vec<Held>,
    pub(crate) headers: HeaderMap,
    pub(crate) timeouts: Timeouts,
    pub(crate) retries: Retries,
    pub(crate) budget: Budget,
    pub(crate) limiter: Option<Limiter>,
    pub(crate) sizes: Sizes,
    pub(crate) targets: Targets,
    pub(crate) middleware: Vec<Box<dyn Middleware>>,
    pub(crate) transport: Option<Box<dyn Transport>>,
}

impl<M> Client<M> {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared), mode: PhantomData }
    }
}

impl<M> Clone for Client<M> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), mode: PhantomData }
    }
}

impl<M> fmt::Debug for Client<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self.shared.credentials.iter().map(|held| held.scheme).collect();
        f.debug_struct("Client")
            .field("server", &self.shared.server.base)
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}
