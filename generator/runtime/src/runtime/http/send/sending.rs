//! A call under way.
//!
//! The exchange itself is one boxed future, compiled once; the types of an operation come in only
//! when its answer is decoded.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::exchange::exchange;
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::operation::{Operation, finish};
use crate::runtime::http::answer::operation_error::OperationError;
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::answer::response::Response;
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::Call;
use crate::runtime::http::transport::BoxFuture;

/// The future of a call: its value, or why there is none.
#[must_use = "a call is sent when it is awaited"]
pub struct Sending<'a, O> {
    exchange: BoxFuture<'a, Result<Reply, Error>>,
    operation: PhantomData<fn() -> O>,
}

/// A call that also gives the answer's status, headers and raw body.
#[must_use = "a call is sent when it is awaited"]
pub struct WithResponse<'a, O, M = Async> {
    call: Call<'a, M>,
    operation: PhantomData<fn() -> O>,
}

/// The future of a [`WithResponse`].
#[must_use = "a call is sent when it is awaited"]
pub struct SendingResponse<'a, O>(Sending<'a, O>);

impl<'a, M> Call<'a, M> {
    /// The future of this call as the operation `O`. That of a blocking client is ready when it is
    /// polled.
    pub(crate) fn sending<O: Operation>(self) -> Sending<'a, O> {
        Sending { exchange: Box::pin(exchange(self.ask, O::is_live)), operation: PhantomData }
    }

    /// As [`Call::sending`], with the answer beside the value.
    pub(crate) fn sending_response<O: Operation>(self) -> SendingResponse<'a, O> {
        SendingResponse(self.sending())
    }

    /// As the operation `O`, with the answer beside the value.
    pub fn with_response<O: Operation>(self) -> WithResponse<'a, O, M> {
        WithResponse { call: self, operation: PhantomData }
    }
}

impl<'a> Call<'a> {
    /// Sends the call as the operation `O`, when awaited.
    pub fn send<O: Operation>(self) -> Sending<'a, O> {
        self.sending()
    }
}

#[cfg(feature = "blocking")]
impl Call<'_, crate::runtime::Blocking> {
    /// Sends the call as the operation `O`, and waits for its answer.
    ///
    /// # Errors
    /// When the call fails.
    pub fn send<O: Operation>(self) -> Result<O::Output, OperationError<O::Error>> {
        super::block_on::block_on(self.sending::<O>())
    }
}

impl<'a, O: Operation> IntoFuture for WithResponse<'a, O> {
    type Output = Result<Response<O::Output>, OperationError<O::Error>>;
    type IntoFuture = SendingResponse<'a, O>;

    fn into_future(self) -> Self::IntoFuture {
        SendingResponse(self.call.sending())
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation> WithResponse<'_, O, crate::runtime::Blocking> {
    /// Sends the call and waits for its answer.
    ///
    /// # Errors
    /// When the call fails.
    pub fn send(self) -> Result<Response<O::Output>, OperationError<O::Error>> {
        super::block_on::block_on(SendingResponse(self.call.sending::<O>()))
    }
}

impl<O: Operation> Future for Sending<'_, O> {
    type Output = Result<O::Output, OperationError<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(self.exchange.as_mut().poll(context))?;
        Poll::Ready(finish::<O>(reply).map(|(value, _)| value))
    }
}

impl<O: Operation> Future for SendingResponse<'_, O> {
    type Output = Result<Response<O::Output>, OperationError<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(self.0.exchange.as_mut().poll(context))?;
        Poll::Ready(finish::<O>(reply).map(|(value, reply)| Response::new(value, reply)))
    }
}

impl<O> fmt::Debug for Sending<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending(..)")
    }
}

impl<O, M> fmt::Debug for WithResponse<'_, O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WithResponse").field(&self.call).finish()
    }
}

impl<O> fmt::Debug for SendingResponse<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendingResponse(..)")
    }
}
