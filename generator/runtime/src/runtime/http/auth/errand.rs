//! The requests that a provider makes to obtain a credential.
//!
//! They carry secrets to an address that is not the API's own, so it is decided here which
//! addresses may have them. They go straight to the transport: no middleware sees them, nothing
//! retries them, and they follow no redirect.

use ::http::header::USER_AGENT;
use ::http::{Request, Response, Uri};
use bytes::Bytes;

use super::provider::{CredentialContext, CredentialError};
use crate::runtime::http::answer::error::{Error, ErrorKind};
use crate::runtime::http::answer::receive::{Sizes, receive};
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::client::server::is_loopback;
use crate::runtime::http::request::route::Route;
use crate::runtime::http::send::exchange::header_bytes;
use crate::runtime::http::transport::Limits;
use crate::runtime::http::transport::body::Body;

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 64 << 10;

/// What stands for the operation in errors.
static ROUTE: Route =
    Route { id: "", method: "POST", path: "(credential)", server: "", security: &[], accept: "" };

impl CredentialContext<'_> {
    /// Sends a request with the client's transport and time-outs. The address must be https, or as
    /// little protected as the API's own: on the same server, or on a loopback host as that is.
    /// Nothing is added but a `User-Agent`; an answer of any status is given back, up to 64 KiB.
    ///
    /// # Errors
    /// When the address is refused, or there is no answer; [temporary](CredentialError::temporary)
    /// if that may pass.
    pub async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, CredentialError> {
        check(request.uri(), self.server()).map_err(CredentialError::new)?;
        let reply = self.exchange(request).await.map_err(|error| {
            let temporary = error.is_retryable();
            let failure = CredentialError::new("there was no answer").with_source(error);
            if temporary { failure.temporary() } else { failure }
        })?;
        let mut response = Response::new(reply.body);
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        Ok(response)
    }

    async fn exchange(&self, mut request: Request<Bytes>) -> Result<Reply, Error> {
        let Self { shared, transport, timer, .. } = self;
        if let Some(agent) = shared.headers.get(USER_AGENT) {
            request.headers_mut().entry(USER_AGENT).or_insert(agent.clone());
        }
        let limits = Limits {
            connect: shared.timeouts.connect.min(timer.left()),
            attempt: timer.left(),
            read: shared.timeouts.read,
            header_bytes: shared.sizes.headers,
        };
        let sent = timer.bound(transport.send(request.map(Body::from), limits)).await;
        let response = sent
            .map_err(|elapsed| Error::timeout(&ROUTE, elapsed))?
            .map_err(|error| Error::transport(&ROUTE, timer.explain(error)))?;
        if header_bytes(response.headers()) > limits.header_bytes {
            let detail = "the answer's headers are too large";
            return Err(Error::new(ErrorKind::TooLarge, Some(&ROUTE), detail));
        }
        let sizes = Sizes { success: LARGEST, failure: LARGEST, headers: shared.sizes.headers };
        receive(&ROUTE, response, sizes, *timer, shared.timeouts.read).await
    }
}

/// Whether secrets may be sent to `address` by a client of the API at `server`.
pub(crate) fn check(address: &Uri, server: &str) -> Result<(), &'static str> {
    let authority = address.authority().ok_or("its address has no host")?;
    if authority.as_str().contains('@') {
        return Err("a user name or password is not allowed in its address");
    }
    match address.scheme_str() {
        Some("https") => Ok(()),
        Some("http") => {
            let own = server.strip_prefix("http://");
            let same = |rest: &str| rest.split('/').next() == Some(authority.as_str());
            if own.is_some_and(|rest| same(rest) || is_loopback(authority.host())) {
                Ok(())
            } else {
                Err("its address is plain http: secrets would travel readable")
            }
        }
        _ => Err("its address is neither https nor http"),
    }
}
