//! Whether a value is of the kind the grammar expects, and the small repairs that make it so.

use super::Value;
use crate::json::Json;

/// How a value fits.
pub(super) enum Fit {
    /// It does.
    Yes,
    /// YAML read a text as a number or a boolean; it is a text again. Without `exact`, its spelling
    /// may have changed on the way.
    Converted { exact: bool },
    /// It does now; the message says what was done.
    Mended(String),
    /// It does not.
    No,
}

/// Compares a value with what is expected, and mends it where its meaning is plain.
pub(super) fn fit(expected: Value, value: &mut Json) -> Fit {
    match (expected, &*value) {
        (Value::Text, Json::String(_))
        | (Value::Flag, Json::Bool(_))
        | (Value::Opaque | Value::Schema, _)
        | (Value::Object(_) | Value::Reference(_) | Value::Map(_), Json::Object(_))
        | (Value::List(_), Json::Array(_)) => Fit::Yes,
        (Value::Word(words), Json::String(text)) if words.contains(&text.as_str()) => Fit::Yes,
        (Value::Text, Json::Number(text)) => {
            let text = text.clone();
            let exact = !text.contains(['.', 'e', 'E']);
            *value = Json::String(text);
            Fit::Converted { exact }
        }
        (Value::Text, Json::Bool(flag)) => {
            *value = Json::String(flag.to_string());
            Fit::Converted { exact: true }
        }
        (Value::Flag, Json::String(text)) if text == "true" || text == "false" => {
            let flag = text == "true";
            *value = Json::Bool(flag);
            Fit::Mended(format!("the string `{flag}` stands where a boolean belongs"))
        }
        (Value::Object(kind) | Value::Reference(kind), Json::Null) if !kind.is_dispensable() => {
            *value = Json::Object(Vec::new());
            Fit::Mended(format!("null stands where {} belongs; read as empty", wanted(expected)))
        }
        (Value::Map(_), Json::Null) => {
            *value = Json::Object(Vec::new());
            Fit::Mended("null stands where an object belongs; read as empty".to_owned())
        }
        (Value::List(_), Json::Null) => {
            *value = Json::Array(Vec::new());
            Fit::Mended("null stands where an array belongs; read as empty".to_owned())
        }
        _ => Fit::No,
    }
}

/// Whether leaving such a value out would change calls or types.
pub(super) fn is_grave(expected: Value) -> bool {
    match expected {
        Value::Text | Value::Word(_) | Value::Flag | Value::Opaque | Value::Schema => false,
        Value::Object(kind) | Value::Reference(kind) => !kind.is_dispensable(),
        Value::List(inner) | Value::Map(inner) => is_grave(*inner),
    }
}

/// What is expected, in words.
pub(super) fn wanted(expected: Value) -> String {
    match expected {
        Value::Text => "a string".to_owned(),
        Value::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("one of {}", words.join(", "))
        }
        Value::Flag => "a boolean".to_owned(),
        Value::Opaque => "a value".to_owned(),
        Value::Schema => "a schema".to_owned(),
        Value::Object(kind) => format!("the {}", kind.rules().name),
        Value::Reference(kind) => format!("the {} or a reference", kind.rules().name),
        Value::List(_) => "an array".to_owned(),
        Value::Map(_) => "an object".to_owned(),
    }
}
