//! What a schema says in words: description, limits, default, examples. Limits are told twice, in words
//! and by keyword, for people and for comparing.
//!
//! Titles of inline schemas are left out: most documents that have them are generated, and the
//! title repeats the key.

use std::collections::BTreeMap;

use super::Lowering;
use super::array::is_tuple;
use super::enumeration::{Values, declared};
use crate::document::{Bound, Constraints, JsonType, RawSchema, SchemaId};
use crate::json::Json;
use crate::model::{Docs, StringFormat};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The words for a type.
    pub(super) fn type_docs(&self, schema: &RawSchema) -> Docs {
        Docs { summary: schema.title.clone(), ..self.own_docs(schema) }
    }

    /// The words for a field, a parameter or an item whose schema is `id`: those beside its
    /// reference, else those of the schema under its null. The words of the type that it refers
    /// to stay with that type.
    pub(super) fn use_docs(&self, id: SchemaId) -> Docs {
        let schema = self.document.schemas.get(id);
        let mut docs = self.own_docs(schema);
        if let Some(inner) = self.under_null(schema) {
            let inner = self.own_docs(inner);
            docs.description = docs.description.or(inner.description);
            docs.limits.extend(inner.limits);
            docs.bounds.extend(inner.bounds);
            docs.format = docs.format.or(inner.format);
            docs.default = docs.default.or(inner.default);
            if docs.examples.is_empty() {
                docs.examples = inner.examples;
            }
            docs.deprecated |= inner.deprecated;
        }
        docs
    }

    /// The single schema beside `null` in a union of two.
    fn under_null(&self, schema: &RawSchema) -> Option<&RawSchema> {
        let members = if schema.any_of.is_empty() { &schema.one_of } else { &schema.any_of };
        let mut others = members
            .iter()
            .map(|id| self.document.schemas.get(*id))
            .filter(|member| !is_null(member));
        match (members.len(), others.next(), others.next()) {
            (2, Some(only), None) if only.reference.is_none() => Some(only),
            _ => None,
        }
    }

    /// The words of this schema alone.
    fn own_docs(&self, schema: &RawSchema) -> Docs {
        let mut constraints = schema.constraints.clone();
        if is_tuple(schema) {
            // The type is a tuple, which says as much.
            constraints.items = (None, None);
        }
        let mut limits = limits(&constraints);
        let mut bounds = bounds(&constraints);
        let told = limits.len();
        limits.extend(untyped_values(schema));
        limits.extend(self.key_limits(schema));
        if let Some(values) = schema.additional_properties.filter(|_| schema.properties.is_empty())
        {
            limits.extend(
                self.value_limits(values)
                    .into_iter()
                    .map(|limit| format!("string values of {limit}")),
            );
        }
        bounds.extend(limits[told..].iter().map(|limit| (limit.clone(), String::new())));
        limits.extend(self.limits_of_parts(schema));
        bounds.extend(self.bounds_of_parts(schema));
        let told = limits.len();
        limits.extend(self.requirements(schema));
        limits.extend(content(schema));
        bounds.extend(limits[told..].iter().map(|limit| (limit.clone(), String::new())));
        let shown = |format: &String| TYPED_FORMATS.contains(&format.as_str());
        let text = self.text_format(schema) == StringFormat::Plain;
        let format =
            schema.format.clone().filter(|format| text && is_text(format) || !shown(format));
        Docs {
            summary: None,
            description: schema.description.clone(),
            limits,
            bounds,
            format,
            default: schema.default.as_ref().map(Json::sorted),
            examples: schema.examples.iter().map(Json::sorted).collect(),
            deprecated: schema.deprecated,
        }
    }

    /// What the inline parts of an `allOf` demand of all values; a part with a name says it itself.
    fn limits_of_parts(&self, schema: &RawSchema) -> Vec<String> {
        let parts = schema.all_of.iter().map(|id| self.document.schemas.get(*id));
        let inline = parts.filter(|part| part.reference.is_none());
        inline.flat_map(|part| limits(&part.constraints)).collect()
    }

    /// The same by keyword.
    fn bounds_of_parts(&self, schema: &RawSchema) -> BTreeMap<String, String> {
        let parts = schema.all_of.iter().map(|id| self.document.schemas.get(*id));
        let inline = parts.filter(|part| part.reference.is_none());
        inline.flat_map(|part| bounds(&part.constraints)).collect()
    }

    /// What is said of the keys of an object.
    fn key_limits(&self, schema: &RawSchema) -> Vec<String> {
        let mut limits = Vec::new();
        if let Some(names) = schema.property_names.map(|id| self.under_references(id)) {
            let length = range(names.constraints.length, "character");
            limits.extend(length.map(|range| format!("keys of {range}")));
            let pattern = names.constraints.pattern.as_ref();
            limits.extend(pattern.map(|pattern| format!("keys match {}", code(pattern))));
            let keys =
                names.enumeration.as_deref().map(|keys| listed(&keys.iter().collect::<Vec<_>>()));
            limits.extend(keys.map(|keys| format!("keys are among {keys}")));
        }
        let open = schema.additional_properties.map(|id| self.document.schemas.get(id).boolean);
        if !schema.pattern_properties.is_empty() && open == Some(Some(false)) {
            let patterns = schema.pattern_properties.iter().map(|(pattern, _)| code(pattern));
            let patterns = patterns.collect::<Vec<_>>().join(" or ");
            let other = if schema.properties.is_empty() { "keys" } else { "other keys" };
            limits.push(format!("{other} match {patterns}"));
        }
        let combined = schema.reference.is_some() || !schema.all_of.is_empty();
        let is_map = schema.properties.is_empty() && schema.any_of.is_empty() && !combined;
        if is_map && schema.one_of.is_empty() && !schema.required.is_empty() {
            let keys = super::sorted(schema.required.iter().map(|key| (key.clone(), ())));
            let keys: Vec<String> = keys.into_keys().map(|key| code(&key)).collect();
            limits.push(format!("with {}", keys.join(", ")));
        }
        limits
    }

    /// The schema that `id` leads to.
    fn under_references(&self, id: SchemaId) -> &RawSchema {
        let mut schema = self.document.schemas.get(id);
        for _ in 0..REFERENCES {
            let pointer = schema.reference.as_deref().and_then(Pointer::from_reference);
            let Some(target) = pointer.and_then(|pointer| self.document.schemas.at(&pointer))
            else {
                break;
            };
            schema = self.document.schemas.get(target);
        }
        schema
    }

    /// The length of the strings among a map's values.
    fn value_limits(&self, id: SchemaId) -> Option<String> {
        let schema = self.document.schemas.get(id);
        let members = schema.any_of.iter().map(|id| self.document.schemas.get(*id));
        std::iter::once(schema)
            .chain(members)
            .find_map(|schema| range(schema.constraints.length, "character"))
    }
}

/// Formats that the type itself shows.
const TYPED_FORMATS: [&str; 14] = [
    "uuid",
    "uuid1",
    "uuid3",
    "uuid4",
    "uuid5",
    "uuid7",
    "date-time",
    "date",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "double",
    "float",
];

/// References that are followed for words.
const REFERENCES: usize = 8;

/// Values that are shown in one place.
const SHOWN: usize = 12;

/// Whether a format is one of strings, so that a plain one needs a word about it.
fn is_text(format: &str) -> bool {
    format.starts_with("uuid") || format.starts_with("date")
}

/// The values of an `enum` or a `const` that the type does not tell.
fn untyped_values(schema: &RawSchema) -> Option<String> {
    let listed_values: Vec<Json> = match (&schema.constant, &schema.enumeration) {
        (Some(constant), _) => vec![declared(schema, constant)],
        (None, Some(values)) => values.iter().map(|value| declared(schema, value)).collect(),
        (None, None) => return None,
    };
    let values: Vec<&Json> = listed_values.iter().filter(|value| **value != Json::Null).collect();
    let told = match Values::of(&values) {
        Values::Strings(_) | Values::Integers(_) => true,
        Values::Booleans => schema.constant.is_some() || values.len() > 1,
        Values::Wide(_) | Values::Numbers | Values::Scalars | Values::Any => false,
    };
    match values.as_slice() {
        _ if told => None,
        [only] => Some(format!("always {}", code(&only.to_string()))),
        several => Some(format!("one of {}", listed(several))),
    }
}

/// Values, as many as one reads.
fn listed(values: &[&Json]) -> String {
    let plain = |value: &&Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut shown: Vec<String> =
        values.iter().take(SHOWN).map(|value| code(&plain(value))).collect();
    if values.len() > SHOWN {
        shown.push(format!("{} more", values.len() - SHOWN));
    }
    shown.join(", ")
}

/// What a string holds (JSON Schema Validation §8).
fn content(schema: &RawSchema) -> Option<String> {
    let (media_type, encoding) = &schema.content;
    let holds = media_type.as_ref().map(|media_type| format!("holds {}", code(media_type)));
    let encoded = encoding.as_ref().map(|encoding| format!("encoded as {}", code(encoding)));
    let words: Vec<String> = holds.into_iter().chain(encoded).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// Whether a schema admits null alone.
pub(super) fn is_null(schema: &RawSchema) -> bool {
    let only_null = |values: &[Json]| matches!(values, [Json::Null]);
    schema.reference.is_none()
        && (schema.types.contains(JsonType::Null)
            && schema.types.without(JsonType::Null).is_empty()
            || schema.constant == Some(Json::Null)
            || schema.enumeration.as_deref().is_some_and(only_null))
}

/// Constraints in words.
fn limits(constraints: &Constraints) -> Vec<String> {
    let mut limits = Vec::new();
    limits.extend(range(constraints.length, "character"));
    limits.extend(constraints.minimum.as_ref().map(at_least));
    limits.extend(constraints.maximum.as_ref().map(at_most));
    limits.extend(constraints.multiple_of.as_ref().map(|value| format!("a multiple of {value}")));
    limits.extend(constraints.pattern.as_ref().map(|pattern| format!("matches {}", code(pattern))));
    limits.extend(range(constraints.items, "item"));
    limits.extend(constraints.unique_items.then(|| "no item twice".to_owned()));
    limits.extend(range(constraints.properties, "entry"));
    limits
}

/// Constraints by keyword.
fn bounds(constraints: &Constraints) -> BTreeMap<String, String> {
    let number = |bound: &Option<Bound>, name: &str, exclusive: &str| {
        let bound = bound.as_ref()?;
        let name = if bound.exclusive { exclusive } else { name };
        Some((name.to_owned(), bound.value.to_string()))
    };
    let count = |count: Option<u64>, name: &str| Some((name.to_owned(), count?.to_string()));
    let text =
        |text: &Option<String>, name: &str| Some((name.to_owned(), text.as_ref()?.to_string()));
    [
        number(&constraints.minimum, "minimum", "exclusiveMinimum"),
        number(&constraints.maximum, "maximum", "exclusiveMaximum"),
        text(&constraints.multiple_of, "multipleOf"),
        text(&constraints.pattern, "pattern"),
        count(constraints.length.0.filter(|low| *low > 0), "minLength"),
        count(constraints.length.1, "maxLength"),
        count(constraints.items.0.filter(|low| *low > 0), "minItems"),
        count(constraints.items.1, "maxItems"),
        count(constraints.properties.0.filter(|low| *low > 0), "minProperties"),
        count(constraints.properties.1, "maxProperties"),
        constraints.unique_items.then(|| ("uniqueItems".to_owned(), String::new())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn at_least(bound: &Bound) -> String {
    let word = if bound.exclusive { "greater than" } else { "at least" };
    format!("{word} {}", bound.value)
}

fn at_most(bound: &Bound) -> String {
    let word = if bound.exclusive { "less than" } else { "at most" };
    format!("{word} {}", bound.value)
}

/// A range of counts in words, e.g. `1 to 40 characters`.
fn range((low, high): (Option<u64>, Option<u64>), unit: &str) -> Option<String> {
    let units = |count: u64| match (count, unit) {
        (1, unit) => unit.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, unit) => format!("{unit}s"),
    };
    match (low.filter(|low| *low > 0), high) {
        (None, None) => None,
        (Some(low), None) => Some(format!("at least {low} {}", units(low))),
        (None, Some(high)) => Some(format!("at most {high} {}", units(high))),
        (Some(low), Some(high)) if low == high => Some(format!("exactly {low} {}", units(low))),
        (Some(low), Some(high)) => Some(format!("{low} to {high} {}", units(high))),
    }
}

/// Text as inline code of Markdown; a backtick in it asks for a longer fence (CommonMark §6.1).
pub(super) fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
