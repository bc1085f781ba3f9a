//! Which credentials a request carries.
//!
//! OpenAPI 3.1, section 4.8.30: the alternatives of a security requirement are tried in order,
//! and all schemes of the chosen one are applied. Each is applied once.

use ::http::header::{AUTHORIZATION, COOKIE};
use ::http::{HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::held::Held;
use super::secret::Secret;
use crate::runtime::http::answer::error::{Error, Refusal};
use crate::runtime::http::request::call::Ask;
use crate::runtime::http::request::headers;
use crate::runtime::http::request::percent::encode;
use crate::runtime::http::request::render::refused;
use crate::runtime::http::request::route::Scheme;

/// A checked credential, ready to be put on a request. It has no `Debug`, which would show it.
pub(crate) struct Credential {
    pub(crate) place: Place,
}

/// Where a credential goes, and its text there.
pub(crate) enum Place {
    Header(HeaderName, HeaderValue),
    /// A `name=value` pair, encoded.
    Query(Secret),
    /// A `name=value` pair.
    Cookie(Secret),
}

impl Credential {
    /// Checks `secret` for `scheme`. The complaint does not repeat it.
    pub(crate) fn new(scheme: Scheme, secret: &Secret) -> Result<Self, &'static str> {
        const UNSENDABLE: &str = "it is empty, or holds something else than visible ASCII";
        let place = match scheme {
            Scheme::Bearer => {
                Place::Header(AUTHORIZATION, secret.header_value("Bearer ").ok_or(UNSENDABLE)?)
            }
            Scheme::Basic => {
                if !secret.expose().contains(':') || secret.expose().contains(char::is_control) {
                    return Err("it is not `user:password`, or holds a control character");
                }
                let encoded = Secret::from(STANDARD.encode(secret.expose()));
                Place::Header(AUTHORIZATION, encoded.header_value("Basic ").ok_or(UNSENDABLE)?)
            }
            Scheme::Http(word) => {
                let value = secret.header_value(&format!("{word} "));
                Place::Header(AUTHORIZATION, value.ok_or(UNSENDABLE)?)
            }
            Scheme::Header(header) => {
                let header = HeaderName::from_bytes(header.as_bytes())
                    .map_err(|_| "its header name is not valid")?;
                headers::check(header.as_str(), "x")?;
                // There, the API may ask for a word before the key.
                let parts = secret.expose().split_once(' ').filter(|_| header == AUTHORIZATION);
                let value = match parts.map(|(word, key)| (Secret::from(word), Secret::from(key))) {
                    Some((word, key)) if word.is_visible() => {
                        key.header_value(&format!("{} ", word.expose()))
                    }
                    _ => secret.header_value(""),
                };
                Place::Header(header, value.ok_or(UNSENDABLE)?)
            }
            Scheme::Query(parameter) => {
                if secret.expose().is_empty() {
                    return Err("it is empty");
                }
                let pair = format!("{}={}", encode(parameter), encode(secret.expose()));
                Place::Query(pair.into())
            }
            Scheme::Cookie(cookie) => {
                if !secret.is_visible() || secret.expose().contains([';', ',', '"', '\\']) {
                    return Err("it is empty, or holds a character that no cookie may hold");
                }
                Place::Cookie(format!("{}={}", encode(cookie), secret.expose()).into())
            }
        };
        Ok(Self { place })
    }

    /// The header that this scheme fills, if it fills one of its own.
    pub(crate) fn header(scheme: Scheme) -> Option<HeaderName> {
        match scheme {
            Scheme::Bearer | Scheme::Basic | Scheme::Http(_) => Some(AUTHORIZATION),
            Scheme::Header(name) => HeaderName::from_bytes(name.as_bytes()).ok(),
            Scheme::Query(_) => None,
            Scheme::Cookie(_) => Some(COOKIE),
        }
    }
}

/// The credentials for a call: those of the first alternative whose schemes the client holds all.
/// A scheme whose header the caller has set counts as held and adds nothing.
/// An alternative without schemes is taken last, so that a credential that would fit is used.
///
/// # Errors
/// The alternatives, in words, if the client holds none.
pub(crate) fn choose<'c>(ask: &'c Ask<'_>) -> Result<Vec<&'c Held>, Error> {
    let Ask { shared, route, parts } = ask;
    let overridden = |name: &str| {
        let scheme = shared.api.schemes.iter().find(|(scheme, _)| *scheme == name);
        scheme
            .and_then(|(_, scheme)| Credential::header(*scheme))
            .is_some_and(|header| parts.headers.contains_key(header))
    };
    if parts.target.is_some() {
        // What nothing describes gets the credential that the client has.
        let first = shared.credentials.iter().take(1);
        return Ok(first.filter(|held| !overridden(held.scheme)).collect());
    }
    let mut optional = route.security.is_empty();
    'alternatives: for alternative in route.security {
        optional |= alternative.is_empty();
        let mut chosen = Vec::with_capacity(alternative.len());
        for name in *alternative {
            match shared.credentials.iter().find(|held| held.scheme == *name) {
                _ if overridden(name) => {}
                Some(held) => chosen.push(held),
                None => continue 'alternatives,
            }
        }
        if !alternative.is_empty() {
            return Ok(chosen);
        }
    }
    if optional {
        return Ok(Vec::new());
    }
    let alternatives: Vec<String> =
        route.security.iter().map(|alternative| alternative.join(" with ")).collect();
    let detail = format!("no credential: it needs {}", alternatives.join(", or "));
    Err(refused(route, Refusal::Credential, detail))
}
