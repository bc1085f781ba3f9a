//! A schema → the schemas that take part in it, each once, with what they ask for together.
//!
//! Follows references and `allOf`, bases first. A union of one schema and null is that schema. A
//! union one of whose members takes part anyway is met by it: that is how `Cat` extends a `Pet` that
//! lists `Cat`. Alternatives that only demand keys shape nothing; the documentation has them.

use std::collections::HashSet;

use super::super::Lowering;
use super::super::docs::is_null;
use crate::document::{JsonType, RawSchema, SchemaId};

/// How many references and `allOf` may lead from one to the next.
const DEPTH: usize = 100;

/// The schemas that take part in one.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// Those that say something about values, for their own keywords alone; bases first.
    pub(super) plain: Vec<(SchemaId, &'a RawSchema)>,
    /// The alternatives among them.
    pub(super) choices: Vec<Choice<'a>>,
    /// Whether one of them admits null, and whether one refuses it.
    pub(super) null: (bool, bool),
    seen: HashSet<SchemaId>,
}

/// Alternatives, of which a value must fit one (or more).
pub(super) struct Choice<'a> {
    /// The schema that has them.
    pub(super) holder: &'a RawSchema,
    /// The alternatives without null, two or more.
    pub(super) members: Vec<SchemaId>,
}

impl Parts<'_> {
    /// Whether anything shapes a value here.
    pub(super) fn says_something(&self) -> bool {
        !self.plain.is_empty() || !self.choices.is_empty()
    }

    /// Whether `id` takes part.
    pub(super) fn has(&self, id: SchemaId) -> bool {
        self.seen.contains(&id)
    }

    /// Whether null is a value.
    pub(super) fn is_nullable(&self) -> bool {
        self.null == (true, false)
    }
}

impl<'a> Lowering<'a> {
    /// The parts of the schema `id`.
    pub(super) fn parts(&mut self, id: SchemaId) -> Parts<'a> {
        let mut parts = Parts::default();
        self.add(id, &mut parts, DEPTH, true);
        self.meet(&mut parts);
        parts
    }

    /// The parts of a schema that is at hand; its own keywords are among them.
    pub(super) fn parts_of(&mut self, schema: &RawSchema) -> Parts<'a> {
        // A schema of the document is found there, so that it is known when it is met again.
        let id = match self.document.schemas.at(&schema.pointer) {
            Some(id) if self.document.schemas.get(id) == schema => id,
            _ => self.document.schemas.compose(schema.clone()),
        };
        let id = self.original(id);
        self.parts(id)
    }

    /// What a schema says itself, without what it combines.
    pub(super) fn own_parts(&mut self, schema: &RawSchema) -> Parts<'a> {
        self.parts_of(&RawSchema { reference: None, all_of: Vec::new(), ..schema.clone() })
    }

    /// A schema of its own that says what `part` says itself, without what it combines and without
    /// alternatives. It counts as the same when it is met again.
    pub(super) fn plain_copy(&mut self, id: SchemaId, part: &RawSchema) -> SchemaId {
        if let Some(&copy) = self.plain_copies.get(&id) {
            return copy;
        }
        let copy = self.document.schemas.compose(RawSchema {
            reference: None,
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            not: None,
            ..part.clone()
        });
        self.plain_copies.insert(id, copy);
        self.originals.insert(copy, id);
        copy
    }

    /// The schema of which `id` is a copy.
    pub(super) fn original(&self, id: SchemaId) -> SchemaId {
        self.originals.get(&id).copied().unwrap_or(id)
    }

    fn add(&mut self, id: SchemaId, parts: &mut Parts<'a>, depth: usize, speaks_of_null: bool) {
        let document = self.document;
        let schema = document.schemas.get(id);
        let id = self.original(id);
        if !parts.seen.insert(id) {
            return;
        }
        if depth == 0 || schema.boolean == Some(false) {
            let message = match depth {
                0 => "schemas are combined with one another more deeply than is read",
                _ => "nothing fits `false`, so nothing would fit this combination; it is left out",
            };
            self.report_impossible(&schema.pointer, message);
            return;
        }
        if schema.reference.is_some()
            && let Some(target) = self.target(schema)
        {
            self.add(target, parts, depth - 1, speaks_of_null);
        }
        for member in &schema.all_of {
            self.add(*member, parts, depth - 1, speaks_of_null);
        }
        for members in [&schema.one_of, &schema.any_of] {
            let plain: Vec<SchemaId> =
                members.iter().copied().filter(|id| !is_null(document.schemas.get(*id))).collect();
            let nullable = plain.len() < members.len();
            parts.null.0 |= nullable && speaks_of_null;
            match plain.as_slice() {
                [] => {}
                [only] => self.add(*only, parts, depth - 1, speaks_of_null && !nullable),
                all if all.iter().all(|id| is_requirement(document.schemas.get(*id))) => {}
                _ => parts.choices.push(Choice { holder: schema, members: plain }),
            }
        }
        if speaks_of_null && !schema.types.is_empty() {
            match schema.types.contains(JsonType::Null) {
                true => parts.null.0 = true,
                false => parts.null.1 = true,
            }
        }
        if speaks(schema) {
            parts.plain.push((id, schema));
        }
    }

    /// Takes out the alternatives that another part meets.
    fn meet(&mut self, parts: &mut Parts<'a>) {
        let choices = std::mem::take(&mut parts.choices);
        for choice in choices {
            let mut met = false;
            for member in &choice.members {
                met |= self.follow(*member).is_some_and(|id| parts.has(self.original(id)));
            }
            if !met {
                parts.choices.push(choice);
            }
        }
    }
}

/// Whether the schema's own keywords, alternatives and combinations apart, shape values.
pub(in crate::model::lower) fn speaks(schema: &RawSchema) -> bool {
    !schema.types.without(JsonType::Null).is_empty()
        || schema.format.is_some()
        || schema.content.0.is_some()
        || !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional_properties.is_some()
        || !schema.pattern_properties.is_empty()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || schema.enumeration.is_some()
        || schema.constant.is_some()
        || !schema.conditional.is_empty()
}

/// Whether a reference has keywords beside it that shape values.
pub(in crate::model::lower) fn speaks_beside_reference(schema: &RawSchema) -> bool {
    speaks(schema)
        || !schema.all_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
}

/// Whether a schema demands or forbids keys, or limits values, and shapes nothing.
pub(in crate::model::lower) fn is_requirement(schema: &RawSchema) -> bool {
    let without = RawSchema { required: Vec::new(), ..schema.clone() };
    let object_alone = schema.types.iter().all(|t| t == JsonType::Object);
    let plain = RawSchema { types: crate::document::TypeSet::default(), ..without };
    schema.boolean.is_none()
        && object_alone
        && (!schema.required.is_empty() || schema.not.is_some() || schema.types.is_empty())
        && !speaks_beside_reference(&plain)
        && schema.reference.is_none()
}
