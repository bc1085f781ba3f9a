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

#[cfg(feature = "blocking")]
pub use self::http::Blocking;
#[cfg(feature = "reqwest")]
pub use self::http::ReqwestTransport;
#[cfg(feature = "webhooks")]
pub use self::http::webhooks;
pub use self::http::{
    Answer, Api, Async, Body, BoxFuture, Builder, Call, Client, Context, Count, Elapsed, Error, ErrorKind,
    Items, Limits, Middleware, Mode, NextAttempt, NextCall, NoErrors, Operation, OperationError,
    Outline, Paged, Pages, PathStyle, Raw, Refusal, Reply, Response, Route, Scheme, Secret,
    Sending, SendingRaw, SendingResponse, ServerUrl, Style, Transport, TransportError,
    TransportFault, Unread, Untyped, Upload, WithResponse,
};
pub use self::json::{Map, Nullish, OneOrMany, Value};
