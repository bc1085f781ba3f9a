//! Scans YAML text for positions.
//!
//! An alias stands for what it names: places below an alias are the alias itself, since that is
//! where a reader of the document would look.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::Place;
use super::trie::{Node, Trie};

/// Notes in `trie` the places of what it wants; what comes after a syntax error is not found.
pub(super) fn scan(text: &str, trie: &mut Trie) {
    let mut scan = Scan { trie, stack: Vec::new(), cursor: Cursor { text, byte: 0, index: 0 } };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else {
            return;
        };
        match event {
            Event::Scalar(scalar, ..) => scan.leaf(span, Some(&scalar)),
            Event::Alias(_) => scan.leaf(span, None),
            Event::MappingStart(..) => scan.open(span, Mode::Key),
            Event::SequenceStart(..) => scan.open(span, Mode::Item(0)),
            Event::MappingEnd | Event::SequenceEnd => scan.close(),
            // A second document is an error of its own; its places would hide the first one's.
            Event::DocumentEnd => return,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
}

struct Scan<'a> {
    trie: &'a mut Trie,
    stack: Vec<Frame>,
    cursor: Cursor<'a>,
}

/// A container being read.
struct Frame {
    node: Option<Node>,
    mode: Mode,
}

/// What the next event in a container means.
enum Mode {
    /// A key.
    Key,
    /// The value of a key.
    Value(Option<Node>, Range<usize>),
    /// An item of a sequence, by index.
    Item(usize),
}

impl Scan<'_> {
    /// A scalar or an alias.
    fn leaf(&mut self, span: Span, text: Option<&str>) {
        if let Some(Frame { node, mode: mode @ Mode::Key }) = self.stack.last_mut() {
            let child = node.zip(text).and_then(|(node, text)| self.trie.child(node, text));
            let range = if child.is_some() { self.cursor.range(span) } else { 0..0 };
            *mode = Mode::Value(child, range);
        } else {
            let (node, key) = self.next();
            self.note(node, key, span, false);
        }
    }

    /// The start of a mapping or a sequence.
    fn open(&mut self, span: Span, mode: Mode) {
        if let Some(Frame { mode: key @ Mode::Key, .. }) = self.stack.last_mut() {
            // A container as a key has no pointer.
            *key = Mode::Value(None, 0..0);
            self.stack.push(Frame { node: None, mode });
            return;
        }
        let (node, key) = self.next();
        self.note(node, key, span, true);
        self.stack.push(Frame { node, mode });
    }

    fn close(&mut self) {
        self.stack.pop();
    }

    /// The node and key of the value that starts now; moves its container on.
    fn next(&mut self) -> (Option<Node>, Option<Range<usize>>) {
        let Some(frame) = self.stack.last_mut() else {
            return (Some(Trie::ROOT), None);
        };
        match std::mem::replace(&mut frame.mode, Mode::Key) {
            Mode::Value(node, key) => (node, Some(key)),
            Mode::Item(index) => {
                frame.mode = Mode::Item(index + 1);
                let node = frame
                    .node
                    .filter(|node| !self.trie.is_leaf(*node))
                    .and_then(|node| self.trie.child(node, &index.to_string()));
                (node, None)
            }
            Mode::Key => (None, None),
        }
    }

    fn note(&mut self, node: Option<Node>, key: Option<Range<usize>>, span: Span, container: bool) {
        if let Some(node) = node {
            let value = self.cursor.range(span);
            self.trie.found(node, Place { key, value, container });
        }
    }
}

/// Turns the parser's character indices, which hardly ever go back, into byte offsets.
struct Cursor<'a> {
    text: &'a str,
    byte: usize,
    index: usize,
}

impl Cursor<'_> {
    fn range(&mut self, span: Span) -> Range<usize> {
        let start = self.seek(span.start.index());
        start..self.seek(span.end.index()).max(start)
    }

    fn seek(&mut self, index: usize) -> usize {
        if index >= self.index {
            let step = index - self.index;
            let rest = &self.text[self.byte..];
            self.byte += rest.char_indices().nth(step).map_or(rest.len(), |(at, _)| at);
        } else {
            let back = self.index - index;
            let read = &self.text[..self.byte];
            self.byte = read.char_indices().rev().nth(back - 1).map_or(0, |(at, _)| at);
        }
        self.index = index;
        self.byte
    }
}
