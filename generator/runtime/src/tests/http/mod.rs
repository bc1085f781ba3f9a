//! Tests of `runtime::http`.

#[expect(unreachable_pub, reason = "the macros declare the public API of a crate")]
mod api;
mod calls;
mod credentials;
mod errors;
mod headers;
mod limits;
#[expect(unreachable_pub, reason = "the macros declare the public API of a crate")]
mod names;
mod paging;
mod paths;
mod readers;
mod retry_after;
mod secrets;
mod servers;
mod styles;
mod support;
#[cfg(feature = "webhooks")]
mod webhooks;
#[cfg(feature = "reqwest")]
mod wire;
