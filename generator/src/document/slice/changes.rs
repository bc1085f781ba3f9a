//! What two documents have in common, operation by operation and component by component.
//!
//! It compares what is written, not what it means: an operation whose schema changed counts as it was, and
//! the schema as changed. The order of keys is no difference.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::tree::{Limits, read_tree};
use super::super::usage::operations;
use crate::choice::METHODS;
use crate::diagnostic::{Diagnostics, Input, Source};
use crate::json::Json;

/// What changed from one document to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Operations, as method and path.
    pub operations: Counts,
    /// Webhooks, by name.
    pub webhooks: Counts,
    /// Schemas, by name.
    pub schemas: Counts,
    /// Everything else of the top level and of the components, by name.
    pub others: Counts,
}

/// Names by what happened to them, each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Only in the new one.
    pub added: Vec<String>,
    /// Only in the old one.
    pub removed: Vec<String>,
    /// In both, and not the same.
    pub changed: Vec<String>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two documents; `None` if the old one cannot be read.
#[must_use]
pub fn changes(old: &Source, new: &Source) -> Option<Changes> {
    let tree =
        |source| read_tree(source, Input::Spec, &Limits::default(), &mut Diagnostics::default());
    let (old, new) = (Parts::of(&tree(old)?), Parts::of(&tree(new)?));
    Some(Changes {
        operations: counts(&old.operations, &new.operations),
        webhooks: counts(&old.webhooks, &new.webhooks),
        schemas: counts(&old.schemas, &new.schemas),
        others: counts(&old.others, &new.others),
    })
}

/// A document in parts, each with its keys sorted.
#[derive(Default)]
struct Parts {
    operations: BTreeMap<String, Json>,
    webhooks: BTreeMap<String, Json>,
    schemas: BTreeMap<String, Json>,
    others: BTreeMap<String, Json>,
}

impl Parts {
    fn of(tree: &Json) -> Self {
        let mut parts = Self::default();
        for (key, value) in tree.as_object().unwrap_or_default() {
            let members = || value.as_object().unwrap_or_default().iter();
            let sorted = |(name, value): &(String, Json)| (name.clone(), value.sorted());
            match key.as_str() {
                "paths" => members().for_each(|(path, item)| parts.path(path, item, tree)),
                "webhooks" => parts.webhooks.extend(members().map(sorted)),
                "definitions" => parts.schemas.extend(members().map(sorted)),
                "components" => {
                    for (section, value) in members() {
                        let members = value.as_object().unwrap_or_default().iter();
                        match section.as_str() {
                            "schemas" => parts.schemas.extend(members.map(sorted)),
                            _ => parts.others.extend(members.map(|(name, value)| {
                                (format!("{section}/{name}"), value.sorted())
                            })),
                        }
                    }
                }
                _ => {
                    parts.others.insert(key.clone(), value.sorted());
                }
            }
        }
        parts
    }

    /// The operations of a path, each with what they share.
    fn path(&mut self, path: &str, item: &Json, tree: &Json) {
        let all = operations(item, tree);
        let is_method = |key: &str| METHODS.contains(&key) || key == "additionalOperations";
        let shared = item.as_object().unwrap_or_default().iter();
        let shared: Vec<_> = shared.filter(|(key, _)| !is_method(key)).cloned().collect();
        let shared = Json::Object(shared).sorted();
        for found in all {
            let label = format!("{} {path}", found.method.to_ascii_uppercase());
            let both = Json::Array(vec![found.value.sorted(), shared.clone()]);
            self.operations.insert(label, both);
        }
    }
}

fn counts(old: &BTreeMap<String, Json>, new: &BTreeMap<String, Json>) -> Counts {
    let only = |these: &BTreeMap<String, Json>, those: &BTreeMap<String, Json>| {
        these.keys().filter(|name| !those.contains_key(*name)).cloned().collect()
    };
    let differs = |(name, value): &(&String, &Json)| new.get(*name).is_some_and(|it| it != *value);
    Counts {
        added: only(new, old),
        removed: only(old, new),
        changed: old.iter().filter(differs).map(|(name, _)| name.clone()).collect(),
    }
}
