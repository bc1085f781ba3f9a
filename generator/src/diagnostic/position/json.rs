//! Scans JSON text for positions.
//!
//! A YAML scanner will not do: it refuses escaped surrogate pairs and limits the length of keys.

use std::ops::Range;

use super::Place;
use super::trie::{Node, Trie};

/// Deeper than any document the reader accepts.
const MAX_DEPTH: usize = 256;

/// Notes in `trie` the places of what it wants; false when the text is not JSON.
pub(super) fn scan(text: &str, trie: &mut Trie) -> bool {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, trie };
    scanner.value(Some(Trie::ROOT), None, 0).is_some() && {
        scanner.blank();
        scanner.at == text.len()
    }
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    trie: &'a mut Trie,
}

impl Scanner<'_> {
    /// Passes over one value; `node` says what is wanted at and below it.
    fn value(&mut self, node: Option<Node>, key: Option<Range<usize>>, depth: usize) -> Option<()> {
        self.blank();
        let start = self.at;
        let first = self.peek()?;
        match first {
            b'{' | b'[' if depth > MAX_DEPTH => return None,
            b'{' => self.object(node, depth)?,
            b'[' => self.array(node, depth)?,
            b'"' => {
                self.string()?;
            }
            _ => self.word()?,
        }
        if let Some(node) = node {
            let container = matches!(first, b'{' | b'[');
            self.trie.found(node, Place { key, value: start..self.at, container });
        }
        Some(())
    }

    fn object(&mut self, node: Option<Node>, depth: usize) -> Option<()> {
        self.at += 1;
        self.blank();
        if self.eat(b'}') {
            return Some(());
        }
        loop {
            self.blank();
            let key = self.string()?;
            let child = node.filter(|node| !self.trie.is_leaf(*node)).and_then(|node| {
                let token: String = serde_json::from_str(&self.text[key.clone()]).ok()?;
                self.trie.child(node, &token)
            });
            self.blank();
            if !self.eat(b':') {
                return None;
            }
            self.value(child, Some(key), depth + 1)?;
            self.blank();
            if self.eat(b'}') {
                return Some(());
            }
            if !self.eat(b',') {
                return None;
            }
        }
    }

    fn array(&mut self, node: Option<Node>, depth: usize) -> Option<()> {
        self.at += 1;
        self.blank();
        if self.eat(b']') {
            return Some(());
        }
        let node = node.filter(|node| !self.trie.is_leaf(*node));
        for index in 0_usize.. {
            let child = node.and_then(|node| self.trie.child(node, &index.to_string()));
            self.value(child, None, depth + 1)?;
            self.blank();
            if self.eat(b']') {
                return Some(());
            }
            if !self.eat(b',') {
                return None;
            }
        }
        None
    }

    /// Passes over a string; its range includes the quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if !self.eat(b'"') {
            return None;
        }
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(start..self.at);
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    /// Passes over a number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|b| b" \t\r\n".contains(&b)) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
        }
        found
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}
