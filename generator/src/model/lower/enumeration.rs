//! `enum` and `const` → enum, literal, or the plain type when the values are of no use as names.
//!
//! What a type cannot say of the values stands in its documentation (`docs`).

use indexmap::IndexSet;

use super::Lowering;
use super::labels::labels;
use super::number::{holding, whole};
use super::schema::component_name;
use crate::diagnostic::Code;
use crate::document::{JsonType, RawSchema};
use crate::json::Json;
use crate::model::{Enum, EnumValues, Label, Literal, Scalar, Shape, StringFormat};

/// More values than this make a list, not an enum: the type is a plain string.
const MOST_VALUES: usize = 10_000;

/// What several values have in common, none of them null.
pub(super) enum Values {
    /// Strings.
    Strings(Vec<String>),
    /// Integers of at most 64 bits, signed.
    Integers(Vec<i64>),
    /// Integers, some of them wider.
    Wide(Vec<i128>),
    /// `true`, `false` or both.
    Booleans,
    /// Numbers.
    Numbers,
    /// Scalars of several kinds.
    Scalars,
    /// Some are arrays or objects.
    Any,
}

impl Values {
    /// What these values have in common.
    pub(super) fn of(values: &[&Json]) -> Self {
        if let Some(strings) = all(values, |value| value.as_str().map(str::to_owned)) {
            return Values::Strings(strings);
        }
        if let Some(integers) = all(values, integer) {
            let narrow = integers.iter().map(|value| i64::try_from(*value).ok()).collect();
            return Option::map_or(narrow, Values::Wide(integers), Values::Integers);
        }
        let are = |kind: fn(&Json) -> bool| values.iter().all(|value| kind(value));
        if are(|value| matches!(value, Json::Bool(_))) {
            Values::Booleans
        } else if are(|value| matches!(value, Json::Number(_))) {
            Values::Numbers
        } else if are(|value| !matches!(value, Json::Array(_) | Json::Object(_))) {
            Values::Scalars
        } else {
            Values::Any
        }
    }
}

impl Lowering<'_> {
    /// The shape of a `const`.
    pub(super) fn lower_constant(&mut self, schema: &RawSchema, value: &Json) -> Shape {
        let declared = declared(schema, value);
        let at = schema.pointer.child("const");
        self.report_undeclared(schema, &at, &[value]);
        let (shape, what) = match declared {
            Json::Null => return Shape::Scalar(Scalar::Null),
            Json::String(_) | Json::Bool(_) => return Shape::Literal(Literal { value: declared }),
            Json::Number(ref text) => match whole(text) {
                Some(integer) => match i64::try_from(integer) {
                    Ok(integer) => {
                        let value = Json::Number(integer.to_string());
                        return Shape::Literal(Literal { value });
                    }
                    Err(_) => (Scalar::Integer(holding(&[integer])).into(), "any integer"),
                },
                None => (Scalar::Number.into(), "any number"),
            },
            Json::Array(_) | Json::Object(_) => (Shape::Any, "any JSON value"),
        };
        let kind = declared.kind();
        let message = format!("a constant that is {kind} is read as {what}");
        self.warn(Code::UnsupportedKeyword, &at, message);
        shape
    }

    /// The shape of an `enum` of at least one value. A null among the values makes the rest
    /// nullable.
    pub(super) fn lower_enumeration(&mut self, schema: &RawSchema, values: &[Json]) -> Shape {
        let labels = labels(&schema.extensions, values);
        let (at, plain): (Vec<usize>, Vec<&Json>) =
            values.iter().enumerate().filter(|(_, value)| **value != Json::Null).unzip();
        let labels = at.iter().filter_map(|index| labels.get(*index).cloned()).collect();
        let nullable = plain.len() < values.len();
        let shape = match plain.as_slice() {
            [] => Shape::Scalar(Scalar::Null),
            [only] if component_name(&schema.pointer).is_none() => {
                self.lower_constant(schema, only)
            }
            _ => self.lower_values(schema, &plain, labels),
        };
        if nullable && shape != Shape::Scalar(Scalar::Null) {
            self.nullable(schema, shape)
        } else {
            shape
        }
    }

    /// The shape of several values, none of them null.
    fn lower_values(&mut self, schema: &RawSchema, values: &[&Json], labels: Vec<Label>) -> Shape {
        let at = schema.pointer.child("enum");
        self.report_undeclared(schema, &at, values);
        let values: Vec<Json> = values.iter().map(|value| declared(schema, value)).collect();
        let values: Vec<&Json> = values.iter().collect();
        let (shape, message) = match Values::of(&values) {
            Values::Strings(strings) if strings.len() > MOST_VALUES => (
                Scalar::String(StringFormat::Plain).into(),
                format!("{} values are too many for an enum; the type is a string", strings.len()),
            ),
            Values::Strings(strings) => {
                let (values, labels) = unique(strings, labels);
                return Shape::Enum(Enum { values: EnumValues::Strings(values), labels });
            }
            Values::Integers(integers) => {
                let (values, labels) = unique(integers, labels);
                return Shape::Enum(Enum { values: EnumValues::Integers(values), labels });
            }
            Values::Wide(integers) => (
                Scalar::Integer(holding(&integers)).into(),
                "integers beyond 64 bits make no enum; the type is an integer".to_owned(),
            ),
            Values::Booleans => return Shape::Scalar(Scalar::Boolean),
            Values::Numbers => (
                Scalar::Number.into(),
                "these numbers make no enum; the type is a number".to_owned(),
            ),
            Values::Scalars => (
                self.kinds(schema, &values),
                "values of several kinds make no enum; it is read as any value of these kinds"
                    .to_owned(),
            ),
            Values::Any => (
                Shape::Any,
                "values that are arrays or objects make no enum; it is read as any JSON value"
                    .to_owned(),
            ),
        };
        self.warn(Code::EnumAsText, &at, message);
        shape
    }

    /// A union of the kinds that scalar values are of.
    fn kinds(&mut self, schema: &RawSchema, values: &[&Json]) -> Shape {
        let integers: Vec<i128> = values.iter().filter_map(|value| integer(value)).collect();
        let mut types = Vec::new();
        for value in values {
            let scalar = match value {
                Json::Bool(_) => Scalar::Boolean,
                Json::Number(_) if integer(value).is_some() => Scalar::Integer(holding(&integers)),
                Json::Number(_) => Scalar::Number,
                _ => Scalar::String(StringFormat::Plain),
            };
            types.push(self.intern(&schema.pointer, Shape::Scalar(scalar)));
        }
        self.mixed(&schema.pointer, &types).map_or(Shape::Any, Shape::Alias)
    }

    /// Reports values that are not of the declared type.
    fn report_undeclared(
        &mut self,
        schema: &RawSchema,
        at: &crate::pointer::Pointer,
        values: &[&Json],
    ) {
        let other = |value: &&&Json| !is_declared(schema, value);
        let Some(value) = values.iter().find(other) else { return };
        let types: Vec<&str> = schema.types.iter().map(JsonType::name).collect();
        let read = match declared(schema, value) {
            same if same == **value => "the type is that of the values".to_owned(),
            read => format!("such values are read as {read}"),
        };
        let message = format!("{value} is not of the declared type ({}); {read}", types.join(", "));
        self.warn(Code::InvalidValue, at, message);
    }
}

/// The value in the one scalar type that its schema declares, if it can be written so: YAML makes
/// numbers and booleans of what its author took for strings, and people quote what is a number.
pub(super) fn declared(schema: &RawSchema, value: &Json) -> Json {
    let types = schema.types.without(JsonType::Null);
    let mut each = types.iter();
    let (Some(only), None, false) = (each.next(), each.next(), is_declared(schema, value)) else {
        return value.clone();
    };
    match (only, value) {
        (JsonType::String, Json::Number(_) | Json::Bool(_)) => Json::String(value.to_string()),
        (JsonType::Boolean, Json::String(text)) if text == "true" || text == "false" => {
            Json::Bool(text == "true")
        }
        (JsonType::Integer, Json::String(text)) => match text.parse::<i128>() {
            Ok(integer) => Json::Number(integer.to_string()),
            Err(_) => value.clone(),
        },
        (JsonType::Number, Json::String(text)) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() && text.parse::<serde_json::Number>().is_ok() => {
                Json::Number(text.clone())
            }
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

fn is_declared(schema: &RawSchema, value: &Json) -> bool {
    let types = schema.types;
    types.is_empty()
        || match value {
            // Null among the values is how many documents say that there may be none.
            Json::Null => true,
            Json::Bool(_) => types.contains(JsonType::Boolean),
            Json::Number(_) => {
                types.contains(JsonType::Number)
                    || types.contains(JsonType::Integer) && integer(value).is_some()
            }
            Json::String(_) => types.contains(JsonType::String),
            Json::Array(_) => types.contains(JsonType::Array),
            Json::Object(_) => types.contains(JsonType::Object),
        }
}

fn integer(value: &Json) -> Option<i128> {
    match value {
        Json::Number(text) => whole(text),
        _ => None,
    }
}

fn all<T>(values: &[&Json], read: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    values.iter().map(|value| read(value)).collect()
}

/// The values, each once, in order, and the labels of those.
fn unique<T: Eq + std::hash::Hash>(values: Vec<T>, labels: Vec<Label>) -> (Vec<T>, Vec<Label>) {
    let mut labels = labels.into_iter();
    let (mut unique, mut kept) = (IndexSet::with_capacity(values.len()), Vec::new());
    for value in values {
        let label = labels.next();
        if unique.insert(value) {
            kept.extend(label);
        }
    }
    (unique.into_iter().collect(), kept)
}

impl From<Scalar> for Shape {
    fn from(scalar: Scalar) -> Self {
        Shape::Scalar(scalar)
    }
}
