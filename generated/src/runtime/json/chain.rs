//! The entries of an object of which some were read already, as if none had been.
//!
//! This is how a union looks ahead: it reads entries until it knows its variant, and hands the
//! variant a [`Chain`] of what it read and of what is still to come.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, MapAccess};

use super::replay::{read_key, read_value};
use super::tape::{Token, View};

/// Entries that were read, then the rest of the input.
#[derive(Debug)]
pub struct Chain<'de, A> {
    /// Keys and values in turn.
    before: Vec<Token<'de>>,
    /// How many of these tokens were read again.
    read: usize,
    /// Whether the token read last is a key whose value comes next.
    in_entry: bool,
    key: Option<Cow<'de, str>>,
    rest: A,
}

impl<'de, A> Chain<'de, A> {
    /// The entries `before`, keys and values in turn, then the rest of the input.
    pub fn tokens(before: Vec<Token<'de>>, rest: A) -> Self {
        Self { before, read: 0, in_entry: false, key: None, rest }
    }

    /// A key whose value is still in the input, then the rest of it.
    pub fn key(key: Option<Cow<'de, str>>, rest: A) -> Self {
        Self { before: Vec::new(), read: 0, in_entry: false, key, rest }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Chain<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        // Once what was read is used up, this costs a look at two fields.
        if let Some(Token::Text(key)) = self.before.get(self.read) {
            self.read += 1;
            self.in_entry = true;
            return read_key(key, seed).map(Some);
        }
        match self.key.take() {
            Some(key) => read_key(&key, seed).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if !std::mem::take(&mut self.in_entry) {
            return self.rest.next_value_seed(seed);
        }
        let (read, left) = self.before.split_at_checked(self.read).unwrap_or_default();
        let mut left = left;
        match (read.last(), View::split_off(&mut left)) {
            (Some(Token::Text(key)), Some(value)) => {
                self.read = self.before.len() - left.len();
                read_value(key, value, seed)
            }
            _ => self.rest.next_value_seed(seed),
        }
    }
}
