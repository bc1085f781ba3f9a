//! One call, from its first attempt to its answer.
//!
//! This is the one place where a request is sent, whatever the operation and whether the client
//! blocks. What is decided elsewhere: the request (`render`), whether it is tried again (`retry`),
//! how the answer's body is read (`receive`), and what it means (`operation`).

use ::http::{HeaderMap, Request};

use super::budget;
use super::middleware::{Context, NextAttempt, NextCall};
use super::retry;
use super::timer::Timer;
use super::trace::Trace;
use crate::runtime::http::answer::error::{Elapsed, Error, ErrorKind};
use crate::runtime::http::answer::receive::receive;
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::auth::keys::Keys;
use crate::runtime::http::request::call::Ask;
use crate::runtime::http::request::render;
use crate::runtime::http::transport::body::Body;
use crate::runtime::http::transport::{Limits, Transport};

/// Sends a call. The body of an answer whose status is `live` is left to be read by the caller.
pub(crate) async fn exchange(ask: Ask<'_>, live: fn(u16) -> bool) -> Result<Reply, Error> {
    let call = NextCall { rest: &ask.shared.middleware, ask: &ask, live };
    Trace::call(&ask).over(call.send()).await
}

/// All attempts.
pub(crate) async fn attempts(ask: &Ask<'_>, live: fn(u16) -> bool) -> Result<Reply, Error> {
    let Some(transport) = ask.shared.transport.as_deref() else {
        let detail = "there is no transport to send with";
        return Err(Error::new(ErrorKind::Configuration, Some(ask.route), detail));
    };
    let bound = ask.parts.timeout.unwrap_or(ask.shared.timeouts.total);
    let total = Timer::new(transport, bound, Elapsed::Total);
    let mut keys = Keys::choose(ask)?;
    // What cannot be prepared is tried, but not sent.
    let (mut tries, mut sent) = (1, 0);
    loop {
        let mut outcome = match prepare(ask, &mut keys, transport, total).await {
            Ok(request) => {
                sent += 1;
                let trace = Trace::attempt(ask, &request, sent);
                let outcome = trace.over(attempt(ask, request, transport, sent, total, live)).await;
                // What the transport declined was not sent.
                sent -= u32::from(outcome.as_ref().is_err_and(Error::is_refused));
                outcome
            }
            Err(error) => Err(error),
        };
        if let Ok(reply) = &mut outcome {
            reply.attempts = sent;
            if reply.status.is_success() {
                ask.shared.budget.earn();
            }
            if let Some(limiter) = &ask.shared.limiter {
                limiter.heed(reply, transport, ask.shared.retries.longest_asked);
            }
        }
        // It costs what a retry does: an endpoint may say 401 whatever the credential.
        if keys.renew(ask, &outcome) && ask.shared.budget.pay(budget::RETRY) {
            continue;
        }
        if !retry::again(ask, tries, &outcome, total).await {
            return outcome.map_err(|error| error.with_attempts(sent));
        }
        tries += 1;
    }
}

/// The request of the next attempt, when its turn has come. What needs no waiting to be refused is
/// refused first.
async fn prepare<'a>(
    ask: &'a Ask<'_>,
    keys: &mut Keys<'a>,
    transport: &dyn Transport,
    total: Timer<'_>,
) -> Result<Request<Body>, Error> {
    let limiter = ask.shared.limiter.as_ref();
    if limiter.is_some() || keys.may_ask() {
        render::check(ask)?;
    }
    if let Some(limiter) = limiter {
        limiter.wait(ask.route, transport, total).await?;
    }
    let credentials = keys.gather(ask, transport, total).await?;
    render::request(ask, &credentials)
}

/// One attempt, its answer's body included.
async fn attempt(
    ask: &Ask<'_>,
    request: Request<Body>,
    transport: &dyn Transport,
    number: u32,
    total: Timer<'_>,
    live: fn(u16) -> bool,
) -> Result<Reply, Error> {
    let Ask { shared, route, parts } = ask;
    let bound = parts.attempt_timeout.unwrap_or(shared.timeouts.attempt);
    let timer = total.within(bound, Elapsed::Attempt);
    let limits = Limits {
        connect: shared.timeouts.connect.min(timer.left()),
        attempt: timer.left(),
        read: ask.read_timeout(),
        header_bytes: parts.max_header_bytes.unwrap_or(shared.sizes.headers),
    };
    let context = Context::new(route, number);
    let next = NextAttempt { rest: &shared.middleware, transport, context, limits };
    let response = match timer.bound(next.send(request)).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Err(Error::transport(route, timer.explain(error))),
        Err(elapsed) => return Err(Error::timeout(route, elapsed)),
    };
    if header_bytes(response.headers()) > limits.header_bytes {
        let detail = format!("the answer's headers have more than {} bytes", limits.header_bytes);
        return Err(Error::new(ErrorKind::TooLarge, Some(route), detail));
    }
    if live(response.status().as_u16()) {
        return Ok(Reply::live(route, response));
    }
    let mut sizes = shared.sizes;
    sizes.success = parts.max_response_bytes.unwrap_or(sizes.success);
    receive(route, response, sizes, timer, limits.read).await
}

/// The size of headers as HTTP/1.1 writes them.
pub(crate) fn header_bytes(headers: &HeaderMap) -> u64 {
    let lengths = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    u64::try_from(lengths.sum::<usize>()).unwrap_or(u64::MAX)
}
