//! Tests of `runtime::http`.

#[expect(unreachable_pub, reason = "the macros declare the public API of a crate")]
mod api;
#[cfg(feature = "blocking")]
mod blocking_streams;
mod calls;
mod credentials;
mod credentials_provided;
mod downloads;
mod errors;
mod headers;
mod limiter;
mod limits;
mod lines;
mod middleware;
#[expect(unreachable_pub, reason = "the macros declare the public API of a crate")]
mod names;
#[cfg(feature = "oauth2")]
mod oauth2;
mod paging;
#[expect(dead_code, unreachable_pub, reason = "the macros declare the public API of a crate")]
mod paging_api;
mod paging_links;
mod paging_positions;
mod paging_prefetch;
mod paging_styles;
mod paths;
mod raw;
mod readers;
mod retries;
mod retry_after;
mod secrets;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod secure;
mod servers;
mod simulation;
mod sse;
#[expect(dead_code, unreachable_pub, reason = "the macros declare the public API of a crate")]
mod streams;
mod styles;
pub(super) mod support;
mod timeouts;
mod typed_headers;
mod untyped;
#[cfg(feature = "webhooks")]
mod webhooks;
#[cfg(feature = "reqwest")]
mod wire;
#[cfg(feature = "reqwest")]
mod wire_streams;
mod with_response;
