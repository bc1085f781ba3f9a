//! How fast a client may send, so that its server need not refuse.
//!
//! The rule is the generic cell rate algorithm: each request takes a place in a schedule whose
//! places are evenly spaced, and may be early by the length of a burst. Callers get their places in
//! the order in which they ask, and each wakes at its own, so none is overtaken and they do not
//! come all at once. While a server asks to wait (status 429 with `Retry-After`), the schedule
//! stands still for all.
//!
//! Headers such as `RateLimit` are not read: they are a draft, in several forms.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::http::StatusCode;

use super::timer::Timer;
use crate::runtime::http::answer::error::{Elapsed, Error, ErrorKind};
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::answer::retry_after::retry_after;
use crate::runtime::http::client::server::{Server, ServerUrl};
use crate::runtime::http::request::route::{Api, Route};
use crate::runtime::http::transport::Transport;

/// At most so many requests within any stretch of time of a given length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    requests: u32,
    per: Duration,
    burst: Option<u32>,
}

impl RateLimit {
    /// At most `requests` within any stretch of time as long as `per`.
    #[must_use]
    pub const fn new(requests: u32, per: Duration) -> Self {
        Self { requests, per, burst: None }
    }

    /// At most `requests` a second.
    #[must_use]
    pub const fn per_second(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(1))
    }

    /// At most `requests` a minute.
    #[must_use]
    pub const fn per_minute(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60))
    }

    /// At most `requests` an hour.
    #[must_use]
    pub const fn per_hour(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60 * 60))
    }

    /// How many of the requests may go at once after a pause; a tenth if it is not set. The others
    /// are spaced so that the limit holds all the same: a larger burst means wider spaces.
    #[must_use]
    pub const fn burst(mut self, requests: u32) -> Self {
        self.burst = Some(requests);
        self
    }

    /// The space between two requests, and how early one may be. With a burst of `b` out of `n`,
    /// what follows the burst within the same stretch of time is `n - b`.
    fn spacing(self) -> Option<(Duration, Duration)> {
        let burst = self.burst.unwrap_or(self.requests / 10).clamp(1, self.requests.max(1));
        let spaced = self.requests.checked_sub(burst)?.checked_add(1)?;
        // Rounded up, so that no rounding adds a request.
        let space = self.per.checked_div(spaced)?.saturating_add(Duration::from_nanos(1));
        (!self.per.is_zero()).then(|| (space, space.saturating_mul(burst - 1)))
    }
}

/// Which limit a client keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rate {
    Unlimited,
    Documented,
    Own(RateLimit),
}

impl Rate {
    /// The limiter for a client of `server`.
    pub(crate) fn limiter(self, api: &Api, server: &Server) -> Result<Option<Limiter>, Error> {
        let limit = match self {
            Self::Unlimited => return Ok(None),
            Self::Own(limit) => limit,
            Self::Documented => documented(api, server).ok_or_else(|| {
                Error::configuration("the API documents no rate limit for this server")
            })?,
        };
        let (space, early) = limit.spacing().ok_or_else(|| {
            Error::configuration("the rate limit allows no request, or is no limit")
        })?;
        Ok(Some(Limiter { space, early, state: Mutex::default() }))
    }
}

fn documented(api: &Api, server: &Server) -> Option<RateLimit> {
    let is_server = |address: &str| {
        ServerUrl::from(address).check(true).is_ok_and(|checked| checked.base == server.base)
    };
    let named = api.rate_limits.iter().find(|(address, _)| is_server(address));
    let limit = named.or_else(|| api.rate_limits.iter().find(|(address, _)| address.is_empty()));
    limit.map(|(_, limit)| *limit)
}

/// Gives requests their turn; shared by the clones of a client.
pub(crate) struct Limiter {
    space: Duration,
    early: Duration,
    state: Mutex<State>,
}

/// Moments by the schedule's own clock, which is the transport's without the time it stood still.
#[derive(Default)]
struct State {
    /// The next place.
    next: Duration,
    /// How long the schedule stood still altogether, the present standstill to its end included.
    still: Duration,
    /// When the last standstill ends, by the transport's clock.
    resume: Duration,
}

impl Limiter {
    /// Waits for a turn.
    ///
    /// # Errors
    /// When the turn comes only after the call's own time is over; it is not taken then.
    pub(crate) async fn wait(
        &self,
        route: &'static Route,
        transport: &dyn Transport,
        total: Timer<'_>,
    ) -> Result<(), Error> {
        let late = || {
            let detail = "timed out waiting for its turn under the rate limit";
            Error::new(ErrorKind::Timeout(Elapsed::Total), Some(route), detail)
        };
        let turn = self.take(transport.now(), total.left()).ok_or_else(late)?;
        loop {
            // The schedule may have stood still meanwhile.
            let wait = self.until(turn, transport.now());
            if wait.is_zero() {
                return Ok(());
            }
            if wait >= total.left() {
                return Err(late());
            }
            let Some(sleep) = transport.sleep(wait) else {
                let detail = "a rate limit needs a transport that can wait";
                return Err(Error::new(ErrorKind::Configuration, Some(route), detail));
            };
            let before = transport.now();
            sleep.await;
            // By a clock that stands still no turn would ever come.
            if transport.now() == before {
                return Ok(());
            }
        }
    }

    /// Lets the schedule stand still if that is what the server asks for.
    pub(crate) fn heed(&self, reply: &Reply, transport: &dyn Transport, longest: Duration) {
        if reply.status != StatusCode::TOO_MANY_REQUESTS {
            return;
        }
        let Some(wait) = retry_after(&reply.headers) else {
            return;
        };
        let now = transport.now();
        let resume = now.saturating_add(wait.min(longest));
        let mut state = self.lock();
        let from = state.resume.max(now);
        state.still = state.still.saturating_add(resume.saturating_sub(from));
        state.resume = state.resume.max(resume);
    }

    /// Takes the next turn, unless it is further away than `left`.
    fn take(&self, now: Duration, left: Duration) -> Option<Duration> {
        let mut state = self.lock();
        let clock = state.clock(now);
        let next = state.next.max(clock);
        let turn = next.saturating_sub(self.early).max(clock);
        let wait = state.wait(turn, now);
        if !wait.is_zero() && wait >= left {
            return None;
        }
        state.next = next.saturating_add(self.space);
        Some(turn)
    }

    /// How long it is until `turn`.
    fn until(&self, turn: Duration, now: Duration) -> Duration {
        self.lock().wait(turn, now)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The time by the schedule's clock.
    fn clock(&self, now: Duration) -> Duration {
        now.max(self.resume).saturating_sub(self.still)
    }

    /// How long it is until `turn`; during a standstill, no turn comes before its end.
    fn wait(&self, turn: Duration, now: Duration) -> Duration {
        turn.max(self.clock(now)).saturating_add(self.still).saturating_sub(now)
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").field("space", &self.space).finish_non_exhaustive()
    }
}
