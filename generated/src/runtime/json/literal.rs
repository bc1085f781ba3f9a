//! Values that the API fixes: the `const` of a schema, the tag of a union.
//!
//! Strings, integers and booleans only; a fixed array or object is not expressed as a literal.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::kind::whole;
use super::tape::Token;

/// A fixed JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

impl Literal {
    /// Whether a value read from the input is this one.
    #[must_use]
    pub fn is(self, value: &Token<'_>) -> bool {
        match (self, value) {
            (Self::Text(literal), Token::Text(text)) => literal == text,
            (Self::Integer(literal), Token::Number(number)) => {
                number.as_i64().or_else(|| whole(number)) == Some(literal)
            }
            (Self::Boolean(literal), Token::Boolean(value)) => literal == *value,
            _ => false,
        }
    }
}

impl From<&'static str> for Literal {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Literal {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}

impl From<bool> for Literal {
    fn from(boolean: bool) -> Self {
        Self::Boolean(boolean)
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::Integer(integer) => integer.fmt(formatter),
            Self::Boolean(boolean) => boolean.fmt(formatter),
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(integer) => serializer.serialize_i64(integer),
            Self::Boolean(boolean) => serializer.serialize_bool(boolean),
        }
    }
}

/// As a seed, a literal accepts only itself; the error for anything else names both.
impl<'de> DeserializeSeed<'de> for Literal {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self {
            Self::Text(_) => deserializer.deserialize_str(self),
            Self::Integer(_) => deserializer.deserialize_i64(self),
            Self::Boolean(_) => deserializer.deserialize_bool(self),
        }
    }
}

impl Visitor<'_> for Literal {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        match self {
            Self::Text(literal) if literal == text => Ok(()),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<(), E> {
        match self {
            Self::Integer(literal) if literal == integer => Ok(()),
            _ => Err(E::invalid_value(Unexpected::Signed(integer), &self)),
        }
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<(), E> {
        match self {
            Self::Integer(literal) if u64::try_from(literal) == Ok(integer) => Ok(()),
            _ => Err(E::invalid_value(Unexpected::Unsigned(integer), &self)),
        }
    }

    fn visit_bool<E: de::Error>(self, boolean: bool) -> Result<(), E> {
        match self {
            Self::Boolean(literal) if literal == boolean => Ok(()),
            _ => Err(E::invalid_value(Unexpected::Bool(boolean), &self)),
        }
    }
}
