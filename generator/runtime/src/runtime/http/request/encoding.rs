//! How the members of a form are written: OpenAPI 3.1, section 4.8.15 ("Encoding Object").
//!
//! A member without an encoding of its own is text if it is a scalar and JSON if it is an object;
//! a list repeats its name for every item. It decides names and texts; what carries them, a query
//! string or a multipart body, is decided elsewhere.

use serde_json::Value;

use super::style::Style;

/// How a member of a form is written, where it is not the usual way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// As a query parameter of this style would be.
    Style(Style),
    /// With this content type. A value that is no text is written as JSON.
    Type(&'static str),
}

/// A member of a form: its name, its text, and the text's content type if it needs one.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) content_type: Option<&'static str>,
}

/// The content type of members that are objects.
const JSON: &str = "application/json";

/// The encoding of the member called `name`.
pub(crate) fn own(encodings: &[(&'static str, Encoding)], name: &str) -> Option<Encoding> {
    encodings.iter().find(|(of, _)| *of == name).map(|(_, encoding)| *encoding)
}

/// The fields that a member of a form becomes; none for null.
pub(crate) fn fields(name: &str, value: &Value, encoding: Option<Encoding>) -> Vec<Field> {
    let field = |text: String, content_type| Field { name: name.to_owned(), text, content_type };
    match (encoding, value) {
        (_, Value::Null) => Vec::new(),
        (Some(Encoding::Type(content_type)), Value::Array(items)) if !is_json(content_type) => {
            items.iter().flat_map(|item| fields(name, item, encoding)).collect()
        }
        (Some(Encoding::Type(content_type)), _) => {
            let text = if is_json(content_type) { value.to_string() } else { text(value) };
            vec![field(text, Some(content_type))]
        }
        (Some(Encoding::Style(Style::DeepObject)), _) => {
            let mut out = Vec::new();
            deep(name, value, &mut out);
            out
        }
        (Some(Encoding::Style(Style::Form)), Value::Object(members)) => {
            members.iter().flat_map(|(key, member)| fields(key, member, None)).collect()
        }
        (Some(Encoding::Style(style)), _) if style != Style::Form => {
            let joint = match style {
                Style::SpaceDelimited => " ",
                Style::PipeDelimited => "|",
                _ => ",",
            };
            let texts = flat(value);
            if texts.is_empty() { Vec::new() } else { vec![field(texts.join(joint), None)] }
        }
        (_, Value::Array(items)) => items
            .iter()
            .filter(|item| !item.is_null())
            .map(|item| field(text(item), content_type(item)))
            .collect(),
        _ => vec![field(text(value), content_type(value))],
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence == JSON || essence.ends_with("+json")
}

fn content_type(value: &Value) -> Option<&'static str> {
    (value.is_object() || value.is_array()).then_some(JSON)
}

/// The text of a scalar, or the JSON of anything else.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The texts of a list's items, or of an object's keys and members in turn.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter(|item| !item.is_null()).map(text).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !member.is_null())
            .flat_map(|(key, member)| [key.clone(), text(member)])
            .collect(),
        other => vec![text(other)],
    }
}

/// `name[key]` for each member, `name[0]` for each item. OpenAPI leaves lists undefined here; this
/// is what the servers that ask for the style on lists read, and the only form that keeps the
/// members of several objects apart.
fn deep(name: &str, value: &Value, out: &mut Vec<Field>) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(&format!("{name}[{index}]"), item, out);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                deep(&format!("{name}[{key}]"), member, out);
            }
        }
        scalar => {
            out.push(Field { name: name.to_owned(), text: text(scalar), content_type: None });
        }
    }
}
