//! Where dynamic references and their anchors stand.

use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Dynamic references: the schema that has one, and the name.
    pub(super) references: Vec<(Pointer, String)>,
    /// Dynamic anchors: the name, and the schema that has it.
    pub(super) anchors: Vec<(String, Pointer)>,
}

/// Searches a document.
pub(super) fn marks(tree: &Json) -> Marks {
    let mut search = Search { path: Path::default(), found: Marks::default() };
    search.value(tree);
    let mut found = search.found;
    found.references.sort();
    found.anchors.sort();
    found
}

struct Search {
    path: Path,
    found: Marks,
}

impl Search {
    fn value(&mut self, value: &Json) {
        match value {
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let mark = self.path.enter_index(index);
                    self.value(item);
                    self.path.leave(mark);
                }
            }
            Json::Object(members) => {
                for (key, member) in members {
                    self.member(key, member);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, key: &str, member: &Json) {
        let at = || self.path.pointer();
        match (key, member) {
            ("$dynamicRef" | "$recursiveRef", Json::String(text)) => {
                if let Some(name) = text.strip_prefix('#').filter(|name| !name.starts_with('/')) {
                    self.found.references.push((at(), name.to_owned()));
                }
            }
            ("$dynamicAnchor", Json::String(name)) => {
                self.found.anchors.push((name.clone(), at()));
            }
            ("$recursiveAnchor", Json::Bool(true)) => {
                self.found.anchors.push((String::new(), at()));
            }
            // These hold values, not schemas.
            ("example" | "examples" | "default" | "enum" | "const", _) => {}
            (key, _) if key.starts_with("x-") => {}
            (key, member) => {
                let mark = self.path.enter(key);
                self.value(member);
                self.path.leave(mark);
            }
        }
    }
}
