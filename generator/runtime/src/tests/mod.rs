//! Tests of the runtime; outside `runtime/` so that they are not copied into generated crates.
mod http;
mod json;
