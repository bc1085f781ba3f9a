//! Pointer → words for a name.

use super::Lowering;
use super::docs::is_null;
use super::schema::component_name;
use crate::document::{OPERATIONS, SchemaId};
use crate::model::{NameHint, TypeId};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The type of a schema that stands in no other: a parameter's or a body's. `words` name it,
    /// and what stands in it.
    pub(super) fn lower_root(&mut self, id: SchemaId, words: &[String]) -> TypeId {
        let pointer = self.document.schemas.get(id).pointer.clone();
        self.roots.entry(pointer).or_insert_with(|| words.to_vec());
        self.lower_schema(id)
    }

    /// Words for a schema that plays `role` in what stands at `at`: a component's key is enough, an
    /// operation is told by its id, else by method and path.
    pub(super) fn root_words(&self, at: &Pointer, role: &str) -> Vec<String> {
        let tokens: Vec<String> = at.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let owner = match tokens.as_slice() {
            ["components", _, key, ..] => return vec![(*key).to_owned()],
            ["paths", path, "additionalOperations", method, ..] => {
                self.operation_word(path, "additionalOperations", method)
            }
            ["paths", path, method, ..] => self.operation_word(path, method, "QUERY"),
            [_, name, ..] => (*name).to_owned(),
            _ => String::new(),
        };
        vec![owner, role.to_owned()]
    }

    /// The name of an operation; `token`: its method, where the key `method` does not tell.
    fn operation_word(&self, path: &str, method: &str, token: &str) -> String {
        let item = self.document.skeleton.paths.paths.get(path).and_then(|item| item.as_item());
        let operation = item.and_then(|item| item.iter().find(|(name, _)| *name == method));
        match operation {
            Some((_, operation)) => {
                operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}"))
            }
            None => {
                let carried = item.and_then(|item| item.extensions.get(OPERATIONS));
                let operation = carried.and_then(|carried| carried.get(method)?.get(token));
                match operation.and_then(|operation| operation.get("operationId")?.as_str()) {
                    Some(id) => id.to_owned(),
                    None if operation.is_some() => format!("{token} {path}"),
                    None => path.to_owned(),
                }
            }
        }
    }

    /// Where the name of the schema at `pointer` comes from.
    pub(super) fn hint(&self, pointer: &Pointer) -> NameHint {
        match component_name(pointer) {
            Some(key) => NameHint::Component(key),
            None => NameHint::Inline(self.words(pointer)),
        }
    }

    /// Words for the places that the schema at `pointer` stands in.
    pub(super) fn words(&self, pointer: &Pointer) -> Vec<String> {
        let mut tokens = Vec::new();
        let mut root = pointer.clone();
        let mut words = loop {
            if let Some(words) = self.roots.get(&root) {
                break words.clone();
            }
            if let Some(key) = component_name(&root) {
                break vec![key];
            }
            let Some(parent) = root.parent() else { break Vec::new() };
            tokens.push(root.last());
            root = parent;
        };
        let mut at = root;
        while let Some(keyword) = tokens.pop() {
            let holder = at.clone();
            at = at.child(&keyword);
            match keyword.as_str() {
                "items" => words.push("item".to_owned()),
                "additionalProperties" => words.push("value".to_owned()),
                "properties" | "patternProperties" | "prefixItems" | "anyOf" | "oneOf"
                | "allOf" | "nullable" | "$defs" | "definitions" => {
                    let Some(token) = tokens.pop() else { break };
                    at = at.child(&token);
                    match keyword.as_str() {
                        "properties" => words.push(token),
                        "patternProperties" => words.push("value".to_owned()),
                        "prefixItems" => words.push(format!("item {}", count(&token))),
                        "anyOf" | "oneOf" => words.extend(self.variant_word(&holder, &at, &token)),
                        "$defs" | "definitions" => words = vec![token],
                        _ => {}
                    }
                }
                _ => words.push(keyword),
            }
        }
        words
    }

    /// The word for a member of a union: its title, else its number; none when it is the only one
    /// beside null.
    fn variant_word(&self, union: &Pointer, member: &Pointer, index: &str) -> Option<String> {
        let schemas = &self.document.schemas;
        let union = schemas.get(schemas.at(union)?);
        let members = union.one_of.iter().chain(&union.any_of);
        if members.filter(|id| !is_null(schemas.get(**id))).count() < 2 {
            return None;
        }
        let title = schemas.at(member).and_then(|id| schemas.get(id).title.clone());
        Some(title.unwrap_or_else(|| format!("variant {}", count(index))))
    }
}

/// The number of an item, counted from 1 as people do.
fn count(index: &str) -> usize {
    index.parse::<usize>().map_or(1, |index| index.saturating_add(1))
}
