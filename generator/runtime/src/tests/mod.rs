//! Tests of the runtime; outside `runtime/` so that they are not copied into generated crates.
#[allow(dead_code, reason = "the macros declare whole operations, of which each test uses a part")]
mod http;
mod json;
mod test_util;
