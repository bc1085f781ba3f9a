// @generated from an OpenAPI document; change the document or its settings instead.
//! Client of Polar's customers API.
//!
//! ```rust,no_run
//! use polar_sdk::{Customer, Polar};
//!
//! # async fn example(id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
//! let polar = Polar::from_env()?;
//! match polar.customers().get(id).await? {
//!     Customer::Individual(value) => println!("{value:?}"),
//!     Customer::Team(value) => println!("{value:?}"),
//!     other => println!("not known to this version: {other:?}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `Polar::from_env()` reads `POLAR_ACCESS_TOKEN` (the credential) and `POLAR_SERVER` (a
//! server's name or URL); `Polar::builder()` takes everything else. Each request carries `Polar-Version: 2026-10`.
//!
//! **Calls** are built from a group of operations: required values are arguments, optional ones are
//! methods of the call, and awaiting it sends it. `.with_response()` gives status, headers and raw body
//! beside the value, `.build()` the request without sending it, and `.header()`, `.extra_query()` and
//! `.timeout()` change one call.
//!
//! **Errors**: `?` turns every operation's error into `Error`. Before that, `error.documented()` is the
//! typed body of a documented status. `status()`, `headers()`, `request_id()` and the raw `body()` are
//! there whatever the body was, and `is_retryable()` and `retry_after()` say whether to try again.
//!
//! **Lists** that are paged have `.pages()` and `.items()`: `while let Some(item) = items.next().await`.
//!
//! **Values the document does not know** do not fail: enums and unions keep them as `Unknown`, and
//! unknown fields are ignored. Fields that may be absent *or* null are `Nullish`, so that an update can
//! leave a field alone, clear it, or set it.
//!
//! **Safe by default**: https only (http on the loopback), no redirects, time-outs, limits on sizes, and
//! path values that cannot reach another path. Secrets show in no `Debug` and no error.
//!
//! **Features**: `reqwest` (on) is the default transport; without it, the crate has types and requests
//! and no HTTP client, and `Transport` takes your own. `webhooks` (on) verifies signatures.
//!
//! **Webhooks** (feature `webhooks`): `webhooks::verifier(secret).verify(&headers, &body)?` checks the signature and
//! its age before it reads the event. An event of an unknown type is kept.
//!
//! # Polar customers API
//!
//! Customers of an organization on Polar, their members, payment methods and current state.
//!
//! A customer belongs to one organization and is either an individual or a team. A team has
//! members. The state of a customer is the customer together with its active subscriptions, its
//! granted benefits and its active meters.
//!
//! **Authentication**
//!
//! Send a bearer token in the `Authorization` header. An organization access token is the usual
//! choice for a server; personal access tokens and OpenID Connect tokens work too. Each
//! operation names the scopes it accepts, and a token needs only one of them. Production and
//! sandbox are separate: a token of one is unknown to the other.
//!
//! **Versions**
//!
//! Send `Polar-Version: 2026-10` to ask for the version described here. Without the header the
//! server picks its default. The answer carries the version used in the same header. A version
//! that is malformed or unknown is answered with status 404.
//!
//! **Lists**
//!
//! Lists are cut into pages by `page`, counted from 1, and `limit`. The server lowers a `limit`
//! above 100 to 100 without an error, so take the number of pages from `pagination.max_page`
//! instead of computing it.
//!
//! **Rate limits**
//!
//! Production allows 500 requests a minute and the sandbox 100, counted per organization,
//! customer or OAuth client. A token not seen within the last five minutes first counts against
//! a limit of 60 requests a minute. A request over the limit is answered with status 429, an
//! empty body and a `Retry-After` header in whole seconds.
//!
//! **Webhooks**
//!
//! Deliveries are signed as Standard Webhooks describe, with the headers `webhook-id`,
//! `webhook-timestamp` and `webhook-signature`. One thing differs: the key is the secret
//! itself, as UTF-8 bytes, not the Base64 value behind a prefix. A delivery may be repeated, in
//! the shape of an older version when it was stored earlier.
//!
//! **Values**
//!
//! Timestamps follow RFC 3339, end in `Z` and may carry microseconds. Strings must not contain
//! NUL characters. Responses may hold fields that this document does not list; ignore them.

#![forbid(unsafe_code)]

/// What the crate's types and calls are made of.
#[macro_use]
pub mod runtime;

pub mod api;
#[cfg(feature = "blocking")]
pub mod blocking;
mod client;
pub mod types;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use self::client::{Builder, Polar, Server};
pub use self::runtime::{Error, Nullish, Secret};
pub use self::types::*;
