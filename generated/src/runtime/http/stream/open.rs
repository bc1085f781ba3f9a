//! Calls whose answer is read while it arrives: what is sent, and which answers can be read so.
//!
//! A status other than 2xx is the operation's failure, read whole and decoded as if the call had
//! been an ordinary one. The time-outs of a call and of an attempt end where the body begins.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::runtime::http::answer::content_type::{self, Reader};
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::operation::{Operation, failed};
use crate::runtime::http::answer::operation_error::OperationError;
use crate::runtime::http::answer::reply::{Reply, Unread};
use crate::runtime::http::client::Shared;
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::{Ask, Call, Parts};
use crate::runtime::http::request::route::Route;
use crate::runtime::http::send::exchange::exchange;
use crate::runtime::http::transport::BoxFuture;

/// A call that gives a stream `S`: sent when it is awaited, or by `send` with a blocking client.
#[must_use = "a call is sent when it is awaited"]
pub struct Open<'a, O, S, M = Async> {
    call: Call<'a, M>,
    reader: Reader,
    make: Make<'a, S>,
    operation: PhantomData<fn() -> O>,
}

/// The future of an [`Open`].
#[must_use = "a call is sent when it is awaited"]
pub struct Opening<'a, O, S> {
    opened: BoxFuture<'a, Result<S, Failed>>,
    operation: PhantomData<fn() -> O>,
}

/// Makes a stream of an answer.
type Make<'a, S> = Box<dyn FnOnce(Reply, Asked) -> Result<S, Error> + Send + 'a>;

/// Why there is no stream.
enum Failed {
    /// The status is no success, so that the body may be a documented error.
    Status(Reply),
    Other(Error),
}

/// What was asked, to be asked again.
pub(crate) struct Asked {
    pub(crate) shared: Arc<Shared>,
    pub(crate) route: &'static Route,
    pub(crate) parts: Box<Parts>,
}

impl<'a, M> Call<'a, M> {
    /// Opens the answer as a stream that `make` makes of it.
    pub(crate) fn open<O, S>(
        self,
        reader: Reader,
        make: impl FnOnce(Reply, Asked) -> Result<S, Error> + Send + 'a,
    ) -> Open<'a, O, S, M> {
        Open { call: self, reader, make: Box::new(make), operation: PhantomData }
    }
}

impl Asked {
    /// Asks again.
    pub(crate) async fn again(self, reader: Reader) -> Result<Reply, Error> {
        let Self { shared, route, parts } = self;
        let reply = exchange(Ask { shared: &shared, route, parts }, is_success).await?;
        if reply.status.is_success() {
            checked(reply, reader)
        } else {
            Err(Error::from_status(reply, None))
        }
    }
}

impl<'a, O: Operation, S: 'a, M> Open<'a, O, S, M> {
    fn opening(self) -> Opening<'a, O, S> {
        let Self { call, reader, make, .. } = self;
        let Ask { shared, route, parts } = call.ask.clone();
        let asked = Asked { shared: Arc::clone(shared), route, parts };
        let opened = async move {
            let reply = exchange(call.ask, is_success).await.map_err(Failed::Other)?;
            if !reply.status.is_success() {
                return Err(Failed::Status(reply));
            }
            checked(reply, reader).and_then(|reply| make(reply, asked)).map_err(Failed::Other)
        };
        Opening { opened: Box::pin(opened), operation: PhantomData }
    }
}

impl<'a, O: Operation, S: 'a> IntoFuture for Open<'a, O, S> {
    type Output = Result<S, OperationError<O::Error>>;
    type IntoFuture = Opening<'a, O, S>;

    fn into_future(self) -> Self::IntoFuture {
        self.opening()
    }
}

#[cfg(feature = "blocking")]
impl<'a, O: Operation, S: 'a> Open<'a, O, S, crate::runtime::Blocking> {
    /// Sends the call and waits for the head of its answer.
    ///
    /// # Errors
    /// When the call fails.
    pub fn send(self) -> Result<S, OperationError<O::Error>> {
        crate::runtime::http::send::block_on::block_on(self.opening())
    }
}

impl<O: Operation, S> Future for Opening<'_, O, S> {
    type Output = Result<S, OperationError<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.opened.as_mut().poll(context).map_err(|failure| match failure {
            Failed::Status(reply) => failed::<O>(reply),
            Failed::Other(error) => error.into(),
        })
    }
}

/// Which bodies are left to be read.
fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}

/// The answer, if it is of a content type that `reader` takes. One without a body has none.
fn checked(reply: Reply, reader: Reader) -> Result<Reply, Error> {
    if content_type::accepts(reader, &reply.headers, reply.route.accept) {
        Ok(reply)
    } else {
        Err(Error::from_unread(Unread::ContentType, reply))
    }
}

impl<O, S, M> fmt::Debug for Open<'_, O, S, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Open").field(&self.call).finish()
    }
}

impl<O, S> fmt::Debug for Opening<'_, O, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening(..)")
    }
}
