//! Building, sending and decoding calls.
//!
//! A [`Call`] is data: it renders a request, a [`Transport`] moves it, an [`Operation`] decodes
//! the answer. No part knows an async runtime except the default transport.

mod builder;
mod call;
mod client;
mod content_type;
mod error;
mod headers;
mod items;
#[macro_use]
mod operation;
mod operation_error;
#[macro_use]
mod paged;
mod pages;
mod percent;
mod receive;
mod render;
mod reply;
#[cfg(feature = "reqwest")]
mod reqwest;
mod response;
mod retry_after;
mod route;
mod secret;
mod security;
mod sending;
mod server;
mod style;
mod template;
mod transport;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use builder::Builder;
pub use call::Call;
pub use client::Client;
pub use error::{Error, ErrorKind, Refusal};
pub use items::Items;
pub use operation::Operation;
pub use operation_error::{NoErrors, OperationError};
pub use paged::{Count, Outline, Paged};
pub use pages::Pages;
pub use reply::{Reply, Unread};
#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;
pub use response::Response;
pub use route::{Api, Route, Scheme};
pub use secret::Secret;
pub use sending::{Sending, SendingResponse};
pub use server::ServerUrl;
pub use style::{PathStyle, Style};
pub use transport::{Body, BoxFuture, Limits, Transport, TransportError, TransportFault};
