//! Alternatives with something beside them → a union in which each variant has both.
//!
//! Several sets of alternatives become one union of their combinations, as long as these are few;
//! beyond that, one object has the keys of all, which is less than the document says.

use super::super::Lowering;
use super::super::hint::{variant_name, without_prefix};
use super::parts::{Choice, Parts};
use crate::diagnostic::Code;
use crate::document::{Discriminator, JsonType, RawSchema, SchemaId};
use crate::model::{Shape, TypeId};

/// More combinations than this are no union that anybody could use.
const MOST: usize = 64;

impl<'a> Lowering<'a> {
    /// The shape of the parts of `schema`, which have alternatives.
    pub(super) fn lower_choices(
        &mut self,
        schema: &RawSchema,
        parts: &Parts<'a>,
        this: TypeId,
    ) -> Shape {
        let count = parts.choices.iter().try_fold(1_usize, |all, choice| {
            all.checked_mul(choice.members.len()).filter(|all| *all <= MOST)
        });
        let alone = parts.choices.len() == 1 && parts.plain.is_empty();
        let too_many = count.is_none() && parts.choices.len() > 1;
        if too_many || !alone && self.is_exhausted(&schema.pointer) {
            return self.lower_loosened(schema, parts, this);
        }
        let words = self.words(&schema.pointer);
        let common: Vec<SchemaId> =
            parts.plain.iter().map(|(id, part)| self.plain_copy(*id, part)).collect();
        let mut union = RawSchema {
            pointer: schema.pointer.clone(),
            discriminator: discriminator(schema, parts).cloned(),
            ..RawSchema::default()
        };
        if parts.is_nullable() || schema.types.contains(JsonType::Null) {
            union.types.insert(JsonType::Null);
        }
        for (index, members) in combinations(&parts.choices).into_iter().enumerate() {
            let at = schema.pointer.child("oneOf").index(index);
            let document = self.document;
            let first = members.first().map(|id| document.schemas.get(*id));
            let variant = RawSchema {
                pointer: at.clone(),
                title: first.and_then(|member| member.title.clone()),
                description: first.and_then(|member| member.description.clone()),
                all_of: common.iter().chain(&members).copied().collect(),
                ..RawSchema::default()
            };
            let id = match self.sufficient(&variant) {
                Some(only) if members.contains(&only) || alone => only,
                _ => {
                    let names = members.iter().zip(&parts.choices).map(|(id, choice)| {
                        let among = &choice.members;
                        let place = among.iter().position(|other| other == id);
                        variant_name(document, *id, among, place.unwrap_or(index))
                    });
                    let holder = words.last().map(String::as_str).unwrap_or_default();
                    let names = names.map(|name| without_prefix(&name, holder));
                    self.roots.insert(at, words.iter().cloned().chain(names).collect());
                    let id = document.schemas.compose(variant);
                    self.sources.insert(id, members);
                    id
                }
            };
            union.one_of.push(id);
        }
        self.lower_union(&union, this)
    }

    /// One object with the keys of all alternatives, none of which must be there.
    fn lower_loosened(&mut self, schema: &RawSchema, parts: &Parts<'a>, this: TypeId) -> Shape {
        self.warn(
            Code::UnsupportedAllOf,
            &schema.pointer,
            "several sets of alternatives combine in too many ways; their keys are all optional members of one object",
        );
        let members = parts.choices.iter().flat_map(|choice| &choice.members);
        let definitions = self.possible_properties(members.copied().collect());
        let document = self.document;
        let mut all = RawSchema { pointer: schema.pointer.clone(), ..RawSchema::default() };
        self.add_loosely(&mut all, definitions);
        let mut loose = Parts::default();
        loose.plain.clone_from(&parts.plain);
        loose.null = parts.null;
        let id = document.schemas.compose(all);
        loose.plain.insert(0, (id, document.schemas.get(id)));
        self.lower_merged(schema, &loose, this)
    }
}

/// The discriminator of the alternatives: their own, else one that stands anywhere among the parts.
fn discriminator<'s>(schema: &'s RawSchema, parts: &'s Parts<'_>) -> Option<&'s Discriminator> {
    let [choice] = parts.choices.as_slice() else { return None };
    let anywhere = parts.plain.iter().find_map(|(_, part)| part.discriminator.as_ref());
    choice.holder.discriminator.as_ref().or(schema.discriminator.as_ref()).or(anywhere)
}

/// One member of each set of alternatives, in all ways.
fn combinations(choices: &[Choice<'_>]) -> Vec<Vec<SchemaId>> {
    let mut all: Vec<Vec<SchemaId>> = vec![Vec::new()];
    for choice in choices {
        all = all
            .iter()
            .flat_map(|before| {
                choice
                    .members
                    .iter()
                    .map(move |member| before.iter().copied().chain([*member]).collect())
            })
            .collect();
    }
    all
}
