//! Does a `default` fit its own schema? It is documented either way and never applied: a server knows
//! its own defaults, and sending them would keep it from changing them.

use super::Lowering;
use super::number::whole;
use crate::diagnostic::Code;
use crate::document::RawSchema;
use crate::json::Json;
use crate::model::{EnumValues, Scalar, Shape};

/// Aliases and unions that are looked through.
const DEPTH: usize = 8;

impl Lowering<'_> {
    /// Reports a default that the schema itself does not allow. Null is not reported: it is how many
    /// documents say that there is none.
    pub(super) fn check_default(&mut self, schema: &RawSchema, shape: &Shape) {
        let Some(default) = schema.default.as_ref().filter(|default| **default != Json::Null)
        else {
            return;
        };
        if !self.admits(shape, default, DEPTH) {
            let at = schema.pointer.child("default");
            let shown = default.to_string();
            let what = if shown.len() > 60 { default.kind().to_owned() } else { shown };
            let message =
                format!("{what} is no value of this schema; it is documented all the same");
            self.warn(Code::DefaultMisfit, &at, message);
        }
    }

    /// Whether a shape can have this value; in doubt it can. The parts of arrays and objects are
    /// not looked at.
    fn admits(&self, shape: &Shape, value: &Json, depth: usize) -> bool {
        let inner = |id: &crate::model::TypeId| match &self.types[id.index()] {
            Some(def) if depth > 0 => self.admits(&def.shape, value, depth - 1),
            _ => true,
        };
        match shape {
            Shape::Any | Shape::Scalar(Scalar::File) => true,
            Shape::Scalar(Scalar::Null) => *value == Json::Null,
            Shape::Scalar(Scalar::Boolean) => matches!(value, Json::Bool(_)),
            Shape::Scalar(Scalar::Number) => matches!(value, Json::Number(_)),
            Shape::Scalar(Scalar::Integer(_)) => is_integer(value),
            Shape::Scalar(Scalar::String(_)) => value.as_str().is_some(),
            Shape::Array(_) | Shape::Tuple(_) => value.as_array().is_some(),
            Shape::Map(_) | Shape::Object(_) => value.as_object().is_some(),
            Shape::Enum(known) => match (&known.values, value) {
                (EnumValues::Strings(known), Json::String(text)) => known.contains(text),
                (EnumValues::Integers(known), Json::Number(text)) => {
                    known.iter().any(|known| whole(text) == Some((*known).into()))
                }
                _ => false,
            },
            Shape::Literal(literal) => literal.value == *value,
            Shape::Nullable(ty) => *value == Json::Null || inner(ty),
            Shape::Alias(ty) => inner(ty),
            Shape::Union(union) => union.variants.iter().any(|variant| inner(&variant.ty)),
        }
    }
}

fn is_integer(value: &Json) -> bool {
    matches!(value, Json::Number(text) if whole(text).is_some())
}
