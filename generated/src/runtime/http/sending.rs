//! A call under way.
//!
//! The exchange itself is one boxed future, compiled once; the types of an operation come in only
//! when its answer is decoded.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::call::Call;
use super::error::{Error, ErrorKind};
use super::operation::{Operation, finish};
use super::operation_error::OperationError;
use super::receive::receive;
use super::reply::Reply;
use super::response::Response;
use super::transport::{BoxFuture, Limits};

/// The future of a call: its value, or why there is none.
#[must_use = "a call is sent when it is awaited"]
pub struct Sending<'a, O> {
    exchange: BoxFuture<'a, Result<Reply, Error>>,
    operation: PhantomData<fn() -> O>,
}

/// As [`Sending`], with the answer's status, headers and raw body beside the value.
#[must_use = "a call is sent when it is awaited"]
pub struct SendingResponse<'a, O>(Sending<'a, O>);

impl<'a> Call<'a> {
    /// Sends the call as the operation `O`, when awaited.
    pub fn send<O: Operation>(self) -> Sending<'a, O> {
        Sending { exchange: Box::pin(exchange(self)), operation: PhantomData }
    }

    /// As [`Call::send`], with the answer beside the value.
    pub fn send_response<O: Operation>(self) -> SendingResponse<'a, O> {
        SendingResponse(self.send())
    }
}

async fn exchange(call: Call<'_>) -> Result<Reply, Error> {
    let Call { client, route, parts } = &call;
    let request = call.build()?;
    let Some(transport) = &client.shared.transport else {
        let detail = "there is no transport to send with";
        return Err(Error::new(ErrorKind::Configuration, Some(route), detail));
    };
    let limits = Limits { timeout: parts.timeout.unwrap_or(client.shared.timeout) };
    let mut sizes = client.shared.sizes;
    sizes.success = parts.max_response_bytes.unwrap_or(sizes.success);
    let response = transport.send(request, limits).await;
    let response = response.map_err(|error| Error::transport(route, error))?;
    receive(route, response, sizes).await
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

impl<O> fmt::Debug for SendingResponse<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendingResponse(..)")
    }
}
