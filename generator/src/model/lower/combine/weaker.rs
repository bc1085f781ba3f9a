//! Whether one schema asks for nothing that another does not ask for: then the other is the type.
//!
//! Errs on the side of no: two schemas of which neither is enough are merged.

use super::super::Lowering;
use super::super::number::worth_the_same;
use super::parts::Parts;
use crate::document::{JsonType, RawSchema, SchemaId, TypeSet};
use crate::json::Json;

/// How deep properties of properties are compared.
const DEPTH: usize = 4;

impl Parts<'_> {
    /// Whether whatever fits `strong` fits these too, as far as types go.
    pub(super) fn is_within(&self, lowering: &mut Lowering<'_>, strong: &Parts<'_>) -> bool {
        self.is_weaker(lowering, strong, DEPTH)
    }

    fn is_weaker(&self, lowering: &mut Lowering<'_>, strong: &Parts<'_>, depth: usize) -> bool {
        let met = self.choices.iter().all(|choice| {
            strong.choices.iter().any(|other| other.holder.pointer == choice.holder.pointer)
        });
        met && self
            .plain
            .iter()
            .all(|(id, part)| strong.has(*id) || is_weaker(lowering, part, strong, depth))
    }
}

fn is_weaker(
    lowering: &mut Lowering<'_>,
    weak: &RawSchema,
    strong: &Parts<'_>,
    depth: usize,
) -> bool {
    if depth == 0 {
        return false;
    }
    let kinds = kinds(lowering, strong);
    let types = weak.types.without(JsonType::Null);
    let typed = types.is_empty() || (!kinds.is_empty() && kinds.is_within(types));
    let open = weak
        .additional_properties
        .is_none_or(|id| lowering.document.schemas.get(id).boolean == Some(false));
    typed
        && open
        && weak.pattern_properties.is_empty()
        && weak.conditional.is_empty()
        && weak.prefix_items.is_empty()
        && (weak.format.is_none()
            || strong.plain.iter().any(|(_, part)| part.format == weak.format))
        && (weak.content.0.is_none()
            || strong.plain.iter().any(|(_, part)| part.content == weak.content))
        && weak
            .required
            .iter()
            .all(|key| strong.plain.iter().any(|(_, part)| part.required.contains(key)))
        && values_are_weaker(weak, strong)
        && weak.items.is_none_or(|id| {
            let items: Vec<SchemaId> =
                strong.plain.iter().filter_map(|(_, part)| part.items).collect();
            definition_is_weaker(lowering, id, &items, depth)
        })
        && weak.properties.iter().all(|(key, id)| {
            let definitions = definitions(strong, key);
            definition_is_weaker(lowering, *id, &definitions, depth)
        })
}

/// Whether the definitions of a member in the stronger parts, one of them at least, say as much.
fn definition_is_weaker(
    lowering: &mut Lowering<'_>,
    weak: SchemaId,
    strong: &[SchemaId],
    depth: usize,
) -> bool {
    let weak = lowering.parts(weak);
    strong.iter().any(|id| {
        let strong = lowering.parts(*id);
        let null = weak.null.0 || !strong.null.0;
        null && weak.is_weaker(lowering, &strong, depth - 1)
    })
}

/// The definitions of a property.
fn definitions(parts: &Parts<'_>, key: &str) -> Vec<SchemaId> {
    let all = parts.plain.iter().flat_map(|(_, part)| &part.properties);
    all.filter(|(name, _)| name == key).map(|(_, id)| *id).collect()
}

/// Whether the stronger parts leave no value that the weak one's `enum` or `const` lacks.
fn values_are_weaker(weak: &RawSchema, strong: &Parts<'_>) -> bool {
    let Some(allowed) = values(weak) else { return true };
    let strong = strong.plain.iter().filter_map(|(_, part)| values(part));
    strong.into_iter().any(|values| values.iter().all(|value| holds(&allowed, value)))
}

/// Whether a value is one of these. Numbers are equal if they are worth the same (JSON Schema Core
/// §4.2.2).
pub(super) fn holds(values: &[&Json], value: &Json) -> bool {
    values.iter().any(|other| equal(other, value))
}

fn equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => worth_the_same(a, b),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Json::Object(a), Json::Object(members)) => {
            let same =
                |(key, value): &(String, Json)| b.get(key).is_some_and(|it| equal(value, it));
            a.len() == members.len() && a.iter().all(same)
        }
        _ => a == b,
    }
}

/// The values of `const` or `enum`.
pub(super) fn values(schema: &RawSchema) -> Option<Vec<&Json>> {
    match (&schema.constant, &schema.enumeration) {
        (Some(constant), _) => Some(vec![constant]),
        (None, Some(values)) => Some(values.iter().collect()),
        (None, None) => None,
    }
}

/// The JSON types of values that fit the parts, null apart; empty when nothing is said.
pub(super) fn kinds(lowering: &mut Lowering<'_>, parts: &Parts<'_>) -> TypeSet {
    let mut told = TypeSet::default();
    for (_, part) in &parts.plain {
        let own = kinds_of(part);
        told = match (told.is_empty(), own.is_empty()) {
            (true, _) => own,
            (false, true) => told,
            (false, false) => told.intersection(own),
        };
    }
    if told.is_empty()
        && let Some(choice) = parts.choices.first()
    {
        for member in choice.members.clone() {
            let member = lowering.parts(member);
            let nested = !member.choices.is_empty() && member.plain.is_empty();
            let kinds = if nested { TypeSet::default() } else { kinds(lowering, &member) };
            if kinds.is_empty() {
                return TypeSet::default();
            }
            kinds.iter().for_each(|t| told.insert(t));
        }
    }
    told
}

/// The types that the keywords of one schema speak of, null apart.
fn kinds_of(schema: &RawSchema) -> TypeSet {
    let types = schema.types.without(JsonType::Null);
    if !types.is_empty() {
        return types;
    }
    let mut kinds = TypeSet::default();
    if let Some(values) = values(schema) {
        values.iter().filter_map(|value| kind_of(value)).for_each(|t| kinds.insert(t));
    } else if !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional_properties.is_some()
        || !schema.pattern_properties.is_empty()
        || !schema.conditional.is_empty()
    {
        kinds.insert(JsonType::Object);
    } else if schema.items.is_some() || !schema.prefix_items.is_empty() {
        kinds.insert(JsonType::Array);
    }
    kinds
}

/// The type of a value, null apart.
pub(super) fn kind_of(value: &Json) -> Option<JsonType> {
    match value {
        Json::Null => None,
        Json::Bool(_) => Some(JsonType::Boolean),
        Json::Number(text) if text.parse::<i128>().is_ok() => Some(JsonType::Integer),
        Json::Number(_) => Some(JsonType::Number),
        Json::String(_) => Some(JsonType::String),
        Json::Array(_) => Some(JsonType::Array),
        Json::Object(_) => Some(JsonType::Object),
    }
}
