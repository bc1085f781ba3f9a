//! `selected!`: a union whose variant is named by a sibling of the key that holds it.
//!
//! Usually the sibling comes first, and the union is read straight from the input; otherwise its
//! value is held back until the end of the object. What counts is the sibling's value as it was
//! written, whatever the sibling's own type makes of it. The object passes it on with the help of
//! [`Selecting`]; objects without such a union do not pay for it.

use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess};

use super::replay::{in_value, read_key, read_value};
use super::slot::{Filled, Slot};
use super::tape::{Tape, Token};
use super::text::Text;

/// A union whose variant is named by a sibling of the key that holds it.
pub trait Selected: Sized {
    /// Reads the variant that the sibling's value names; what it does not name is kept as it is.
    ///
    /// # Errors
    /// When the payload does not fit the variant.
    fn select<'de, D: Deserializer<'de>>(
        by: Option<&Token<'de>>,
        payload: D,
    ) -> Result<Self, D::Error>;
}

/// Implements `Serialize` and `Deserialize` for an enum of payloads that has, beside the named
/// variants, `Unknown(Value)`.
///
/// Its variant is chosen by the object that holds it (`select` in `object!`). Read on its own,
/// without such an object, every value is `Unknown`.
#[allow(unused_macros)]
macro_rules! selected {
    ($type:ident { $($($tag:literal)|+ => $variant:ident($payload:ty)),* $(,)? }) => {
        impl $crate::runtime::json::selected::Selected for $type {
            // Payloads are named in here; none of their names begins with an underscore.
            fn select<'de, __D: ::serde::Deserializer<'de>>(
                by: Option<&$crate::runtime::json::tape::Token<'de>>,
                payload: __D,
            ) -> Result<Self, __D::Error> {
                match by {
                    $(Some(by) if $crate::runtime::json::union::names(by, &[$($tag.into()),+]) => {
                        $crate::runtime::json::union::read::<$payload, _, _>(
                            payload,
                            Self::$variant,
                            concat!(stringify!($type), "::", stringify!($variant)),
                        )
                    })*
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
                $crate::runtime::json::union::keep(deserializer)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(payload) => payload.serialize(serializer),)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let (name, payload): (&str, &dyn ::std::fmt::Debug) = match self {
                    $(Self::$variant(payload) => (stringify!($variant), payload),)*
                    Self::Unknown(value) => ("Unknown", value),
                };
                $crate::runtime::json::redact::variant(formatter, name, payload)
            }
        }

        #[cfg(any(test, feature = "test-util"))]
        impl $crate::runtime::json::sample::values::SampleSelected for $type {
            fn sample_by(
                by: &$crate::runtime::json::tape::Token<'_>,
                choices: &mut $crate::runtime::json::sample::Choices,
            ) -> Self {
                $(if $crate::runtime::json::union::names(by, &[$($tag.into()),+]) {
                    return Self::$variant($crate::runtime::json::sample::Sample::sample(choices));
                })*
                Self::Unknown(choices.value())
            }
        }

        // On its own, without a sibling, every value is unknown.
        #[cfg(any(test, feature = "test-util"))]
        impl $crate::runtime::json::sample::Sample for $type {
            fn sample(choices: &mut $crate::runtime::json::sample::Choices) -> Self {
                Self::Unknown(choices.value())
            }
        }
    };
}

/// The slot of a field that is selected by the value of the key `by`.
#[must_use]
pub fn select<'de, T>(by: &'static str) -> Selection<'de, T> {
    Selection { value: None, by, waiting: None }
}

/// The entries of an object without a selected field: as they are.
pub fn plain<A>(entries: A, _: &'static [&'static str]) -> A {
    entries
}

/// The entries of an object, watched for the values of the keys `by`.
pub fn selecting<'de, A>(entries: A, by: &'static [&'static str]) -> Selecting<'de, A> {
    Selecting { entries, by, current: None, seen: Vec::new() }
}

/// The slot of a selected field.
#[derive(Debug)]
pub struct Selection<'de, T> {
    /// What was read.
    pub value: Option<T>,
    by: &'static str,
    waiting: Option<Tape<'de>>,
}

/// Entries of an object that remember the values of some keys.
#[derive(Debug)]
pub struct Selecting<'de, A> {
    entries: A,
    by: &'static [&'static str],
    current: Option<&'static str>,
    seen: Vec<(&'static str, Token<'de>)>,
}

impl<'de, A> Selecting<'de, A> {
    /// The value of a key, if it was read already.
    fn seen(&self, by: &str) -> Option<&Token<'de>> {
        self.seen.iter().find(|(key, _)| *key == by).map(|(_, value)| value)
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Selecting<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Some(Text(key)) = self.entries.next_key()? else {
            return Ok(None);
        };
        self.current = self.by.iter().copied().find(|by| *by == key);
        read_key(&key, seed).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        let Some(key) = self.current.take() else {
            return self.entries.next_value_seed(seed);
        };
        let by: Tape<'de> = self.entries.next_value()?;
        let value = read_value(key, by.view(), seed)?;
        self.seen.push((key, by.into_head()));
        Ok(value)
    }
}

impl<'de, A: MapAccess<'de>, T: Selected> Slot<'de, Selecting<'de, A>> for Selection<'de, T> {
    fn read(&mut self, entries: &mut Selecting<'de, A>) -> Result<Filled, A::Error> {
        if self.value.is_some() || self.waiting.is_some() {
            return Ok(Filled::Before);
        }
        match entries.seen(self.by).cloned() {
            Some(by) => {
                self.value = Some(entries.next_value_seed(SelectSeed::new(&by))?);
                Ok(Filled::Now)
            }
            None => {
                self.waiting = Some(entries.next_value()?);
                Ok(Filled::Later)
            }
        }
    }

    fn finish(&mut self, name: &str, entries: &mut Selecting<'de, A>) -> Result<bool, A::Error> {
        if let Some(waiting) = self.waiting.take() {
            let payload = waiting.view().into_deserializer();
            let selected = T::select(entries.seen(self.by), payload);
            self.value = Some(selected.map_err(|error: A::Error| in_value(name, error))?);
        }
        Ok(self.value.is_some())
    }
}

/// Reads a selected union when the sibling's value is known.
struct SelectSeed<'a, 'de, T> {
    by: &'a Token<'de>,
    union: PhantomData<T>,
}

impl<'a, 'de, T> SelectSeed<'a, 'de, T> {
    fn new(by: &'a Token<'de>) -> Self {
        Self { by, union: PhantomData }
    }
}

impl<'de, T: Selected> DeserializeSeed<'de> for SelectSeed<'_, 'de, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::select(Some(self.by), deserializer)
    }
}
