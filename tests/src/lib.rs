//! Shared helpers of the tests.

pub mod cases;
pub mod server;

/// What a test returns: it ends at the first thing that goes wrong.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
