//! A credential that cannot be printed by accident.
//!
//! It decides how a secret is held and turned into a header value. It does not decide where the
//! secret is sent; that is `security`.

use std::fmt;

use ::http::HeaderValue;

/// A token, key or password. It has no `Display` and no `Serialize`, and its `Debug` is redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<str>);

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// The text itself, for the few places that put it on the wire.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// A header value after `prefix`; `None` if the text is empty or holds anything but visible
    /// ASCII.
    pub(crate) fn header_value(&self, prefix: &str) -> Option<HeaderValue> {
        if !self.is_visible() {
            return None;
        }
        HeaderValue::try_from(format!("{prefix}{}", self.0)).ok()
    }

    /// Whether the secret is one or more visible ASCII characters: a line break or a space at its
    /// end is a mistake made when copying it, and would only come back as "unauthorized".
    pub(crate) fn is_visible(&self) -> bool {
        !self.0.is_empty() && self.0.bytes().all(|byte| byte.is_ascii_graphic())
    }
}
