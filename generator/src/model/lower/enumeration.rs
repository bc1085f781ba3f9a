//! `enum` and `const` → enum, literal, or the plain type when the values are of no use as names.

use super::Lowering;
use super::schema::component_name;
use crate::diagnostic::Code;
use crate::document::RawSchema;
use crate::json::Json;
use crate::model::{Enum, EnumValues, Literal, Scalar, Shape};

/// More values than this make a list, not an enum: the type is a plain string.
const MOST_VALUES: usize = 10_000;

impl Lowering<'_> {
    /// The shape of a `const`.
    pub(super) fn lower_constant(&mut self, schema: &RawSchema, value: &Json) -> Shape {
        match value {
            Json::Null => Shape::Scalar(Scalar::Null),
            Json::String(_) | Json::Bool(_) => Shape::Literal(Literal { value: value.clone() }),
            Json::Number(text) if text.parse::<i64>().is_ok() => {
                Shape::Literal(Literal { value: value.clone() })
            }
            Json::Number(_) => Shape::Scalar(Scalar::Number),
            Json::Array(_) | Json::Object(_) => {
                self.warn(
                    Code::UnsupportedKeyword,
                    &schema.pointer.child("const"),
                    format!("a constant that is {} is read as any JSON value", value.kind()),
                );
                Shape::Any
            }
        }
    }

    /// The shape of an `enum`. A null among the values makes the rest nullable.
    pub(super) fn lower_enumeration(&mut self, schema: &RawSchema, values: &[Json]) -> Shape {
        let plain: Vec<&Json> = values.iter().filter(|value| **value != Json::Null).collect();
        let nullable = plain.len() < values.len();
        let shape = match plain.as_slice() {
            [] => Shape::Scalar(Scalar::Null),
            [only] if component_name(&schema.pointer).is_none() => {
                self.lower_constant(schema, only)
            }
            _ => self.lower_values(schema, &plain),
        };
        if nullable && shape != Shape::Scalar(Scalar::Null) {
            self.nullable(schema, shape)
        } else {
            shape
        }
    }

    /// The shape of several values, none of them null.
    fn lower_values(&mut self, schema: &RawSchema, values: &[&Json]) -> Shape {
        let at = schema.pointer.child("enum");
        let strings: Option<Vec<String>> =
            values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
        if let Some(strings) = strings {
            if strings.len() > MOST_VALUES {
                self.warn(
                    Code::EnumAsText,
                    &at,
                    format!(
                        "{} values are too many for an enum; the type is a string",
                        strings.len()
                    ),
                );
                return Shape::Scalar(Scalar::String(crate::model::StringFormat::Plain));
            }
            return Shape::Enum(Enum { values: EnumValues::Strings(unique(strings)) });
        }
        let integers: Option<Vec<i64>> = values
            .iter()
            .map(|value| match value {
                Json::Number(text) => text.parse().ok(),
                _ => None,
            })
            .collect();
        if let Some(integers) = integers {
            return Shape::Enum(Enum { values: EnumValues::Integers(unique(integers)) });
        }
        if values.iter().all(|value| value.as_bool().is_some()) {
            return Shape::Scalar(Scalar::Boolean);
        }
        if values.iter().all(|value| matches!(value, Json::Number(_))) {
            self.warn(Code::EnumAsText, &at, "these numbers make no enum; the type is a number");
            return Shape::Scalar(Scalar::Number);
        }
        self.warn(
            Code::EnumAsText,
            &at,
            "values of several kinds make no enum; it is read as any JSON value",
        );
        Shape::Any
    }
}

/// The values, each once, in order.
fn unique<T: PartialEq + Clone>(values: Vec<T>) -> Vec<T> {
    let mut unique: Vec<T> = Vec::with_capacity(values.len());
    for value in values {
        if !unique.contains(&value) {
            unique.push(value);
        }
    }
    unique
}
