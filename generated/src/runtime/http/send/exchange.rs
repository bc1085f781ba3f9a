//! One call, from its first attempt to its answer.
//!
//! This is the one place where a request is sent, whatever the operation and whether the client
//! blocks. What is decided elsewhere: the request (`render`), whether it is tried again (`retry`),
//! how the answer's body is read (`receive`), and what it means (`operation`).

use ::http::HeaderMap;

use super::middleware::{Context, NextAttempt, NextCall};
use super::retry;
use super::timer::Timer;
use crate::runtime::http::answer::error::{Elapsed, Error, ErrorKind};
use crate::runtime::http::answer::receive::receive;
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::request::call::Ask;
use crate::runtime::http::request::render;
use crate::runtime::http::transport::{Limits, Transport, TransportFault};

/// Sends a call. The body of an answer whose status is `live` is left to be read by the caller.
pub(crate) async fn exchange(ask: Ask<'_>, live: fn(u16) -> bool) -> Result<Reply, Error> {
    NextCall { rest: &ask.shared.middleware, ask: &ask, live }.send().await
}

/// All attempts.
pub(crate) async fn attempts(ask: &Ask<'_>, live: fn(u16) -> bool) -> Result<Reply, Error> {
    let Some(transport) = ask.shared.transport.as_deref() else {
        let detail = "there is no transport to send with";
        return Err(Error::new(ErrorKind::Configuration, Some(ask.route), detail));
    };
    let bound = ask.parts.timeout.unwrap_or(ask.shared.timeouts.total);
    let total = Timer::new(transport, bound, Elapsed::Total);
    let mut number = 1;
    loop {
        let mut outcome = attempt(ask, transport, number, total, live).await;
        if let Ok(reply) = &mut outcome {
            reply.attempts = number;
            if reply.status.is_success() {
                ask.shared.budget.earn();
            }
        }
        if !retry::again(ask, number, &outcome, total).await {
            // What was refused was not sent.
            let sent = |error: &Error| !error.is_refused();
            return outcome.map_err(|error| {
                let attempts = if sent(&error) { number } else { number - 1 };
                error.with_attempts(attempts)
            });
        }
        number += 1;
    }
}

/// One attempt, its answer's body included.
async fn attempt(
    ask: &Ask<'_>,
    transport: &dyn Transport,
    number: u32,
    total: Timer<'_>,
    live: fn(u16) -> bool,
) -> Result<Reply, Error> {
    let Ask { shared, route, parts } = ask;
    let request = render::request(ask)?;
    let bound = parts.attempt_timeout.unwrap_or(shared.timeouts.attempt);
    let timer = total.within(bound, Elapsed::Attempt);
    let limits = Limits {
        connect: shared.timeouts.connect.min(timer.left()),
        attempt: timer.left(),
        read: shared.timeouts.read,
        header_bytes: shared.sizes.headers,
    };
    let context = Context::new(route, number);
    let next = NextAttempt { rest: &shared.middleware, transport, context, limits };
    let response = match timer.bound(next.send(request)).await {
        Ok(Ok(response)) => response,
        Ok(Err(mut error)) => {
            if error.fault == TransportFault::Timeout(Elapsed::Attempt) {
                error.fault = TransportFault::Timeout(timer.elapsed());
            }
            return Err(Error::transport(route, error));
        }
        Err(elapsed) => return Err(Error::timeout(route, elapsed)),
    };
    if header_bytes(response.headers()) > shared.sizes.headers {
        let detail = format!("the answer's headers have more than {} bytes", shared.sizes.headers);
        return Err(Error::new(ErrorKind::TooLarge, Some(route), detail));
    }
    if live(response.status().as_u16()) {
        return Ok(Reply::live(route, response));
    }
    let mut sizes = shared.sizes;
    sizes.success = parts.max_response_bytes.unwrap_or(sizes.success);
    receive(route, response, sizes, timer, shared.timeouts.read).await
}

/// The size of headers as HTTP/1.1 writes them.
fn header_bytes(headers: &HeaderMap) -> u64 {
    let lengths = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    u64::try_from(lengths.sum::<usize>()).unwrap_or(u64::MAX)
}
