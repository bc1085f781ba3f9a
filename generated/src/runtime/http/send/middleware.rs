//! What a caller puts around the sending of every call.
//!
//! There are two places: around one attempt, where there is a request and a response, and around
//! the whole call, where there is an answer after all attempts and waits.

use ::http::{Request, Response};

use super::exchange::attempts;
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::request::call::Ask;
use crate::runtime::http::request::route::Route;
use crate::runtime::http::transport::body::Body;
use crate::runtime::http::transport::{BoxFuture, Limits, Transport, TransportError};

/// Something around the sending of every call; see
/// [`Builder::middleware`](crate::runtime::Builder::middleware).
///
/// In a blocking client, what the futures wait for must not need an async runtime.
pub trait Middleware: Send + Sync + 'static {
    /// Around one attempt: may change the request, answer in the server's stead, or look at the
    /// response. The request holds the credentials.
    fn attempt<'a>(
        &'a self,
        request: Request<Body>,
        context: Context<'a>,
        next: NextAttempt<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let _ = context;
        next.send(request)
    }

    /// Around a whole call, all attempts and the waits between them included: may answer in the
    /// server's stead, or go on more than once.
    fn call<'a>(
        &'a self,
        context: Context<'a>,
        next: NextCall<'a>,
    ) -> BoxFuture<'a, Result<Reply, Error>> {
        let _ = context;
        next.send()
    }
}

/// What a [`Middleware`] is told.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    route: &'static Route,
    attempt: u32,
    // Leaves room for what belongs to one call.
    call: std::marker::PhantomData<&'a ()>,
}

impl Context<'_> {
    pub(crate) fn new(route: &'static Route, attempt: u32) -> Self {
        Self { route, attempt, call: std::marker::PhantomData }
    }

    /// The operation that is called.
    #[must_use]
    pub fn route(&self) -> &'static Route {
        self.route
    }

    /// The number of the attempt, from 1; 0 around the whole call.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}

/// What comes after a [`Middleware`] in one attempt: the next one, or the network.
#[derive(Clone, Copy)]
pub struct NextAttempt<'a> {
    pub(crate) rest: &'a [Box<dyn Middleware>],
    pub(crate) transport: &'a dyn Transport,
    pub(crate) context: Context<'a>,
    pub(crate) limits: Limits,
}

impl<'a> NextAttempt<'a> {
    /// Goes on.
    pub fn send(
        self,
        request: Request<Body>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        match self.rest.split_first() {
            Some((first, rest)) => first.attempt(request, self.context, Self { rest, ..self }),
            None => self.transport.send(request, self.limits),
        }
    }
}

/// What comes after a [`Middleware`] around a call: the next one, or the attempts.
#[derive(Clone, Copy)]
pub struct NextCall<'a> {
    pub(crate) rest: &'a [Box<dyn Middleware>],
    pub(crate) ask: &'a Ask<'a>,
    pub(crate) live: fn(u16) -> bool,
}

impl<'a> NextCall<'a> {
    /// Goes on.
    pub fn send(self) -> BoxFuture<'a, Result<Reply, Error>> {
        match self.rest.split_first() {
            Some((first, rest)) => {
                first.call(Context::new(self.ask.route, 0), Self { rest, ..self })
            }
            None => Box::pin(attempts(self.ask, self.live)),
        }
    }
}

impl std::fmt::Debug for NextAttempt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NextAttempt(..)")
    }
}

impl std::fmt::Debug for NextCall<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NextCall(..)")
    }
}
