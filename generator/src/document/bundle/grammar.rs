//! What stands where in a file, schemas included, for those who look for references.
//!
//! It extends the grammar of 3.x by what schemas hold, and by the few places that 2.0 has elsewhere.

use crate::document::grammar::{Kind, Value};
use crate::pointer::Pointer;

/// The grammar of a document's version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Grammar {
    /// OpenAPI 3.x.
    V3,
    /// Swagger 2.0.
    V2,
}

impl Grammar {
    /// What the member `key` of a value holds.
    pub(in crate::document) fn member(self, around: Value, key: &str) -> Option<Value> {
        match around {
            Value::Object(kind) | Value::Reference(kind) => self.own(kind, key),
            Value::Map(inner) => Some(*inner),
            Value::List(inner) => key.parse::<usize>().is_ok().then_some(*inner),
            Value::Schema => keyword(key),
            Value::Text | Value::Word(_) | Value::Flag | Value::Opaque => None,
        }
    }

    /// What stands at a place of a document.
    pub(in crate::document) fn at(self, pointer: &Pointer) -> Option<Value> {
        self.below(Value::Object(Kind::OpenApi), pointer)
    }

    /// What stands at a place below a value.
    pub(in crate::document) fn below(self, around: Value, pointer: &Pointer) -> Option<Value> {
        pointer.tokens().try_fold(around, |around, token| match (around, token.parse::<usize>()) {
            // `items` was a list of schemas before 2020.
            (Value::Schema, Ok(_)) => Some(Value::Schema),
            _ => self.member(around, &token),
        })
    }

    /// Where components of a kind stand.
    pub(in crate::document) fn section(self, value: Value) -> Option<Pointer> {
        let name = match (self, value) {
            (Grammar::V2, Value::Schema) => "/definitions",
            (Grammar::V2, Value::Reference(Kind::Parameter)) => "/parameters",
            (Grammar::V2, Value::Reference(Kind::Response)) => "/responses",
            (Grammar::V2, _) => return None,
            (Grammar::V3, Value::Schema) => "/components/schemas",
            (Grammar::V3, Value::Reference(kind)) => match kind {
                Kind::Parameter => "/components/parameters",
                Kind::RequestBody => "/components/requestBodies",
                Kind::Response => "/components/responses",
                Kind::Header => "/components/headers",
                Kind::Example => "/components/examples",
                Kind::Link => "/components/links",
                Kind::Callback => "/components/callbacks",
                Kind::SecurityScheme => "/components/securitySchemes",
                Kind::MediaType => "/components/mediaTypes",
                _ => return None,
            },
            (Grammar::V3, _) => return None,
        };
        Some(Pointer::from_text(name))
    }

    fn own(self, kind: Kind, key: &str) -> Option<Value> {
        match (self, kind, key) {
            (Grammar::V2, Kind::OpenApi, "definitions") => Some(Value::Map(&Value::Schema)),
            (Grammar::V2, Kind::OpenApi, "parameters") => {
                Some(Value::Map(&Value::Reference(Kind::Parameter)))
            }
            (Grammar::V2, Kind::OpenApi, "responses") => {
                Some(Value::Map(&Value::Reference(Kind::Response)))
            }
            (Grammar::V2, Kind::Response, "schema") => Some(Value::Schema),
            (Grammar::V2, Kind::Response, "examples") => None,
            _ => kind.rules().value(key),
        }
    }
}

/// What a keyword of schemas holds, as far as it is schemas.
fn keyword(key: &str) -> Option<Value> {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
        | "dependencies" => Some(Value::Map(&Value::Schema)),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Some(Value::List(&Value::Schema)),
        "items"
        | "additionalProperties"
        | "additionalItems"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "contentSchema"
        | "unevaluatedProperties"
        | "unevaluatedItems" => Some(Value::Schema),
        _ => None,
    }
}
