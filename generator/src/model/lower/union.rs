//! `oneOf`, `anyOf` and type lists → union, or what is left of one without its null.
//!
//! How the variants are told apart is decided in `dispatch`, when all of them are known.

use std::collections::HashSet;

use super::Lowering;
use super::dispatch::Pending;
use super::docs::is_null;
use super::schema::component_name;
use crate::document::{JsonType, RawSchema, SchemaId, TypeSet};
use crate::model::{
    Direction, Dispatch, IntegerFormat, NameHint, Scalar, Shape, StringFormat, TypeDef, TypeId,
    Union, Variant,
};

/// Aliases that may follow one another.
const ALIASES: usize = 64;

impl Lowering<'_> {
    /// The shape of a schema with `oneOf` or `anyOf` and nothing beside it.
    pub(super) fn lower_union(&mut self, schema: &RawSchema, this: TypeId) -> Shape {
        self.lower_members(schema, this, None)
    }

    /// The shape of a union of the kinds of a schema; `own` is the schema itself, for all others.
    pub(super) fn lower_kinds(&mut self, schema: &RawSchema, this: TypeId, own: SchemaId) -> Shape {
        self.lower_members(schema, this, Some(own))
    }

    fn lower_members(&mut self, schema: &RawSchema, this: TypeId, own: Option<SchemaId>) -> Shape {
        let members = if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of };
        let document = self.document;
        let mut plain: Vec<SchemaId> = Vec::with_capacity(members.len());
        let mut seen = HashSet::new();
        for id in members {
            if !is_null(document.schemas.get(*id)) && seen.insert(self.follow(*id)) {
                plain.push(*id);
            }
        }
        let has_null = members.iter().any(|id| is_null(document.schemas.get(*id)));
        let nullable = has_null || schema.types.contains(JsonType::Null);
        match plain.as_slice() {
            [] => Shape::Scalar(Scalar::Null),
            [only] => self.lower_only(schema, *only, nullable, this),
            _ => {
                let mut members = Vec::with_capacity(plain.len());
                let discriminator = match &schema.discriminator {
                    Some(own) => Some(own.clone()),
                    None => self.shared_discriminator(&plain),
                };
                if own.is_none() {
                    self.set_apart(&mut plain);
                }
                for (index, id) in plain.iter().enumerate() {
                    let id = match &discriminator {
                        Some(discriminator) if Some(*id) != own => {
                            self.with_tag(&schema.pointer, index, *id, discriminator)
                        }
                        _ => *id,
                    };
                    members.push((id, self.lower_schema(id)));
                }
                let own = members.last().filter(|_| own.is_some()).map(|(_, ty)| *ty);
                let pending =
                    Pending { ty: this, at: schema.pointer.clone(), discriminator, own, members };
                let types = pending.members.iter().map(|(_, ty)| *ty).collect();
                self.lower_variants(schema, types, pending, nullable)
            }
        }
    }

    /// The shape of a union of one: its member. One that a component has inline is the component.
    fn lower_only(
        &mut self,
        schema: &RawSchema,
        only: SchemaId,
        nullable: bool,
        this: TypeId,
    ) -> Shape {
        let member = self.document.schemas.get(only);
        if component_name(&schema.pointer).is_some() && member.reference.is_none() {
            let shape = self.lower_shape(member, this);
            let named = RawSchema { pointer: schema.pointer.clone(), ..member.clone() };
            return if nullable { self.nullable(&named, shape) } else { shape };
        }
        let inner = self.lower_schema(only);
        if nullable { Shape::Nullable(inner) } else { Shape::Alias(inner) }
    }

    /// The shape of a schema whose `type` lists several types.
    pub(super) fn lower_type_list(
        &mut self,
        schema: &RawSchema,
        types: TypeSet,
        this: TypeId,
    ) -> Shape {
        let mut words = self.words(&schema.pointer);
        words.push("object".to_owned());
        let mut variants = Vec::new();
        for t in types.iter() {
            let shape = self.lower_type(schema, t);
            variants.push(match shape {
                Shape::Object(_) => {
                    let id = TypeId::new(self.types.len());
                    self.types.push(Some(TypeDef {
                        origin: schema.pointer.clone(),
                        hint: NameHint::Inline(words.clone()),
                        docs: crate::model::Docs::default(),
                        used: Direction::default(),
                        shape,
                    }));
                    id
                }
                shape => self.intern(&schema.pointer, shape),
            });
        }
        let pending = Pending {
            ty: this,
            at: schema.pointer.clone(),
            discriminator: None,
            own: None,
            members: Vec::new(),
        };
        self.lower_variants(schema, variants, pending, false)
    }

    /// The union of `types`, each taken once. Integers are numbers, so the two alone are no union.
    fn lower_variants(
        &mut self,
        schema: &RawSchema,
        types: Vec<TypeId>,
        pending: Pending,
        nullable: bool,
    ) -> Shape {
        let mut nullable = nullable;
        let mut pending = pending;
        for (_, ty) in &mut pending.members {
            *ty = self.under_nulls(*ty).0;
        }
        let mut variants: Vec<Variant> = Vec::with_capacity(types.len());
        for ty in types {
            let (ty, admits_null) = self.under_nulls(ty);
            nullable |= admits_null;
            if !variants.iter().any(|variant| variant.ty == ty) {
                variants.push(Variant { ty, tags: Vec::new() });
            }
        }
        let first = variants.first().map(|variant| variant.ty);
        if let Some(shape) = self.gather_literals(schema, &mut variants) {
            first.into_iter().for_each(|ty| self.report_idle(&pending, ty));
            return if nullable { self.nullable(schema, shape) } else { shape };
        }
        if variants.iter().all(|variant| self.is_number(variant.ty)) && variants.len() > 1 {
            let number = self.intern(&schema.pointer, Shape::Scalar(Scalar::Number));
            variants = vec![Variant { ty: number, tags: Vec::new() }];
        }
        if let [only] = variants.as_slice() {
            let own = self.shape_of_member(schema, only.ty);
            return match (own, nullable) {
                (Some(shape), true) => self.nullable(schema, shape),
                (Some(shape), false) => shape,
                (None, true) => Shape::Nullable(only.ty),
                (None, false) => Shape::Alias(only.ty),
            };
        }
        let plain = variants.iter().all(|variant| self.is_plain(variant.ty));
        if plain {
            variants.sort_by_key(|variant| self.rank(variant.ty));
        }
        let union = Shape::Union(Union { variants, dispatch: Dispatch::Kind });
        if plain {
            first.into_iter().for_each(|ty| self.report_idle(&pending, ty));
            return if nullable { self.nullable(schema, union) } else { union };
        }
        self.unions.push(pending);
        if nullable { self.nullable(schema, union) } else { union }
    }

    /// Whether a type is a scalar, or a list of scalars: a union of such has no names to tell.
    pub(super) fn is_plain(&self, id: TypeId) -> bool {
        match &self.types[id.index()] {
            Some(TypeDef { shape: Shape::Scalar(_), .. }) => true,
            Some(TypeDef { shape: Shape::Array(item), .. }) => {
                matches!(&self.types[item.index()], Some(TypeDef { shape: Shape::Scalar(_), .. }))
            }
            _ => false,
        }
    }

    /// The place of a type in a union decided by kind. Texts with a form of their own are tried
    /// before plain text, which fits everything; the rest is ordered so that the order in the
    /// document decides nothing.
    pub(super) fn rank(&self, id: TypeId) -> (u8, String) {
        let Some(def) = &self.types[id.index()] else {
            return (9, String::new());
        };
        match &def.shape {
            Shape::Scalar(Scalar::Boolean) => (0, String::new()),
            Shape::Scalar(Scalar::Integer(format)) => (1, format!("{format:?}")),
            Shape::Scalar(Scalar::Number) => (2, String::new()),
            Shape::Scalar(Scalar::String(StringFormat::Plain | StringFormat::Binary)) => {
                (5, String::new())
            }
            Shape::Scalar(other) => (3, format!("{other:?}")),
            Shape::Enum(_) | Shape::Literal(_) => (4, String::new()),
            Shape::Array(item) => (6, format!("{:?}", self.rank(*item))),
            Shape::Alias(inner) => self.rank(*inner),
            _ => (9, String::new()),
        }
    }

    /// The shape of an inline member that is all there is to the union, so that it takes its name.
    fn shape_of_member(&self, schema: &RawSchema, ty: TypeId) -> Option<Shape> {
        let TypeDef { origin, shape, .. } = self.types[ty.index()].as_ref()?;
        let members =
            origin.parent().filter(|members| members.parent().as_ref() == Some(&schema.pointer))?;
        let inline = ["oneOf", "anyOf"].contains(&members.last().as_str());
        match shape {
            Shape::Enum(_) | Shape::Object(_) if inline => Some(shape.clone()),
            _ => None,
        }
    }

    /// The type under nulls and under aliases without a name, and whether there was a null.
    fn under_nulls(&self, id: TypeId) -> (TypeId, bool) {
        let mut nullable = false;
        let (mut at, mut under) = (id, id);
        // Aliases may lead in a circle as long as nobody has looked for that.
        for _ in 0..ALIASES {
            match &self.types[at.index()] {
                Some(TypeDef { shape: Shape::Nullable(inner), .. }) => {
                    (at, under, nullable) = (*inner, *inner, true);
                }
                Some(TypeDef { hint, shape: Shape::Alias(inner), .. }) => {
                    if *hint == NameHint::Content && at == under {
                        under = *inner;
                    }
                    at = *inner;
                }
                _ => break,
            }
        }
        (under, nullable)
    }

    fn is_number(&self, id: TypeId) -> bool {
        matches!(
            &self.types[id.index()],
            Some(TypeDef {
                shape: Shape::Scalar(
                    Scalar::Number | Scalar::Integer(IntegerFormat::Int64 | IntegerFormat::Int32)
                ),
                ..
            })
        )
    }
}
