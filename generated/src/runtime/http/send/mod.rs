//! Sending: one exchange for all operations, with its attempts, waits and bounds.

#[cfg(feature = "blocking")]
pub(crate) mod block_on;
pub(crate) mod budget;
pub(crate) mod exchange;
pub(crate) mod limiter;
pub(crate) mod middleware;
pub(crate) mod raw;
pub(crate) mod retry;
pub(crate) mod sending;
pub(crate) mod timer;
#[cfg(feature = "tracing")]
pub(crate) mod trace;
#[cfg(not(feature = "tracing"))]
pub(crate) mod untraced;
#[cfg(not(feature = "tracing"))]
pub(crate) use self::untraced as trace;
