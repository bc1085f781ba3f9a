//! `type` and `format` → scalar: the one table of formats.
//!
//! A format without a line here is text or a 64-bit number; it stays in the documentation. What the
//! settings say of a format, or of one place, comes first.

use std::collections::BTreeSet;

use super::Lowering;
use super::media::is_binary;
use super::number::integer_format;
use crate::config::TextType;
use crate::document::{JsonType, RawSchema};
use crate::model::{Scalar, StringFormat};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The scalar of type `t` that `schema` describes; `t` is not an array or object.
    pub(super) fn lower_scalar(&mut self, schema: &RawSchema, t: JsonType) -> Scalar {
        let format = schema.format.as_deref().unwrap_or_default();
        match t {
            JsonType::Boolean => Scalar::Boolean,
            JsonType::Integer => Scalar::Integer(integer_format(format, &schema.constraints)),
            JsonType::Number => match format {
                "int32" | "int64" | "integer" => {
                    Scalar::Integer(integer_format(format, &schema.constraints))
                }
                _ => Scalar::Number,
            },
            JsonType::String => Scalar::String(self.text_format(schema)),
            JsonType::Null | JsonType::Array | JsonType::Object => Scalar::Null,
        }
    }

    /// What a string means: what the settings say of this place or of its format, else the table.
    pub(super) fn text_format(&self, schema: &RawSchema) -> StringFormat {
        let format = format_name(schema).unwrap_or_default();
        match self.config.text_type(&schema.pointer, format) {
            Some(TextType::String) => StringFormat::Plain,
            Some(TextType::Uuid) => StringFormat::Uuid,
            Some(TextType::DateTime) => StringFormat::DateTime,
            Some(TextType::Date) => StringFormat::Date,
            Some(TextType::Base64) => StringFormat::Base64,
            None if is_binary(schema) => StringFormat::Binary,
            None => usual_format(format),
        }
    }

    /// Complains about types of formats and places that the document does not have: a misspelt one
    /// would have no effect.
    pub(super) fn check_text_types(&mut self) {
        let (config, document) = (self.config, self.document);
        let strings =
            || document.schemas.iter().map(|(_, schema)| schema).filter(|schema| is_text(schema));
        let formats: BTreeSet<&str> = strings().filter_map(format_name).collect();
        for format in config.formats.keys().filter(|format| !formats.contains(format.as_str())) {
            let at = Pointer::from_text("/formats").child(format);
            self.unused(at, format!("no string of the document has the format `{format}`"));
        }
        let places: BTreeSet<String> = strings().map(|schema| schema.pointer.to_string()).collect();
        for place in config.types.keys().filter(|place| !places.contains(*place)) {
            let at = Pointer::from_text("/types").child(place);
            self.unused(at, format!("`{place}` is no schema of a string"));
        }
    }
}

/// The format that a string has. Base64 has a keyword of its own in 3.1, which 3.0 called `byte`.
fn format_name(schema: &RawSchema) -> Option<&str> {
    let encoded = || match schema.content.1.as_deref() {
        Some("base64") => Some("byte"),
        other => other,
    };
    schema.format.as_deref().or_else(encoded)
}

fn is_text(schema: &RawSchema) -> bool {
    schema.types.contains(JsonType::String) && schema.reference.is_none()
}

fn usual_format(format: &str) -> StringFormat {
    match format {
        "uuid" | "uuid1" | "uuid3" | "uuid4" | "uuid5" | "uuid6" | "uuid7" | "uuid8" => {
            StringFormat::Uuid
        }
        "date-time" => StringFormat::DateTime,
        "date" => StringFormat::Date,
        _ => StringFormat::Plain,
    }
}
