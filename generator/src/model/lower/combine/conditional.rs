//! Properties that a schema has on a condition (`then`, `else`, `dependentSchemas`) → optional ones.
//!
//! What they say of properties that the schema has anyway narrows these on the same condition, which
//! no type can express; the keyword is reported where it stands. Alternatives and conditions within are
//! conditions as well.

use std::collections::{BTreeMap, HashSet, VecDeque};

use super::super::Lowering;
use crate::document::{RawSchema, SchemaId};

impl Lowering<'_> {
    /// Adds the conditional properties of `parts` to what was merged of them.
    pub(super) fn add_conditional(
        &mut self,
        merged: &mut RawSchema,
        parts: &[(SchemaId, &RawSchema)],
    ) {
        let conditional = parts.iter().flat_map(|(_, part)| &part.conditional);
        let mut definitions = self.possible_properties(conditional.copied().collect());
        for (known, _) in &merged.properties {
            definitions.remove(known);
        }
        self.add_loosely(merged, definitions);
    }

    /// The definitions of all properties that values of some of these schemas have, on whatever
    /// condition.
    pub(super) fn possible_properties(
        &mut self,
        schemas: Vec<SchemaId>,
    ) -> BTreeMap<String, Vec<SchemaId>> {
        let mut definitions: BTreeMap<String, Vec<SchemaId>> = BTreeMap::new();
        let mut seen = HashSet::new();
        let mut pending = VecDeque::from(schemas);
        while let Some(id) = pending.pop_front() {
            if !seen.insert(id) {
                continue;
            }
            let parts = self.parts(id);
            for (_, part) in &parts.plain {
                for (key, id) in &part.properties {
                    definitions.entry(key.clone()).or_default().push(*id);
                }
                pending.extend(&part.conditional);
            }
            pending.extend(parts.choices.iter().flat_map(|choice| &choice.members));
        }
        definitions
    }

    /// Adds properties of which each may fit any of its definitions.
    pub(super) fn add_loosely(
        &mut self,
        merged: &mut RawSchema,
        definitions: BTreeMap<String, Vec<SchemaId>>,
    ) {
        for (key, mut ids) in definitions {
            ids.dedup();
            let id = match ids.as_slice() {
                [only] => *only,
                _ => self.document.schemas.compose(RawSchema {
                    pointer: merged.pointer.child("properties").child(&key),
                    any_of: ids,
                    ..RawSchema::default()
                }),
            };
            merged.properties.push((key, id));
        }
    }
}
