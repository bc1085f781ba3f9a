//! Pointer → words for a name.

use super::Lowering;
use super::docs::is_null;
use super::schema::component_name;
use crate::document::{Document, OPERATIONS, RawSchema, SchemaId};
use crate::model::{NameHint, TypeId};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The type of a schema that stands in no other: a parameter's or a body's. `words` name it,
    /// and what stands in it.
    pub(super) fn lower_root(&mut self, id: SchemaId, words: &[String]) -> TypeId {
        let pointer = self.document.schemas.get(id).pointer.clone();
        if !self.roots.contains_key(&pointer) {
            let words = self.shared_words(&pointer, words);
            self.roots.insert(pointer, words);
        }
        self.lower_schema(id)
    }

    /// `words`, unless the schema is part of an operation that others are copies of: which of them is
    /// lowered first must not show.
    fn shared_words(&self, schema: &Pointer, words: &[String]) -> Vec<String> {
        let tokens: Vec<String> = schema.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let owner = match (tokens.as_slice(), words) {
            (["paths", path, "additionalOperations", method, ..], [_, _, ..]) => {
                self.operation_word(path, "additionalOperations", method)
            }
            (["paths", path, method, ..], [_, _, ..]) => self.operation_word(path, method, "QUERY"),
            (["components", "pathItems", key, method, ..], [owner, _, ..])
                if owner.starts_with(&format!("{method} /")) =>
            {
                format!("{method} {key}")
            }
            _ => return words.to_vec(),
        };
        std::iter::once(owner).chain(words[1..].iter().cloned()).collect()
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
                        "anyOf" | "oneOf" => {
                            let word = self.variant_word(&holder, &at, &token);
                            let under = words.last().cloned().unwrap_or_default();
                            words.extend(word.map(|word| without_prefix(&word, &under)));
                        }
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
        let members: Vec<SchemaId> = union.one_of.iter().chain(&union.any_of).copied().collect();
        if members.iter().filter(|id| !is_null(schemas.get(**id))).count() < 2 {
            return None;
        }
        let number = index.parse().unwrap_or_default();
        Some(match schemas.at(member) {
            Some(id) => variant_name(self.document, id, &members, number),
            None => numbered(number),
        })
    }
}

/// The name of a member of a union: that of the component it refers to, its title, the constant that
/// tells it apart, else its number. A name that another member has too tells nothing by itself.
pub(super) fn variant_name(
    document: &Document,
    id: SchemaId,
    members: &[SchemaId],
    index: usize,
) -> String {
    let Some(name) = own_name(document, id) else { return numbered(index) };
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let same = |other: &&SchemaId| {
        **other != id
            && own_name(document, **other).is_some_and(|other| plain(&other) == plain(&name))
    };
    match members.iter().any(|other| same(&other)) {
        true => format!("{name} {}", index.saturating_add(1)),
        false => name,
    }
}

fn own_name(document: &Document, id: SchemaId) -> Option<String> {
    let schema = document.schemas.get(id);
    let reference = schema.reference.as_deref().and_then(Pointer::from_reference);
    let component = reference.as_ref().and_then(component_name);
    let title = schema.title.clone().filter(|title| !title.trim().is_empty());
    component.or(title).or_else(|| constant_of(document, schema))
}

/// The text that a property of an inline object always has: that of `type` if it has one, else of
/// the first in order.
fn constant_of(document: &Document, schema: &RawSchema) -> Option<String> {
    let constants = schema.properties.iter().filter_map(|(key, id)| {
        let schema = document.schemas.get(*id);
        let value = match (&schema.constant, schema.enumeration.as_deref()) {
            (Some(value), _) | (None, Some([value])) => value.as_str()?,
            _ => return None,
        };
        let named = value.starts_with(|c: char| c.is_ascii_alphabetic());
        named.then(|| (key != "type", key.as_str(), value.to_owned()))
    });
    constants.min().map(|(_, _, value)| value)
}

/// A name without the name of what holds it in front: `order.paid` in `Order` is `paid`.
pub(super) fn without_prefix(name: &str, holder: &str) -> String {
    let rest = name.get(..holder.len()).filter(|start| start.eq_ignore_ascii_case(holder));
    let rest = rest.and_then(|_| name.get(holder.len()..)).filter(|rest| {
        rest.starts_with(|c: char| c.is_ascii_uppercase() || "_-. ".contains(c))
            && rest.contains(|c: char| c.is_ascii_alphabetic())
    });
    rest.map_or_else(
        || name.to_owned(),
        |rest| rest.trim_start_matches(['_', '-', '.', ' ']).to_owned(),
    )
}

fn numbered(index: usize) -> String {
    format!("variant {}", index.saturating_add(1))
}

/// The number of an item, counted from 1 as people do.
fn count(index: &str) -> usize {
    index.parse::<usize>().map_or(1, |index| index.saturating_add(1))
}
