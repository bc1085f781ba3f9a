//! Credentials that are obtained while a client runs, such as tokens that expire.
//!
//! It decides what a provider is asked and what it may answer. When it is asked, and how long its
//! answer is kept, is decided in `provided`.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::StatusCode;

use super::secret::Secret;
use crate::runtime::http::client::Shared;
use crate::runtime::http::send::timer::Timer;
use crate::runtime::http::transport::{BoxFuture, Transport};

/// Gives the credential of a security scheme when a call is sent; see
/// [`Builder::credential_provider`](crate::runtime::Builder::credential_provider).
///
/// The client and its clones keep what it gives until shortly before that expires, or until the
/// server answers 401 to it: then the provider is asked again, and the call sent once more. It is
/// asked once at a time; calls that need the answer wait for it.
///
/// A function that returns a future is a provider:
///
/// ```ignore
/// let builder = builder.credential_provider("token", || async {
///     let token = std::fs::read_to_string("/run/secrets/token").map_err(CredentialError::from_source)?;
///     Ok(Token::new(token.trim()).expires_in(Duration::from_secs(600)))
/// });
/// ```
///
/// In a blocking client, what the future waits for must not need an async runtime.
pub trait CredentialProvider: Send + Sync + 'static {
    /// A credential that is valid now.
    fn credential<'a>(
        &'a self,
        context: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Token, CredentialError>>;

    /// Checks the provider's own settings when the client is built. `server` is the address of
    /// the API. A complaint must not hold a secret.
    ///
    /// # Errors
    /// What is wrong, in words.
    fn check(&self, server: &str) -> Result<(), String> {
        let _ = server;
        Ok(())
    }
}

impl<F, Fut> CredentialProvider for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Token, CredentialError>> + Send + 'static,
{
    fn credential<'a>(
        &'a self,
        _: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Token, CredentialError>> {
        Box::pin(self())
    }
}

/// A credential, and how long it is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub(crate) secret: Secret,
    pub(crate) lifetime: Option<Duration>,
}

impl Token {
    /// A credential that is valid until the server rejects it. What it has to be depends on the
    /// scheme, as for [`Builder::credential`](crate::runtime::Builder::credential).
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// Sets how long the credential is valid from now. It is replaced a little earlier: by a
    /// quarter of that time, and at most by 30 seconds.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// What a [`CredentialProvider`] is told, and what it can use.
#[derive(Clone, Copy)]
pub struct CredentialContext<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) transport: &'a dyn Transport,
    pub(crate) timer: Timer<'a>,
    pub(crate) rejected: bool,
}

impl CredentialContext<'_> {
    /// Whether the server answered 401 to what the provider gave last.
    #[must_use]
    pub fn was_rejected(&self) -> bool {
        self.rejected
    }

    /// The address of the API, without a slash at its end.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.shared.server.base
    }
}

impl fmt::Debug for CredentialContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialContext")
            .field("server", &self.server())
            .field("was_rejected", &self.rejected)
            .finish_non_exhaustive()
    }
}

/// Why there is no credential; the source of an [`Error`](crate::runtime::Error) of the kind
/// [`Credential`](crate::runtime::ErrorKind::Credential).
#[derive(Clone)]
pub struct CredentialError {
    text: Cow<'static, str>,
    code: Option<Box<str>>,
    status: Option<StatusCode>,
    temporary: bool,
    // Shared, because all calls that waited for one answer get it.
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl CredentialError {
    /// `text` is shown as it is, so it must hold no secret.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), code: None, status: None, temporary: false, source: None }
    }

    /// An error with this source, whose text must hold no secret.
    pub fn from_source(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new("it could not be obtained").with_source(source)
    }

    /// States that asking again may help, so that the call is retried.
    #[must_use]
    pub fn temporary(mut self) -> Self {
        self.temporary = true;
        self
    }

    /// The `error` that a token endpoint answered (RFC 6749, section 5.2), such as
    /// `invalid_client`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The status that a token endpoint answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Whether asking again may help.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.temporary
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into().into());
        self
    }
}

#[cfg(feature = "oauth2")]
impl CredentialError {
    /// The refusal of a token endpoint.
    pub(crate) fn refused(status: StatusCode, code: Option<Box<str>>) -> Self {
        let refusal = Self::new("the token endpoint refused");
        Self { code, status: Some(status), ..refusal }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        if let Some(status) = self.status {
            write!(f, " with status {}", status.as_str())?;
        }
        if let Some(code) = &self.code {
            write!(f, ": {code}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("CredentialError");
        out.field("message", &format_args!("{self}")).field("temporary", &self.temporary);
        if let Some(source) = &self.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl StdError for CredentialError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
