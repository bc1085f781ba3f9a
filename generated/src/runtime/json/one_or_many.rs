//! [`OneOrMany`]: one value, or an array of them.
//!
//! Told apart by whether the JSON value is an array, so a `T` that is itself written as an array
//! can only be read inside [`OneOrMany::Many`].

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess};
use serde::ser::{Serialize, Serializer};
use serde_json::Number;

use super::chain::Chain;
use super::kind::{ByKind, by_kind};
use super::tape::{Tape, Token};

/// One value, or any number of them; written as it is, a single value without an array.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OneOrMany<T> {
    /// A single value, not in an array.
    One(T),
    /// An array.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// The values.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// The values, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.as_slice().iter()
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> From<T> for OneOrMany<T> {
    fn from(value: T) -> Self {
        Self::One(value)
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(values: Vec<T>) -> Self {
        Self::Many(values)
    }
}

impl<T: Clone> From<&[T]> for OneOrMany<T> {
    fn from(values: &[T]) -> Self {
        Self::Many(values.to_vec())
    }
}

impl<T, const N: usize> From<[T; N]> for OneOrMany<T> {
    fn from(values: [T; N]) -> Self {
        Self::Many(values.into())
    }
}

impl From<&str> for OneOrMany<String> {
    fn from(value: &str) -> Self {
        Self::One(value.to_owned())
    }
}

impl<T: Serialize> Serialize for OneOrMany<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(value) => value.serialize(serializer),
            Self::Many(values) => values.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        by_kind(OneOrManyKinds(PhantomData), deserializer)
    }
}

struct OneOrManyKinds<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> ByKind<'de> for OneOrManyKinds<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("one value or an array of them")
    }

    fn null<E: Error>(self) -> Result<Self::Value, E> {
        scalar(Token::Null).map(OneOrMany::One)
    }

    fn boolean<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        scalar(Token::Boolean(value)).map(OneOrMany::One)
    }

    fn number<E: Error>(self, value: Number) -> Result<Self::Value, E> {
        scalar(Token::Number(value)).map(OneOrMany::One)
    }

    fn text<E: Error>(self, value: Cow<'de, str>) -> Result<Self::Value, E> {
        scalar(Token::Text(value)).map(OneOrMany::One)
    }

    fn array<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items)).map(OneOrMany::Many)
    }

    fn object<A: MapAccess<'de>>(
        self,
        first: Option<Cow<'de, str>>,
        entries: A,
    ) -> Result<Self::Value, A::Error> {
        let first = first.map(Token::Text);
        let entries = Chain::new(first.as_slice(), entries);
        T::deserialize(MapAccessDeserializer::new(entries)).map(OneOrMany::One)
    }
}

fn scalar<'de, T: Deserialize<'de>, E: Error>(token: Token<'de>) -> Result<T, E> {
    Tape::from(token).view().decode()
}
