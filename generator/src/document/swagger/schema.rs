//! Schemas: the few things that 2.0 writes in another way than 3.0.

use super::{Origins, object};
use crate::json::Json;

/// A map of schemas.
pub(super) fn map(schemas: Json) -> Json {
    let Json::Object(members) = schemas else {
        return schemas;
    };
    Json::Object(members.into_iter().map(|(name, value)| (name, schema(value))).collect())
}

/// One schema (2.0, Schema Object).
pub(super) fn schema(value: Json) -> Json {
    let Json::Object(members) = value else {
        return value;
    };
    let lifted = members.into_iter().map(|(key, value)| match (key.as_str(), value) {
        ("$ref", Json::String(reference)) => (key, Json::String(Origins::lifted(&reference))),
        // In 2.0 the property's name stands alone; the values are names of definitions.
        ("discriminator", Json::String(property)) => {
            (key, object([("propertyName", Json::String(property))]))
        }
        // An extension of many tools, since 2.0 has no word for it.
        ("x-nullable" | "x-isnullable", value) => ("nullable".to_owned(), value),
        ("properties" | "definitions", value) => (key, map(value)),
        ("items" | "additionalProperties" | "not", value) => (key, schema_or_list(value)),
        ("allOf" | "anyOf" | "oneOf", value) => (key, schema_or_list(value)),
        (_, value) => (key, value),
    });
    files(Json::Object(lifted.collect()))
}

fn schema_or_list(value: Json) -> Json {
    match value {
        Json::Array(items) => Json::Array(items.into_iter().map(schema).collect()),
        value => schema(value),
    }
}

/// `type: file` is a string of bytes in 3.0.
fn files(mut value: Json) -> Json {
    if value.get("type").and_then(Json::as_str) == Some("file")
        && let Json::Object(members) = &mut value
    {
        members.retain(|(key, _)| key != "type" && key != "format");
        members.insert(0, ("type".to_owned(), Json::String("string".to_owned())));
        members.insert(1, ("format".to_owned(), Json::String("binary".to_owned())));
    }
    value
}
