//! What runs on GitHub: held to rules, and its scripts run here as a runner would run them.

mod rules;
#[cfg(unix)]
mod runner;
#[cfg(unix)]
mod scripts;

/// What may go wrong in a test.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
