//! What every generated SDK shares: reading and writing JSON, sending calls, errors, paging.

#[macro_use]
pub mod json;
#[macro_use]
pub mod http;
pub mod dates;
pub mod env;
#[cfg(any(test, feature = "test-util"))]
#[macro_use]
pub mod test_util;

pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
pub use bytes::Bytes;
pub use uuid::Uuid;

pub use self::dates::{Date, Timestamp};
#[cfg(feature = "blocking")]
pub use self::http::Blocking;
#[cfg(feature = "oauth2")]
pub use self::http::ClientCredentials;
#[cfg(feature = "reqwest")]
pub use self::http::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use self::http::UreqTransport;
#[cfg(feature = "webhooks")]
pub use self::http::webhooks;
pub use self::http::{
    Answer, Api, Async, Body, BoxFuture, Builder, Call, Client, Context, CredentialContext,
    CredentialError, CredentialProvider, Download, Elapsed, Encoding, Error, ErrorKind, Event,
    EventFormat, Events, Form, Items, Limits, Lines, Middleware, Mode, Multipart, NextAttempt,
    NextCall, NextFault, NoErrors, Numbered, Open, Opening, Operation, OperationError, Outline,
    PageStyle, Paged, Pages, Part, Parts, PathStyle, Position, RateLimit, Raw, Refusal, Reply,
    Response, Route, Scheme, Secret, Sending, SendingRaw, SendingResponse, ServerUrl, Style, Token,
    Transport, TransportError, TransportFault, Unread, Untyped, Upload, WithResponse, header_value,
};
pub use self::json::{Base64, Map, Nullish, OneOrMany, Value};
