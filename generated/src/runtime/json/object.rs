//! `object!`: a struct as a JSON object.
//!
//! Decides the grammar of the macro and the code it expands to; what a presence word means is
//! decided in `slot` (reading) and `member` (writing).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// A struct that is read from the entries of a JSON object.
pub trait Object: Sized {
    /// The name of the struct, for error messages.
    const NAME: &'static str;

    /// Reads all entries.
    ///
    /// # Errors
    /// When a value does not fit, a key is doubled, or a required one missing.
    fn read<'de, A: MapAccess<'de>>(entries: A) -> Result<Self, A::Error>;
}

/// Implements `Serialize` and `Deserialize` for a struct; and by feature `Debug` and `Sample`.
///
/// Each field is a presence word, the field, and its key:
///
/// | word | type of the field | key absent | `null` | written |
/// |---|---|---|---|---|
/// | `required` | `T` | error | `T` decides | always |
/// | `nullable` | `Option<T>` | `None` | `None` | always |
/// | `optional` | `Option<T>` | `None` | `None` | unless `None` |
/// | `nullish` | `Nullish<T>` | `Absent` | `Null` | unless `Absent` |
/// | `literal "key" = value` | no field | error | error | always |
/// | `implied "key" = value` | no field | tolerated | error | always |
/// | `select field "key" by sibling "key"` | made by `selected!` | error | goes to the type | always |
///
/// After the list, `rest field` names the `Map<String, T>` that unknown keys go to; it is written
/// last. Without one they are ignored. A doubled key is an error.
///
/// A row is matched as a whole, so that no number of fields meets the compiler's limit on recursion.
#[allow(unused_macros)]
macro_rules! object {
    ($type:ident { $(
        $word:ident $($fixed:literal = $value:literal)? $($name:ident $key:literal)?
    ),* $(,)? } $(rest $rest:ident)?) => {
        object! { @impl plain $type { $(
            $word $($fixed = $value)? $($name $key ())?;
        )* } { $($rest)? } }
    };
    ($type:ident { $(
        $word:ident $($fixed:literal = $value:literal)?
        $($name:ident $key:literal $(by $sibling:ident $by:literal)?)?
    ),* $(,)? } $(rest $rest:ident)?) => {
        object! { @impl selecting $type { $(
            $word $($fixed = $value)? $($name $key ($($by $sibling)?))?;
        )* } { $($rest)? } }
    };

    (@impl $mode:ident $type:ident { $(
        $word:ident $($fixed:literal = $value:literal)? $($name:ident $key:literal ($($by:literal $sibling:ident)?))?;
    )* } { $($rest:ident)? }) => {
        #[allow(deprecated, reason = "a deprecated field is still read")]
        impl $crate::runtime::json::object::Object for $type {
            const NAME: &'static str = stringify!($type);

            fn read<'de, A: ::serde::de::MapAccess<'de>>(entries: A) -> Result<Self, A::Error> {
                const __NAMES: &[&str] = &[$($($fixed,)? $($key,)?)*];
                static __ORDER: [::std::sync::atomic::AtomicU16; __NAMES.len() + 1] =
                    $crate::runtime::json::keys::order();
                $($(let mut $name = $crate::runtime::json::slot::$word($($by)?);)?)*
                $(let mut $rest = $crate::runtime::json::slot::rest();)?
                let outcome = $crate::runtime::json::slot::fill(
                    $crate::runtime::json::selected::$mode(entries, &[$($($($by,)?)?)*]),
                    __NAMES,
                    &__ORDER,
                    &mut [$(
                        $(&mut $crate::runtime::json::slot::$word($value),)?
                        $(&mut $name,)?
                    )*],
                    &mut [$(&mut $rest)?],
                );
                match (outcome, $($($name.value,)?)* $($rest.value,)?) {
                    (Ok(()), $($(Some($name),)?)* $(Some($rest),)?) => {
                        Ok(Self { $($($name,)?)* $($rest,)? })
                    }
                    (outcome, ..) => Err($crate::runtime::json::object::unfilled(outcome)),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::object::deserialize(deserializer)
            }
        }

        #[allow(deprecated, reason = "a deprecated field is still written")]
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::member::write(
                    serializer,
                    &[$(
                        $($crate::runtime::json::member::required(
                            $fixed,
                            &$crate::runtime::json::literal::Literal::from($value),
                        ),)?
                        $($crate::runtime::json::member::$word($key, &self.$name),)?
                    )*],
                    &[$(&self.$rest)?],
                )
            }
        }

        #[allow(deprecated, reason = "a deprecated field is still shown")]
        impl ::std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::redact::object(
                    formatter,
                    stringify!($type),
                    &[$($((stringify!($name), &self.$name),)?)* $((stringify!($rest), &self.$rest))?],
                )
            }
        }

        #[cfg(any(test, feature = "test-util"))]
        #[allow(deprecated, reason = "a deprecated field has samples, too")]
        impl $crate::runtime::json::sample::Sample for $type {
            const SHAPE: $crate::runtime::json::sample::Shape =
                $crate::runtime::json::sample::Shape::Object {
                    fields: &[$($crate::runtime::json::sample::shape::$word(
                        $($fixed)? $($key)?
                    )),*],
                    open: !<[&str]>::is_empty(&[$(stringify!($rest))?]),
                };

            fn sample(choices: &mut $crate::runtime::json::sample::Choices) -> Self {
                choices.nest(|choices| {
                    #[allow(unused_mut, reason = "only what a sibling selects is made later")]
                    let mut sample = Self {
                        $($($name: $crate::runtime::json::sample::values::$word(choices),)?)*
                        $($rest: $crate::runtime::json::sample::values::rest(choices),)?
                    };
                    $($($(
                        sample.$name = $crate::runtime::json::sample::values::selected(
                            &sample.$sibling,
                            choices,
                        );
                    )?)?)*
                    let _ = &choices;
                    sample
                })
            }
        }
    };
}

/// Reads an object.
///
/// # Errors
/// When the value is no object, or its entries do not fit.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// The error of a struct that could not be filled.
pub fn unfilled<E: Error>(outcome: Result<(), E>) -> E {
    match outcome {
        Err(error) => error,
        // Cannot be: `fill` names a missing key itself.
        Ok(()) => E::custom("a field is missing"),
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        T::read(entries)
    }
}
