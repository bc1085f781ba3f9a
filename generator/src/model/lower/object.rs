//! `type: object` and `type: array` → object, map, list, tuple.

use std::collections::BTreeSet;

use super::Lowering;
use crate::diagnostic::Code;
use crate::document::{RawSchema, SchemaId};
use crate::model::{Additional, Field, Object, Shape};

impl Lowering<'_> {
    /// The shape of an object: a map when no key is known, else fields.
    pub(super) fn lower_object(&mut self, schema: &RawSchema) -> Shape {
        if schema.properties.is_empty() {
            return self.lower_map(schema);
        }
        let additional = self.lower_additional(schema);
        let required: BTreeSet<&str> = schema.required.iter().map(String::as_str).collect();
        self.check_required(schema, &schema.required, |name| {
            schema.properties.iter().any(|(key, _)| key == name)
        });
        let properties = super::sorted(schema.properties.iter().cloned());
        let fields = properties
            .into_iter()
            .map(|(wire, id)| {
                let required = required.contains(wire.as_str());
                self.lower_field(wire, id, required)
            })
            .collect();
        Shape::Object(Object { fields, additional, is_form: false })
    }

    /// Reports required names that are no property.
    pub(super) fn check_required(
        &mut self,
        schema: &RawSchema,
        required: &[String],
        known: impl Fn(&str) -> bool,
    ) {
        let unknown: BTreeSet<&String> = required.iter().filter(|name| !known(name)).collect();
        for name in unknown {
            self.warn(
                Code::UnknownRequired,
                &schema.pointer.child("required"),
                format!(
                    "`{name}` is required but not among the properties; it is not part of the type"
                ),
            );
        }
    }

    /// A field of an object.
    pub(super) fn lower_field(&mut self, wire: String, id: SchemaId, required: bool) -> Field {
        let ty = self.lower_schema(id);
        let schema = self.document.schemas.get(id);
        Field {
            wire,
            ty,
            required,
            read_only: schema.read_only,
            write_only: schema.write_only,
            docs: self.use_docs(id),
            selected_by: self.config.selector(&schema.pointer).map(|selector| selector.by.clone()),
        }
    }

    /// What becomes of further keys of an object with known ones.
    pub(super) fn lower_additional(&mut self, schema: &RawSchema) -> Additional {
        for (pattern, id) in &schema.pattern_properties {
            let at = self.document.schemas.get(*id).pointer.clone();
            self.warn(
                Code::UnsupportedKeyword,
                &at,
                format!(
                    "keys that match `{pattern}` beside named properties are kept as JSON values"
                ),
            );
        }
        if !schema.pattern_properties.is_empty() {
            return Additional::Kept(self.any());
        }
        match schema.additional_properties {
            None => Additional::Ignored,
            Some(id) if self.document.schemas.get(id).boolean == Some(false) => Additional::Ignored,
            Some(id) => Additional::Kept(self.lower_schema(id)),
        }
    }

    /// The shape of an object without known keys.
    fn lower_map(&mut self, schema: &RawSchema) -> Shape {
        let closed = |id: SchemaId| self.document.schemas.get(id).boolean == Some(false);
        let additional = schema.additional_properties.filter(|id| !closed(*id));
        let value = match (additional, schema.pattern_properties.as_slice()) {
            (Some(id), []) => self.lower_schema(id),
            (None, [(pattern, id)]) => {
                let at = self.document.schemas.get(*id).pointer.clone();
                self.warn(
                    Code::UnsupportedKeyword,
                    &at,
                    format!("that keys match `{pattern}` is not checked"),
                );
                self.lower_schema(*id)
            }
            (None, []) if schema.additional_properties.is_some() => {
                return Shape::Object(Object::default());
            }
            (None, []) => self.any(),
            (_, [_, ..]) => {
                self.warn(
                    Code::UnsupportedKeyword,
                    &schema.pointer.child("patternProperties"),
                    "several kinds of keys are read as one map of JSON values",
                );
                self.any()
            }
        };
        Shape::Map(value)
    }

    /// The shape of an array: a tuple when each place is known, else a list.
    pub(super) fn lower_array(&mut self, schema: &RawSchema) -> Shape {
        if schema.prefix_items.is_empty() {
            let item = match schema.items {
                Some(id) => self.lower_schema(id),
                None => self.any(),
            };
            return Shape::Array(item);
        }
        let length = u64::try_from(schema.prefix_items.len()).unwrap_or(u64::MAX);
        let closed =
            schema.items.is_some_and(|id| self.document.schemas.get(id).boolean == Some(false));
        let (low, high) = schema.constraints.items;
        if low == Some(length) && (high == Some(length) || closed) {
            let places = schema.prefix_items.iter();
            return Shape::Tuple(places.map(|id| self.lower_schema(*id)).collect());
        }
        self.warn(
            Code::OpenTuple,
            &schema.pointer.child("prefixItems"),
            format!("a tuple of {length} whose length is not fixed (`minItems` and `maxItems`) is read as a list of JSON values"),
        );
        Shape::Array(self.any())
    }
}
