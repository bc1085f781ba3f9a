//! The entries of an object of which some were read already, as if none had been.
//!
//! This is how a union looks ahead: it reads entries until it knows its variant, and hands the
//! variant a [`Chain`] of what it read and of what is still to come.

use std::borrow::Cow;
use std::vec::IntoIter;

use serde::de::{DeserializeSeed, MapAccess};

use super::buffer::{Buffered, read_key, read_value};

/// A key with its value.
pub type Entry<'de> = (Cow<'de, str>, Buffered<'de>);

/// Entries that were read, then the rest of the input.
#[derive(Debug)]
pub struct Chain<'de, A> {
    before: IntoIter<Entry<'de>>,
    last: Option<Entry<'de>>,
    key: Option<Cow<'de, str>>,
    value: Option<Entry<'de>>,
    rest: A,
}

impl<'de, A> Chain<'de, A> {
    /// The entries `before`, then `last`, then the rest of the input.
    pub fn entries(before: Vec<Entry<'de>>, last: Option<Entry<'de>>, rest: A) -> Self {
        Self { before: before.into_iter(), last, key: None, value: None, rest }
    }

    /// A key whose value is still in the input, then the rest of it.
    pub fn key(key: Option<Cow<'de, str>>, rest: A) -> Self {
        Self { before: Vec::new().into_iter(), last: None, key, value: None, rest }
    }
}

impl<'de, A: MapAccess<'de>> Chain<'de, A> {
    /// Reads the key of an entry and keeps its value for the next call.
    fn offer<K: DeserializeSeed<'de>>(
        &mut self,
        entry: Entry<'de>,
        seed: K,
    ) -> Result<K::Value, A::Error> {
        let key = read_key(&entry.0, seed);
        self.value = Some(entry);
        key
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Chain<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        // Once what was read is used up, this costs a look at two empty fields.
        if let Some(entry) = self.before.next() {
            return self.offer(entry, seed).map(Some);
        }
        if let Some(entry) = self.last.take() {
            return self.offer(entry, seed).map(Some);
        }
        match self.key.take() {
            Some(key) => read_key(&key, seed).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value.take() {
            Some((key, value)) => read_value(&key, &value, seed),
            None => self.rest.next_value_seed(seed),
        }
    }
}
