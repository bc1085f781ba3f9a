//! What a fake server answers: a response, given as slowly as wished, or none.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::http::header::CONTENT_TYPE;
use ::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::clock::{Clock, Sleep};
use crate::runtime::json::sample::Sample;
use crate::runtime::{Body, Elapsed, Limits, TransportError, TransportFault};

/// An answer of a [`FakeServer`](super::FakeServer).
///
/// What cannot be an answer, such as a status of 7, makes the call that gets it fail.
pub struct Answer {
    delay: Duration,
    head: Head,
    headers: HeaderMap,
    body: VecDeque<Step>,
    /// What is wrong with the answer as it was described.
    wrong: Option<String>,
}

enum Head {
    Status(StatusCode),
    Fault(TransportError),
    Unreachable,
    Silent,
}

enum Step {
    Chunk(Bytes),
    Pause(Duration),
    Fault(TransportError),
    Silence,
}

impl Answer {
    /// A response without a body.
    pub fn status(status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => Self::new(Head::Status(status)),
            Err(_) => Self::new(Head::Silent).wrong(format!("{status} is no HTTP status")),
        }
    }

    /// A response with a JSON body.
    pub fn json<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        let answer = Self::status(status).header(CONTENT_TYPE.as_str(), "application/json");
        match serde_json::to_vec(body) {
            Ok(body) => answer.chunk(body),
            Err(error) => answer.wrong(format!("its body cannot be written as JSON: {error}")),
        }
    }

    /// A response with [an example](super::example) of a type as its JSON body.
    pub fn example<T: Sample>(status: u16) -> Self {
        Self::json(status, &T::example())
    }

    /// A response with a body of plain text.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, "text/plain; charset=utf-8", body.into())
    }

    /// A response with a body of any type.
    pub fn bytes(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::status(status).header(CONTENT_TYPE.as_str(), content_type).chunk(body)
    }

    /// No connection: it is refused.
    pub fn refused() -> Self {
        Self::fault(TransportError::new(TransportFault::Connect, "connection refused"))
    }

    /// No connection: the time-out for connecting runs out.
    pub fn unreachable() -> Self {
        Self::new(Head::Unreachable)
    }

    /// The connection breaks before anything is answered.
    pub fn reset() -> Self {
        Self::fault(reset())
    }

    /// The request arrives, and nothing ever comes back.
    pub fn silent() -> Self {
        Self::new(Head::Silent)
    }

    /// Any other way for a transport to fail.
    pub fn fault(error: TransportError) -> Self {
        Self::new(Head::Fault(error))
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
                self
            }
            _ => self.wrong(format!("the header `{}` cannot be sent", name.escape_debug())),
        }
    }

    /// Lets time pass before the answer begins.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds a piece to the body, which arrives on its own.
    pub fn chunk(self, bytes: impl Into<Bytes>) -> Self {
        self.step(Step::Chunk(bytes.into()))
    }

    /// Lets time pass before the next piece of the body.
    pub fn pause(self, duration: Duration) -> Self {
        self.step(Step::Pause(duration))
    }

    /// Breaks the connection where the body is now.
    pub fn then_reset(self) -> Self {
        self.step(Step::Fault(reset()))
    }

    /// Sends nothing more, and leaves the body open.
    pub fn then_silent(self) -> Self {
        self.step(Step::Silence)
    }

    fn new(head: Head) -> Self {
        let (delay, headers, body) = (Duration::ZERO, HeaderMap::new(), VecDeque::new());
        Self { delay, head, headers, body, wrong: None }
    }

    fn step(mut self, step: Step) -> Self {
        self.body.push_back(step);
        self
    }

    fn wrong(mut self, wrong: String) -> Self {
        self.wrong.get_or_insert(wrong);
        self
    }

    /// Gives the answer.
    pub(super) async fn give(
        self,
        clock: &Clock,
        limits: Limits,
    ) -> Result<::http::Response<Body>, TransportError> {
        if let Some(wrong) = self.wrong {
            let detail = format!("the fake server cannot answer this: {wrong}");
            return Err(TransportError::new(TransportFault::Refused, detail));
        }
        if !self.delay.is_zero() {
            clock.sleep(self.delay).await;
        }
        let status = match self.head {
            Head::Status(status) => status,
            Head::Fault(error) => return Err(error),
            Head::Unreachable => {
                clock.sleep(limits.connect).await;
                let fault = TransportFault::Timeout(Elapsed::Connect);
                return Err(TransportError::new(fault, "nobody answers"));
            }
            Head::Silent => std::future::pending().await,
        };
        let mut response = ::http::Response::new(body(self.body, clock));
        *response.status_mut() = status;
        *response.headers_mut() = self.headers;
        Ok(response)
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.head {
            Head::Status(status) => write!(f, "Answer({status})"),
            Head::Fault(error) => write!(f, "Answer({error})"),
            Head::Unreachable => f.write_str("Answer(unreachable)"),
            Head::Silent => f.write_str("Answer(silent)"),
        }
    }
}

fn reset() -> TransportError {
    TransportError::new(TransportFault::Other, "connection reset by peer")
}

/// The body of these steps; what is there at once needs no stream.
fn body(mut steps: VecDeque<Step>, clock: &Clock) -> Body {
    match (steps.pop_front(), steps.is_empty()) {
        (None, _) => Body::default(),
        (Some(Step::Chunk(bytes)), true) => bytes.into(),
        (Some(first), _) => {
            steps.push_front(first);
            Body::from_stream(Steps { steps, clock: clock.clone(), wait: None })
        }
    }
}

/// The chunks of a body that takes its time.
struct Steps {
    steps: VecDeque<Step>,
    clock: Clock,
    wait: Option<Sleep>,
}

impl Stream for Steps {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(wait) = &mut self.wait {
                ready!(Pin::new(wait).poll(context));
                self.wait = None;
            }
            match self.steps.pop_front() {
                None => return Poll::Ready(None),
                Some(Step::Chunk(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Step::Pause(duration)) => self.wait = Some(self.clock.sleep(duration)),
                Some(Step::Fault(error)) => return Poll::Ready(Some(Err(error))),
                Some(Step::Silence) => {
                    self.steps.push_front(Step::Silence);
                    return Poll::Pending;
                }
            }
        }
    }
}
