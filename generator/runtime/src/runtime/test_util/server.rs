//! A transport that answers from a script and remembers what it was asked.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::answer::Answer;
use super::clock::Clock;
use super::matching::Matching;
use super::recorded::Recorded;
use crate::runtime::{Body, BoxFuture, Limits, Request, Transport, TransportError, TransportFault};

/// A server that exists only in the process that calls it.
///
/// Each request takes the first answer left that is for it: those of [`answer`](Self::answer) are
/// for any, those of [`on`](Self::on) for some. When none is left, what
/// [`always`](Self::always) says counts. A request without an answer fails the call, with
/// [`Unexpected`] as the error's source, and is not sent again.
///
/// It has a time of its own, which passes at once when everybody waits: a time-out of 30 s takes no
/// time, and neither does a retry after one.
///
/// Clones are the same server: one goes to the client as its transport, another asks what was sent.
#[derive(Clone, Default)]
pub struct FakeServer {
    state: Arc<Mutex<State>>,
    clock: Clock,
}

#[derive(Default)]
struct State {
    script: Vec<(Matching, Answer)>,
    always: Vec<(Matching, Arc<Respond>)>,
    requests: Vec<Recorded>,
    unexpected: Vec<Unexpected>,
}

type Respond = dyn Fn(&Recorded) -> Answer + Send + Sync;

impl FakeServer {
    /// A server that expects no request.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer for one request, whatever it asks.
    pub fn answer(&self, answer: Answer) -> Self {
        self.add(Matching::any(), answer)
    }

    /// Adds an answer for one request of an operation, or of a method and path.
    pub fn on(&self, matching: impl Into<Matching>, answer: Answer) -> Self {
        self.add(matching.into(), answer)
    }

    /// Says how to answer any number of requests for which no answer is left. What is said later
    /// about the same requests replaces what was said before.
    pub fn always(
        &self,
        matching: impl Into<Matching>,
        respond: impl Fn(&Recorded) -> Answer + Send + Sync + 'static,
    ) -> Self {
        self.state().always.insert(0, (matching.into(), Arc::new(respond)));
        self.clone()
    }

    /// The requests so far, those included that no answer was for.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// The last request, if there was one.
    pub fn last_request(&self) -> Option<Recorded> {
        self.state().requests.last().cloned()
    }

    /// The requests that no answer was for.
    pub fn unexpected(&self) -> Vec<Unexpected> {
        self.state().unexpected.clone()
    }

    /// Checks that all answers were given, except those that are there for any number of requests,
    /// and that no request was unexpected.
    ///
    /// # Panics
    /// With a list of both, if there are any.
    #[track_caller]
    pub fn assert_done(&self) {
        let state = self.state();
        let lines = state.unexpected.iter().map(|unexpected| format!("\n  {unexpected}"));
        let left = state
            .script
            .iter()
            .map(|(matching, answer)| format!("\n  not asked for: {answer:?} for {matching}"));
        let problems: String = lines.chain(left).collect();
        drop(state);
        assert!(problems.is_empty(), "the fake server is not done:{problems}");
    }

    /// The time that has passed in the server's world.
    pub fn elapsed(&self) -> Duration {
        self.clock.now()
    }

    /// Lets time pass, as between two calls.
    pub fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }

    fn add(&self, matching: Matching, answer: Answer) -> Self {
        self.state().script.push((matching, answer));
        self.clone()
    }

    /// Notes a request and finds its answer.
    fn receive(&self, request: Recorded) -> Result<Answer, Unexpected> {
        let mut state = self.state();
        state.requests.push(request.clone());
        if let Some(found) = state.script.iter().position(|(matching, _)| matching.fits(&request)) {
            return Ok(state.script.remove(found).1);
        }
        let found = state.always.iter().find(|(matching, _)| matching.fits(&request));
        if let Some((_, respond)) = found {
            let respond = Arc::clone(respond);
            // It may ask this server what else was sent.
            drop(state);
            return Ok(respond(&request));
        }
        let unexpected = Unexpected { request: request.to_string() };
        state.unexpected.push(unexpected.clone());
        Err(unexpected)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for FakeServer {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = Recorded::read(request, limits, self.clock.now()).await?;
            match self.receive(request) {
                Ok(answer) => answer.give(&self.clock, limits).await,
                Err(unexpected) => Err(TransportError::new(TransportFault::Refused, unexpected)),
            }
        })
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(Box::pin(self.clock.sleep(duration)))
    }

    fn now(&self) -> Duration {
        self.clock.now()
    }
}

impl fmt::Debug for FakeServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("FakeServer")
            .field("requests", &state.requests)
            .field("answers_left", &state.script.len())
            .finish_non_exhaustive()
    }
}

/// A request for which a [`FakeServer`] had no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexpected {
    request: String,
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not expected: {}", self.request)
    }
}

impl StdError for Unexpected {}
