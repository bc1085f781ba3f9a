//! What every generated SDK shares: reading and writing JSON, sending calls, errors, paging.

#[macro_use]
pub mod json;
#[macro_use]
pub mod http;
pub mod env;

pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
pub use bytes::Bytes;
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use uuid::Uuid;

#[cfg(feature = "reqwest")]
pub use self::http::ReqwestTransport;
#[cfg(feature = "webhooks")]
pub use self::http::webhooks;
pub use self::http::{
    Api, Body, BoxFuture, Builder, Call, Client, Count, Error, ErrorKind, Items, Limits, NoErrors,
    Operation, OperationError, Outline, Paged, Pages, PathStyle, Refusal, Reply, Response, Route,
    Scheme, Secret, Sending, SendingResponse, ServerUrl, Style, Transport, TransportError,
    TransportFault, Unread,
};
pub use self::json::{Map, Nullish, OneOrMany, Value};
