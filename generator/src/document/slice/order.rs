//! The order of keys in a written document.
//!
//! Objects of the standard have the order of the standard, with what introduces a document before its
//! paths. Where keys are names that the document chooses – paths, components, properties, statuses – they
//! are sorted: a vendor's generator that lists them in another order makes no difference, as it makes
//! none to the crate, whose fields are sorted too. Lists, examples, defaults and extensions are values
//! and stay as they are.

use super::super::bundle::grammar::Grammar;
use super::super::grammar::Value;
use crate::json::Json;

/// A document with its keys in order.
pub(super) fn ordered(tree: Json, grammar: Grammar) -> Json {
    use super::super::grammar::Kind;
    below(tree, Some(Value::Object(Kind::OpenApi)), grammar)
}

fn below(value: Json, what: Option<Value>, grammar: Grammar) -> Json {
    let Some(what) = what else { return value };
    match value {
        Json::Object(mut members) => {
            members.sort_by(|(a, _), (b, _)| {
                (rank(what, a), a.starts_with("x-"), a).cmp(&(
                    rank(what, b),
                    b.starts_with("x-"),
                    b,
                ))
            });
            let member = |(key, value): (String, Json)| {
                let value = match (what, key.as_str()) {
                    (Value::Schema, "discriminator") => discriminator(value),
                    _ => below(value, grammar.member(what, &key), grammar),
                };
                (key, value)
            };
            Json::Object(members.into_iter().map(member).collect())
        }
        Json::Array(items) => {
            let inner = match what {
                Value::List(inner) => Some(*inner),
                // `items` was a list of schemas before 2020.
                Value::Schema => Some(what),
                _ => None,
            };
            Json::Array(items.into_iter().map(|item| below(item, inner, grammar)).collect())
        }
        scalar => scalar,
    }
}

/// Where a key of the standard comes; others follow it.
fn rank(what: Value, key: &str) -> usize {
    use super::super::grammar::Kind;
    let of = |list: &[&str]| list.iter().position(|it| *it == key).unwrap_or(usize::MAX);
    match what {
        Value::Schema => of(SCHEMA),
        Value::Object(Kind::OpenApi) => of(ROOT),
        // The number of a status before the word for the others.
        Value::Object(Kind::Responses) => usize::from(key == "default"),
        Value::Object(kind) | Value::Reference(kind) => {
            if key == "$ref" {
                return 0;
            }
            let position = kind.rules().fields.iter().position(|field| field.key == key);
            position.map_or(usize::MAX, |position| position + 1)
        }
        _ => 0,
    }
}

/// The members of a discriminator; the values of its mapping are names that the document chooses.
fn discriminator(mut value: Json) -> Json {
    if let Some(Json::Object(mapping)) = value.get_mut("mapping") {
        mapping.sort_by(|(a, _), (b, _)| a.cmp(b));
    }
    if let Json::Object(members) = &mut value {
        let list = ["propertyName", "mapping", "defaultMapping"];
        let rank = |key: &str| list.iter().position(|it| *it == key).unwrap_or(usize::MAX);
        members.sort_by(|(a, _), (b, _)| (rank(a), a).cmp(&(rank(b), b)));
    }
    value
}

/// The members of a document of 2.0 and 3.x.
const ROOT: &[&str] = &[
    "swagger",
    "openapi",
    "$self",
    "jsonSchemaDialect",
    "info",
    "externalDocs",
    "host",
    "basePath",
    "schemes",
    "servers",
    "consumes",
    "produces",
    "security",
    "tags",
    "paths",
    "webhooks",
    "components",
    "securityDefinitions",
    "parameters",
    "responses",
    "definitions",
];

/// The keywords of schemas: what it is, what it says to people, what values there are, what is in them.
const SCHEMA: &[&str] = &[
    "$schema",
    "$vocabulary",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "$comment",
    "title",
    "description",
    "externalDocs",
    "deprecated",
    "readOnly",
    "writeOnly",
    "type",
    "format",
    "nullable",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "enum",
    "const",
    "default",
    "multipleOf",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "discriminator",
    "required",
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "prefixItems",
    "items",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "xml",
    "example",
    "examples",
    "$defs",
    "definitions",
];
