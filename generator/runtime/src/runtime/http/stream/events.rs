//! A successful answer as the server-sent events it consists of.
//!
//! It decides what ends the stream, and when the call is sent again to go on with it. How bytes
//! become events is `sse`.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use futures_core::Stream;

use super::event::{Event, EventFormat};
use super::live::Live;
use super::open::{Asked, Open};
use super::sse::{Parser, RawEvent};
use crate::runtime::http::answer::content_type::Reader;
use crate::runtime::http::answer::error::{Error, ErrorKind, Refusal};
use crate::runtime::http::answer::reply::{Reply, request_id};
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::Call;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::block_on;
use crate::runtime::http::send::retry::is_idempotent;
use crate::runtime::http::transport::BoxFuture;

/// How long the server may be silent unless the caller says otherwise: what keeps a connection
/// open is usually sent every 15 to 45 seconds.
const IDLE: Duration = Duration::from_secs(60);

/// How long to wait before the call is sent again unless the server says otherwise.
const RETRY: Duration = Duration::from_secs(3);

/// No wait before reconnecting is shorter, whatever the server asks for.
const SHORTEST: Duration = Duration::from_millis(100);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The server-sent events of an answer, as they arrive: a stream, or with a blocking client an
/// iterator.
///
/// An event that does not fit is an error of the kind [`ErrorKind::Decode`], whose
/// [`body`](Error::body) is its data, and the next one follows it. After any other error, and
/// after `None`, the stream has ended.
///
/// The server may be silent for 60 seconds, see [`Events::idle_timeout`]; no other time-out
/// applies. An event may be as large as the call or its client allows an ordinary answer to be.
#[must_use = "events are read when they are asked for"]
pub struct Events<T, M = Async> {
    state: State,
    parser: Parser,
    format: EventFormat<T>,
    asked: Arc<Asked>,
    limit: u64,
    idle: Duration,
    /// How often the call may be sent again without an event in between, and how often it was.
    reconnects: u32,
    reconnected: u32,
    status: StatusCode,
    headers: HeaderMap,
    mode: PhantomData<fn() -> M>,
}

enum State {
    Reading(Live),
    /// The call is sent again, after a wait.
    Waiting(BoxFuture<'static, Result<Reply, Error>>),
    Ended,
}

impl<'a, M: 'a> Call<'a, M> {
    /// Reads a successful answer as server-sent events.
    pub fn events<O, T: 'a>(self, format: EventFormat<T>) -> Open<'a, O, Events<T, M>, M> {
        self.open(Reader::Events, move |reply, asked| Ok(Events::new(reply, asked, format)))
    }
}

impl<T, M> Events<T, M> {
    fn new(reply: Reply, asked: Asked, format: EventFormat<T>) -> Self {
        let limit = asked.parts.max_response_bytes.unwrap_or(asked.shared.sizes.success);
        Self {
            status: reply.status,
            headers: reply.headers.clone(),
            state: State::Reading(Live::new(&asked.shared, reply, IDLE)),
            parser: Parser::new(usize::try_from(limit).unwrap_or(usize::MAX)),
            format,
            asked: Arc::new(asked),
            limit,
            idle: IDLE,
            reconnects: 0,
            reconnected: 0,
            mode: PhantomData,
        }
    }

    /// Sets how long the server may be silent, instead of 60 seconds.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle = timeout;
        if let State::Reading(live) = &mut self.state {
            live.idle = timeout;
        }
        self
    }

    /// Goes on when the connection ends: the call is sent again, up to `times` times without an
    /// event in between, after the wait that the server asked for or 3 seconds. The server is told
    /// the last event's identifier, so that it can resume there; it ends the stream for good with
    /// the status 204.
    ///
    /// A call that is not idempotent by its method, such as a `POST`, is sent again only if it was
    /// said to be [idempotent](Call::idempotent): otherwise its stream ends with its connection.
    pub fn reconnect(mut self, times: u32) -> Self {
        let Asked { route, parts, .. } = self.asked.as_ref();
        let ended = self.status == StatusCode::NO_CONTENT;
        self.reconnects = if is_idempotent(route, parts) && !ended { times } else { 0 };
        self
    }

    /// The status of the first answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the first answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The identifier that the server gave the request, to quote when asking its operators.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The last identifier that the server gave an event; empty if there was none.
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        loop {
            match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Waiting(reply) => {
                    let reply = ready!(reply.as_mut().poll(context));
                    if let Some(error) = self.resume(reply) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                State::Reading(live) => match self.parser.next() {
                    Ok(Some(event)) => {
                        self.reconnected = 0;
                        if self.format.end.is_some_and(|end| event.data == end.as_bytes()) {
                            self.state = State::Ended;
                        } else {
                            return Poll::Ready(Some(item(&self.format, live, event)));
                        }
                    }
                    Ok(None) => {
                        let error = match ready!(live.poll_chunk(context)) {
                            Some(Ok(chunk)) => {
                                self.parser.feed(&chunk);
                                continue;
                            }
                            Some(Err(error)) => Some(error),
                            None => None,
                        };
                        if !self.ask_again() {
                            self.state = State::Ended;
                            return Poll::Ready(error.map(Err));
                        }
                    }
                    Err(_) => {
                        let error = live.too_large("an event", self.limit);
                        self.state = State::Ended;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
            }
        }
    }

    /// Goes on with the answer to a call that was sent again.
    fn resume(&mut self, reply: Result<Reply, Error>) -> Option<Error> {
        match reply {
            Ok(reply) if reply.status == StatusCode::NO_CONTENT => self.state = State::Ended,
            Ok(reply) => {
                self.parser.restart();
                self.state = State::Reading(Live::new(&self.asked.shared, reply, self.idle));
            }
            // What has an answer was sent and is refused.
            Err(error) => {
                if error.is_refused() || error.status().is_some() || !self.ask_again() {
                    self.state = State::Ended;
                    return Some(error);
                }
            }
        }
        None
    }

    /// Sends the call again; false if it was sent often enough.
    fn ask_again(&mut self) -> bool {
        if self.reconnected >= self.reconnects {
            return false;
        }
        self.reconnected += 1;
        let longest = self.asked.shared.retries.longest_asked;
        let wait = self.parser.retry().unwrap_or(RETRY).min(longest).max(SHORTEST);
        let asked = Arc::clone(&self.asked);
        let id = self.parser.last_id().to_owned();
        self.state = State::Waiting(Box::pin(again(asked, wait, id)));
        true
    }
}

/// The item that an event is.
fn item<T>(format: &EventFormat<T>, live: &Live, event: RawEvent) -> Result<Event<T>, Error> {
    match (format.read)(&event) {
        Ok(data) => Ok(Event { event: event.event, id: event.id, data }),
        Err(unread) => Err(live.unread(unread, Bytes::from(event.data))),
    }
}

/// The answer to the same call after a wait.
async fn again(asked: Arc<Asked>, wait: Duration, id: String) -> Result<Reply, Error> {
    let Asked { shared, route, parts } = asked.as_ref();
    if let Some(sleep) = shared.transport.as_ref().and_then(|transport| transport.sleep(wait)) {
        sleep.await;
    }
    let mut parts = parts.clone();
    if !id.is_empty() {
        let id = HeaderValue::from_bytes(id.as_bytes()).map_err(|_| {
            let detail = "not sent: the last event's identifier is not fit for a header";
            Error::new(ErrorKind::Refused(Refusal::Header), Some(route), detail)
        })?;
        parts.headers.insert(LAST_EVENT_ID, id);
    }
    Asked { shared: Arc::clone(shared), route, parts }.again(Reader::Events).await
}

/// No item is ever pinned in place.
impl<T, M> Unpin for Events<T, M> {}

impl<T> Events<T> {
    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

#[cfg(feature = "blocking")]
impl<T> Iterator for Events<T, crate::runtime::Blocking> {
    type Item = Result<Event<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(poll_fn(|context| self.poll(context)))
    }
}

impl<T, M> fmt::Debug for Events<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("status", &self.status)
            .field("reconnected", &self.reconnected)
            .finish_non_exhaustive()
    }
}
