//! The one error of an SDK: what went wrong, and all that is known about it.
//!
//! It decides how failures are told apart and shown. Texts name the operation by its path
//! template; no parameter, body or credential is ever part of them.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;

use super::reply::{Reply, Unread, request_id};
use super::retry_after::retry_after;
use crate::runtime::http::auth::provider::CredentialError;
use crate::runtime::http::request::route::Route;
use crate::runtime::http::send::retry;
use crate::runtime::http::transport::{TransportError, TransportFault};
use crate::runtime::json::Fault;

/// Why a call failed, or why a client could not be built.
///
/// Its `Debug` and `Display` hold neither the body nor any value that was sent.
pub struct Error(Box<Inner>);

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built, or has no transport to send with.
    Configuration,
    /// The call was refused before anything was sent.
    Refused(Refusal),
    /// A provider gave no credential, so the call was not sent; the source is a
    /// [`CredentialError`].
    Credential,
    /// No connection came about, so the server has seen nothing.
    Connect,
    /// The connection failed later; the server may have acted on the call.
    Transport,
    /// A time-out ran out. Unless it was that for connecting, the server may have acted on the
    /// call.
    Timeout(Elapsed),
    /// The headers of an answer, or the body of a successful one, are larger than the limit.
    TooLarge,
    /// A successful answer is of a content type that the operation does not send.
    ContentType,
    /// The body of a successful answer does not fit its type.
    Decode,
    /// The server answered with a status other than the documented successes.
    Status,
    /// The body of the call could not be read while it was sent, or was not as long as stated. The
    /// server may have seen a part of it.
    Upload,
    /// A list had more pages than the limit allows.
    TooManyPages,
    /// A page does not say in a way that can be followed which page comes next.
    NextPage(NextFault),
}

/// Why the page after another cannot be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextFault {
    /// Its link leads to another server, or out of the path that the server's address has.
    Elsewhere,
    /// Its link is no address that can be sent.
    Malformed,
    /// Its cursor or link is one that was followed before, so that the list would go in circles.
    Repeated,
    /// The list is said to go on, but not where.
    Missing,
}

/// Which time-out ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Elapsed {
    /// That for making a connection; nothing was sent.
    Connect,
    /// That for one attempt.
    Attempt,
    /// That for the silence between two pieces of an answer.
    Read,
    /// That for the whole call, all attempts and the waits between them included.
    Total,
}

/// Why a call was refused before anything was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// A path parameter would address another path, or holds a control character.
    Path,
    /// A query parameter cannot be written.
    Query,
    /// A header cannot be written, or is not the caller's to set.
    Header,
    /// A cookie cannot be written.
    Cookie,
    /// The body cannot be written.
    Body,
    /// No alternative of the operation's security requirement has all its credentials.
    Credential,
    /// The URL is longer than a request may carry.
    Url,
    /// The position to resume a list from belongs to another kind of list, or leads nowhere.
    Position,
    /// The transport declined, or a middleware in its stead.
    Transport,
}

struct Inner {
    kind: ErrorKind,
    route: Option<&'static Route>,
    detail: Cow<'static, str>,
    attempts: u32,
    reply: Option<Reply>,
    fault: Option<Fault>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed; `None` if no call was made.
    pub fn route(&self) -> Option<&'static Route> {
        self.0.route
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(|reply| reply.status)
    }

    /// The headers of the answer, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply().map(|reply| &reply.headers)
    }

    /// The identifier that the server gave the request, to quote when asking its operators.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// The body of the answer as received; see [`Error::is_truncated`].
    pub fn body(&self) -> Option<&Bytes> {
        self.reply().map(|reply| &reply.body)
    }

    /// Whether [`Error::body`] is only the beginning, because the rest was over the limit or did
    /// not arrive.
    pub fn is_truncated(&self) -> bool {
        self.reply().is_some_and(|reply| reply.truncated)
    }

    /// Where and why the body does not fit its type: that of a success, or that of a documented error.
    pub fn fault(&self) -> Option<&Fault> {
        self.0.fault.as_ref()
    }

    /// How often the call was sent; 0 if it was refused before.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether sending the call again may help: no connection, a broken one, a time-out, or one of
    /// the statuses 408, 429 and 5xx. Whether the operation may be repeated without harm is
    /// another question, which this does not answer.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Transport | ErrorKind::Timeout(_) => true,
            ErrorKind::Status => self.status().is_some_and(retry::is_transient),
            ErrorKind::Credential => {
                self.credential_error().is_some_and(CredentialError::is_temporary)
            }
            _ => false,
        }
    }

    /// How long the server asks to wait (`Retry-After`, in seconds or as a date), at most an hour.
    /// `None` if it does not ask, or asks for more than a day.
    pub fn retry_after(&self) -> Option<Duration> {
        self.headers().and_then(retry_after)
    }

    /// Why a provider gave no credential, if that is what went wrong.
    pub fn credential_error(&self) -> Option<&CredentialError> {
        self.0.source.as_ref()?.downcast_ref()
    }

    /// Whether a time-out ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_))
    }

    /// Whether no connection came about, so that the server has seen nothing.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect | ErrorKind::Timeout(Elapsed::Connect))
    }

    /// Whether the call was refused before anything was sent.
    pub fn is_refused(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Refused(_))
    }

    /// A client that cannot be built. `detail` is shown as it is, so it must hold no secret.
    pub fn configuration(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Configuration, None, detail)
    }

    pub(crate) fn new(
        kind: ErrorKind,
        route: Option<&'static Route>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        let detail = detail.into();
        Self(Box::new(Inner {
            kind,
            route,
            detail,
            attempts: 0,
            reply: None,
            fault: None,
            source: None,
        }))
    }

    pub(crate) fn transport(route: &'static Route, error: TransportError) -> Self {
        let (kind, detail) = match error.fault {
            TransportFault::Connect => (ErrorKind::Connect, "no connection to the server"),
            TransportFault::Timeout(elapsed) => (ErrorKind::Timeout(elapsed), elapsed.text()),
            TransportFault::TooLarge => {
                (ErrorKind::TooLarge, "the answer's headers are more than the client takes")
            }
            TransportFault::Refused => {
                (ErrorKind::Refused(Refusal::Transport), "not sent: the transport declined")
            }
            TransportFault::Body => (ErrorKind::Upload, "the body of the call could not be read"),
            TransportFault::Other => (ErrorKind::Transport, "the connection failed"),
        };
        Self::new(kind, Some(route), detail).with_source(error.source)
    }

    pub(crate) fn timeout(route: &'static Route, elapsed: Elapsed) -> Self {
        Self::new(ErrorKind::Timeout(elapsed), Some(route), elapsed.text())
    }

    /// A provider gave no credential for a security scheme.
    pub(crate) fn credential(
        route: &'static Route,
        scheme: &'static str,
        failure: CredentialError,
    ) -> Self {
        let detail = format!("not sent: no credential `{scheme}`: {failure}");
        Self::new(ErrorKind::Credential, Some(route), detail).with_source(Box::new(failure))
    }

    /// The answer's status is no documented success; `unread` is why its body is not the documented one.
    pub(crate) fn from_status(reply: Reply, unread: Option<Unread>) -> Self {
        let mut error = Self::new(ErrorKind::Status, Some(reply.route), "").with_reply(reply);
        if let Some(Unread::Json(fault)) = unread {
            error.0.fault = Some(fault);
        }
        error
    }

    /// The answer's status is a success, its body is not.
    pub(crate) fn from_unread(unread: Unread, reply: Reply) -> Self {
        let (kind, detail, fault) = match unread {
            Unread::ContentType => (
                ErrorKind::ContentType,
                "with a content type that this operation does not send",
                None,
            ),
            Unread::Truncated => (ErrorKind::Decode, "with a body that was cut", None),
            Unread::Text => (ErrorKind::Decode, "with text that is not UTF-8", None),
            Unread::Json(fault) => (ErrorKind::Decode, "with an unexpected body", Some(fault)),
        };
        let mut error = Self::new(kind, Some(reply.route), detail).with_reply(reply);
        error.0.fault = fault;
        error
    }

    pub(crate) fn with_reply(mut self, reply: Reply) -> Self {
        self.0.attempts = reply.attempts;
        self.0.reply = Some(reply);
        self
    }

    pub(crate) fn with_source(mut self, source: Box<dyn StdError + Send + Sync>) -> Self {
        self.0.source = Some(source);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    fn reply(&self) -> Option<&Reply> {
        self.0.reply.as_ref()
    }
}

impl NextFault {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Elsewhere => "the link to the next page leads to another server",
            Self::Malformed => "the link to the next page is no address that can be sent",
            Self::Repeated => "the page after this one has come before",
            Self::Missing => "the list goes on, but the page does not say where",
        }
    }
}

impl Elapsed {
    fn text(self) -> &'static str {
        match self {
            Self::Connect => "connecting timed out",
            Self::Attempt => "timed out",
            Self::Read => "the server was silent for too long",
            Self::Total => "timed out, all attempts together",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(route) = self.0.route {
            write!(f, "{} {}: ", route.method, route.path)?;
        }
        let separator = match self.status() {
            // `StatusCode` shows an unassigned code as "599 <unknown status code>".
            Some(status) => {
                write!(f, "{}", status.as_str())?;
                if let Some(reason) = status.canonical_reason() {
                    write!(f, " {reason}")?;
                }
                ", "
            }
            None => "",
        };
        if !self.0.detail.is_empty() {
            write!(f, "{separator}{}", self.0.detail)?;
        }
        // A status says enough; the place is there for those who expect the documented body.
        if let Some(fault) = self.0.fault.as_ref().filter(|_| self.0.kind != ErrorKind::Status) {
            write!(f, ": {fault}")?;
        }
        if self.0.attempts > 1 {
            write!(f, " (after {} attempts)", self.0.attempts)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.0.kind).field("message", &format_args!("{self}"));
        if let Some(id) = self.request_id() {
            out.field("request_id", &id);
        }
        if let Some(body) = self.body() {
            out.field("body_bytes", &body.len());
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| source.as_ref() as _)
    }
}
