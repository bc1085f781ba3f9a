//! What the open unions share: reading the payload of a variant, and keeping what fits none.
//!
//! How a variant is chosen is decided in `tagged`, `untagged` and `selected`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

use super::literal::Literal;
use super::tape::{Tape, Token};

/// A union that keeps what fits none of its variants.
pub trait Keep: Sized {
    /// Keeps a value that fits no variant.
    fn unknown(value: Value) -> Self;
}

/// A set of values that takes others too.
pub trait Known {
    /// Whether this is one of the values of the set.
    fn is_known(&self) -> bool;
}

/// A value of an open set, if it is one of the set: beside other variants that might know it, a set
/// takes no others.
///
/// # Errors
/// When it is not.
pub fn known<T: Known>(value: T) -> Result<T, Misfit> {
    if value.is_known() { Ok(value) } else { Err(Misfit) }
}

/// Whether a tag is one of these.
#[must_use]
pub fn names(tag: &Token<'_>, literals: &[Literal]) -> bool {
    literals.iter().any(|literal| literal.is(tag))
}

/// The tag of a variant that has just one.
#[must_use]
pub fn only(tags: &[&'static str]) -> Option<&'static str> {
    match tags {
        [tag] => Some(tag),
        _ => None,
    }
}

/// Reads the payload of a variant; an error names the variant.
///
/// # Errors
/// When the payload does not fit.
pub fn read<'de, P: Deserialize<'de>, T, D: Deserializer<'de>>(
    payload: D,
    variant: fn(P) -> T,
    name: &str,
) -> Result<T, D::Error> {
    match P::deserialize(payload) {
        Ok(payload) => Ok(variant(payload)),
        Err(error) => Err(D::Error::custom(format_args!("{name}: {error}"))),
    }
}

/// Reads the payload of a variant that takes any tag; what does not fit is kept as it is.
///
/// # Errors
/// When the input cannot be read.
pub fn read_or_keep<'de, P: Deserialize<'de>, T: Keep, D: Deserializer<'de>>(
    payload: D,
    variant: fn(P) -> T,
) -> Result<T, D::Error> {
    let tape = Tape::deserialize(payload)?;
    match tape.view().decode::<P, Misfit>() {
        Ok(payload) => Ok(variant(payload)),
        Err(Misfit) => Ok(T::unknown(tape.view().into())),
    }
}

/// Keeps a value that fits no variant.
///
/// # Errors
/// When the input cannot be read.
pub fn keep<'de, T: Keep, D: Deserializer<'de>>(payload: D) -> Result<T, D::Error> {
    Value::deserialize(payload).map(T::unknown)
}

/// The error of an attempt whose reason nobody will read, so that none is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit;

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the value does not fit")
    }
}

impl std::error::Error for Misfit {}

impl Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Implements `From` for the payloads of a union, each of which must occur in it once.
#[allow(unused_macros)]
macro_rules! from_variants {
    ($type:ident { $($variant:ident($payload:ty)),* $(,)? }) => {
        $(impl From<$payload> for $type {
            fn from(payload: $payload) -> Self {
                Self::$variant(payload)
            }
        })*
    };
}
