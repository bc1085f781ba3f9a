//! [`Base64`]: bytes that are text in JSON.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::text::Text;

/// Writes padding, and reads without it, too.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes that are base64 in JSON (RFC 4648 §4). Those of §5, which URLs take, are read as well, and
/// so are line breaks.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(pub Vec<u8>);

impl Base64 {
    /// The text, as JSON has it.
    #[must_use]
    pub fn encode(&self) -> String {
        ENGINE.encode(&self.0)
    }

    /// The bytes that a text stands for; `None` if it is no base64.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let plain = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'-' | b'_');
        let text = if text.as_bytes().iter().all(plain) {
            Cow::Borrowed(text)
        } else {
            let standard = |c: char| match c {
                '-' => '+',
                '_' => '/',
                other => other,
            };
            text.chars().filter(|c| !c.is_ascii_whitespace()).map(standard).collect()
        };
        ENGINE.decode(&*text).ok().map(Self)
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Base64({} bytes)", self.0.len())
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(deserializer)?;
        Self::decode(&text).ok_or_else(|| D::Error::custom("expected a text in base64"))
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}
