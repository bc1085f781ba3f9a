//! Properties that a schema has on a condition (`then`, `else`, `dependentSchemas`) → optional ones.
//!
//! What they say of properties that the schema has anyway narrows these on the same condition, which
//! no type can express; the keyword is reported where it stands.

use std::collections::BTreeMap;

use super::super::Lowering;
use crate::document::{RawSchema, SchemaId};

impl Lowering<'_> {
    /// Adds the conditional properties of `parts` to what was merged of them.
    pub(super) fn add_conditional(
        &mut self,
        merged: &mut RawSchema,
        parts: &[(SchemaId, &RawSchema)],
    ) {
        let mut definitions: BTreeMap<String, Vec<SchemaId>> = BTreeMap::new();
        for id in parts.iter().flat_map(|(_, part)| &part.conditional) {
            for (_, part) in &self.parts(*id).plain {
                for (key, id) in &part.properties {
                    if merged.properties.iter().all(|(known, _)| known != key) {
                        let of_key = definitions.entry(key.clone()).or_default();
                        of_key.push(*id);
                    }
                }
            }
        }
        self.add_loosely(merged, definitions);
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
