//! Requests that the API's document does not describe.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use ::http::Method;
use serde::Serialize;

use super::call::Call;
use super::route::Route;
use super::template;
use super::upload::Upload;
use crate::runtime::http::answer::error::{Error, Refusal};
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::client::Client;
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::send::exchange::exchange;
use crate::runtime::http::send::raw::Raw;
use crate::runtime::http::transport::BoxFuture;

/// A request of a path that no operation describes. It has the client's server, headers, time-outs
/// and retries, and its first credential. Its answer is a [`Reply`], which reads itself as whatever
/// type it is asked for; a status other than 2xx is an error.
#[must_use = "a request is sent when it is awaited"]
pub struct Untyped<'a, M = Async> {
    call: Call<'a, M>,
}

impl<M> Client<M> {
    /// A request of `path`, which begins with a slash and is appended to the server's address.
    /// What a path cannot hold is encoded, `?` and `#` included.
    pub fn request(&self, method: Method, path: &str) -> Untyped<'_, M> {
        let route = ROUTES.iter().find(|route| route.method == method.as_str());
        let mut call = Call::new(self, route.unwrap_or(&ROUTES[0]));
        if route.is_none() {
            let detail = "its method is not one of HTTP's usual ones".to_owned();
            call.ask.parts.refuse(Refusal::Url, detail);
        }
        match template::literal(path) {
            Some(target) => call.ask.parts.target = Some(target),
            None => {
                let detail = "a segment of its path is empty, `.` or `..`".to_owned();
                call.ask.parts.refuse(Refusal::Path, detail);
            }
        }
        Untyped { call }
    }
}

impl<'a, M> Untyped<'a, M> {
    /// Sets a query parameter in the style `form` with `explode`.
    pub fn query<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        Self { call: self.call.query(name, value) }
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        Self { call: self.call.json(body) }
    }

    /// Sets a body.
    pub fn body(self, content_type: &str, body: impl Into<Upload>) -> Self {
        Self { call: self.call.upload(content_type, body) }
    }

    /// Sets a header; it replaces whatever else would set it.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self { call: self.call.header(name, value) }
    }

    /// As [`Call::timeout`].
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { call: self.call.timeout(timeout) }
    }

    /// As [`Call::retries`].
    pub fn retries(self, retries: u32) -> Self {
        Self { call: self.call.retries(retries) }
    }

    /// As [`Call::idempotent`].
    pub fn idempotent(self) -> Self {
        Self { call: self.call.idempotent() }
    }

    /// As [`Call::max_response_bytes`].
    pub fn max_response_bytes(self, bytes: u64) -> Self {
        Self { call: self.call.max_response_bytes(bytes) }
    }

    /// The answer as it arrives, whatever its status.
    pub fn raw(self) -> Raw<'a, M> {
        self.call.raw()
    }
}

impl<'a> IntoFuture for Untyped<'a> {
    type Output = Result<Reply, Error>;
    type IntoFuture = BoxFuture<'a, Result<Reply, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(send(self.call))
    }
}

#[cfg(feature = "blocking")]
impl Untyped<'_, crate::runtime::Blocking> {
    /// Sends the request and waits for its answer.
    ///
    /// # Errors
    /// When there is no answer, or one with a status other than 2xx.
    pub fn send(self) -> Result<Reply, Error> {
        crate::runtime::http::send::block_on::block_on(send(self.call))
    }
}

async fn send<M>(call: Call<'_, M>) -> Result<Reply, Error> {
    let reply = exchange(call.ask, |_| false).await?;
    if reply.status.is_success() { Ok(reply) } else { Err(Error::from_status(reply, None)) }
}

impl<M> fmt::Debug for Untyped<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

/// What stands for the route, which there is none of: errors name the method alone, since the path
/// may hold personal data.
static ROUTES: [Route; 8] = [
    untyped("GET"),
    untyped("HEAD"),
    untyped("POST"),
    untyped("PUT"),
    untyped("PATCH"),
    untyped("DELETE"),
    untyped("OPTIONS"),
    untyped("TRACE"),
];

const fn untyped(method: &'static str) -> Route {
    Route { id: "", method, path: "(untyped)", server: "", security: &[], accept: "*/*" }
}
