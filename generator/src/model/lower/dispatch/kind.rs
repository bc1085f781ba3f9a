//! By the kind of JSON value, and among objects by their keys.

use std::collections::BTreeMap;

use super::super::Lowering;
use super::DEPTH;
use super::constant::Tag;
use crate::diagnostic::{Code, Severity};
use crate::json::Json;
use crate::model::{Dispatch, EnumValues, Object, Scalar, Shape, TypeId, Union, Variant};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// By kind, and among objects by keys. Texts with a form of their own are tried before plain
    /// text, which fits everything.
    pub(super) fn decide_by_kind(&mut self, union: &mut Union, at: &Pointer) {
        union.dispatch = Dispatch::Kind;
        union.variants.iter_mut().for_each(|variant| variant.tags.clear());
        self.flatten(union);
        union.variants.sort_by_key(|variant| self.rank(variant.ty).0);
        let objects: Vec<TypeId> = union
            .variants
            .iter()
            .map(|variant| variant.ty)
            .filter(|ty| self.object(*ty).is_some())
            .collect();
        let pairs = objects
            .iter()
            .enumerate()
            .flat_map(|(index, ty)| objects[index + 1..].iter().map(move |other| [*ty, *other]));
        let alike: Vec<[TypeId; 2]> =
            pairs.filter(|[one, other]| !self.differ(*one, *other)).collect();
        if let Some(first) = alike.first() {
            self.report_alike(*first, alike.len() - 1, at);
        }
        self.report_lists(union, at);
    }

    /// One finding for a union, however many of its variants are alike.
    fn report_alike(&mut self, types: [TypeId; 2], others: usize, at: &Pointer) {
        let [one, other] =
            types.map(|ty| self.done(ty).map(|def| def.origin.to_string()).unwrap_or_default());
        let more = match others {
            0 => String::new(),
            1 => ", and so it is with another pair of variants".to_owned(),
            _ => format!(", and so it is with {others} more pairs of variants"),
        };
        self.report(
            Severity::Warning,
            Code::AmbiguousUnion,
            at,
            format!(
                "a value may fit both `{one}` and `{other}`{more}; the one with more known keys is taken"
            ),
            Some(
                "name the field that decides under `selectors` in sdk.yaml, or add a discriminator"
                    .to_owned(),
            ),
        );
    }

    /// Lists are told apart by whether their items can be read, which an open type always allows.
    fn report_lists(&mut self, union: &Union, at: &Pointer) {
        let lists: Vec<TypeId> = union
            .variants
            .iter()
            .filter(|variant| self.takes_any_list(variant.ty))
            .map(|variant| variant.ty)
            .collect();
        if lists.len() > 1 {
            self.warn(
                Code::AmbiguousUnion,
                at,
                "several lists among the variants fit alike; the first one that can be read is taken",
            );
        }
    }

    /// Whether a type is a list whose items are objects, open enums or unions, or anything.
    fn takes_any_list(&self, ty: TypeId) -> bool {
        let Some(Shape::Array(item)) = self.done(self.plain(ty)).map(|def| &def.shape) else {
            return false;
        };
        match self.done(self.plain(*item)).map(|def| &def.shape) {
            Some(Shape::Object(object)) => object.fields.iter().all(|field| !field.required),
            Some(Shape::Union(_) | Shape::Map(_) | Shape::Any) => true,
            _ => false,
        }
    }

    /// Whether no value fits both objects: one demands a key that the other does not know, or both
    /// have a key whose constants differ.
    fn differ(&self, a: TypeId, b: TypeId) -> bool {
        let (Some(one), Some(other)) = (self.object(a), self.object(b)) else { return false };
        if tells_apart(&keys(one), &keys(other)) || tells_apart(&keys(other), &keys(one)) {
            return true;
        }
        let demanded = |object: &Object, key: &str| {
            let field = object.fields.iter().find(|field| field.wire == key && field.required);
            field.and_then(|field| self.json_kind(field.ty))
        };
        let kinds = one.fields.iter().any(|field| {
            let kinds = demanded(one, &field.wire).zip(demanded(other, &field.wire));
            kinds.is_some_and(|(a, b)| a != b)
        });
        if kinds {
            return true;
        }
        let constant = |ty: TypeId, key: &str| match self.tag(ty, key, DEPTH) {
            Some(Tag::Values { values, .. }) if self.is_literal(ty, key) => Some(values),
            _ => None,
        };
        one.fields.iter().any(|field| {
            let values: Option<(Vec<Json>, Vec<Json>)> =
                constant(a, &field.wire).zip(constant(b, &field.wire));
            values.is_some_and(|(a, b)| !a.iter().any(|value| b.contains(value)))
        })
    }

    /// The one kind of JSON value that all values of a type are, as far as reading them tells.
    fn json_kind(&self, ty: TypeId) -> Option<&'static str> {
        Some(match &self.done(self.plain(ty))?.shape {
            Shape::Scalar(Scalar::Boolean) => "boolean",
            Shape::Scalar(Scalar::Integer(_) | Scalar::Number) => "number",
            Shape::Scalar(Scalar::String(_)) => "string",
            Shape::Enum(values) => match values.values {
                EnumValues::Strings(_) => "string",
                EnumValues::Integers(_) => "number",
            },
            Shape::Array(_) | Shape::Tuple(_) => "array",
            Shape::Map(_) | Shape::Object(_) => "object",
            _ => return None,
        })
    }

    /// Whether the property of an object is one constant, which is checked when it is read.
    fn is_literal(&self, ty: TypeId, key: &str) -> bool {
        self.object(ty)
            .and_then(|object| object.fields.iter().find(|field| field.wire == key))
            .and_then(|field| self.done(self.plain(field.ty)))
            .is_some_and(|def| matches!(def.shape, Shape::Literal(_)))
    }

    /// Takes in the variants of unions among the variants, where these are of several kinds: what
    /// a value is shows at once then, rather than union by union.
    fn flatten(&self, union: &mut Union) {
        for _ in 0..DEPTH {
            let mut flat: Vec<Variant> = Vec::new();
            for variant in &union.variants {
                let inner = match self.done(self.plain(variant.ty)).map(|def| &def.shape) {
                    Some(Shape::Union(inner)) if self.is_mixed(inner) => inner.variants.clone(),
                    _ => vec![variant.clone()],
                };
                for variant in inner {
                    if !flat.iter().any(|other| self.same_type(other.ty, variant.ty)) {
                        flat.push(variant);
                    }
                }
            }
            if flat == union.variants {
                return;
            }
            union.variants = flat;
        }
    }

    /// Whether a union has variants other than objects.
    fn is_mixed(&self, union: &Union) -> bool {
        let nested =
            |ty| matches!(self.done(self.plain(ty)).map(|def| &def.shape), Some(Shape::Union(_)));
        let other = |variant: &Variant| self.object(variant.ty).is_none() && !nested(variant.ty);
        union.dispatch == Dispatch::Kind && union.variants.iter().any(other)
    }
}

/// The keys of an object, and whether each is required.
fn keys(object: &Object) -> BTreeMap<String, bool> {
    object.fields.iter().map(|field| (field.wire.clone(), field.required)).collect()
}

/// Whether every `a` has a key that no `b` knows.
fn tells_apart(a: &BTreeMap<String, bool>, b: &BTreeMap<String, bool>) -> bool {
    a.iter().any(|(key, required)| *required && !b.contains_key(key))
}
