//! OAuth 2 client credentials (RFC 6749, section 4.4): a client that acts for itself obtains
//! tokens with its own ID and secret.
//!
//! It decides what the token endpoint is asked and how its answer is read. Where it may stand is
//! decided in `errand`, and how long a token is kept in `provided`.

use std::fmt;
use std::time::Duration;

use ::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use ::http::{HeaderValue, Method, Request, StatusCode, Uri};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;

use super::errand;
use super::provider::{CredentialContext, CredentialError, CredentialProvider, Token};
use super::secret::Secret;
use crate::runtime::http::request::percent::encode;
use crate::runtime::http::send::retry;
use crate::runtime::http::transport::BoxFuture;

/// Obtains tokens with the ID and secret of a client, as a [`CredentialProvider`].
#[derive(Clone)]
pub struct ClientCredentials {
    token_url: String,
    id: String,
    secret: Secret,
    scopes: Vec<String>,
    parameters: Vec<(String, Secret)>,
    in_body: bool,
}

impl ClientCredentials {
    /// Obtains tokens from `token_url`: a URL, or a path on the API's server. It must be https
    /// unless the API itself is not.
    pub fn new(
        token_url: impl Into<String>,
        id: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Self {
        Self {
            token_url: token_url.into(),
            id: id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            in_body: false,
        }
    }

    /// Sets the scopes to ask for; none leaves the choice to the server.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter to the request, such as an `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends ID and secret in the body instead of by HTTP Basic authentication, for servers that
    /// do not know the latter.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    fn address(&self, server: &str) -> Result<Uri, String> {
        let text = resolve(&self.token_url, server).ok_or("its address is not a URL")?;
        let address: Uri = text.parse().map_err(|_| "its address is not a URL")?;
        errand::check(&address, server)?;
        Ok(address)
    }

    /// RFC 6749, section 4.4.2, with the client's authentication as section 2.3.1 has it.
    fn request(&self, address: Uri) -> Option<Request<Bytes>> {
        let mut body = "grant_type=client_credentials".to_owned();
        let mut add = |name: &str, value: &str| {
            body.push_str(&format!("&{}={}", encode(name), encode(value)));
        };
        if !self.scopes.is_empty() {
            add("scope", &self.scopes.join(" "));
        }
        for (name, value) in &self.parameters {
            add(name, value.expose());
        }
        let mut authorization = None;
        if self.in_body {
            add("client_id", &self.id);
            add("client_secret", self.secret.expose());
        } else {
            // Encoded like the fields of a form first, so that an ID may hold a colon.
            let pair = format!("{}:{}", encode(&self.id), encode(self.secret.expose()));
            let mut value = Secret::from(STANDARD.encode(pair)).header_value("Basic ")?;
            value.set_sensitive(true);
            authorization = Some(value);
        }
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = address;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.extend(authorization.map(|value| (AUTHORIZATION, value)));
        Some(request)
    }
}

impl CredentialProvider for ClientCredentials {
    fn credential<'a>(
        &'a self,
        context: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Token, CredentialError>> {
        Box::pin(async move {
            let address = self.address(context.server()).map_err(CredentialError::new)?;
            let request = self.request(address);
            let request =
                request.ok_or_else(|| CredentialError::new("its request cannot be written"))?;
            let answer = context.send(request).await?;
            read(answer.status(), answer.body())
        })
    }

    fn check(&self, server: &str) -> Result<(), String> {
        if self.id.is_empty() || self.secret.expose().is_empty() {
            return Err("the ID or the secret of the client is empty".to_owned());
        }
        // RFC 6749, section 3.3.
        let token = |scope: &String| {
            let legal = |byte| matches!(byte, b'!' | b'#'..=b'[' | b']'..=b'~');
            !scope.is_empty() && scope.bytes().all(legal)
        };
        if !self.scopes.iter().all(token) {
            return Err("a scope is empty, or holds a character that no scope may hold".to_owned());
        }
        self.address(server).map(drop)
    }
}

/// The address that `reference` means for the API at `server` (OpenAPI 3.1, section 4.6): a whole
/// URL, or one without its beginning.
fn resolve(reference: &str, server: &str) -> Option<String> {
    if reference.contains(|c: char| c == '#' || c == '\\' || c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (scheme, rest) = server.split_once("://")?;
    if reference.starts_with("//") {
        Some(format!("{scheme}:{reference}"))
    } else if reference.starts_with('/') {
        let authority = rest.split('/').next()?;
        Some(format!("{scheme}://{authority}{reference}"))
    } else {
        Some(reference.to_owned())
    }
}

/// Reads the answer of a token endpoint (RFC 6749, sections 5.1 and 5.2). No part of it is
/// repeated but the code of an error.
fn read(status: StatusCode, body: &[u8]) -> Result<Token, CredentialError> {
    let answer: Option<Value> = serde_json::from_slice(body).ok();
    let text = |name: &str| answer.as_ref()?.get(name)?.as_str();
    if !status.is_success() {
        let code = text("error").filter(|code| is_code(code)).map(Box::from);
        let refused = CredentialError::refused(status, code);
        return Err(if retry::is_transient(status) { refused.temporary() } else { refused });
    }
    let token = text("access_token").filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| CredentialError::new("the answer holds no access token"))?;
    // Section 7.1: a token of another type must not be used.
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(CredentialError::new("the access token is not a bearer token"));
    }
    let lifetime = answer.as_ref().and_then(|answer| answer.get("expires_in")).and_then(seconds);
    let token = Token::new(token);
    Ok(match lifetime {
        Some(seconds) => token.expires_in(Duration::from_secs(seconds)),
        None => token,
    })
}

/// A number of seconds. Some servers write it as text.
fn seconds(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Whether a text looks like the codes that there are, rather than like anything of value.
fn is_code(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
