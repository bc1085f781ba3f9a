//! Which field a key of an object means.
//!
//! Servers write objects in the order of their schema, so the key after the last one found is tried
//! first; otherwise the names are searched from there on. Nothing is allocated for a known key, and
//! for an unknown one only where the object keeps it. One function serves all types.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

/// What a key means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The field at this index.
    Known(usize),
    /// No field; the text is kept only if the object asked for it.
    Unknown(Option<String>),
}

/// Finds the field of the next key.
#[derive(Clone, Copy, Debug)]
pub struct KeySeed {
    /// The names of all fields.
    pub names: &'static [&'static str],
    /// The index that is tried first.
    pub expected: usize,
    /// Whether the text of an unknown key is wanted.
    pub keep_unknown: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Key, E> {
        Ok(match position(self.names, self.expected, key) {
            Some(index) => Key::Known(index),
            None => Key::Unknown(self.keep_unknown.then(|| key.to_owned())),
        })
    }
}

/// The index of `key` among `names`, searched from `expected` on and then from the start.
fn position(names: &[&str], expected: usize, key: &str) -> Option<usize> {
    if names.get(expected).is_some_and(|name| *name == key) {
        return Some(expected);
    }
    let (before, after) = names.split_at_checked(expected).unwrap_or((names, &[]));
    let found = after.iter().position(|name| *name == key);
    found.map(|index| expected + index).or_else(|| before.iter().position(|name| *name == key))
}
