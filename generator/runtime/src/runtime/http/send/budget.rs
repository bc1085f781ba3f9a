//! How many retries a client may make altogether.
//!
//! When a server is down, every call fails, and retrying each of them multiplies its load. So
//! retries are paid for from a purse that only successes fill again.

use std::sync::atomic::{AtomicU32, Ordering};

/// What the purse holds at first, and at most.
pub(crate) const FULL: u32 = 500;

/// What a retry costs.
pub(crate) const RETRY: u32 = 5;

/// What a retry after a time-out costs: those keep a struggling server busy the longest.
pub(crate) const RETRY_AFTER_TIMEOUT: u32 = 10;

/// What a success brings.
const SUCCESS: u32 = 1;

/// The purse, shared by the clones of a client.
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl Budget {
    /// Pays for a retry; false if there is too little left.
    pub(crate) fn pay(&self, cost: u32) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost))
            .is_ok()
    }

    /// Notes a success.
    pub(crate) fn earn(&self) {
        let earned = |left: u32| Some(left.saturating_add(SUCCESS).min(FULL));
        // An update that never declines never fails.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
    }
}
