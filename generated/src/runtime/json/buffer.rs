//! A JSON value held back until it is known what to read from it.
//!
//! Keeps keys in order, doubled keys included, and borrows strings from the input where it can.
//! How deep values may nest is not decided here: reading goes through the deserializer, and
//! serde_json refuses more than 128 levels, so what has been buffered is bounded by that, too.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{CowStrDeserializer, MapAccessDeserializer, SeqDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Number, Value};

use super::kind::{ByKind, by_kind};
use super::text::Text;

/// A JSON value, borrowed from the input where possible.
#[derive(Clone, Debug, PartialEq)]
pub enum Buffered<'de> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as exact as serde_json keeps it.
    Number(Number),
    /// A string without its escapes.
    Text(Cow<'de, str>),
    /// An array.
    Array(Vec<Buffered<'de>>),
    /// An object: its entries as they were written.
    Object(Vec<(Cow<'de, str>, Buffered<'de>)>),
}

impl<'de> Buffered<'de> {
    /// Reads a `T` from this value; the value stays, for another attempt.
    ///
    /// # Errors
    /// When the value does not fit.
    pub fn decode<T: Deserialize<'de>, E: de::Error>(&self) -> Result<T, E> {
        T::deserialize(BufferedDeserializer::new(self))
    }

    /// The value of a key, the last one if the key is doubled; `None` as well if this is no object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => {
                entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Whether the value is a string, a number or a boolean.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Number(_) | Self::Boolean(_))
    }
}

impl<'de> Deserialize<'de> for Buffered<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        by_kind(Buffering, deserializer)
    }
}

impl From<Buffered<'_>> for Value {
    fn from(buffered: Buffered<'_>) -> Self {
        match buffered {
            Buffered::Null => Self::Null,
            Buffered::Boolean(value) => Self::Bool(value),
            Buffered::Number(number) => Self::Number(number),
            Buffered::Text(text) => Self::String(text.into_owned()),
            Buffered::Array(items) => items.into_iter().map(Self::from).collect(),
            Buffered::Object(entries) => entries
                .into_iter()
                .map(|(key, value)| (key.into_owned(), Self::from(value)))
                .collect(),
        }
    }
}

impl<'a, 'de, E: de::Error> IntoDeserializer<'de, E> for &'a Buffered<'de> {
    type Deserializer = BufferedDeserializer<'a, 'de, E>;

    fn into_deserializer(self) -> Self::Deserializer {
        BufferedDeserializer::new(self)
    }
}

/// Reads from a [`Buffered`] without using it up.
#[derive(Debug)]
pub struct BufferedDeserializer<'a, 'de, E> {
    value: &'a Buffered<'de>,
    error: PhantomData<E>,
}

impl<'a, 'de, E> BufferedDeserializer<'a, 'de, E> {
    /// A deserializer of this value.
    #[must_use]
    pub fn new(value: &'a Buffered<'de>) -> Self {
        Self { value, error: PhantomData }
    }
}

/// A number goes to its own deserializer, which converts between kinds of numbers as serde_json
/// does; anything else is announced as what it is.
macro_rules! number_methods {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.value {
                Buffered::Number(number) => number.$method(visitor).map_err(E::custom),
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

impl<'de, E: de::Error> Deserializer<'de> for BufferedDeserializer<'_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Buffered::Null => visitor.visit_unit(),
            Buffered::Boolean(value) => visitor.visit_bool(*value),
            Buffered::Number(number) => number.deserialize_any(visitor).map_err(E::custom),
            Buffered::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Buffered::Text(Cow::Owned(text)) => visitor.visit_str(text),
            Buffered::Array(items) => {
                let mut items = BufferedItems::new(SeqDeserializer::new(items.iter()));
                let value = visitor.visit_seq(&mut items)?;
                items.items.end()?;
                Ok(value)
            }
            Buffered::Object(entries) => visitor.visit_map(BufferedEntries::new(entries)),
        }
    }

    number_methods! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Buffered::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.value {
            Buffered::Text(text) => {
                visitor.visit_enum(CowStrDeserializer::new(Cow::Borrowed(&**text)))
            }
            Buffered::Object(entries) => {
                visitor.visit_enum(MapAccessDeserializer::new(BufferedEntries::new(entries)))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier
    }
}

/// The items of a buffered array. An error in an item names its index, as one in an entry names the
/// key.
struct BufferedItems<A> {
    items: A,
    index: usize,
}

impl<A> BufferedItems<A> {
    fn new(items: A) -> Self {
        Self { items, index: 0 }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for BufferedItems<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, A::Error> {
        let index = self.index;
        self.index += 1;
        self.items
            .next_element_seed(seed)
            .map_err(|error| de::Error::custom(format_args!("[{index}]: {error}")))
    }

    fn size_hint(&self) -> Option<usize> {
        self.items.size_hint()
    }
}

/// The entries of a buffered object. An error in a value names the key, because it has no position
/// in the input any more.
struct BufferedEntries<'a, 'de, E> {
    entries: std::slice::Iter<'a, (Cow<'de, str>, Buffered<'de>)>,
    value: Option<&'a (Cow<'de, str>, Buffered<'de>)>,
    error: PhantomData<E>,
}

impl<'a, 'de, E> BufferedEntries<'a, 'de, E> {
    fn new(entries: &'a [(Cow<'de, str>, Buffered<'de>)]) -> Self {
        Self { entries: entries.iter(), value: None, error: PhantomData }
    }
}

impl<'de, E: de::Error> MapAccess<'de> for BufferedEntries<'_, 'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        self.value = self.entries.next();
        match self.value {
            Some((key, _)) => read_key(key, seed).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        match self.value.take() {
            Some((key, value)) => read_value(key, value, seed),
            None => Err(E::custom("a value was asked for before its key")),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// Reads a buffered key through a seed.
///
/// # Errors
/// Those of the seed.
pub fn read_key<'de, K: DeserializeSeed<'de>, E: de::Error>(
    key: &str,
    seed: K,
) -> Result<K::Value, E> {
    seed.deserialize(CowStrDeserializer::new(Cow::Borrowed(key)))
}

/// Reads a buffered value through a seed; an error names the key.
///
/// # Errors
/// Those of the seed.
pub fn read_value<'de, V: DeserializeSeed<'de>, E: de::Error>(
    key: &str,
    value: &Buffered<'de>,
    seed: V,
) -> Result<V::Value, E> {
    seed.deserialize(BufferedDeserializer::new(value)).map_err(|error: E| in_value(key, error))
}

/// The error, naming the key whose value it is about.
pub fn in_value<E: de::Error>(key: &str, error: E) -> E {
    E::custom(format_args!("`{key}`: {error}"))
}

struct Buffering;

impl<'de> ByKind<'de> for Buffering {
    type Value = Buffered<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn null<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Buffered::Null)
    }

    fn boolean<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Buffered::Boolean(value))
    }

    fn number<E: de::Error>(self, value: Number) -> Result<Self::Value, E> {
        Ok(Buffered::Number(value))
    }

    fn text<E: de::Error>(self, value: Cow<'de, str>) -> Result<Self::Value, E> {
        Ok(Buffered::Text(value))
    }

    fn array<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Buffered::Array(values))
    }

    fn object<A: MapAccess<'de>>(
        self,
        first: Option<Cow<'de, str>>,
        mut entries: A,
    ) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        let mut next = first;
        while let Some(key) = next {
            values.push((key, entries.next_value()?));
            next = entries.next_key()?.map(|Text(key)| key);
        }
        Ok(Buffered::Object(values))
    }
}
