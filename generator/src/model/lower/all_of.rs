//! `allOf` → one object with the fields of all, or the one schema that shapes it.
//!
//! Members that only annotate or constrain add words, no shape.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use crate::diagnostic::Code;
use crate::document::{RawSchema, SchemaId};
use crate::model::{Additional, Object, Shape};
use crate::pointer::Pointer;

/// Members that may nest; more is a loop.
const DEPTH: usize = 32;

/// The keys of several schemas as one.
#[derive(Default)]
struct Merged {
    properties: BTreeMap<String, SchemaId>,
    required: Vec<String>,
    additional: Option<SchemaId>,
    /// What has been added, so that shared members are added once.
    seen: BTreeSet<Pointer>,
}

impl Lowering<'_> {
    /// The shape of a schema with `allOf`.
    pub(super) fn lower_all_of(&mut self, schema: &RawSchema) -> Shape {
        let shaping: Vec<SchemaId> = schema
            .all_of
            .iter()
            .copied()
            .filter(|id| shapes(self.document.schemas.get(*id)))
            .collect();
        if let ([only], false) = (shaping.as_slice(), shapes_beside_all_of(schema)) {
            return Shape::Alias(self.lower_schema(*only));
        }
        self.lower_merged(schema).unwrap_or_else(|| {
            self.warn(
                Code::UnsupportedAllOf,
                &schema.pointer.child("allOf"),
                "a combination of schemas that are not all plain objects is read as any JSON value",
            );
            Shape::Any
        })
    }

    /// The shape of a reference with keywords beside it that shape, as 3.1 allows: an object with
    /// the keys of both.
    pub(super) fn lower_extended(&mut self, schema: &RawSchema) -> Shape {
        if let Some(shape) = self.lower_merged(schema) {
            return shape;
        }
        self.warn(
            Code::UnsupportedKeyword,
            &schema.pointer.child("$ref"),
            "what stands beside this reference is not part of the type, since the two are not both plain objects",
        );
        match self.target(schema) {
            Some(target) => Shape::Alias(self.lower_schema(target)),
            None => Shape::Any,
        }
    }

    /// One object with the keys of all that `schema` combines; `None` when that is no object.
    fn lower_merged(&mut self, schema: &RawSchema) -> Option<Shape> {
        let mut merged = Merged::default();
        if !self.merge(schema, &mut merged, DEPTH) {
            return None;
        }
        let required = std::mem::take(&mut merged.required);
        self.check_required(schema, &required, |name| merged.properties.contains_key(name));
        if merged.properties.is_empty() {
            let value = match merged.additional {
                Some(id) => self.lower_schema(id),
                None => self.any(),
            };
            return Some(Shape::Map(value));
        }
        let fields = merged
            .properties
            .into_iter()
            .map(|(wire, id)| {
                let required = required.contains(&wire);
                self.lower_field(wire, id, required)
            })
            .collect();
        let additional = match merged.additional {
            Some(id) => Additional::Kept(self.lower_schema(id)),
            None => Additional::Ignored,
        };
        Some(Shape::Object(Object { fields, additional, is_form: false }))
    }

    /// Adds the keys of `schema` and of all that it combines. `false` when one is no plain object.
    fn merge(&mut self, schema: &RawSchema, into: &mut Merged, depth: usize) -> bool {
        if depth == 0
            || !schema.one_of.is_empty()
            || !schema.any_of.is_empty()
            || schema.enumeration.is_some()
        {
            return false;
        }
        if !into.seen.insert(schema.pointer.clone()) {
            return true;
        }
        let target = match schema.reference.is_some() {
            true => self.target(schema),
            false => None,
        };
        let document = self.document;
        for id in target.iter().chain(&schema.all_of) {
            let Some(id) = self.follow(*id) else { return false };
            if !self.merge(document.schemas.get(id), into, depth - 1) {
                return false;
            }
        }
        for (key, id) in &schema.properties {
            let earlier = into.properties.insert(key.clone(), *id);
            if earlier.is_some_and(|earlier| self.follow(earlier) != self.follow(*id)) {
                self.warn(
                    Code::UnsupportedAllOf,
                    &schema.pointer.child("properties").child(key),
                    "another combined schema defines this property too; this definition is taken",
                );
            }
        }
        into.required.extend(schema.required.iter().cloned());
        if let Some(id) = schema.additional_properties
            && self.document.schemas.get(id).boolean != Some(false)
        {
            into.additional = Some(id);
        }
        let plain_object =
            schema.types.is_empty() || schema.types.contains(crate::document::JsonType::Object);
        plain_object && schema.items.is_none() && schema.constant.is_none()
    }
}

/// Whether a member of `allOf` adds to the shape, rather than words or limits.
fn shapes(schema: &RawSchema) -> bool {
    schema.reference.is_some()
        || !schema.all_of.is_empty()
        || !schema.types.is_empty()
        || shapes_beside_all_of(schema)
}

/// Whether a reference has keywords beside it that add to the shape.
pub(super) fn shapes_beside_reference(schema: &RawSchema) -> bool {
    !schema.all_of.is_empty() || shapes_beside_all_of(schema)
}

/// Whether the keywords beside `allOf` add to the shape.
fn shapes_beside_all_of(schema: &RawSchema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional_properties.is_some()
        || schema.items.is_some()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.enumeration.is_some()
        || schema.constant.is_some()
}
