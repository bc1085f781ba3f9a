//! The pointers a scan looks for, as a tree that is walked in step with the text.

use std::collections::HashMap;

use super::Place;
use crate::pointer::Pointer;

/// A node of a [`Trie`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node(usize);

/// Wanted pointers and the places found for them and for the values around them.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    nodes: Vec<Entry>,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    children: HashMap<String, Node>,
    places: Vec<Place>,
}

impl Default for Trie {
    fn default() -> Self {
        Self { nodes: vec![Entry::default()] }
    }
}

impl Trie {
    /// The node of the whole document.
    pub(super) const ROOT: Node = Node(0);

    /// Adds a pointer to look for.
    pub(super) fn want(&mut self, pointer: &Pointer) {
        let mut at = Self::ROOT;
        for token in pointer.tokens() {
            at = match self.child(at, &token) {
                Some(next) => next,
                None => {
                    let next = Node(self.nodes.len());
                    self.nodes.push(Entry::default());
                    self.nodes[at.0].children.insert(token, next);
                    next
                }
            };
        }
    }

    /// The node of member or item `token`, if anything at or below it is wanted.
    pub(super) fn child(&self, node: Node, token: &str) -> Option<Node> {
        self.nodes[node.0].children.get(token).copied()
    }

    /// Whether anything below this node is wanted.
    pub(super) fn is_leaf(&self, node: Node) -> bool {
        self.nodes[node.0].children.is_empty()
    }

    /// Notes a place of the value at this node.
    pub(super) fn found(&mut self, node: Node, place: Place) {
        self.nodes[node.0].places.push(place);
    }

    /// The places of the value at `pointer`, and the place of the innermost value on the way to it.
    pub(super) fn walk(&self, pointer: &Pointer) -> (Option<&Place>, &[Place]) {
        let mut at = Self::ROOT;
        let mut around = self.nodes[at.0].places.first();
        for token in pointer.tokens() {
            match self.child(at, &token) {
                Some(next) => at = next,
                None => return (around, &[]),
            }
            around = self.nodes[at.0].places.first().or(around);
        }
        (around, &self.nodes[at.0].places)
    }
}
