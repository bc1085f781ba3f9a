//! The keys of a document, sorted into classes along the grammar.

use crate::document::grammar::{Fate, Kind, Value};
use crate::document::schema;
use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// Every key of a document: its class, and where its value is. Not among them are extensions, names that the document
/// chooses, and keys that the grammar leaves out with a reason.
pub(super) fn occurrences(tree: &Json) -> Vec<(String, Pointer)> {
    let mut walk = Walk { path: Path::default(), zone: "", found: Vec::new() };
    walk.object(Kind::OpenApi, "", tree);
    walk.found
}

struct Walk {
    path: Path,
    /// What is said of operations here: nothing, or that they are webhooks or callbacks.
    zone: &'static str,
    found: Vec<(String, Pointer)>,
}

impl Walk {
    fn note(&mut self, class: String) {
        self.found.push((class, self.path.pointer()));
    }

    fn object(&mut self, kind: Kind, parent: &str, value: &Json) {
        let rules = kind.rules();
        let name = rules.name.trim_end_matches(" Object");
        for (key, member) in value.as_object().unwrap_or_default() {
            if key.starts_with("x-") {
                continue;
            }
            let mark = self.path.enter(key);
            let zone = self.zone;
            self.zone = match (kind, key.as_str()) {
                (Kind::OpenApi, "webhooks") => "webhook: ",
                (Kind::Operation | Kind::Components, "callbacks") => "callback: ",
                _ => zone,
            };
            let class = |key: &str| match parent {
                "" => format!("{name}.{key}"),
                parent => format!("{zone}{parent} > {name}.{key}"),
            };
            match rules.field(key) {
                Some(field) if matches!(field.fate, Fate::Leave(_)) => {}
                Some(field) => {
                    self.note(class(key));
                    self.value(field.value, name, member);
                }
                None => match rules.patterned(key) {
                    // What a success says of itself is another matter than what an error does.
                    Some(inner) if kind == Kind::Responses && key.starts_with('2') => {
                        self.value(inner, "Success", member);
                    }
                    Some(inner) => self.value(inner, name, member),
                    None => self.note(class("?")),
                },
            }
            self.zone = zone;
            self.path.leave(mark);
        }
    }

    fn value(&mut self, expected: Value, parent: &str, value: &Json) {
        match expected {
            Value::Text | Value::Word(_) | Value::Flag | Value::Opaque => {}
            Value::Schema => self.schema(parent, value),
            Value::Reference(_) if value.get("$ref").is_some() => {
                for (key, _) in value.as_object().unwrap_or_default() {
                    let mark = self.path.enter(key);
                    let key = if key == "$ref" { "$ref" } else { "?" };
                    self.note(format!("{}{parent} > Reference.{key}", self.zone));
                    self.path.leave(mark);
                }
            }
            Value::Object(kind) | Value::Reference(kind) => self.object(kind, parent, value),
            Value::List(inner) => {
                for (index, item) in value.as_array().unwrap_or_default().iter().enumerate() {
                    let mark = self.path.enter_index(index);
                    self.value(*inner, parent, item);
                    self.path.leave(mark);
                }
            }
            Value::Map(inner) => self.each(value, |walk, item| walk.value(*inner, parent, item)),
        }
    }

    /// The keywords of a schema, sorted by what kind of schema it is: a keyword that shapes one may be
    /// beside the point in another.
    fn schema(&mut self, parent: &str, schema: &Json) {
        let family = family(schema);
        let left_out: Vec<&str> = schema::left_out().map(|(keyword, _)| keyword).collect();
        for (key, member) in schema.as_object().unwrap_or_default() {
            if key.starts_with("x-") || left_out.contains(&key.as_str()) {
                continue;
            }
            let mark = self.path.enter(key);
            let outer = if parent == "Header" { "Header > " } else { "" };
            self.note(format!("{}{outer}Schema {family}.{key}", self.zone));
            match key.as_str() {
                "properties" | "patternProperties" | "$defs" | "definitions"
                | "dependentSchemas" => {
                    self.each(member, |walk, item| walk.schema(parent, item));
                }
                "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                    for (index, item) in member.as_array().unwrap_or_default().iter().enumerate() {
                        let mark = self.path.enter_index(index);
                        self.schema(parent, item);
                        self.path.leave(mark);
                    }
                }
                "items"
                | "additionalProperties"
                | "not"
                | "if"
                | "then"
                | "else"
                | "propertyNames"
                | "contains"
                | "contentSchema" => self.schema(parent, member),
                "discriminator" => {
                    for (key, _) in member.as_object().unwrap_or_default() {
                        let mark = self.path.enter(key);
                        self.note(format!("{}Discriminator.{key}", self.zone));
                        self.path.leave(mark);
                    }
                }
                _ => {}
            }
            self.path.leave(mark);
        }
    }

    fn each(&mut self, value: &Json, mut then: impl FnMut(&mut Self, &Json)) {
        for (name, member) in value.as_object().unwrap_or_default() {
            let mark = self.path.enter(name);
            then(self, member);
            self.path.leave(mark);
        }
    }
}

/// What kind of schema it is: by the keyword that decides first, else by its types.
fn family(schema: &Json) -> String {
    let decisive = ["$ref", "const", "enum", "allOf", "oneOf", "anyOf"];
    if let Some(key) = decisive.into_iter().find(|key| schema.get(key).is_some()) {
        return key.to_owned();
    }
    match schema.get("type") {
        Some(Json::String(name)) => name.clone(),
        Some(Json::Array(names)) => {
            let plain = names.iter().filter_map(Json::as_str).filter(|name| *name != "null");
            let plain: Vec<&str> = plain.collect();
            if let [one] = plain[..] { one.to_owned() } else { "several".to_owned() }
        }
        _ => "untyped".to_owned(),
    }
}
