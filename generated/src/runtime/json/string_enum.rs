//! `string_enum!`: an open set of strings.
//!
//! A value that is not in the set is kept, so that it can be shown, compared and sent back. Looking
//! a string up allocates nothing.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// An open set of strings.
pub trait StringEnum: Sized {
    /// The variant of a string of the set.
    fn known(text: &str) -> Option<Self>;

    /// Keeps a string that is not in the set.
    fn unknown(text: String) -> Self;
}

/// Implements text conversions, `Serialize` and `Deserialize`, and by feature `Debug` and `Sample`,
/// for an enum that has, beside the named variants, `Unknown(String)`.
#[allow(unused_macros)]
macro_rules! string_enum {
    ($type:ident { $($variant:ident $text:literal),* $(,)? }) => {
        impl $type {
            /// All values that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl $crate::runtime::json::string_enum::StringEnum for $type {
            fn known(text: &str) -> Option<Self> {
                Some(match text {
                    $($text => Self::$variant,)*
                    _ => return None,
                })
            }

            fn unknown(text: String) -> Self {
                Self::Unknown(text)
            }
        }

        impl $crate::runtime::json::union::Known for $type {
            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                $crate::runtime::json::string_enum::from_str(text)
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                $crate::runtime::json::string_enum::from_string(text)
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::string_enum::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant => formatter.write_str(stringify!($variant)),)*
                    Self::Unknown(value) => {
                        $crate::runtime::json::redact::variant(formatter, "Unknown", value)
                    }
                }
            }
        }

        #[cfg(any(test, feature = "test-util"))]
        impl $crate::runtime::json::sample::Sample for $type {
            const SHAPE: $crate::runtime::json::sample::Shape =
                $crate::runtime::json::sample::Shape::Strings;

            fn sample(choices: &mut $crate::runtime::json::sample::Choices) -> Self {
                $crate::runtime::json::sample::values::known(Self::KNOWN, choices, |choices| {
                    $crate::runtime::json::sample::values::future(choices).into()
                })
            }
        }
    };
}

/// The variant of a string.
#[must_use]
pub fn from_str<T: StringEnum>(text: &str) -> T {
    T::known(text).unwrap_or_else(|| T::unknown(text.to_owned()))
}

/// The variant of a string; an unknown one is not copied.
#[must_use]
pub fn from_string<T: StringEnum>(text: String) -> T {
    T::known(&text).unwrap_or_else(|| T::unknown(text))
}

/// Reads a string of the set, or another one.
///
/// # Errors
/// When the value is no string.
pub fn deserialize<'de, T: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(StringEnumVisitor(PhantomData))
}

struct StringEnumVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for StringEnumVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(from_str(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        Ok(from_string(text))
    }
}
