//! Verifies webhooks signed as Standard Webhooks has it, by an HMAC-SHA256 over
//! `{webhook-id}.{webhook-timestamp}.{body}`, or by one over the body alone.
//!
//! The body is parsed only after its signature and age have been accepted.

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::runtime::http::auth::secret::Secret;
use crate::runtime::json::{self, Fault};

const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// Signatures looked at in one request. Each costs an HMAC over the body, and whoever sends the
/// request chooses how many there are.
const MAX_SIGNATURES: usize = 16;

/// Verifies webhooks and reads their bodies as `E`.
#[derive(Clone)]
pub struct Verifier<E> {
    keys: Vec<(Secret, KeyRule)>,
    rule: KeyRule,
    scheme: Scheme,
    tolerance: Duration,
    event: PhantomData<fn() -> E>,
}

/// How the key is made of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyRule {
    /// The key is the UTF-8 bytes of the secret, prefix included.
    Utf8,
    /// The key is what the secret encodes in base64, after a `whsec_` prefix if it has one.
    Base64,
}

/// How webhooks are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// <https://www.standardwebhooks.com>
    Standard,
    /// The body alone. Nothing tells when it was signed, so whoever has seen a webhook can send it
    /// again: act on none twice.
    Body {
        /// The header with the signature.
        header: &'static str,
        /// What stands before the signature there.
        prefix: &'static str,
        /// How the signature is written.
        encoding: Encoding,
    },
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// In hexadecimal digits.
    Hex,
    /// In base64.
    Base64,
}

/// Why a webhook was not accepted. Answer it with status 400 and do not act on its body.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// A secret of the verifier is empty, or not base64 though it should be.
    InvalidSecret,
    /// A header is missing.
    MissingHeader(&'static str),
    /// A header is there more than once, or cannot be read.
    InvalidHeader(&'static str),
    /// No signature fits the body and a secret.
    Signature,
    /// The signature fits, but the webhook is older than the tolerance.
    TooOld,
    /// The signature fits, but the webhook is further in the future than the tolerance.
    TooNew,
    /// The signature fits, but the body does not fit its type.
    Body(Fault),
}

impl<E: DeserializeOwned> Verifier<E> {
    /// Accepts webhooks signed with `secret` and at most five minutes off.
    pub fn new(secret: impl Into<Secret>, rule: KeyRule) -> Self {
        Self::of(Scheme::Standard, secret, rule)
    }

    /// Accepts webhooks signed by this scheme with `secret`.
    pub fn of(scheme: Scheme, secret: impl Into<Secret>, rule: KeyRule) -> Self {
        let keys = vec![(secret.into(), rule)];
        let tolerance = Duration::from_secs(5 * 60);
        Self { keys, rule, scheme, tolerance, event: PhantomData }
    }

    /// Accepts a further secret, while an old one is being replaced.
    pub fn with_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.keys.push((secret.into(), self.rule));
        self
    }

    /// Sets how far the timestamp may be from now, in the past and in the future. A scheme without
    /// one accepts any age.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies a webhook and reads it. `body` must be the bytes as received: a body that was
    /// parsed and written again has another signature.
    ///
    /// # Errors
    /// See [`WebhookError`].
    // Where the standard library has no clock, the time has to be given.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<E, WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// As [`Verifier::verify`], at the time `now`.
    ///
    /// # Errors
    /// See [`WebhookError`].
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<E, WebhookError> {
        match self.scheme {
            Scheme::Standard => self.check_standard(headers, body, now)?,
            Scheme::Body { header: name, prefix, encoding } => {
                let signature = header(headers, name)?.strip_prefix(prefix);
                let signature = signature.and_then(|text| encoding.decode(text));
                self.check_signature(&[body], signature.as_slice())?;
            }
        }
        json::from_slice(body).map_err(WebhookError::Body)
    }

    fn check_standard(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        let id = header(headers, ID)?;
        let timestamp = header(headers, TIMESTAMP)?;
        let signatures = header(headers, SIGNATURE)?;
        let seconds: i64 = timestamp.parse().map_err(|_| WebhookError::InvalidHeader(TIMESTAMP))?;
        // Other versions may stand beside this one.
        let signatures: Vec<Vec<u8>> = signatures
            .split(' ')
            .filter_map(|signature| signature.strip_prefix("v1,"))
            .take(MAX_SIGNATURES)
            .filter_map(|signature| Encoding::Base64.decode(signature))
            .collect();
        let signed = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body];
        self.check_signature(&signed, &signatures)?;
        self.check_age(seconds, now)
    }

    fn check_signature(
        &self,
        signed: &[&[u8]],
        signatures: &[Vec<u8>],
    ) -> Result<(), WebhookError> {
        for (secret, rule) in &self.keys {
            let mut mac = Hmac::<Sha256>::new_from_slice(&key(secret, *rule)?)
                .map_err(|_| WebhookError::InvalidSecret)?;
            for part in signed {
                mac.update(part);
            }
            // `verify_slice` compares in constant time.
            if signatures.iter().any(|signature| mac.clone().verify_slice(signature).is_ok()) {
                return Ok(());
            }
        }
        Err(WebhookError::Signature)
    }

    fn check_age(&self, seconds: i64, now: SystemTime) -> Result<(), WebhookError> {
        let now = match now.duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |s| -s),
        };
        let tolerance = i64::try_from(self.tolerance.as_secs()).unwrap_or(i64::MAX);
        if seconds < now.saturating_sub(tolerance) {
            Err(WebhookError::TooOld)
        } else if seconds > now.saturating_add(tolerance) {
            Err(WebhookError::TooNew)
        } else {
            Ok(())
        }
    }
}

impl Encoding {
    fn decode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Base64 => STANDARD.decode(text).ok(),
            Self::Hex => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let byte = |pair: &[u8]| match pair {
                    [high, low] => u8::try_from(digit(high)? << 4 | digit(low)?).ok(),
                    _ => None,
                };
                text.as_bytes().chunks(2).map(byte).collect()
            }
        }
    }
}

fn key(secret: &Secret, rule: KeyRule) -> Result<Vec<u8>, WebhookError> {
    let text = secret.expose();
    let key = match rule {
        KeyRule::Utf8 => text.as_bytes().to_vec(),
        KeyRule::Base64 => STANDARD
            .decode(text.strip_prefix("whsec_").unwrap_or(text))
            .map_err(|_| WebhookError::InvalidSecret)?,
    };
    // Anyone can sign with an empty key.
    if key.is_empty() { Err(WebhookError::InvalidSecret) } else { Ok(key) }
}

/// The only value of a header.
fn header<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(WebhookError::MissingHeader(name))?;
    match (value.to_str(), values.next()) {
        (Ok(value), None) if !value.is_empty() => Ok(value),
        _ => Err(WebhookError::InvalidHeader(name)),
    }
}

impl<E> fmt::Debug for Verifier<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &self.keys.len())
            .field("rule", &self.rule)
            .field("scheme", &self.scheme)
            .field("tolerance", &self.tolerance)
            .finish()
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidSecret => f.write_str("a webhook secret is not valid"),
            Self::MissingHeader(name) => write!(f, "the header `{name}` is missing"),
            Self::InvalidHeader(name) => write!(f, "the header `{name}` is not valid"),
            Self::Signature => f.write_str("no signature of the webhook is valid"),
            Self::TooOld => f.write_str("the webhook is too old"),
            Self::TooNew => f.write_str("the webhook is from the future"),
            Self::Body(fault) => write!(f, "the webhook has an unexpected body: {fault}"),
        }
    }
}

impl std::error::Error for WebhookError {}
