//! `untagged!`: a union whose variant shows in the value itself.
//!
//! First by the kind of JSON value; among strings, numbers and arrays the first variant that the
//! value fits; among objects the variant that knows most of the keys (of several, the one with the
//! fewest others), of those whose required keys are all there. A value that fits no variant is kept as it is – unless all variants are scalars and the
//! value is not. How often a value may be tried is decided in `effort`.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Number;

use super::effort::Effort;
use super::tape::{Tape, Token, View};
use super::union::{Keep, Misfit};

/// A union whose variant shows in the value itself.
pub trait Untagged: Keep {
    /// What each variant accepts, in the order of the variants.
    const CANDIDATES: &'static [Candidate];

    /// Reads the value as the variant at an index of [`Untagged::CANDIDATES`].
    ///
    /// # Errors
    /// When the value does not fit.
    fn decode<'de>(candidate: usize, value: View<'_, 'de>) -> Result<Self, Misfit>;
}

/// Implements `Serialize` and `Deserialize` for an enum of payloads that has, beside the named
/// variants, `Unknown(Value)`.
///
/// Each variant is a kind of JSON value (`null`, `boolean`, `integer`, `number`, `string`, `array`,
/// `object`), its name and payload, and for an object `[required keys] [optional keys]`. A `null`
/// variant may do without a payload. An integer is tried as `integer` first and then as `number`.
/// `known_string` and `known_integer` are enums that take their own values only, since one of several
/// sets of strings must not take what belongs to the next.
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
                value: $crate::runtime::json::tape::View<'_, 'de>,
            ) -> Result<Self, $crate::runtime::json::union::Misfit> {
                // Counted, for an item declared here could bear the name of a payload.
                let mut positions = 0_usize..;
                $(if positions.next() == Some(candidate) {
                    return untagged!(@decode $kind value $variant $($payload)?);
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

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant { $(0: untagged!(@payload payload $payload))? } => {
                        untagged!(@debug formatter $variant $(payload $payload)?)
                    })*
                    Self::Unknown(value) => {
                        $crate::runtime::json::redact::variant(formatter, "Unknown", value)
                    }
                }
            }
        }

        #[cfg(any(test, feature = "test-util"))]
        impl $crate::runtime::json::sample::Sample for $type {
            const SHAPE: $crate::runtime::json::sample::Shape =
                $crate::runtime::json::sample::Shape::Untagged;

            fn sample(choices: &mut $crate::runtime::json::sample::Choices) -> Self {
                choices.nest(|choices| {
                    let variants: &[fn(&mut $crate::runtime::json::sample::Choices) -> Self] =
                        &[$(untagged!(@sample $variant $($payload)?)),*];
                    $crate::runtime::json::sample::values::settled(
                        match $crate::runtime::json::sample::values::variant(variants, choices) {
                            Some(variant) => variant,
                            None => $crate::runtime::json::sample::values::unknown_kind(choices),
                        },
                    )
                })
            }
        }
    };

    // A variant without a payload is null.
    (@decode $kind:ident $value:ident $variant:ident) => { Ok(Self::$variant) };
    (@decode known_string $value:ident $variant:ident $payload:ty) => {
        untagged!(@known $value $variant $payload)
    };
    (@decode known_integer $value:ident $variant:ident $payload:ty) => {
        untagged!(@known $value $variant $payload)
    };
    (@decode $kind:ident $value:ident $variant:ident $payload:ty) => {
        $value.decode::<$payload, _>().map(Self::$variant)
    };
    (@known $value:ident $variant:ident $payload:ty) => {
        $value
            .decode::<$payload, _>()
            .and_then($crate::runtime::json::union::known)
            .map(Self::$variant)
    };
    (@debug $formatter:ident $variant:ident) => { $formatter.write_str(stringify!($variant)) };
    (@debug $formatter:ident $variant:ident $name:ident $payload:ty) => {
        $crate::runtime::json::redact::variant($formatter, stringify!($variant), $name)
    };
    (@sample $variant:ident) => { |_| Self::$variant };
    (@sample $variant:ident $payload:ty) => {
        |choices| Self::$variant($crate::runtime::json::sample::Sample::sample(choices))
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
    known_integer Integer "integers of a set"
    known_string String "strings of a set"
    array Array "arrays"
    object Object "objects"
}

impl Candidate {
    fn is_scalar(&self) -> bool {
        !matches!(self.kind, Kind::Null | Kind::Array | Kind::Object)
    }

    fn keys(&self) -> usize {
        self.required.len().saturating_add(self.optional.len())
    }

    /// How many keys of an object are known; `None` when a required one is missing.
    fn score(&self, object: View<'_, '_>) -> Option<usize> {
        let present = |key: &&&str| object.keys().any(|present| present == **key);
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
    let tape = Tape::deserialize(deserializer)?;
    let value = tape.view();
    let decoded = match value.head() {
        Token::Null => first(Kind::Null, value),
        Token::Boolean(_) => first(Kind::Boolean, value),
        Token::Number(number) if is_integer(number) => {
            let as_number = || is_exact(number).then(|| first(Kind::Number, value)).flatten();
            first(Kind::Integer, value).or_else(as_number)
        }
        Token::Number(_) => first(Kind::Number, value),
        Token::Text(_) => first(Kind::String, value),
        Token::Array(_) => first(Kind::Array, value),
        Token::Object(_) => best(value),
    };
    match decoded {
        Some(decoded) => Ok(decoded),
        // A scalar of a new form may be worth keeping; where scalars belong, nothing else is.
        None if !value.head().is_scalar() && T::CANDIDATES.iter().all(Candidate::is_scalar) => {
            Err(D::Error::custom("expected a string, a number or a boolean"))
        }
        None => Ok(T::unknown(value.into())),
    }
}

/// The first variant of this kind that the value fits.
fn first<T: Untagged>(kind: Kind, value: View<'_, '_>) -> Option<T> {
    let candidates = T::CANDIDATES.iter().enumerate().filter(|(_, c)| c.kind == kind);
    attempt(value, candidates.map(|(index, _)| index))
}

/// The variant that knows most keys of the object, of those that it fits; of several the one that
/// knows the fewest others, so that a map takes what is strange to all.
fn best<T: Untagged>(object: View<'_, '_>) -> Option<T> {
    let mut scores: Vec<_> = T::CANDIDATES
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.kind == Kind::Object)
        .filter_map(|(index, candidate)| Some((candidate.score(object)?, candidate.keys(), index)))
        .collect();
    scores.sort_by_key(|(score, keys, index)| (std::cmp::Reverse(*score), *keys, *index));
    attempt(object, scores.into_iter().map(|(_, _, index)| index))
}

/// The first of these variants that the value fits. A scalar holds no union, so what trying it costs
/// is not counted.
fn attempt<T: Untagged>(
    value: View<'_, '_>,
    mut candidates: impl Iterator<Item = usize>,
) -> Option<T> {
    if value.size() == 1 {
        return candidates.find_map(|index| T::decode(index, value).ok());
    }
    let effort = Effort::begin(value.size());
    candidates
        .take_while(|_| effort.spend(value.size()))
        .find_map(|index| T::decode(index, value).ok())
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
