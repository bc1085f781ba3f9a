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
#[macro_use]
mod request;
mod send;
#[macro_use]
mod stream;
mod transport;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use self::answer::error::{Elapsed, Error, ErrorKind, NextFault, Refusal};
pub use self::answer::header::header_value;
pub use self::answer::operation::{Answer, Operation};
pub use self::answer::operation_error::{NoErrors, OperationError};
pub use self::answer::reply::{Reply, Unread};
pub use self::answer::response::Response;
#[cfg(feature = "oauth2")]
pub use self::auth::oauth2::ClientCredentials;
pub use self::auth::provider::{CredentialContext, CredentialError, CredentialProvider, Token};
pub use self::auth::secret::Secret;
pub use self::client::Client;
pub use self::client::builder::Builder;
#[cfg(feature = "blocking")]
pub use self::client::mode::Blocking;
pub use self::client::mode::{Async, Mode};
pub use self::client::server::ServerUrl;
#[doc(hidden)]
pub use self::page::fields;
pub use self::page::items::Items;
pub use self::page::paged::{Numbered, Outline, PageStyle, Paged};
pub use self::page::pages::Pages;
pub use self::page::position::Position;
pub use self::request::call::Call;
pub use self::request::encoding::Encoding;
pub use self::request::multipart::{Form, Multipart, Parts};
pub use self::request::part::Part;
pub use self::request::route::{Api, Route, Scheme};
pub use self::request::style::{PathStyle, Style};
pub use self::request::untyped::Untyped;
pub use self::request::upload::Upload;
pub use self::send::limiter::RateLimit;
pub use self::send::middleware::{Context, Middleware, NextAttempt, NextCall};
pub use self::send::raw::{Raw, SendingRaw};
pub use self::send::sending::{Sending, SendingResponse, WithResponse};
pub use self::stream::download::Download;
pub use self::stream::event::{Event, EventFormat};
pub use self::stream::events::Events;
pub use self::stream::lines::Lines;
pub use self::stream::open::{Open, Opening};
pub use self::transport::body::Body;
#[cfg(feature = "reqwest")]
pub use self::transport::reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use self::transport::ureq::UreqTransport;
pub use self::transport::{BoxFuture, Limits, Transport, TransportError, TransportFault};
