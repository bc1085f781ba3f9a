//! Time that passes when all who could act are waiting, so that no test has to.
//!
//! Whoever waits is polled again at once, and time then jumps to the end of the earliest wait.
//! Nothing here reads a real clock.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How often a wait is polled in vain before it no longer minds an earlier one, which may belong to
/// a future that nobody polls.
const PATIENCE: u32 = 100;

/// A clock; clones are the same clock.
#[derive(Clone, Default)]
pub(super) struct Clock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    now: Duration,
    waits: Vec<(u64, Duration)>,
    next: u64,
}

impl Clock {
    /// The time since the clock was made.
    pub(super) fn now(&self) -> Duration {
        self.state().now
    }

    /// Lets time pass.
    pub(super) fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.now = state.now.saturating_add(duration);
    }

    /// A wait that begins now.
    pub(super) fn sleep(&self, duration: Duration) -> Sleep {
        let end = self.now().saturating_add(duration);
        Sleep { clock: self.clone(), end, number: None, polls: 0 }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait.
pub(super) struct Sleep {
    clock: Clock,
    end: Duration,
    /// Given at the first poll, so that all waits of a task are known before time passes.
    number: Option<u64>,
    polls: u32,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Self { clock, end, number, polls } = &mut *self;
        let mut state = clock.state();
        let is_next = || state.waits.iter().all(|(_, other)| other >= end);
        if state.now >= *end || (number.is_some() && (is_next() || *polls >= PATIENCE)) {
            state.now = state.now.max(*end);
            state.forget(number);
            return Poll::Ready(());
        }
        if number.is_none() {
            *number = Some(state.next);
            let wait = (state.next, *end);
            state.waits.push(wait);
            state.next += 1;
        }
        *polls += 1;
        drop(state);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl State {
    fn forget(&mut self, number: &mut Option<u64>) {
        let number = number.take();
        self.waits.retain(|(other, _)| Some(*other) != number);
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.state().forget(&mut self.number);
    }
}
