//! `tagged!`: a union whose variant is named by the value of one key.
//!
//! Entries are buffered only until that key is found; the variant reads the others straight from
//! the input. The tag is passed on to the variant, which may check it, keep it, or ignore it, and
//! which also writes it. Nothing is guessed: a value whose tag is known but which does not fit is
//! an error, and a value whose tag is unknown is kept as it is.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::chain::Chain;
use super::tape::{Append, AppendKey, Token};
use super::union::Keep;

/// A union whose variant is named by the value of one key.
pub trait Tagged: Keep {
    /// The name of the union, for error messages.
    const NAME: &'static str;

    /// The key that names the variant.
    const KEY: &'static str;

    /// Reads the variant that a tag names; without a tag, the one that needs none.
    ///
    /// # Errors
    /// When the payload does not fit the variant.
    fn choose<'de, D: Deserializer<'de>>(
        tag: Option<&Token<'de>>,
        payload: D,
    ) -> Result<Self, D::Error>;
}

/// Implements `Serialize`, `Deserialize` and `tag`, and by feature `Debug` and `Sample`, for an enum of payloads that has, beside the
/// named variants, `Unknown(Value)`.
///
/// `"tag" => Variant(Payload)` names the variants, `"a" | "b" => …` one that has several tags;
/// `absent Variant` says which one an object without the key is; `other Variant(Payload)` takes the
/// objects with any other tag.
#[allow(unused_macros)]
macro_rules! tagged {
    ($type:ident by $key:literal {
        $($($tag:literal)|+ => $variant:ident($payload:ty)),* $(,)?
    } $(absent $absent:ident)? $(other $other:ident($rest:ty))?) => {
        impl $type {
            /// The tag that names the variant, as far as this type knows it: of an unknown value
            /// what stands there if it is a string, and `None` for a variant with several tags.
            #[must_use]
            pub fn tag(&self) -> Option<&str> {
                match self {
                    $(Self::$variant(_) => {
                        $crate::runtime::json::union::only(&[$(concat!($tag)),+])
                    })*
                    $(Self::$other(_) => {
                        let _: fn($rest) -> Self = Self::$other;
                        None
                    })?
                    Self::Unknown(value) => value.get($key)?.as_str(),
                }
            }
        }

        impl $crate::runtime::json::tagged::Tagged for $type {
            const NAME: &'static str = stringify!($type);
            const KEY: &'static str = $key;

            // Payloads are named in here; none of their names begins with an underscore.
            fn choose<'de, __D: ::serde::Deserializer<'de>>(
                tag: Option<&$crate::runtime::json::tape::Token<'de>>,
                payload: __D,
            ) -> Result<Self, __D::Error> {
                match tag {
                    $(Some(tag) if $crate::runtime::json::union::names(tag, &[$($tag.into()),+]) => {
                        $crate::runtime::json::union::read::<$payload, _, _>(
                            payload,
                            Self::$variant,
                            concat!(stringify!($type), "::", stringify!($variant)),
                        )
                    })*
                    $(Some(tag) if tag.is_scalar() => {
                        $crate::runtime::json::union::read_or_keep::<$rest, _, _>(payload, Self::$other)
                    })?
                    $(None => $crate::runtime::json::union::read(
                        payload,
                        Self::$absent,
                        concat!(stringify!($type), "::", stringify!($absent)),
                    ),)?
                    _ => $crate::runtime::json::union::keep(payload),
                }
            }
        }

        impl $crate::runtime::json::union::Keep for $type {
            fn unknown(value: $crate::runtime::json::Value) -> Self {
                Self::Unknown(value)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::tagged::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(payload) => payload.serialize(serializer),)*
                    $(Self::$other(payload) => payload.serialize(serializer),)?
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let (name, payload): (&str, &dyn ::std::fmt::Debug) = match self {
                    $(Self::$variant(payload) => (stringify!($variant), payload),)*
                    $(Self::$other(payload) => (stringify!($other), payload),)?
                    Self::Unknown(value) => ("Unknown", value),
                };
                $crate::runtime::json::redact::variant(formatter, name, payload)
            }
        }

        #[cfg(any(test, feature = "test-util"))]
        impl $crate::runtime::json::sample::Sample for $type {
            const SHAPE: $crate::runtime::json::sample::Shape =
                $crate::runtime::json::sample::Shape::Tagged {
                    key: $key,
                    open: !<[&str]>::is_empty(&[$(stringify!($other))?]),
                };

            fn sample(choices: &mut $crate::runtime::json::sample::Choices) -> Self {
                choices.nest(|choices| {
                    let variants: &[fn(&mut $crate::runtime::json::sample::Choices) -> Self] = &[
                        $(|choices| Self::$variant($crate::runtime::json::sample::values::tagged(
                            $key,
                            &[$($tag.into()),+],
                            choices,
                        )),)*
                        $(|choices| Self::$other(
                            $crate::runtime::json::sample::Sample::sample(choices),
                        ))?
                    ];
                    $crate::runtime::json::sample::values::settled(
                        match $crate::runtime::json::sample::values::variant(variants, choices) {
                            Some(variant) => variant,
                            None => $crate::runtime::json::sample::values::unknown_tag(
                                $key,
                                !<[&str]>::is_empty(&[$(stringify!($other))?]),
                                choices,
                            ),
                        },
                    )
                })
            }
        }
    };
}

/// Reads a union.
///
/// # Errors
/// When the input cannot be read, or the payload does not fit the variant that its tag names.
pub fn deserialize<'de, T: Tagged, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ByTag(PhantomData))
}

struct ByTag<T>(PhantomData<T>);

impl<'de, T: Tagged> Visitor<'de> for ByTag<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<T, A::Error> {
        let mut before = Vec::with_capacity(USUAL);
        while entries.next_key_seed(AppendKey(&mut before))?.is_some() {
            let is_tag = matches!(before.last(), Some(Token::Text(key)) if key == T::KEY);
            let place = before.len();
            entries.next_value_seed(Append(&mut before))?;
            if is_tag {
                let payload = MapAccessDeserializer::new(Chain::new(&before, entries));
                return T::choose(before.get(place), payload);
            }
        }
        T::choose(None, MapAccessDeserializer::new(Chain::new(&before, entries)))
    }
}

/// For how many tokens there is room: an object of some size with its tag at the end.
const USUAL: usize = 60;
