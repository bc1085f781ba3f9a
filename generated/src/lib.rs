// @generated from an OpenAPI document; change the document or its settings instead.
//! Client of Polar's customers API.
//!
//! ```rust,no_run
//! # #[cfg(all(feature = "reqwest", feature = "customers"))]
//! # async fn example(id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
//! use polar_sdk::{Customer, Polar};
//!
//! let polar = Polar::from_env()?;
//! match polar.customers().get(id).await? {
//!     Customer::Individual(value) => println!("{value:?}"),
//!     Customer::Team(value) => println!("{value:?}"),
//!     other => println!("not known to this version: {other:?}"),
//! }
//! # Ok(()) }
//! ```
//!
//! `Polar::from_env()` reads `POLAR_ACCESS_TOKEN` (the credential) and `POLAR_SERVER` (a
//! server's name or URL); `Polar::builder()` takes everything else. Each request carries `Polar-Version: 2026-10`.
//!
//! ## Credentials
//!
//! The builder takes each credential by the name of its scheme. A token that expires is given by a
//! provider instead: a function, or a type of your own that is a `CredentialProvider`. It is asked when
//! a call needs a token; the client and its clones keep the answer until shortly before it expires, or
//! until the server answers 401: then it is asked again, and that call is sent once more.
//!
//! ```rust,no_run
//! # fn example() -> Result<(), polar_sdk::Error> {
//! use std::time::Duration;
//! use polar_sdk::runtime::{CredentialError, Token};
//!
//! async fn token() -> Result<Token, CredentialError> {
//!     let file = std::fs::read_to_string("/run/secrets/token");
//!     let token = file.map_err(CredentialError::from_source)?;
//!     Ok(Token::new(token.trim()).expires_in(Duration::from_secs(600)))
//! }
//! let polar = polar_sdk::Polar::builder().oat_provider(token).build()?;
//! # Ok(()) }
//! ```
//!
//! ## Calls
//!
//! Calls are built from a group of operations: required values are arguments, optional ones are
//! methods of the call, and awaiting it sends it. `.with_response()` gives status, headers and the
//! number of attempts beside the value, `.raw()` the answer as it came, and `.build()` the request
//! without sending it. `.header()` and `.extra_query()` add what the document does not know, and the
//! client's `request()` calls a path that it does not know.
//!
//! Values that the document does not know do not fail: enums and unions keep them as `Unknown`, and
//! unknown fields are ignored.
//!
//! ## Errors
//!
//! `?` turns every operation's error into `Error`. Before that, `documented()` is the typed body of a
//! documented status. `status()`, `headers()`, `request_id()` and the raw `body()` are there whatever
//! the body was, and `kind()` tells what went wrong. A body that does not fit is reported by its place,
//! such as `items[3].email`; what stands there is not repeated.
//!
//! ```rust,no_run
//! # #[cfg(feature = "customers")]
//! # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
//! if let Err(error) = polar.customers().get(id).await {
//!     if let Some(body) = error.documented() {
//!         println!("as documented: {body:?}");
//!     }
//!     eprintln!("{error}: status {:?}, {} attempts", error.status(), error.attempts());
//! }
//! # Ok(()) }
//! ```
//!
//! ## Retries and limits
//!
//! Calls that may be repeated are: after faults of the connection and the statuses 408, 429 and 5xx,
//! twice, after a random wait that doubles, or the one the server asks for. A `POST` or `PATCH` is
//! repeated only if it never reached the server, or after `.idempotent()`. A budget shared by all clones
//! of a client ends retries when most calls fail.
//!
//! Connecting, an attempt, the pause between two pieces of an answer and the whole call have time-outs,
//! and answers a largest size; the builder sets them for all calls, most can be set for one. `https` is
//! demanded except on the loopback, redirects are not followed, and no value in a path can reach another.
//!
//! ```rust,no_run
//! # #[cfg(feature = "customers")]
//! # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
//! use std::time::Duration;
//!
//! let call = polar.customers().get(id);
//! call.retries(5).timeout(Duration::from_secs(20)).await?;
//! # Ok(()) }
//! ```
//!
//! ## Rate limits
//!
//! `limit_rate()` of the builder keeps the limits below, `rate_limit()` one of your own: calls wait for
//! their turn, within their time-outs. The clones of a client share it, and wait together when an answer
//! of 429 asks for time. Without either, nothing is held back.
//!
//! | server | requests |
//! |---|---|
//! | `https://api.polar.sh` | 500 in 60 s |
//! | `https://sandbox-api.polar.sh` | 100 in 60 s |
//!
//! ```rust,no_run
//! # fn example() -> Result<(), polar_sdk::Error> {
//! let polar = polar_sdk::Polar::builder().limit_rate().build()?;
//! # Ok(()) }
//! ```
//!
//! ## Pages
//!
//! Lists that come in pages have `.items()` and `.pages()`, which ask for the next page when it is
//! needed. Both are also a `Stream`, and `position()` is where to `resume()` later, in another process
//! if need be. A list that leads back to where it was, or that has no end, ends with an error.
//!
//! Pages that have numbers can be asked for ahead, such as four at a time: `.prefetch(4)`.
//!
//! ```rust,no_run
//! # #[cfg(feature = "customers")]
//! # async fn example(polar: polar_sdk::Polar) -> Result<(), polar_sdk::Error> {
//! let mut items = polar.customers().list().items();
//! while let Some(item) = items.next().await {
//!     println!("{:?}", item?);
//! }
//! # Ok(()) }
//! ```
//!
//! ## Streams and files
//!
//! - A call that answers with text or bytes has `.download()`, which gives them in chunks, at most 1 GiB
//!   or `.max_response_bytes()`.
//!
//! ```rust,no_run
//! # #[cfg(feature = "customers")]
//! # async fn example(polar: polar_sdk::Polar) -> Result<(), polar_sdk::Error> {
//! let mut chunks = polar.customers().export().download().await?;
//! while let Some(chunk) = chunks.next().await {
//!     println!("{} bytes", chunk?.len());
//! }
//! # Ok(()) }
//! ```
//!
//! ## Updates
//!
//! A field that may be absent *or* null is `Nullish`, so that an update can leave a value alone, clear it
//! or set it. `diff` gives the smallest update between two states.
//!
//! ```rust,no_run
//! # #[cfg(feature = "all")]
//! # fn example(old: &polar_sdk::Customer, new: &polar_sdk::Customer) -> Result<(), polar_sdk::Error> {
//! let body = polar_sdk::CustomerUpdate::diff(old, new);
//! println!("{body:?}");
//! # Ok(()) }
//! ```
//!
//! ## Webhooks
//!
//! The verifier checks the signature and the age before it reads the event. One of a type that this
//! version does not know is kept.
//!
//! ```rust,no_run
//! # #[cfg(feature = "webhooks")]
//! # fn example(headers: polar_sdk::runtime::HeaderMap, body: polar_sdk::runtime::Bytes) -> Result<(), polar_sdk::Error> {
//! let verifier = polar_sdk::webhooks::verifier("the secret");
//! match verifier.verify(&headers, &body) {
//!     Ok(event) => println!("{event:?}"),
//!     Err(error) => eprintln!("not to be trusted: {error}"),
//! }
//! # Ok(()) }
//! ```
//!
//! ## Blocking
//!
//! The feature `blocking` adds a client for programs without an async runtime, and needs none below it.
//! Groups, calls and options are the same; `.send()` sends, and pages and items are iterators.
//!
//! ```rust,no_run
//! # #[cfg(all(feature = "blocking", feature = "customers"))]
//! # fn example(id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
//! let polar = polar_sdk::blocking::Polar::from_env()?;
//! println!("{:?}", polar.customers().get(id).send()?);
//! # Ok(()) }
//! ```
//!
//! ## Logs
//!
//! No error, no `Debug` and no span shows a credential. `Debug` of the API's types shows their data, and
//! with the feature `redact-debug` only their names. The feature `tracing` gives a span for each call and
//! each attempt, with method, template of the path, status and number of attempts; `trace_targets(true)`
//! of the builder adds the path and query of the request, without credentials.
//!
//! What lies below has logs of its own. At the level `TRACE`, `ureq` and `ureq_proto`, which send for
//! blocking clients, hand all that they send to the crate `log`, credentials included: filter them out,
//! such as by `RUST_LOG=trace,ureq=info,ureq_proto=info`.
//!
//! ## Testing
//!
//! The feature `test-util` adds a transport that answers from a script, in time that passes at once.
//! `test_util::example()` makes up a value of any of the API's types, and `Answer::example` an answer of
//! one. Nothing leaves the process, and a request that no answer is meant for fails its call.
//!
//! ```rust,no_run
//! # #[cfg(all(feature = "test-util", feature = "customers"))]
//! # async fn example(id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
//! use polar_sdk::runtime::test_util::{Answer, FakeServer};
//!
//! let server = FakeServer::new().answer(Answer::status(503)).answer(Answer::status(404));
//! let polar = polar_sdk::Polar::builder().transport(server.clone()).build()?;
//! let answer = polar.customers().get(id).await;
//! assert!(answer.is_err());
//! assert_eq!(server.requests().len(), 2, "tried again");
//! # Ok(()) }
//! ```
//!
//! ## Features
//!
//! Each group of operations is a feature, and a build with few groups compiles only the types that they
//! reach: `default-features = false`, then the groups, a transport and TLS. Without a transport there
//! are types and requests, and `Transport` takes your own. Names that begin with `_` are not for people.
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `full` |  | Everything that goes together. |
//! | `all` | on | Every group of operations. |
//! | `types-only` |  | Every type, without an operation. |
//! | `customers` | on | Operations on customers. |
//! | `blocking` |  | A client for programs without an async runtime, under `blocking`. |
//! | `native-tls` |  | TLS by the operating system, instead of `rustls`. |
//! | `oauth2` |  | Tokens by OAuth 2 client credentials, fetched and renewed as needed. |
//! | `redact-debug` |  | `Debug` of the API's types shows their names and no data. |
//! | `reqwest` | on | The transport for async programs. Without one, `Transport` takes your own. |
//! | `rustls` | on | TLS in Rust, for the transports. |
//! | `test-util` |  | A scripted transport and example values, for tests without a network. |
//! | `tracing` |  | A span per call and per attempt, for the `tracing` crate. |
//! | `webhooks` | on | Verifying and reading what the API sends. |
//!
//! ## Upgrading
//!
//! Structs and enums are `#[non_exhaustive]`, so a document that grows breaks no program: new fields,
//! values, variants and operations are a minor version. What the document removes or renames, and a field
//! that changes between required and optional, is a major one. A feature may gain types, never lose them,
//! within a version; the hidden features may change at any time.
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
#[cfg(test)]
mod tests;
pub mod types;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use self::client::{Builder, Polar, Server};
#[cfg(any(test, feature = "test-util"))]
pub use self::runtime::test_util;
pub use self::runtime::{Error, Nullish, Secret};
pub use self::types::*;
