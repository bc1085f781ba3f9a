//! Answers as they arrive: whatever their status, not decoded, their body not read.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::exchange::exchange;
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::Call;
use crate::runtime::http::transport::BoxFuture;
use crate::runtime::http::transport::body::Body;

/// A call whose answer is handed over as it arrives: any status, the body unread, and no limit on
/// its size or on the time it takes.
#[must_use = "a call is sent when it is awaited"]
pub struct Raw<'a, M = Async> {
    call: Call<'a, M>,
}

/// The future of a [`Raw`] call.
#[must_use = "a call is sent when it is awaited"]
pub struct SendingRaw<'a>(BoxFuture<'a, Result<Reply, Error>>);

impl<'a, M> Call<'a, M> {
    /// Hands over the answer as it arrives.
    pub fn raw(self) -> Raw<'a, M> {
        Raw { call: self }
    }
}

impl<'a> IntoFuture for Raw<'a> {
    type Output = Result<::http::Response<Body>, Error>;
    type IntoFuture = SendingRaw<'a>;

    fn into_future(self) -> SendingRaw<'a> {
        SendingRaw(Box::pin(exchange(self.call.ask, |_| true)))
    }
}

#[cfg(feature = "blocking")]
impl Raw<'_, crate::runtime::Blocking> {
    /// Sends the call and waits for the head of its answer.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn send(self) -> Result<::http::Response<Body>, Error> {
        super::block_on::block_on(exchange(self.call.ask, |_| true)).map(response)
    }
}

impl Future for SendingRaw<'_> {
    type Output = Result<::http::Response<Body>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context).map_ok(response)
    }
}

fn response(reply: Reply) -> ::http::Response<Body> {
    let mut response = ::http::Response::new(reply.live.unwrap_or_else(|| reply.body.into()));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

impl<M> fmt::Debug for Raw<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Raw").field(&self.call).finish()
    }
}

impl fmt::Debug for SendingRaw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendingRaw(..)")
    }
}
