//! `check`: does the tree on disk equal what would be generated, and if not, why not.
//!
//! It reads and never writes.

pub mod cause;
pub mod compare;
pub(crate) mod diff;
mod run;

pub use run::{compare_all, run};
