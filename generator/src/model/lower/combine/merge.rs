//! Several schemas → one with the keywords of all: the keys of each, of two definitions the one
//! that says more, of several value sets what they share.
//!
//! What contradicts itself is reported, and the later schema counts: it is the one that extends.

use std::collections::BTreeMap;

use super::super::Lowering;
use super::parts::Parts;
use super::weaker::{holds, values};
use crate::diagnostic::Code;
use crate::document::{JsonType, RawSchema, SchemaId};
use crate::json::Json;
use crate::model::{Shape, TypeId};
use crate::pointer::Pointer;

impl<'a> Lowering<'a> {
    /// The shape of the parts of `schema`, alternatives apart.
    pub(super) fn lower_merged(
        &mut self,
        schema: &RawSchema,
        parts: &Parts<'a>,
        this: TypeId,
    ) -> Shape {
        let mut merged = self.merged(&schema.pointer, &parts.plain);
        self.add_conditional(&mut merged, &parts.plain);
        merged.extensions = schema.extensions.clone();
        if parts.is_nullable() || schema.types.contains(JsonType::Null) {
            merged.types.insert(JsonType::Null);
            if let Some(values) = &mut merged.enumeration
                && !values.contains(&Json::Null)
            {
                values.push(Json::Null);
            }
        }
        match (&merged.constant, &merged.enumeration) {
            (Some(constant), _) => {
                let shape = self.lower_constant(&merged, constant);
                if merged.types.contains(JsonType::Null) {
                    self.nullable(&merged, shape)
                } else {
                    shape
                }
            }
            (None, Some(values)) => self.lower_enumeration(&merged, values),
            (None, None) => self.lower_typed(&merged, this),
        }
    }

    /// One schema with the keywords of several.
    fn merged(&mut self, at: &Pointer, parts: &[(SchemaId, &RawSchema)]) -> RawSchema {
        let mut all = RawSchema { pointer: at.clone(), ..RawSchema::default() };
        let mut properties: BTreeMap<String, Vec<SchemaId>> = BTreeMap::new();
        let (mut items, mut rest) = (Vec::new(), Vec::new());
        for (_, part) in parts {
            let types = part.types.without(JsonType::Null);
            if !types.is_empty() {
                let both = all.types.intersection(types);
                if all.types.is_empty() || !both.is_empty() {
                    all.types = if all.types.is_empty() { types } else { both };
                } else {
                    self.contradiction(part, "the types of the schemas combined here exclude one another; the last one is taken");
                    all = RawSchema { pointer: at.clone(), types, ..RawSchema::default() };
                    properties.clear();
                    items.clear();
                    rest.clear();
                }
            }
            self.merge_values(&mut all, part);
            for (key, id) in &part.properties {
                properties.entry(key.clone()).or_default().push(*id);
            }
            items.extend(part.items);
            rest.extend(part.additional_properties);
            all.pattern_properties.extend(part.pattern_properties.iter().cloned());
            if !part.prefix_items.is_empty() {
                all.prefix_items.clone_from(&part.prefix_items);
            }
            for key in &part.required {
                if !all.required.contains(key) {
                    all.required.push(key.clone());
                }
            }
            self.merge_format(&mut all, part);
            all.property_names = part.property_names.or(all.property_names);
            let (low, high) = part.constraints.items;
            let items = &mut all.constraints.items;
            items.0 = items.0.max(low);
            items.1 = items.1.into_iter().chain(high).min();
        }
        // A closed member says nothing about the keys of the others, which its author did not see.
        let open = |id: &SchemaId| self.document.schemas.get(*id).boolean != Some(false);
        let closed = rest.first().copied();
        let rest: Vec<SchemaId> = rest.into_iter().filter(open).collect();
        all.additional_properties = if rest.is_empty() {
            closed
        } else {
            Some(self.both(&at.child("additionalProperties"), &rest))
        };
        if !items.is_empty() {
            all.items = Some(self.both(&at.child("items"), &items));
        }
        let at = at.child("properties");
        for (key, definitions) in properties {
            let id = self.both(&at.child(&key), &definitions);
            all.properties.push((key, id));
        }
        all
    }

    /// Takes in the values of `enum` or `const`: those that all parts allow.
    fn merge_values(&mut self, all: &mut RawSchema, part: &RawSchema) {
        let Some(own) = values(part) else { return };
        let shared: Vec<Json> = match values(all) {
            Some(before) => own
                .iter()
                .filter(|value| holds(&before, value))
                .map(|value| (*value).clone())
                .collect(),
            None => own.iter().map(|value| (*value).clone()).collect(),
        };
        let shared = if shared.is_empty() && !own.is_empty() {
            self.contradiction(part, "the values of the schemas combined here exclude one another; those of the last one are taken");
            own.into_iter().cloned().collect()
        } else {
            shared
        };
        let is_constant = part.constant.is_some() || all.constant.is_some();
        (all.constant, all.enumeration) = match shared.as_slice() {
            [only] if is_constant => (Some(only.clone()), None),
            _ => (None, Some(shared)),
        };
    }

    /// Takes in what texts and numbers look like. Whatever is said of it twice is one or the other.
    fn merge_format(&mut self, all: &mut RawSchema, part: &RawSchema) {
        if let (Some(before), Some(own)) = (&all.format, &part.format)
            && before != own
        {
            let message =
                format!("the formats `{before}` and `{own}` are combined here; `{own}` is taken");
            self.contradiction(part, &message);
        }
        all.format = part.format.clone().or_else(|| all.format.take());
        if part.content.0.is_some() {
            if all.content.0.is_some() && all.content != part.content {
                self.contradiction(
                    part,
                    "two media types of contents are combined here; the last one is taken",
                );
            }
            all.content.clone_from(&part.content);
        }
    }

    fn contradiction(&mut self, part: &RawSchema, message: &str) {
        self.warn(Code::UnsupportedAllOf, &part.pointer, message);
    }

    /// The schema of what must fit several definitions. Its words are those of the last one, which
    /// extends the others, as far as it has any.
    fn both(&mut self, at: &Pointer, definitions: &[SchemaId]) -> SchemaId {
        let mut distinct: Vec<SchemaId> = Vec::new();
        for id in definitions {
            if !distinct.contains(id) {
                distinct.push(*id);
            }
        }
        let [others @ .., last] = distinct.as_slice() else {
            return self
                .document
                .schemas
                .compose(RawSchema { pointer: at.clone(), ..RawSchema::default() });
        };
        if others.is_empty() {
            return *last;
        }
        let document = self.document;
        let all: Vec<&RawSchema> = distinct.iter().map(|id| document.schemas.get(*id)).collect();
        let mut combined = RawSchema { pointer: at.clone(), ..RawSchema::default() };
        let mut key: Vec<SchemaId> = Vec::new();
        for id in &distinct {
            key.push(self.follow(*id).unwrap_or(*id));
        }
        for words in &all {
            combined.title = words.title.clone().or(combined.title);
            combined.description = words.description.clone().or(combined.description);
            combined.default = words.default.clone().or(combined.default);
            if !words.examples.is_empty() {
                combined.examples.clone_from(&words.examples);
            }
            combined.deprecated |= words.deprecated;
            combined.read_only |= words.read_only;
            combined.write_only |= words.write_only;
        }
        if key.iter().all(|id| *id == key[0]) {
            key.truncate(1);
        }
        for words in &all {
            combined.constraints = words.constraints.clone().or(combined.constraints);
        }
        // The same schemas combined within themselves are the combination they stand in.
        let within = |place: &Pointer| {
            let rest = at.as_str().strip_prefix(place.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let known = self.combined.get(&key).into_iter().flatten();
        if let Some((_, id)) = known.into_iter().find(|(place, _)| within(place)) {
            return *id;
        }
        let words = all.last().is_some_and(|last| has_words_of(last, &combined));
        combined.all_of.clone_from(&key);
        if words && key.len() > 1 && self.sufficient(&combined).as_ref() == key.last() {
            return *last;
        }
        if self.is_exhausted(at) {
            return *last;
        }
        let id = document.schemas.compose(combined);
        self.combined.entry(key).or_default().push((at.clone(), id));
        id
    }
}

/// Whether a schema says of itself all that `combined` says.
fn has_words_of(schema: &RawSchema, combined: &RawSchema) -> bool {
    schema.description == combined.description
        && schema.default == combined.default
        && schema.examples == combined.examples
        && schema.deprecated == combined.deprecated
        && schema.read_only == combined.read_only
        && schema.write_only == combined.write_only
        && schema.constraints == combined.constraints
}
