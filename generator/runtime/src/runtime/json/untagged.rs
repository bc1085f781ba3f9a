//! `untagged!`: a union whose variant shows in the value itself.
//!
//! First by the kind of JSON value; among strings, numbers and arrays the first variant that the
//! value fits; among objects the variant that knows most of the keys, of those whose required keys
//! are all there. A value that fits no variant is kept as it is – unless all variants are scalars and the
//! value is not.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Number;

use super::buffer::Buffered;
use super::union::{Keep, Misfit};

/// A union whose variant shows in the value itself.
pub trait Untagged: Keep {
    /// What each variant accepts, in the order of the variants.
    const CANDIDATES: &'static [Candidate];

    /// Reads the value as the variant at an index of [`Untagged::CANDIDATES`].
    ///
    /// # Errors
    /// When the value does not fit.
    fn decode<'de>(candidate: usize, value: &Buffered<'de>) -> Result<Self, Misfit>;
}

/// Implements `Serialize` and `Deserialize` for an enum of payloads that has, beside the named
/// variants, `Unknown(Value)`.
///
/// Each variant is a kind of JSON value (`null`, `boolean`, `integer`, `number`, `string`, `array`,
/// `object`), its name and payload, and for an object `[required keys] [optional keys]`. A `null`
/// variant may do without a payload. An integer is tried as `integer` first and then as `number`.
#[allow(unused_macros)]
macro_rules! untagged {
    ($type:ident { $(
        $kind:ident $variant:ident $(($payload:ty))? $([$($required:literal),*] [$($optional:literal),*])?
    ),* $(,)? }) => {
        impl $crate::runtime::json::untagged::Untagged for $type {
            const CANDIDATES: &'static [$crate::runtime::json::untagged::Candidate] = &[$(
                $crate::runtime::json::untagged::Candidate::$kind(
                    &[$($($required),*)?],
                    &[$($($optional),*)?],
                )
            ),*];

            fn decode<'de>(
                candidate: usize,
                value: &$crate::runtime::json::buffer::Buffered<'de>,
            ) -> Result<Self, $crate::runtime::json::union::Misfit> {
                // Counted, for an item declared here could bear the name of a payload.
                let mut positions = 0_usize..;
                $(if positions.next() == Some(candidate) {
                    return untagged!(@decode value $variant $($payload)?);
                })*
                Err($crate::runtime::json::union::Misfit)
            }
        }

        impl $crate::runtime::json::union::Keep for $type {
            fn unknown(value: $crate::runtime::json::Value) -> Self {
                Self::Unknown(value)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::untagged::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant { $(0: untagged!(@payload payload $payload))? } => {
                        untagged!(@write serializer $(payload $payload)?)
                    })*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
    };

    // A variant without a payload is null.
    (@decode $value:ident $variant:ident) => { Ok(Self::$variant) };
    (@decode $value:ident $variant:ident $payload:ty) => {
        $value.decode::<$payload, _>().map(Self::$variant)
    };
    (@payload $name:ident $payload:ty) => { $name };
    (@write $serializer:ident) => { $serializer.serialize_unit() };
    (@write $serializer:ident $name:ident $payload:ty) => { $name.serialize($serializer) };
}

/// What a variant accepts.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    kind: Kind,
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// One constructor for each word of `untagged!`, with the keys that only objects have.
macro_rules! candidates {
    ($($word:ident $kind:ident $docs:literal)*) => {
        impl Candidate {
            $(#[doc = concat!("A variant for ", $docs, ".")]
            #[must_use]
            pub const fn $word(
                required: &'static [&'static str],
                optional: &'static [&'static str],
            ) -> Self {
                Self { kind: Kind::$kind, required, optional }
            })*
        }
    };
}

candidates! {
    null Null "`null`"
    boolean Boolean "`true` and `false`"
    integer Integer "numbers written as integers"
    number Number "all numbers"
    string String "strings"
    array Array "arrays"
    object Object "objects"
}

impl Candidate {
    fn is_scalar(&self) -> bool {
        !matches!(self.kind, Kind::Null | Kind::Array | Kind::Object)
    }

    /// How many keys of an object are known; `None` when a required one is missing.
    fn score(&self, object: &Buffered<'_>) -> Option<usize> {
        let present = |key: &&&str| object.get(key).is_some();
        let required = self.required.iter().filter(present).count();
        (required == self.required.len())
            .then(|| required + self.optional.iter().filter(present).count())
    }
}

/// Reads a union.
///
/// # Errors
/// When the input cannot be read.
pub fn deserialize<'de, T: Untagged, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // A scalar takes no memory of its own here: its text is borrowed if the input allows it.
    let value = Buffered::deserialize(deserializer)?;
    let decoded = match &value {
        Buffered::Null => first(Kind::Null, &value),
        Buffered::Boolean(_) => first(Kind::Boolean, &value),
        Buffered::Number(number) if is_integer(number) => {
            let as_number = || is_exact(number).then(|| first(Kind::Number, &value)).flatten();
            first(Kind::Integer, &value).or_else(as_number)
        }
        Buffered::Number(_) => first(Kind::Number, &value),
        Buffered::Text(_) => first(Kind::String, &value),
        Buffered::Array(_) => first(Kind::Array, &value),
        Buffered::Object(_) => best(&value),
    };
    match decoded {
        Some(decoded) => Ok(decoded),
        // A scalar of a new form may be worth keeping; where scalars belong, nothing else is.
        None if !value.is_scalar() && T::CANDIDATES.iter().all(Candidate::is_scalar) => {
            Err(D::Error::custom("expected a string, a number or a boolean"))
        }
        None => Ok(T::unknown(value.into())),
    }
}

/// The first variant of this kind that the value fits.
fn first<T: Untagged>(kind: Kind, value: &Buffered<'_>) -> Option<T> {
    let mut candidates = T::CANDIDATES.iter().enumerate().filter(|(_, c)| c.kind == kind);
    candidates.find_map(|(index, _)| T::decode(index, value).ok())
}

/// The variant that knows most keys of the object, of those that it fits.
fn best<T: Untagged>(object: &Buffered<'_>) -> Option<T> {
    let mut scores: Vec<_> = T::CANDIDATES
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.kind == Kind::Object)
        .filter_map(|(index, candidate)| Some((candidate.score(object)?, index)))
        .collect();
    scores.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
    scores.into_iter().find_map(|(_, index)| T::decode(index, object).ok())
}

/// Whether a number was written without fraction and exponent, however large it is.
fn is_integer(number: &Number) -> bool {
    number.is_i64() || number.is_u64()
}

/// Whether a floating-point number holds this integer without rounding it.
fn is_exact(number: &Number) -> bool {
    let size = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
    size.is_some_and(|size| (size as f64) as u128 == u128::from(size))
}
