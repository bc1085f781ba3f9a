//! The files of one document: the root and whatever it refers to, read once each.
//!
//! Decides how a relative reference (RFC 3986, section 5.2) finds its file. What stands at a URL is not
//! fetched.

use super::tree::Tree;
use crate::digest::sha256;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

/// How a document's file may end.
pub const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];

/// How many references in a row are followed; more are a circle.
const STEPS: usize = 16;

/// Trees by file.
#[derive(Debug, Default)]
pub struct Files {
    trees: BTreeMap<PathBuf, Option<Rc<Tree>>>,
}

/// A node and the file it stands in.
#[derive(Clone, Debug)]
pub struct Node {
    /// The file, for what is relative to it.
    pub file: PathBuf,
    /// The value itself.
    pub value: Tree,
}

impl Files {
    /// The tree of a file; none when it cannot be read.
    pub fn tree(&mut self, file: &Path) -> Option<Rc<Tree>> {
        if let Some(known) = self.trees.get(file) {
            return known.clone();
        }
        let text = fs::read_to_string(file).ok();
        let tree = text.and_then(|text| Tree::read(&text).ok()).map(Rc::new);
        self.trees.insert(file.to_owned(), tree.clone());
        tree
    }

    /// The node itself, or what its `$ref` leads to.
    pub fn resolve(&mut self, node: Node) -> Option<Node> {
        let mut node = node;
        for _ in 0..STEPS {
            let Some(reference) = node.value.get("$ref").and_then(Tree::text) else {
                return Some(node);
            };
            let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
            let file = if file.is_empty() { node.file.clone() } else { beside(&node.file, file)? };
            let value = self.tree(&file)?.at(&decoded(fragment))?.clone();
            node = Node { file, value };
        }
        None
    }

    /// Every file that `root` refers to, directly or not, itself included.
    pub fn reached(&mut self, root: &Path) -> Vec<PathBuf> {
        let mut found = vec![root.to_owned()];
        let mut next = 0;
        while let Some(file) = found.get(next).cloned() {
            next += 1;
            let Some(tree) = self.tree(&file) else { continue };
            let mut texts = Vec::new();
            tree.texts(&mut texts);
            for text in texts {
                if let Some(other) = file_named(&file, text)
                    && !found.contains(&other)
                {
                    found.push(other);
                }
            }
        }
        found
    }
}

/// A hash of files with their places relative to `base`.
#[must_use]
pub fn digest(base: &Path, files: &[PathBuf]) -> String {
    let mut listed: Vec<String> = files
        .iter()
        .map(|file| {
            let place = file.strip_prefix(base).unwrap_or(file);
            let bytes = fs::read(file).unwrap_or_default();
            format!("{} {}\n", sha256(&bytes), place.display())
        })
        .collect();
    listed.sort();
    sha256(listed.concat().as_bytes())
}

/// The file that a text names relative to another: any text that looks like one and leads to one
/// counts, because references also stand in mappings of discriminators.
fn file_named(from: &Path, text: &str) -> Option<PathBuf> {
    let name = text.split('#').next().unwrap_or_default();
    let ending = Path::new(name).extension()?.to_str()?;
    if name.len() > 512 || name.contains('\n') || !ENDINGS.contains(&ending) {
        return None;
    }
    beside(from, name).filter(|path| path.is_file())
}

/// A relative reference from `from`; none for a URL.
fn beside(from: &Path, reference: &str) -> Option<PathBuf> {
    if reference.contains("://") {
        return None;
    }
    let joined = from.parent()?.join(decoded(reference));
    let mut path = PathBuf::new();
    for part in joined.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            other => path.push(other),
        }
    }
    Some(path)
}

/// The text with its percent escapes (RFC 3986, section 2.1) read.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let value = escape.and_then(|two| u8::from_str_radix(two, 16).ok());
        match value {
            Some(value) if *byte == b'%' => {
                out.push(value);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_count_from_their_file() {
        let from = Path::new("/a/b/c.yaml");
        assert_eq!(beside(from, "../d%20e.json"), Some("/a/d e.json".into()));
        assert_eq!(beside(from, "./x/../y.yml"), Some("/a/b/y.yml".into()));
        assert_eq!(beside(from, "https://example.com/x.yaml"), None);
    }
}
