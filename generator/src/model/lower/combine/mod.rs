//! What several schemas ask for together: `allOf`, keywords beside a reference, and keywords beside
//! `oneOf` or `anyOf` (JSON Schema Core §10.2.1).
//!
//! In this order: a schema to which the others add nothing is the type; alternatives among the
//! schemas are taken out, so that each variant has what stands beside them (`choices`); the rest is
//! one schema with the keywords of all (`merge`), which is lowered as if the document had it.

mod choices;
mod conditional;
mod merge;
mod parts;
mod tagless;
mod weaker;

use super::Lowering;
use super::inherit::names_a_type;
use super::schema::component_name;
use crate::diagnostic::Code;
use crate::document::{RawSchema, SchemaId};
use crate::model::Shape;
use crate::pointer::Pointer;

pub(super) use parts::{is_requirement, speaks, speaks_beside_reference};

/// Schemas that may be composed, besides a few for each that was read.
const ENOUGH: usize = 10_000;

/// Keys that may lead to a composed schema: more than lead to any that a document can hold. Cycles of
/// different lengths meet again only after the product of these.
const DEEP: usize = 160;

impl Lowering<'_> {
    /// The shape of a schema with `allOf`, a reference or alternatives and more beside them. It
    /// becomes the type `this`.
    pub(super) fn lower_combined(
        &mut self,
        schema: &RawSchema,
        this: crate::model::TypeId,
    ) -> Shape {
        let only = self.sufficient(schema);
        if let Some(only) = only.filter(|only| !self.is_inline(schema, *only)) {
            let inner = self.lower_schema(only);
            let nullable = schema.types.contains(crate::document::JsonType::Null);
            return if nullable { Shape::Nullable(inner) } else { Shape::Alias(inner) };
        }
        let parts = self.parts_of(schema);
        if parts.choices.is_empty() {
            return self.lower_merged(schema, &parts, this);
        }
        self.lower_choices(schema, &parts, this)
    }

    /// Whether `member` has no name and stands in a component, or in its own keys apart from those who
    /// extend it, whose type it is then.
    fn is_inline(&self, schema: &RawSchema, member: SchemaId) -> bool {
        let member = self.document.schemas.get(member);
        names_a_type(&schema.pointer)
            && component_name(&member.pointer).is_none()
            && member.reference.is_none()
    }

    /// The schema to which all others that `schema` combines add nothing.
    pub(super) fn sufficient(&mut self, schema: &RawSchema) -> Option<SchemaId> {
        let target = match schema.reference.is_some() {
            true => self.target(schema),
            false => None,
        };
        let combined: Vec<SchemaId> =
            target.into_iter().chain(schema.all_of.iter().copied()).collect();
        let own = self.own_parts(schema);
        if !own.choices.is_empty() {
            return None;
        }
        let mut each = Vec::with_capacity(combined.len());
        for id in &combined {
            each.push(self.parts(*id));
        }
        let enough = (0..each.len()).rev().find(|at| {
            let others = each.iter().enumerate().filter(|(other, _)| other != at);
            each[*at].says_something()
                && own.is_within(self, &each[*at])
                && others.into_iter().all(|(_, other)| other.is_within(self, &each[*at]))
        })?;
        let id = combined[enough];
        // One that extends a base and adds nothing is a kind of its own all the same.
        (!self.is_kind_of(schema, id)).then_some(id)
    }

    /// Whether enough was composed: combinations of combinations grow without a bound, in number and in
    /// depth, and a document of a few lines can ask for millions. Reported once, at the first that is
    /// left out.
    fn is_exhausted(&mut self, at: &Pointer) -> bool {
        let (read, composed) = self.document.schemas.sizes();
        let deep = at.as_str().bytes().filter(|byte| *byte == b'/').count() > DEEP;
        let exhausted = deep || composed > ENOUGH + 4 * read;
        if exhausted && !self.exhausted {
            self.exhausted = true;
            self.warn(
                Code::UnsupportedAllOf,
                at,
                "combinations of schemas lead to too many others, or too deep; from here on, and wherever they do, the last definition is taken instead of a combination",
            );
        }
        exhausted
    }
}
