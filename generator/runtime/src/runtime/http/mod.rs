//! Building, sending and decoding calls.
//!
//! A [`Call`] is data: it renders a request, a [`Transport`] moves it, an [`Operation`] decodes
//! the answer. No part knows an async runtime except the default transport, so that the blocking
//! client runs the same code.

#[macro_use]
mod answer;
mod auth;
mod client;
#[macro_use]
mod page;
mod request;
mod send;
mod transport;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use self::answer::error::{Elapsed, Error, ErrorKind, Refusal};
pub use self::answer::operation::{Answer, Operation};
pub use self::answer::operation_error::{NoErrors, OperationError};
pub use self::answer::reply::{Reply, Unread};
pub use self::answer::response::Response;
pub use self::auth::secret::Secret;
pub use self::client::Client;
pub use self::client::builder::Builder;
#[cfg(feature = "blocking")]
pub use self::client::mode::Blocking;
pub use self::client::mode::{Async, Mode};
pub use self::client::server::ServerUrl;
pub use self::page::items::Items;
pub use self::page::paged::{Count, Outline, Paged};
pub use self::page::pages::Pages;
pub use self::request::call::Call;
pub use self::request::route::{Api, Route, Scheme};
pub use self::request::style::{PathStyle, Style};
pub use self::request::untyped::Untyped;
pub use self::request::upload::Upload;
pub use self::send::middleware::{Context, Middleware, NextAttempt, NextCall};
pub use self::send::raw::{Raw, SendingRaw};
pub use self::send::sending::{Sending, SendingResponse, WithResponse};
pub use self::transport::body::Body;
#[cfg(feature = "reqwest")]
pub use self::transport::reqwest::ReqwestTransport;
pub use self::transport::{BoxFuture, Limits, Transport, TransportError, TransportFault};
