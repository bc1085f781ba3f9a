//! By the discriminator (OpenAPI 3.1 §4.8.25): which of its values mean which variant.

use std::collections::BTreeMap;

use super::super::Lowering;
use super::super::inherit::own_tag;
use super::super::schema::component_name;
use super::constant::Tag;
use super::{DEPTH, Pending};
use crate::diagnostic::Code;
use crate::document::{Discriminator, SchemaId};
use crate::json::Json;
use crate::model::{Dispatch, EnumValues, Scalar, Shape, TypeId, Union};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The document says so. `false` when that leads nowhere.
    pub(super) fn decide_by_discriminator(
        &mut self,
        union: &mut Union,
        discriminator: &Discriminator,
        pending: &Pending,
    ) -> bool {
        let property = &discriminator.property;
        let own = pending.own.and_then(|ty| self.variant(union, ty));
        let mut tags: Vec<Vec<Json>> = vec![Vec::new(); union.variants.len()];
        for (value, target) in &super::super::sorted(discriminator.mapping.iter().cloned()) {
            match self.mapped_variant(union, target, pending) {
                Some(index) if Some(index) == own => {}
                Some(index) => {
                    let tag = self.typed(value, union.variants[index].ty, property);
                    if !tags[index].contains(&tag) {
                        tags[index].push(tag);
                    }
                }
                // A kind of a kind has the mapping of them all.
                None if pending.own.is_some() => {}
                None => self.warn(
                    Code::UnknownMapping,
                    &pending.at.child("discriminator").child("mapping").child(value),
                    format!("`{target}` is not a variant of this union"),
                ),
            }
        }
        self.imply(union, &mut tags, own, discriminator, pending);
        if tags.iter().all(Vec::is_empty) {
            self.warn(
                Code::UnknownMapping,
                &pending.at.child("discriminator"),
                "no variant can be told by this discriminator",
            );
            return false;
        }
        let mut absent = None;
        for (index, variant) in union.variants.iter().enumerate() {
            if let Some(Tag::Values { defaulted: true, .. }) = self.tag(variant.ty, property, DEPTH)
            {
                absent = absent.or(Some(index));
            }
        }
        for (variant, tags) in union.variants.iter_mut().zip(tags) {
            variant.tags = tags;
        }
        let mut other = own;
        if let Some(target) = &discriminator.default {
            let variant = self.mapped_variant(union, target, pending);
            if variant.is_none() {
                self.warn(
                    Code::UnknownMapping,
                    &pending.at.child("discriminator").child("defaultMapping"),
                    format!("`{target}` is not a variant of this union"),
                );
            }
            // 3.2 §4.26.2: also where the property is absent.
            absent = absent.or(variant);
            other = other.or(variant);
        }
        union.dispatch = Dispatch::Tag { property: property.clone(), absent, other };
        true
    }

    /// The tags of the variants that no mapping names: those that they give themselves, their own
    /// constants, else their names. A constant that several share tells nothing.
    fn imply(
        &mut self,
        union: &Union,
        tags: &mut [Vec<Json>],
        own: Option<usize>,
        discriminator: &Discriminator,
        pending: &Pending,
    ) {
        let property = &discriminator.property;
        let mut implied: BTreeMap<usize, (Vec<Json>, Option<String>)> = BTreeMap::new();
        for (index, variant) in union.variants.iter().enumerate() {
            if !tags[index].is_empty() || own == Some(index) {
                continue;
            }
            let source = pending.members.iter().find(|(_, ty)| self.same_type(*ty, variant.ty));
            let source = source.map(|(id, _)| *id);
            let given = source.and_then(|id| self.given_tag(id));
            let values = match (given, self.tag(variant.ty, property, DEPTH)) {
                (Some(tag), _) => vec![self.typed(&tag, variant.ty, property)],
                (None, Some(Tag::Values { values, .. })) => values,
                (None, Some(Tag::Open) | None) => Vec::new(),
            };
            implied.insert(index, (values, source.and_then(|id| self.schema_name(id))));
        }
        let mut taken: Vec<Json> = tags.iter().flatten().cloned().collect();
        taken.extend(implied.values().flat_map(|(values, _)| values.iter().cloned()));
        for (index, (values, name)) in implied {
            let once = |value: &&Json| taken.iter().filter(|other| other == value).count() == 1;
            let mut chosen: Vec<Json> = values.iter().filter(once).cloned().collect();
            if chosen.len() < values.len() || chosen.is_empty() {
                let name = name.unwrap_or_default();
                let like = |value: &&Json| value.as_str().is_some_and(|text| alike(text, &name));
                let named: Vec<Json> = values.iter().filter(like).cloned().collect();
                if !named.is_empty() {
                    chosen = named;
                } else if chosen.is_empty() && !name.is_empty() {
                    chosen = vec![Json::String(name)];
                }
            }
            tags[index] = chosen;
        }
    }

    /// The variant that a mapping names, itself or within a union.
    fn mapped_variant(&mut self, union: &Union, target: &str, pending: &Pending) -> Option<usize> {
        let target = self.mapping_schema(target)?;
        let mut member = None;
        for (id, ty) in &pending.members {
            let sources = self.sources.get(id).cloned().unwrap_or_else(|| vec![*id]);
            for source in sources {
                if self.follow(source) == Some(target) {
                    member = Some(*ty);
                }
            }
        }
        let ty = member.or_else(|| self.by_schema.get(&target).copied())?;
        self.variant(union, ty)
            .or_else(|| union.variants.iter().position(|variant| self.holds(variant.ty, ty, DEPTH)))
    }

    fn variant(&self, union: &Union, ty: TypeId) -> Option<usize> {
        union.variants.iter().position(|variant| self.same_type(variant.ty, ty))
    }

    /// Whether a union has a type among its variants, or theirs.
    fn holds(&self, ty: TypeId, wanted: TypeId, depth: usize) -> bool {
        match self.done(self.plain(ty)).map(|def| &def.shape) {
            Some(Shape::Union(union)) if depth > 0 => union.variants.iter().any(|variant| {
                self.same_type(variant.ty, wanted) || self.holds(variant.ty, wanted, depth - 1)
            }),
            _ => false,
        }
    }

    /// The schema that a mapping names: by a reference, by the bare name of a component, or by that
    /// of a file which is called as one.
    pub(in crate::model::lower) fn mapping_schema(&mut self, target: &str) -> Option<SchemaId> {
        let components = Pointer::from_text("/components/schemas");
        let file = target.rsplit('/').next().unwrap_or(target);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let named = components.child(target);
        let pointers = [Pointer::from_reference(target), Some(named), Some(components.child(stem))];
        let id = pointers.into_iter().flatten().find_map(|at| self.document.schemas.at(&at))?;
        self.follow(id)
    }

    /// The name that a discriminator implies for a schema: that of the component which it refers to
    /// or is.
    pub(in crate::model::lower) fn schema_name(&self, id: SchemaId) -> Option<String> {
        let id = self.source(id);
        let schema = self.document.schemas.get(id);
        let reference = schema.reference.as_deref().and_then(Pointer::from_reference);
        reference.as_ref().and_then(component_name).or_else(|| component_name(&schema.pointer))
    }

    /// The tag that a schema gives itself by an extension.
    fn given_tag(&mut self, id: SchemaId) -> Option<String> {
        let id = self.source(id);
        let id = self.follow(id)?;
        own_tag(self.document.schemas.get(id)).map(str::to_owned)
    }

    fn source(&self, id: SchemaId) -> SchemaId {
        match self.sources.get(&id).map(Vec::as_slice) {
            Some([.., last]) => *last,
            _ => id,
        }
    }

    /// A tag as the variant's property has it: the keys of a mapping are texts, whatever they mean.
    fn typed(&self, text: &str, ty: TypeId, property: &str) -> Json {
        let field = self
            .object(ty)
            .and_then(|object| object.fields.iter().find(|field| field.wire == property));
        let shape = field.and_then(|field| self.done(self.plain(field.ty))).map(|def| &def.shape);
        let integer = match shape {
            Some(Shape::Scalar(Scalar::Integer(_) | Scalar::Number)) => true,
            Some(Shape::Enum(values)) => matches!(values.values, EnumValues::Integers(_)),
            Some(Shape::Literal(literal)) => matches!(literal.value, Json::Number(_)),
            _ => false,
        };
        let boolean = match shape {
            Some(Shape::Scalar(Scalar::Boolean)) => true,
            Some(Shape::Literal(literal)) => literal.value.as_bool().is_some(),
            _ => false,
        };
        match text {
            _ if boolean && text.eq_ignore_ascii_case("true") => Json::Bool(true),
            _ if boolean && text.eq_ignore_ascii_case("false") => Json::Bool(false),
            _ if integer && text.parse::<i64>().is_ok() => Json::Number(text.to_owned()),
            _ => Json::String(text.to_owned()),
        }
    }
}

/// Whether a value is how somebody would write a name.
fn alike(value: &str, name: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    plain(value) == plain(name)
}
