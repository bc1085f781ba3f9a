//! The entries of an object of which some were read already, as if none had been.
//!
//! This is how a union looks ahead: it reads entries until it knows its variant, and hands the
//! variant a [`Chain`] of what it read and of what is still to come.

use serde::de::{DeserializeSeed, MapAccess};

use super::replay::{read_key, read_value};
use super::tape::{Token, View};

/// Entries that were read, then the rest of the input.
#[derive(Debug)]
pub struct Chain<'a, 'de, A> {
    /// Keys and values in turn. The value of the last key may still be in the input.
    before: &'a [Token<'de>],
    /// The key that was taken from these, if it was the last one to be read.
    key: Option<&'a str>,
    rest: A,
}

impl<'a, 'de, A> Chain<'a, 'de, A> {
    /// The entries `before`, keys and values in turn, then the rest of the input, which begins with
    /// the value of the last key if that stands alone.
    pub fn new(before: &'a [Token<'de>], rest: A) -> Self {
        Self { before, key: None, rest }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Chain<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        // Once what was read is used up, this costs a look at one field.
        let Some((Token::Text(key), before)) = self.before.split_first() else {
            return self.rest.next_key_seed(seed);
        };
        self.before = before;
        self.key = Some(key);
        read_key(key, seed).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if let Some(key) = self.key.take()
            && let Some(value) = View::split_off(&mut self.before)
        {
            return read_value(key, value, seed);
        }
        self.rest.next_value_seed(seed)
    }
}
