//! Reads a header of an answer as a value of a type.
//!
//! It is tolerant: what is not there and what does not fit are the same, since the header itself can
//! be looked at beside it. It decides in which forms a text is tried, not which header is read.

use ::http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The header `name` as a value; none if it is not there, or no value of the type. Several headers of
/// one name are read as one list (RFC 9110, section 5.3).
pub fn header_value<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    let mut lines = Vec::new();
    for line in headers.get_all(name) {
        lines.push(line.to_str().ok()?.trim());
    }
    if lines.is_empty() {
        return None;
    }
    read(&lines.join(","))
}

/// Tries the forms of the style `simple` (OpenAPI 3.1, section 4.8.12.3): the text itself, what it
/// says as JSON, a list, an object in either spelling.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let of = |value: Value| serde_json::from_value(value).ok();
    let items = || text.split(',').map(str::trim);
    let list = |item: fn(&str) -> Value| of(items().map(item).collect());
    let object = |item: fn(&str) -> Value| of(members(items(), item)?);
    of(plain(text))
        .or_else(|| of(serde_json::from_str(text).ok()?))
        .or_else(|| list(plain))
        .or_else(|| list(scalar))
        .or_else(|| object(plain))
        .or_else(|| object(scalar))
}

/// The members of an object: `R=100,G=200` or `R,100,G,200`.
fn members<'t>(mut items: impl Iterator<Item = &'t str>, item: fn(&str) -> Value) -> Option<Value> {
    let mut members = Map::new();
    while let Some(first) = items.next() {
        let (key, value) = match first.split_once('=') {
            Some(pair) => pair,
            None => (first, items.next()?),
        };
        members.insert(key.to_owned(), item(value));
    }
    Some(Value::Object(members))
}

fn plain(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// A number or a boolean, if the text is one.
fn scalar(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => plain(text),
    }
}
