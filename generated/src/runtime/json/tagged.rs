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

use super::buffer::Buffered;
use super::chain::Chain;
use super::text::Text;
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
        tag: Option<&Buffered<'de>>,
        payload: D,
    ) -> Result<Self, D::Error>;
}

/// Implements `Serialize`, `Deserialize` and `tag` for an enum of payloads that has, beside the
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
                tag: Option<&$crate::runtime::json::buffer::Buffered<'de>>,
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
        let mut before = Vec::new();
        while let Some(Text(key)) = entries.next_key()? {
            let value = entries.next_value()?;
            if key == T::KEY {
                let tag = Buffered::clone(&value);
                let chain = Chain::entries(before, Some((key, value)), entries);
                return T::choose(Some(&tag), MapAccessDeserializer::new(chain));
            }
            if before.is_empty() {
                before.reserve(8);
            }
            before.push((key, value));
        }
        T::choose(None, MapAccessDeserializer::new(Chain::entries(before, None, entries)))
    }
}
