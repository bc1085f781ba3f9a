//! Variants that a discriminator names by a property they do not have → variants that have it.
//!
//! A tag that no field holds would be read and never written. OpenAPI 3.1 §4.8.25 asks for the
//! property in every variant; documents leave it out all the same, and their servers send it.

use super::super::Lowering;
use super::super::hint::{variant_name, without_prefix};
use crate::document::{Discriminator, JsonType, RawSchema, SchemaId};
use crate::json::Json;
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// `member`, or a schema of it and the tag that it lacks.
    pub(in crate::model::lower) fn with_tag(
        &mut self,
        union: &Pointer,
        index: usize,
        member: SchemaId,
        discriminator: &Discriminator,
    ) -> SchemaId {
        let property = &discriminator.property;
        let parts = self.parts(member);
        let defined = |part: &RawSchema| part.properties.iter().any(|(key, _)| key == property);
        let kinds = super::weaker::kinds(self, &parts);
        let is_object = kinds.iter().all(|t| t == JsonType::Object);
        if !parts.choices.is_empty()
            || parts.plain.is_empty()
            || !is_object
            || parts.plain.iter().all(|(_, part)| part.properties.is_empty())
            || parts.plain.iter().any(|(_, part)| defined(part))
        {
            return member;
        }
        let tags = self.tags_of(member, discriminator);
        if tags.is_empty() {
            return member;
        }
        let document = self.document;
        let at = union.child("oneOf").index(index);
        let values = tags.into_iter().map(Json::String);
        let tag = document.schemas.compose(RawSchema {
            pointer: at.child("properties").child(property),
            enumeration: Some(values.collect()),
            ..RawSchema::default()
        });
        let own = document.schemas.compose(RawSchema {
            pointer: at.clone(),
            properties: vec![(property.clone(), tag)],
            required: vec![property.clone()],
            ..RawSchema::default()
        });
        let mut words = self.words(union);
        let name = variant_name(document, member, &[], index);
        words.push(without_prefix(&name, words.last().map(String::as_str).unwrap_or_default()));
        self.roots.insert(at.clone(), words);
        let id = document.schemas.compose(RawSchema {
            pointer: at,
            all_of: vec![member, own],
            ..RawSchema::default()
        });
        self.sources.insert(id, vec![member]);
        id
    }

    /// The tags that the discriminator gives a variant without the property: those mapped to it,
    /// else its name.
    fn tags_of(&mut self, member: SchemaId, discriminator: &Discriminator) -> Vec<String> {
        let target = self.follow(member);
        let mut tags = Vec::new();
        for (tag, name) in super::super::sorted(discriminator.mapping.iter().cloned()) {
            let mapped = self.mapping_schema(&name);
            if mapped.is_some() && mapped == target {
                tags.push(tag);
            }
        }
        if tags.is_empty() {
            tags.extend(self.schema_name(member));
        }
        tags
    }
}
