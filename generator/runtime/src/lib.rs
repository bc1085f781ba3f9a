//! The runtime of generated SDKs, as an ordinary crate so that it can be tested on its own.
//!
//! Everything below `src/runtime/` is copied, unchanged, into each generated crate, where the
//! module sits at the same path (`crate::runtime`). So code in there names its own items as
//! `super::…` or `$crate::runtime::…`, and its tests live in `src/tests/`, outside the copied tree.

#[macro_use]
pub mod runtime;

/// What may stand in the place of `runtime/dates.rs`.
#[cfg(test)]
pub mod dates {
    pub mod chrono;
    pub mod time;
}
#[cfg(test)]
mod tests;
