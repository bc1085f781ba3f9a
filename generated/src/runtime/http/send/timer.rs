//! Bounds on waiting.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

#[cfg(feature = "blocking")]
use super::block_on::within;
use crate::runtime::http::answer::error::Elapsed;
use crate::runtime::http::transport::{BoxFuture, Transport, TransportError, TransportFault};

/// A moment by which something has to be done.
#[derive(Clone, Copy)]
pub(crate) struct Timer<'a> {
    transport: &'a dyn Transport,
    end: Duration,
    /// Which bound the moment stands for.
    elapsed: Elapsed,
}

impl<'a> Timer<'a> {
    /// The moment `bound` from now.
    pub(crate) fn new(transport: &'a dyn Transport, bound: Duration, elapsed: Elapsed) -> Self {
        Self { transport, end: transport.now().saturating_add(bound), elapsed }
    }

    /// The moment when the transport's clock shows `end`.
    pub(crate) fn until(transport: &'a dyn Transport, end: Duration, elapsed: Elapsed) -> Self {
        Self { transport, end, elapsed }
    }

    /// The moment `bound` from now, or this one if it is earlier.
    pub(crate) fn within(self, bound: Duration, elapsed: Elapsed) -> Self {
        let other = Self::new(self.transport, bound, elapsed);
        if other.end < self.end { other } else { self }
    }

    /// Which bound the moment stands for.
    pub(crate) fn elapsed(self) -> Elapsed {
        self.elapsed
    }

    /// The time that is left.
    pub(crate) fn left(self) -> Duration {
        self.end.saturating_sub(self.transport.now())
    }

    /// Waits for `future`, but not beyond the moment.
    ///
    /// # Errors
    /// The bound that ran out.
    pub(crate) async fn bound<F: Future>(self, future: F) -> Result<F::Output, Elapsed> {
        let mut future = pin!(future);
        let mut alarm = None;
        poll_fn(|context| self.poll(&mut alarm, context, |context| future.as_mut().poll(context)))
            .await
    }

    /// Says which bound ran out where a transport only noticed that it had no time left.
    pub(crate) fn explain(self, mut error: TransportError) -> TransportError {
        if error.fault == TransportFault::Timeout(Elapsed::Attempt) {
            error.fault = TransportFault::Timeout(self.elapsed);
        }
        error
    }

    /// Polls once for what [`Timer::bound`] would wait for; `alarm` is kept from poll to poll.
    pub(crate) fn poll<T>(
        self,
        alarm: &mut Option<BoxFuture<'static, ()>>,
        context: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<Result<T, Elapsed>> {
        // The work goes first: what is there in time counts, even if nobody looked, and needs no alarm.
        if let Poll::Ready(output) = within(self.left(), || poll(context)) {
            return Poll::Ready(Ok(output));
        }
        if alarm.is_none() {
            *alarm = self.transport.sleep(self.left());
        }
        match alarm {
            Some(alarm) => {
                ready!(alarm.as_mut().poll(context));
                Poll::Ready(Err(self.elapsed))
            }
            None => Poll::Pending,
        }
    }

    /// Waits for some time; false if that is beyond the moment, or the transport cannot wait.
    pub(crate) async fn sleep(self, duration: Duration) -> bool {
        if duration >= self.left() {
            return false;
        }
        match self.transport.sleep(duration) {
            Some(sleep) => {
                sleep.await;
                true
            }
            None => false,
        }
    }
}

/// Without a blocking client, nothing blocks when it is polled.
#[cfg(not(feature = "blocking"))]
fn within<T>(_: Duration, work: impl FnOnce() -> T) -> T {
    work()
}
