//! Where a part of a file refers to something.

use super::grammar::Grammar;
use crate::document::grammar::{Kind, Value};
use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// A reference.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The place of the object that has the `$ref`, or of the text that is one.
    pub(super) pointer: Pointer,
    /// What is written there.
    pub(super) text: String,
    /// What it has to lead to.
    pub(super) expected: Value,
    /// How it is written.
    pub(super) form: Form,
    /// Whether there is nothing beside the reference.
    pub(super) alone: bool,
}

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `$ref`, where the standard has a reference.
    Reference,
    /// `$ref` in the place of anything else. The standard has none there, but many tools that put
    /// files together follow it.
    Stray,
    /// A value of a discriminator's mapping.
    Mapping,
}

/// Every reference in `value`, which stands at `pointer` and is what the grammar has there.
pub(super) fn sites(
    grammar: Grammar,
    expected: Value,
    pointer: &Pointer,
    value: &Json,
) -> Vec<Site> {
    let mut search = Search { grammar, path: Path::from_pointer(pointer), found: Vec::new() };
    search.value(expected, value);
    search.found
}

struct Search {
    grammar: Grammar,
    path: Path,
    found: Vec<Site>,
}

impl Search {
    fn value(&mut self, expected: Value, value: &Json) {
        match value {
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let inner = match expected {
                        Value::List(inner) => *inner,
                        // `items` was a list of schemas before 2020.
                        Value::Schema => Value::Schema,
                        _ => return,
                    };
                    let mark = self.path.enter_index(index);
                    self.value(inner, item);
                    self.path.leave(mark);
                }
            }
            Json::Object(members) => {
                self.reference(expected, members);
                if let Some(mapping) = value.get("discriminator").and_then(|d| d.get("mapping"))
                    && matches!(expected, Value::Schema)
                {
                    self.mapping(mapping);
                }
                for (key, member) in members {
                    let mark = self.path.enter(key);
                    if let Some(inner) = self.grammar.member(expected, key) {
                        self.value(inner, member);
                    }
                    self.path.leave(mark);
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, expected: Value, members: &[(String, Json)]) {
        let form = match expected {
            Value::Schema | Value::Reference(_) => Form::Reference,
            Value::Object(Kind::OpenApi) | Value::Opaque | Value::Flag | Value::Word(_) => return,
            Value::Map(Value::Text | Value::Opaque) => return,
            Value::Object(_) | Value::Map(_) | Value::List(_) | Value::Text => Form::Stray,
        };
        let reference = members.iter().find(|(key, _)| key == "$ref");
        if let Some(text) = reference.and_then(|(_, value)| value.as_str()) {
            self.found.push(Site {
                pointer: self.path.pointer(),
                text: text.to_owned(),
                expected,
                form,
                alone: members.len() == 1,
            });
        }
    }

    fn mapping(&mut self, mapping: &Json) {
        let outer = self.path.enter("discriminator");
        self.path.enter("mapping");
        for (tag, value) in mapping.as_object().unwrap_or_default() {
            if let Some(text) = value.as_str() {
                let mark = self.path.enter(tag);
                self.found.push(Site {
                    pointer: self.path.pointer(),
                    text: text.to_owned(),
                    expected: Value::Schema,
                    form: Form::Mapping,
                    alone: true,
                });
                self.path.leave(mark);
            }
        }
        self.path.leave(outer);
    }
}
