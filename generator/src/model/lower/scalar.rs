//! `type` and `format` → scalar: the one table of formats.
//!
//! A format without a line here is text or a 64-bit number; it stays in the documentation. JSON
//! has no other integers worth a type: narrower widths would only make a wider value fail.

use super::Lowering;
use super::media::is_binary;
use crate::document::{JsonType, RawSchema};
use crate::model::{IntegerFormat, Scalar, StringFormat};

impl Lowering<'_> {
    /// The scalar of type `t` that `schema` describes; `t` is not an array or object.
    pub(super) fn lower_scalar(&mut self, schema: &RawSchema, t: JsonType) -> Scalar {
        let format = schema.format.as_deref().unwrap_or_default();
        match t {
            JsonType::Boolean => Scalar::Boolean,
            JsonType::Integer => Scalar::Integer(integer_format(format)),
            JsonType::Number => match format {
                "int32" | "int64" | "integer" => Scalar::Integer(integer_format(format)),
                _ => Scalar::Number,
            },
            JsonType::String if is_binary(schema) => Scalar::String(StringFormat::Binary),
            JsonType::String => Scalar::String(string_format(format)),
            JsonType::Null | JsonType::Array | JsonType::Object => Scalar::Null,
        }
    }
}

fn integer_format(format: &str) -> IntegerFormat {
    match format {
        "int8" | "int16" | "int32" => IntegerFormat::Int32,
        "uint8" | "uint16" | "uint32" => IntegerFormat::Uint32,
        "uint64" | "uint" => IntegerFormat::Uint64,
        _ => IntegerFormat::Int64,
    }
}

fn string_format(format: &str) -> StringFormat {
    match format {
        "uuid" | "uuid1" | "uuid3" | "uuid4" | "uuid5" | "uuid6" | "uuid7" | "uuid8" => {
            StringFormat::Uuid
        }
        "date-time" => StringFormat::DateTime,
        "date" => StringFormat::Date,
        _ => StringFormat::Plain,
    }
}
