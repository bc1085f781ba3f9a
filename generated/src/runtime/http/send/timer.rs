//! Bounds on waiting.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::runtime::http::answer::error::Elapsed;
use crate::runtime::http::transport::Transport;

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

    /// The moment `bound` from now, or this one if it is earlier.
    pub(crate) fn within(self, bound: Duration, elapsed: Elapsed) -> Self {
        let other = Self::new(self.transport, bound, elapsed);
        if other.end < self.end { other } else { self }
    }

    /// The time that is left.
    pub(crate) fn left(self) -> Duration {
        self.end.saturating_sub(self.transport.now())
    }

    /// Which bound the moment stands for.
    pub(crate) fn elapsed(self) -> Elapsed {
        self.elapsed
    }

    /// Waits for `future`, but not beyond the moment.
    ///
    /// # Errors
    /// The bound that ran out.
    pub(crate) async fn bound<F: Future>(self, future: F) -> Result<F::Output, Elapsed> {
        let mut future = pin!(future);
        let Some(mut sleep) = self.transport.sleep(self.left()) else {
            return Ok(future.await);
        };
        // The future goes first: what is there in time counts, even if nobody looked.
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => sleep.as_mut().poll(context).map(|()| Err(self.elapsed)),
        })
        .await
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
