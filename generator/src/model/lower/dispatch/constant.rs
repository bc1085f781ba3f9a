//! By a property that is a different constant in each variant.

use super::super::Lowering;
use super::DEPTH;
use crate::json::Json;
use crate::model::{Dispatch, EnumValues, Field, Scalar, Shape, StringFormat, TypeId, Union};

/// What a property tells about a variant.
pub(super) enum Tag {
    /// It is one of these values; `defaulted` when the property may be absent and then means so.
    Values { values: Vec<Json>, defaulted: bool },
    /// It is some string.
    Open,
}

impl Lowering<'_> {
    /// A property that is a different constant in each variant. One variant may leave it an open
    /// string: it stands for every other value.
    pub(super) fn decide_by_constants(&mut self, union: &mut Union) -> bool {
        let Some(first) = union.variants.first() else { return false };
        let mut candidates: Vec<String> = self.properties(first.ty, DEPTH);
        candidates.sort_by_key(|name| (name != "type", name.clone()));
        for allow_open in [false, true] {
            for property in &candidates {
                if self.try_tag(union, property, allow_open) {
                    return true;
                }
            }
        }
        false
    }

    fn try_tag(&self, union: &mut Union, property: &str, allow_open: bool) -> bool {
        let mut seen: Vec<Json> = Vec::new();
        let (mut absent, mut other) = (None, None);
        let mut tags = Vec::with_capacity(union.variants.len());
        for (index, variant) in union.variants.iter().enumerate() {
            match self.tag(variant.ty, property, DEPTH) {
                Some(Tag::Values { values, defaulted }) => {
                    if values.iter().any(|value| seen.contains(value))
                        || (defaulted && absent.is_some())
                    {
                        return false;
                    }
                    seen.extend(values.iter().cloned());
                    tags.push(values);
                    absent = absent.or(defaulted.then_some(index));
                }
                Some(Tag::Open) if allow_open && other.is_none() => {
                    other = Some(index);
                    tags.push(Vec::new());
                }
                Some(Tag::Open) | None => return false,
            }
        }
        for (variant, tags) in union.variants.iter_mut().zip(tags) {
            variant.tags = tags;
        }
        union.dispatch = Dispatch::Tag { property: property.to_owned(), absent, other };
        true
    }

    /// What `property` tells about values of type `ty`.
    pub(super) fn tag(&self, ty: TypeId, property: &str, depth: usize) -> Option<Tag> {
        if depth == 0 {
            return None;
        }
        let def = self.done(self.plain(ty))?;
        match &def.shape {
            Shape::Object(object) => {
                let field = object.fields.iter().find(|field| field.wire == property)?;
                self.field_tag(field)
            }
            Shape::Union(union) => {
                if let Dispatch::Tag { property: by, other: None, .. } = &union.dispatch
                    && by == property
                {
                    let tags = union.variants.iter().flat_map(|variant| variant.tags.clone());
                    return Some(Tag::Values { values: tags.collect(), defaulted: false });
                }
                let mut all = Vec::new();
                for variant in &union.variants {
                    match self.tag(variant.ty, property, depth - 1)? {
                        Tag::Values { values, .. } => all.extend(values),
                        Tag::Open => return None,
                    }
                }
                Some(Tag::Values { values: all, defaulted: false })
            }
            _ => None,
        }
    }

    fn field_tag(&self, field: &Field) -> Option<Tag> {
        let shape = &self.done(self.plain(field.ty))?.shape;
        let values = match shape {
            Shape::Literal(literal) => vec![literal.value.clone()],
            Shape::Enum(values) => match &values.values {
                EnumValues::Strings(values) => values.iter().cloned().map(Json::String).collect(),
                EnumValues::Integers(values) => {
                    values.iter().map(|value| Json::Number(value.to_string())).collect()
                }
            },
            Shape::Scalar(Scalar::String(StringFormat::Plain)) if field.required => {
                return Some(Tag::Open);
            }
            _ => return None,
        };
        match (field.required, &field.docs.default) {
            (true, _) => Some(Tag::Values { values, defaulted: false }),
            (false, Some(default)) if values == [default.clone()] => {
                Some(Tag::Values { values, defaulted: true })
            }
            (false, _) => None,
        }
    }

    /// The property names of an object, or of a union's first variant.
    fn properties(&self, ty: TypeId, depth: usize) -> Vec<String> {
        match self.done(self.plain(ty)).map(|def| &def.shape) {
            Some(Shape::Object(object)) => {
                object.fields.iter().map(|field| field.wire.clone()).collect()
            }
            Some(Shape::Union(union)) if depth > 0 => union
                .variants
                .first()
                .map(|variant| self.properties(variant.ty, depth - 1))
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}
