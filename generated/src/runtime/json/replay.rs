//! Reading from a value that was held back.
//!
//! What was held back has no position in the input any more, so an error in an item names its index,
//! and one in an entry its key; `decode` makes a path of them.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::kind::whole;
use super::tape::{Token, View};

impl<'de> View<'_, 'de> {
    /// Reads a `T` from this value.
    ///
    /// # Errors
    /// When the value does not fit.
    pub fn decode<T: Deserialize<'de>, E: de::Error>(self) -> Result<T, E> {
        T::deserialize(self.into_deserializer())
    }
}

impl<'a, 'de, E: de::Error> IntoDeserializer<'de, E> for View<'a, 'de> {
    type Deserializer = Replay<'a, 'de, E>;

    fn into_deserializer(self) -> Self::Deserializer {
        Replay { view: self, error: PhantomData }
    }
}

/// Reads from a [`View`].
#[derive(Debug)]
pub struct Replay<'a, 'de, E> {
    view: View<'a, 'de>,
    error: PhantomData<E>,
}

/// A number goes to its own deserializer, which converts between kinds of numbers as serde_json
/// does; anything else is announced as what it is.
macro_rules! number_methods {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.view.head {
                Token::Number(number) => number.$method(visitor).map_err(E::custom),
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

/// As above; where an integer is asked for, `1.0` is one (JSON Schema Validation §6.1.1).
macro_rules! integer_methods {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.view.head {
                Token::Number(number) => match whole(number) {
                    Some(integer) => visitor.visit_i64(integer),
                    None => number.$method(visitor).map_err(E::custom),
                },
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

impl<'de, E: de::Error> Deserializer<'de> for Replay<'_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.view.head {
            Token::Null => visitor.visit_unit(),
            Token::Boolean(value) => visitor.visit_bool(*value),
            Token::Number(number) => number.deserialize_any(visitor).map_err(E::custom),
            Token::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Token::Text(Cow::Owned(text)) => visitor.visit_str(text),
            Token::Array(_) => {
                let mut items = Items::new(self.view.inside);
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Token::Object(_) => visitor.visit_map(Entries::new(self.view.inside)),
        }
    }

    number_methods! {
        deserialize_f32 deserialize_f64
    }

    integer_methods! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.view.head {
            Token::Null => visitor.visit_none(),
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
        match self.view.head {
            Token::Text(text) => visitor.visit_enum(StrDeserializer::new(text)),
            Token::Object(_) => {
                visitor.visit_enum(MapAccessDeserializer::new(Entries::new(self.view.inside)))
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

/// The items of an array.
struct Items<'a, 'de, E> {
    tokens: &'a [Token<'de>],
    index: usize,
    error: PhantomData<E>,
}

impl<'a, 'de, E: de::Error> Items<'a, 'de, E> {
    fn new(tokens: &'a [Token<'de>]) -> Self {
        Self { tokens, index: 0, error: PhantomData }
    }

    fn length(mut tokens: &[Token<'_>]) -> usize {
        std::iter::from_fn(|| View::split_off(&mut tokens)).count()
    }

    /// Refuses items that nobody asked for.
    fn end(&self) -> Result<(), E> {
        if self.tokens.is_empty() {
            return Ok(());
        }
        let read = self.index;
        let plural = if read == 1 { "" } else { "s" };
        let expected = format!("{read} element{plural} in sequence");
        Err(E::invalid_length(read + Self::length(self.tokens), &expected.as_str()))
    }
}

impl<'de, E: de::Error> SeqAccess<'de> for Items<'_, 'de, E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, E> {
        let Some(item) = View::split_off(&mut self.tokens) else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        match seed.deserialize(item.into_deserializer()) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(in_item(index, error)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(Self::length(self.tokens))
    }
}

/// The entries of an object.
struct Entries<'a, 'de, E> {
    tokens: &'a [Token<'de>],
    key: Option<&'a Cow<'de, str>>,
    error: PhantomData<E>,
}

impl<'a, 'de, E> Entries<'a, 'de, E> {
    fn new(tokens: &'a [Token<'de>]) -> Self {
        Self { tokens, key: None, error: PhantomData }
    }
}

impl<'de, E: de::Error> MapAccess<'de> for Entries<'_, 'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        let Some((Token::Text(key), rest)) = self.tokens.split_first() else {
            return Ok(None);
        };
        self.tokens = rest;
        self.key = Some(key);
        read_key(key, seed).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        match (self.key.take(), View::split_off(&mut self.tokens)) {
            (Some(key), Some(value)) => read_value(key, value, seed),
            _ => Err(E::custom("a value was asked for before its key")),
        }
    }
}

/// Reads a key through a seed.
///
/// # Errors
/// Those of the seed.
pub fn read_key<'de, K: DeserializeSeed<'de>, E: de::Error>(
    key: &str,
    seed: K,
) -> Result<K::Value, E> {
    seed.deserialize(StrDeserializer::new(key))
}

/// Reads a value through a seed; an error names the key.
///
/// # Errors
/// Those of the seed.
pub fn read_value<'de, V: DeserializeSeed<'de>, E: de::Error>(
    key: &str,
    value: View<'_, 'de>,
    seed: V,
) -> Result<V::Value, E> {
    seed.deserialize(value.into_deserializer()).map_err(|error: E| in_value(key, error))
}

/// The error, naming the key whose value it is about.
#[cold]
pub fn in_value<E: de::Error>(key: &str, error: E) -> E {
    E::custom(format_args!("`{key}`: {error}"))
}

#[cold]
fn in_item<E: de::Error>(index: usize, error: E) -> E {
    E::custom(format_args!("[{index}]: {error}"))
}
