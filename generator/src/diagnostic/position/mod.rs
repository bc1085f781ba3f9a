//! Finds where the values at given pointers stand in a text.
//!
//! Documents are read without positions, which keeps reading fast; only when something is to be said
//! about a place is the text scanned again, once for all places asked for. The scanners accept what
//! the readers of [`crate::document`] accept; they do not check the text.

mod json;
mod trie;
mod yaml;

use std::ops::Range;

use crate::pointer::Pointer;
use trie::Trie;

/// Where a value and its key stand, as byte ranges of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The member's key with its quotes; absent for items and for the whole document.
    pub key: Option<Range<usize>>,
    /// The value. For a value that spans lines, where it starts is what can be relied on.
    pub value: Range<usize>,
    /// Whether the value is an object or an array.
    pub container: bool,
}

/// What a scan found.
#[derive(Debug)]
pub struct Positions {
    trie: Trie,
}

impl Positions {
    /// The result of looking for nothing, without a scan.
    #[must_use]
    pub fn none() -> Self {
        Self { trie: Trie::default() }
    }

    /// Scans `text` for the values at `pointers`.
    pub fn find<'p>(text: &str, pointers: impl IntoIterator<Item = &'p Pointer>) -> Self {
        let mut trie = Trie::default();
        for pointer in pointers {
            trie.want(pointer);
        }
        if looks_like_json(text) {
            let mut attempt = trie.clone();
            if json::scan(text, &mut attempt) {
                return Self { trie: attempt };
            }
        }
        yaml::scan(text, &mut trie);
        Self { trie }
    }

    /// The places of the value at `pointer`: several when a key is written twice, none when the text
    /// has no such value (for instance because it comes from a YAML merge key).
    #[must_use]
    pub fn all(&self, pointer: &Pointer) -> &[Place] {
        self.trie.walk(pointer).1
    }

    /// The place of the value at `pointer` or, where the text does not have it, of the nearest value
    /// around it; in that case the flag is false.
    #[must_use]
    pub fn nearest(&self, pointer: &Pointer) -> (Option<&Place>, bool) {
        let (around, exact) = self.trie.walk(pointer);
        match exact.first() {
            Some(place) => (Some(place), true),
            None => (around, false),
        }
    }
}

/// Whether a text is meant to be JSON: it starts with a brace or a bracket.
#[must_use]
pub(crate) fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

#[cfg(test)]
mod tests;
