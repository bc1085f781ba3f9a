//! How the variants of each union are told apart: by a sibling that the settings name, by the
//! discriminator, by a property that is a constant in each variant, else by kind and keys.
//!
//! Decided when every type is known. A tag is a key of an object, so a union that has variants of
//! other kinds is told apart by kind.

mod constant;
mod discriminator;
mod kind;
mod selector;

use super::Lowering;
use crate::diagnostic::Code;
use crate::document::{Discriminator, SchemaId};
use crate::model::{Additional, Dispatch, Object, Shape, TypeDef, TypeId, Union};
use crate::pointer::Pointer;

/// Unions that may nest while a tag is looked for.
const DEPTH: usize = 8;

/// A union whose variants are still to be told apart.
pub(super) struct Pending {
    /// The union.
    pub(super) ty: TypeId,
    /// Where the document has it.
    pub(super) at: Pointer,
    /// Its discriminator.
    pub(super) discriminator: Option<Discriminator>,
    /// Its members and their types.
    pub(super) members: Vec<(SchemaId, TypeId)>,
    /// The variant for kinds that the document does not list, when it is a family.
    pub(super) own: Option<TypeId>,
}

impl Lowering<'_> {
    /// Decides for every union. All types must have been lowered.
    pub(super) fn decide_dispatches(&mut self) {
        for pending in std::mem::take(&mut self.unions) {
            let Some(Shape::Union(mut union)) = self.done(pending.ty).map(|def| def.shape.clone())
            else {
                continue;
            };
            self.decide(&mut union, &pending);
            self.report_unselected(&union, &pending.at);
            if let Dispatch::Tag { other: Some(other), .. } = union.dispatch {
                self.keep_unknown_keys(union.variants[other].ty);
            }
            let shape = if self.is_anything(&union) { Shape::Any } else { Shape::Union(union) };
            if let Some(def) = &mut self.types[pending.ty.index()] {
                def.shape = shape;
            }
        }
    }

    /// Reports the variants that no value selects, so that nothing is ever read as one.
    fn report_unselected(&mut self, union: &Union, at: &Pointer) {
        let by = match &union.dispatch {
            Dispatch::Tag { property, .. } => property.clone(),
            Dispatch::Sibling => {
                self.config.selector(at).map(|selector| selector.by.clone()).unwrap_or_default()
            }
            Dispatch::Kind => return,
        };
        for (index, variant) in union.variants.iter().enumerate() {
            if variant.tags.is_empty() && union.dispatch.needs_tag(index) {
                let name =
                    self.done(variant.ty).map(|def| def.origin.to_string()).unwrap_or_default();
                let message = format!("no value of `{by}` selects `{name}`");
                self.warn(Code::UnreachableVariant, at, message);
            }
        }
    }

    fn decide(&mut self, union: &mut Union, pending: &Pending) {
        if self.config.selector(&pending.at).is_some() {
            return self.decide_by_sibling(union, &pending.at);
        }
        let other = union.variants.iter().find(|variant| !self.is_object(variant.ty, DEPTH));
        if let Some(other) = other {
            self.report_idle(pending, other.ty);
        }
        let objects = other.is_none();
        if objects
            && let Some(discriminator) = &pending.discriminator
            && self.decide_by_discriminator(union, discriminator, pending)
        {
            return;
        }
        if objects && self.decide_by_constants(union) {
            return;
        }
        self.decide_by_kind(union, &pending.at);
    }

    /// Reports a discriminator that is passed over, since not all values of the variant `other` are
    /// objects.
    pub(super) fn report_idle(&mut self, pending: &Pending, other: TypeId) {
        let Some(Discriminator { property, .. }) = &pending.discriminator else { return };
        let member = pending.members.iter().find(|(_, ty)| self.same_type(*ty, other));
        let variant = member.map_or_else(
            || "a variant".to_owned(),
            |(id, _)| format!("`{}`", self.document.schemas.get(*id).pointer),
        );
        let message = format!(
            "`{property}` tells nothing apart, because not every value of {variant} is an object; kinds and keys do"
        );
        self.warn(Code::UnknownMapping, &pending.at.child("discriminator"), message);
    }

    /// Whether a union takes any JSON value, and knows nothing of it but scalars.
    fn is_anything(&self, union: &Union) -> bool {
        let shape = |ty| self.done(self.plain(ty)).map(|def| &def.shape);
        let mut types = union.variants.iter().map(|variant| variant.ty);
        let scalar = |ty| {
            matches!(
                shape(ty),
                Some(Shape::Any | Shape::Scalar(_) | Shape::Enum(_) | Shape::Literal(_))
            )
        };
        types.clone().any(|ty| shape(ty) == Some(&Shape::Any)) && types.all(scalar)
    }

    /// Whether all values of a type are objects.
    fn is_object(&self, ty: TypeId, depth: usize) -> bool {
        match self.done(self.plain(ty)).map(|def| &def.shape) {
            Some(Shape::Object(_) | Shape::Map(_)) => true,
            Some(Shape::Union(union)) if depth > 0 => {
                union.variants.iter().all(|variant| self.is_object(variant.ty, depth - 1))
            }
            _ => false,
        }
    }

    /// A variant that stands for kinds not known yet keeps what it does not know.
    fn keep_unknown_keys(&mut self, ty: TypeId) {
        let any = self.any();
        let ty = self.plain(ty);
        if let Some(TypeDef { shape: Shape::Object(object), .. }) = &mut self.types[ty.index()]
            && object.additional == Additional::Ignored
        {
            object.additional = Additional::Kept(any);
        }
    }

    fn object(&self, ty: TypeId) -> Option<&Object> {
        match &self.done(self.plain(ty))?.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The type under aliases.
    pub(super) fn plain(&self, ty: TypeId) -> TypeId {
        let mut at = ty;
        for _ in 0..DEPTH * DEPTH {
            match self.done(at).map(|def| &def.shape) {
                Some(Shape::Alias(inner)) => at = *inner,
                _ => return at,
            }
        }
        at
    }

    fn same_type(&self, a: TypeId, b: TypeId) -> bool {
        self.plain(a) == self.plain(b)
    }

    fn done(&self, ty: TypeId) -> Option<&TypeDef> {
        match &self.types[ty.index()] {
            Some(def) => Some(def),
            None => None,
        }
    }
}
