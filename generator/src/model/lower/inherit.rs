//! A schema with a discriminator that others extend by `allOf` (OpenAPI 3.1 §4.8.25.1): where it is
//! used as a value, it is one of those, and the union of them bears its name.
//!
//! What extends it takes its keys and not its alternatives (`combine`). Its own keys are a variant
//! too, for values of kinds that the document does not list. Inline schemas extend nothing: they have
//! no name that a tag could be.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::combine::{is_requirement, speaks};
use super::schema::component_name;
use crate::diagnostic::{At, Code, Diagnostic};
use crate::document::{Discriminator, Document, JsonType, RawSchema, SchemaId};
use crate::model::{Shape, TypeId};
use crate::pointer::Pointer;

/// Who extends whom, among the component schemas.
#[derive(Debug, Default)]
pub(super) struct Family {
    /// What a schema extends.
    parents: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// What extends a schema, by name.
    children: BTreeMap<SchemaId, BTreeMap<String, SchemaId>>,
}

impl Family {
    /// Reads it off the components.
    pub(super) fn of(document: &Document) -> Self {
        let mut family = Self::default();
        let schemas = &document.schemas;
        let governed = schemas.components.iter().any(|(_, id)| is_base(schemas.get(*id)));
        if !governed {
            return family;
        }
        let mapped = mapped(document);
        for (name, id) in &schemas.components {
            let schema = schemas.get(*id);
            let mut bases = Vec::new();
            bases_of(document, schema, &mut bases, 8);
            let adds = bases.len() > 1
                || speaks(schema)
                || schema.all_of.iter().any(|id| {
                    let member = schemas.get(*id);
                    member.reference.is_none() && (speaks(member) || is_requirement(member))
                });
            if adds || mapped.contains(id) || own_tag(schema).is_some() {
                for base in bases.iter().filter(|base| *base != id) {
                    family.children.entry(*base).or_default().insert(name.clone(), *id);
                }
                family.parents.insert(*id, bases);
            }
        }
        family
    }

    /// Everything that extends `id`, directly or through others, by name.
    fn descendants(&self, id: SchemaId) -> BTreeMap<String, SchemaId> {
        let mut all = BTreeMap::new();
        let mut pending = vec![id];
        while let Some(at) = pending.pop() {
            for (name, child) in self.children.get(&at).into_iter().flatten() {
                if *child != id && all.insert(name.clone(), *child).is_none() {
                    pending.push(*child);
                }
            }
        }
        all
    }

    /// The schema whose discriminator tells what `id` is: itself, or the nearest that it extends.
    fn governor(&self, document: &Document, id: SchemaId) -> Option<SchemaId> {
        let mut seen = BTreeSet::new();
        let mut level = vec![id];
        while !level.is_empty() {
            if let Some(found) = level.iter().find(|id| is_base(document.schemas.get(**id))) {
                return Some(*found);
            }
            let above = level.iter().filter_map(|id| self.parents.get(id)).flatten();
            level = above.copied().filter(|id| seen.insert(*id)).collect();
        }
        None
    }
}

impl Lowering<'_> {
    /// The union that a schema is which others extend; `None` when it is none.
    pub(super) fn lower_family(&mut self, schema: &RawSchema, this: TypeId) -> Option<Shape> {
        let document = self.document;
        let id = self.component(schema)?;
        let (governor, kinds) = self.kinds_of(id)?;
        let discriminator = document.schemas.get(governor).discriminator.as_ref()?;
        if kinds.is_empty() {
            if governor == id {
                let message =
                    "nothing extends this schema, so its discriminator tells nothing apart";
                let at = At::Pointer(schema.pointer.child("discriminator"));
                self.diagnostics.push(Diagnostic::note(Code::UnknownMapping, at, message));
            }
            return None;
        }
        let mut union = RawSchema {
            pointer: schema.pointer.clone(),
            discriminator: Some(discriminator.clone()),
            ..RawSchema::default()
        };
        if schema.types.contains(JsonType::Null) {
            union.types.insert(JsonType::Null);
        }
        for kind in kinds.values() {
            union.one_of.push(self.apart(*kind));
        }
        let own = self.apart(id);
        union.one_of.push(own);
        Some(self.lower_kinds(&union, this, own))
    }

    /// The discriminator of the schema that all of these extend.
    pub(super) fn shared_discriminator(&mut self, members: &[SchemaId]) -> Option<Discriminator> {
        let document = self.document;
        let mut shared = None;
        for member in members {
            let id = self.follow(*member)?;
            let governor = self.family.governor(document, id)?;
            if *shared.get_or_insert(governor) != governor {
                return None;
            }
        }
        let mut discriminator = document.schemas.get(shared?).discriminator.clone()?;
        // It maps to all who extend it; these are some of them.
        let mut mapping = Vec::new();
        for (tag, target) in std::mem::take(&mut discriminator.mapping) {
            let target_id = self.mapping_schema(&target);
            for member in members {
                if target_id.is_some() && self.follow(*member) == target_id {
                    mapping.push((tag.clone(), target.clone()));
                }
            }
        }
        discriminator.mapping = mapping;
        Some(discriminator)
    }

    /// The discriminating schema above `id`, and the kinds of `id`, by name.
    fn kinds_of(&mut self, id: SchemaId) -> Option<(SchemaId, BTreeMap<String, SchemaId>)> {
        let document = self.document;
        let schema = document.schemas.get(id);
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return None;
        }
        let governor = self.family.governor(document, id)?;
        let mut kinds = self.family.descendants(id);
        if governor == id {
            let mapping = schema.discriminator.iter().flat_map(|it| &it.mapping);
            for (_, target) in mapping {
                // What is mapped is a kind, even if it does not say that it extends.
                if let Some(target) = self.mapping_schema(target)
                    && target != id
                    && let Some(name) = component_name(&document.schemas.get(target).pointer)
                {
                    kinds.insert(name, target);
                }
            }
        }
        Some((governor, kinds))
    }

    /// Whether `schema` is a kind of `base`, which is a union of such.
    pub(super) fn is_kind_of(&mut self, schema: &RawSchema, base: SchemaId) -> bool {
        let Some(base) = self.follow(base) else { return false };
        let Some((_, kinds)) = self.kinds_of(base) else { return false };
        let own = undivided(&schema.pointer);
        kinds.values().any(|kind| self.document.schemas.get(*kind).pointer == own)
    }

    /// Where a union lists a schema and what extends it, the schema stands for its own keys alone.
    pub(super) fn set_apart(&mut self, members: &mut [SchemaId]) {
        let mut followed = Vec::with_capacity(members.len());
        for member in members.iter() {
            followed.push(self.follow(*member));
        }
        for index in 0..members.len() {
            let Some(id) = followed[index] else { continue };
            let Some((_, kinds)) = self.kinds_of(id) else { continue };
            if kinds.values().any(|kind| followed.contains(&Some(*kind))) {
                members[index] = self.apart(id);
            }
        }
    }

    /// The schema `id` for its own keys alone, when it is a union of those who extend it.
    fn apart(&mut self, id: SchemaId) -> SchemaId {
        let document = self.document;
        let schema = document.schemas.get(id);
        let is_union = self.kinds_of(id).is_some_and(|(_, kinds)| !kinds.is_empty());
        if !is_union {
            return id;
        }
        if let Some(&own) = self.apart.get(&id) {
            return own;
        }
        let at = schema.pointer.child(OWN);
        let words = self.words(&schema.pointer).into_iter().chain(["base".to_owned()]).collect();
        self.roots.insert(at.clone(), words);
        let own = document.schemas.compose(RawSchema {
            pointer: at,
            discriminator: None,
            types: schema.types.without(JsonType::Null),
            ..schema.clone()
        });
        self.originals.insert(own, id);
        self.sources.insert(own, vec![id]);
        self.apart.insert(id, own);
        own
    }

    /// The component that `schema` is.
    fn component(&self, schema: &RawSchema) -> Option<SchemaId> {
        component_name(&schema.pointer)?;
        self.document.schemas.at(&schema.pointer)
    }
}

/// Where the keys of a discriminated schema stand apart from those who extend it.
const OWN: &str = "discriminator";

/// Whether what stands at `pointer` is a type with a name of its own: a component, or the keys of one
/// apart.
pub(super) fn names_a_type(pointer: &Pointer) -> bool {
    component_name(&undivided(pointer)).is_some()
}

/// The place of the schema whose own keys stand at `pointer`, else `pointer` itself.
fn undivided(pointer: &Pointer) -> Pointer {
    let parent = || pointer.parent().filter(|_| pointer.last() == OWN);
    parent().unwrap_or_else(|| pointer.clone())
}

/// The tag that a schema gives itself, by the extensions that are usual.
pub(super) fn own_tag(schema: &RawSchema) -> Option<&str> {
    let names = ["x-ms-discriminator-value", "x-discriminator-value"];
    let found = schema.extensions.iter().find(|(name, _)| names.contains(&name.as_str()));
    found.and_then(|(_, value)| value.as_str())
}

/// Whether a schema tells those apart who extend it.
fn is_base(schema: &RawSchema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// The components that a schema refers to in `allOf`.
fn bases_of(document: &Document, schema: &RawSchema, bases: &mut Vec<SchemaId>, depth: usize) {
    let own = schema.reference.as_deref().filter(|_| speaks(schema));
    let members = schema.all_of.iter().map(|id| document.schemas.get(*id));
    for member in members {
        match &member.reference {
            Some(reference) => bases.extend(component(document, reference)),
            None if depth > 0 => bases_of(document, member, bases, depth - 1),
            None => {}
        }
    }
    bases.extend(own.and_then(|reference| component(document, reference)));
}

fn component(document: &Document, reference: &str) -> Option<SchemaId> {
    let pointer = Pointer::from_reference(reference)?;
    component_name(&pointer)?;
    document.schemas.at(&pointer)
}

/// The components that some discriminator maps a value to.
fn mapped(document: &Document) -> BTreeSet<SchemaId> {
    let schemas = document.schemas.components.iter().map(|(_, id)| document.schemas.get(*id));
    let mappings = schemas.filter_map(|schema| schema.discriminator.as_ref());
    let targets = mappings.flat_map(|Discriminator { mapping, .. }| mapping);
    targets
        .filter_map(|(_, target)| {
            let pointer = Pointer::from_reference(target)
                .unwrap_or_else(|| Pointer::from_text("/components/schemas").child(target));
            document.schemas.at(&pointer)
        })
        .collect()
}
