//! `allOf` → one object with the fields of all, or the one schema that shapes it.
//!
//! Members that only annotate or constrain add words, no shape.

use std::collections::BTreeMap;

use super::Lowering;
use crate::diagnostic::Code;
use crate::document::{RawSchema, SchemaId};
use crate::model::{Additional, Object, Role, Shape, TypeId};

/// Members that may nest; more is a loop.
const DEPTH: usize = 32;

/// The keys of several schemas as one.
#[derive(Default)]
struct Merged {
    properties: BTreeMap<String, SchemaId>,
    required: Vec<String>,
    additional: Option<SchemaId>,
}

impl Lowering<'_> {
    /// The shape of a schema with `allOf`.
    pub(super) fn lower_all_of(&mut self, schema: &RawSchema, this: TypeId) -> Shape {
        let shaping: Vec<SchemaId> = schema
            .all_of
            .iter()
            .copied()
            .filter(|id| shapes(self.document.schemas.get(*id)))
            .collect();
        if let ([only], false) = (shaping.as_slice(), shapes_beside_all_of(schema)) {
            return Shape::Alias(self.lower_part(*only, this, Role::Same));
        }
        self.lower_merged(schema, this).unwrap_or_else(|| {
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
    pub(super) fn lower_extended(&mut self, schema: &RawSchema, this: TypeId) -> Shape {
        if let Some(shape) = self.lower_merged(schema, this) {
            return shape;
        }
        self.warn(
            Code::UnsupportedKeyword,
            &schema.pointer.child("$ref"),
            "what stands beside this reference is not part of the type, since the two are not both plain objects",
        );
        match self.target(schema) {
            Some(target) => Shape::Alias(self.lower_part(target, this, Role::Same)),
            None => Shape::Any,
        }
    }

    /// One object with the keys of all that `schema` combines; `None` when that is no object.
    fn lower_merged(&mut self, schema: &RawSchema, this: TypeId) -> Option<Shape> {
        let mut merged = Merged::default();
        if !self.merge(schema, &mut merged, DEPTH) {
            return None;
        }
        let required = std::mem::take(&mut merged.required);
        let fields = merged
            .properties
            .into_iter()
            .map(|(wire, id)| {
                let required = required.contains(&wire);
                self.lower_field(wire, id, required, this)
            })
            .collect();
        let additional = match merged.additional {
            Some(id) => Additional::Kept(self.lower_part(id, this, Role::Value)),
            None => Additional::Ignored,
        };
        Some(Shape::Object(Object { fields, additional }))
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
            into.properties.insert(key.clone(), *id);
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
