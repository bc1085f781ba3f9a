//! `integer_enum!`: an open set of integers.
//!
//! A value that is not in the set is kept. Integers beyond 64 bits are an error.

/// Implements integer conversions, `Display`, `Serialize` and `Deserialize`, and by feature `Debug`
/// and `Sample`, for an enum that has, beside the named variants, `Unknown(i64)`.
#[allow(unused_macros)]
macro_rules! integer_enum {
    ($type:ident { $($variant:ident $value:literal),* $(,)? }) => {
        impl $type {
            /// All values that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as the API writes it.
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl $crate::runtime::json::union::Known for $type {
            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl From<i64> for $type {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <i64 as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
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
                $crate::runtime::json::sample::Shape::Integers;

            fn sample(choices: &mut $crate::runtime::json::sample::Choices) -> Self {
                $crate::runtime::json::sample::values::known(Self::KNOWN, choices, |choices| {
                    <i64 as $crate::runtime::json::sample::Sample>::sample(choices).into()
                })
            }
        }
    };
}
