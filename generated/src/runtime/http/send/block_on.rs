//! Waiting without an async runtime.
//!
//! A blocking transport does its work when it is polled, so a future is mostly ready at once. What
//! is not, such as one that another thread completes, lets the thread sleep until it is woken or
//! until the earliest of the waits that it is part of is over. Work that blocks inside a poll finds
//! its time limit here, too, since nothing can interrupt it.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

thread_local! {
    /// When [`block_on`] has to poll again although nobody woke it.
    static ALARM: Cell<Alarm> = const { Cell::new(Alarm::Nobody) };
    /// By when work that blocks this thread has to be over.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

#[derive(Clone, Copy)]
enum Alarm {
    /// This thread is not in [`block_on`].
    Nobody,
    Unset,
    At(Instant),
}

/// The output of `future`, which is run on this thread.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        let outer = Restore(&ALARM, ALARM.replace(Alarm::Unset));
        let polled = future.as_mut().poll(&mut context);
        let alarm = ALARM.get();
        drop(outer);
        match (polled, alarm) {
            (Poll::Ready(output), _) => return output,
            (Poll::Pending, Alarm::At(alarm)) => {
                thread::park_timeout(alarm.saturating_duration_since(Instant::now()));
            }
            (Poll::Pending, Alarm::Nobody | Alarm::Unset) => thread::park(),
        }
    }
}

/// Does work that may block, which is to be over after `bound`; see [`time_left`].
pub(crate) fn within<T>(bound: Duration, work: impl FnOnce() -> T) -> T {
    let outer = DEADLINE.get();
    let deadline = match (Instant::now().checked_add(bound), outer) {
        (Some(own), Some(outer)) => Some(own.min(outer)),
        (own, outer) => own.or(outer),
    };
    DEADLINE.set(deadline);
    let _restore = Restore(&DEADLINE, outer);
    work()
}

/// How long work may still block this thread; `None` if nothing limits it.
pub(crate) fn time_left() -> Option<Duration> {
    DEADLINE.get().map(|deadline| deadline.saturating_duration_since(Instant::now()))
}

/// A wait. Where no [`block_on`] is under way it blocks when it is polled.
pub(crate) struct Sleep(Option<Instant>);

impl Sleep {
    pub(crate) fn new(duration: Duration) -> Self {
        Self(Instant::now().checked_add(duration))
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        // A moment that cannot be named does not come.
        let Some(end) = self.0 else {
            return Poll::Pending;
        };
        let left = end.saturating_duration_since(Instant::now());
        match ALARM.get() {
            _ if left.is_zero() => return Poll::Ready(()),
            Alarm::Nobody => {
                thread::sleep(left);
                return Poll::Ready(());
            }
            Alarm::Unset => ALARM.set(Alarm::At(end)),
            Alarm::At(earlier) => ALARM.set(Alarm::At(earlier.min(end))),
        }
        Poll::Pending
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Puts a value back, also when what comes in between panics.
struct Restore<T: Copy + 'static>(&'static thread::LocalKey<Cell<T>>, T);

impl<T: Copy> Drop for Restore<T> {
    fn drop(&mut self) {
        self.0.set(self.1);
    }
}
