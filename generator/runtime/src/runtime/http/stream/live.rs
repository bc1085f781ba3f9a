//! The body of an answer that is read while it arrives.
//!
//! It keeps the bound on the server's silence, and makes the errors of what breaks off. The bound
//! on the size is each reader's own: for some it is that of the whole, for others that of an item.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::http::header::CONTENT_LENGTH;
use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::http::answer::error::{Elapsed, Error, ErrorKind};
use crate::runtime::http::answer::reply::{Reply, Unread};
use crate::runtime::http::client::Shared;
use crate::runtime::http::request::route::Route;
use crate::runtime::http::send::timer::Timer;
use crate::runtime::http::transport::body::Body;
use crate::runtime::http::transport::{BoxFuture, TransportFault};

/// A body, and the answer that it belongs to.
pub(crate) struct Live {
    shared: Arc<Shared>,
    route: &'static Route,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
    body: Body,
    /// How long the server may be silent.
    pub(crate) idle: Duration,
    /// When the present silence is too long.
    silence: Option<Duration>,
    alarm: Option<BoxFuture<'static, ()>>,
}

impl Live {
    /// The body of `reply`, all of it or what is yet to come.
    pub(crate) fn new(shared: &Arc<Shared>, reply: Reply, idle: Duration) -> Self {
        let Reply { route, status, headers, body, live, attempts, .. } = reply;
        Self {
            shared: Arc::clone(shared),
            route,
            status,
            headers,
            attempts,
            body: live.unwrap_or_else(|| body.into()),
            idle,
            silence: None,
            alarm: None,
        }
    }

    /// The next chunk; `None` at the end, which an error is too.
    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let Self { shared, body, idle, silence, alarm, .. } = self;
        let chunk = match shared.transport.as_deref() {
            Some(transport) => {
                let end = *silence.get_or_insert_with(|| transport.now().saturating_add(*idle));
                let timer = Timer::until(transport, end, Elapsed::Read);
                ready!(timer.poll(alarm, context, |context| Pin::new(body).poll_next(context)))
            }
            None => Ok(ready!(Pin::new(body).poll_next(context))),
        };
        self.silence = None;
        self.alarm = None;
        let error = match chunk {
            Ok(Some(Ok(chunk))) => return Poll::Ready(Some(Ok(chunk))),
            Ok(None) => return Poll::Ready(None),
            Ok(Some(Err(mut error))) => {
                if error.fault == TransportFault::Timeout(Elapsed::Attempt) {
                    error.fault = TransportFault::Timeout(Elapsed::Read);
                }
                Error::transport(self.route, error)
            }
            Err(elapsed) => Error::timeout(self.route, elapsed),
        };
        self.body = Body::default();
        Poll::Ready(Some(Err(error.with_reply(self.reply(Bytes::new())))))
    }

    /// The length that the server stated.
    pub(crate) fn length(&self) -> Option<u64> {
        self.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// That what is read has more than `limit` bytes; `what` names it. Nothing more is read.
    pub(crate) fn too_large(&mut self, what: &str, limit: u64) -> Error {
        self.body = Body::default();
        let detail = format!("with {what} of more than {limit} bytes");
        Error::new(ErrorKind::TooLarge, Some(self.route), detail)
            .with_reply(self.reply(Bytes::new()))
    }

    /// That a piece of the body cannot be read.
    pub(crate) fn unread(&self, unread: Unread, piece: Bytes) -> Error {
        Error::from_unread(unread, self.reply(piece))
    }

    /// The answer, with what is known of its body.
    fn reply(&self, body: Bytes) -> Reply {
        Reply {
            route: self.route,
            status: self.status,
            headers: self.headers.clone(),
            body,
            truncated: true,
            live: None,
            attempts: self.attempts,
        }
    }
}
