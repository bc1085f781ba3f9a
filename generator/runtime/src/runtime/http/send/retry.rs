//! Whether a failed attempt is made again, and after which wait.
//!
//! What may pass: no connection, a broken one, a time-out of an attempt, and the statuses 408, 429
//! and 5xx. A call that the server may have acted on is sent again only if that does no harm:
//! RFC 9110, section 9.2.2, or the caller's word.

use std::time::Duration;

use ::http::StatusCode;

use super::budget;
use super::timer::Timer;
use super::trace;
use crate::runtime::http::answer::error::{Elapsed, Error, ErrorKind};
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::answer::retry_after::retry_after;
use crate::runtime::http::request::call::{Ask, Parts};
use crate::runtime::http::request::route::Route;

/// How a client retries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Retries {
    /// How often a call is sent again at most.
    pub(crate) most: u32,
    /// The longest wait before the first retry; each further one doubles it.
    pub(crate) first_wait: Duration,
    /// The longest wait before any retry that the server does not ask for.
    pub(crate) longest_wait: Duration,
    /// The longest wait that a server may ask for; if it asks for more, the call is not retried.
    pub(crate) longest_asked: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            most: 2,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(8),
            longest_asked: Duration::from_secs(60),
        }
    }
}

/// Whether an answer with this status may be another one later.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500..=599)
}

/// Waits before the next attempt, after the one of this number came to `outcome`; false if there
/// is to be none.
pub(crate) async fn again(
    ask: &Ask<'_>,
    attempt: u32,
    outcome: &Result<Reply, Error>,
    total: Timer<'_>,
) -> bool {
    let retries = &ask.shared.retries;
    let Some(cost) = cost(ask, outcome) else {
        return false;
    };
    if attempt > ask.parts.retries.unwrap_or(retries.most) {
        return false;
    }
    let asked = match outcome {
        Ok(reply) => retry_after(&reply.headers),
        Err(_) => None,
    };
    if asked.is_some_and(|asked| asked > retries.longest_asked) {
        return false;
    }
    let wait = jitter(retries, attempt).max(asked.unwrap_or_default());
    if wait >= total.left() || !ask.shared.budget.pay(cost) {
        return false;
    }
    trace::retry(attempt, wait);
    total.sleep(wait).await
}

/// What another attempt costs; `None` if it would not help, or could do harm.
fn cost(ask: &Ask<'_>, outcome: &Result<Reply, Error>) -> Option<u32> {
    let (seen, cost) = match outcome {
        Ok(reply) if is_transient(reply.status) => (true, budget::RETRY),
        Ok(_) => return None,
        Err(error) => match error.kind() {
            ErrorKind::Connect => (false, budget::RETRY),
            ErrorKind::Credential if error.is_retryable() => (false, budget::RETRY),
            ErrorKind::Timeout(Elapsed::Connect) => (false, budget::RETRY_AFTER_TIMEOUT),
            ErrorKind::Timeout(Elapsed::Attempt | Elapsed::Read) => {
                (true, budget::RETRY_AFTER_TIMEOUT)
            }
            ErrorKind::Transport => (true, budget::RETRY),
            _ => return None,
        },
    };
    let upload = ask.parts.body.as_ref();
    let repeatable = upload.is_none_or(|(_, upload)| upload.is_repeatable());
    (repeatable && (!seen || is_idempotent(ask.route, &ask.parts))).then_some(cost)
}

/// Whether sending a call twice does no more than sending it once.
pub(crate) fn is_idempotent(route: &Route, parts: &Parts) -> bool {
    parts.idempotent
        || matches!(route.method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE")
}

/// A random part of a wait that doubles with every attempt ("full jitter"), so that callers that
/// failed together do not come back together.
fn jitter(retries: &Retries, attempt: u32) -> Duration {
    let doubled = 2_u32.checked_pow(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
    let wait = retries.first_wait.saturating_mul(doubled).min(retries.longest_wait);
    wait.mul_f64(fastrand::f64())
}
