//! Unions: variant names, kinds, conversions.

use std::collections::BTreeMap;

use super::item::tag_plans;
use super::names::{Scope, type_name};
use super::types::{Types, scalar_name};
use super::{DispatchPlan, KindPlan, RustType, UnionPlan, VariantPlan};
use crate::json::Json;
use crate::model::{Dispatch, Object, Scalar, Shape, TypeId, Union, Variant};

/// The plan of union `id`.
pub(super) fn plan_union(types: &Types<'_>, id: TypeId, union: &Union) -> UnionPlan {
    let origin = &types.api.get(id).origin;
    let own_name = types.of(id).0;
    let mut scope = Scope::with(&["Unknown"]);
    let affixes = Affixes::of(types, union);
    let mut variants = Vec::new();
    let mut index_of = BTreeMap::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let Some(kind) = kind(types, variant.ty) else {
            // Any JSON: the arm for what is unknown takes it.
            continue;
        };
        let ty = types.of(variant.ty).0;
        let candidates = variant_names(types, &own_name, &affixes, variant, &ty, origin);
        index_of.insert(index, variants.len());
        variants.push(VariantPlan {
            ident: scope.take(&candidates),
            ty,
            tags: tag_plans(&variant.tags),
            kind,
        });
    }
    let dispatch = match &union.dispatch {
        Dispatch::Tag { property, absent, other } => DispatchPlan::Tag {
            property: property.clone(),
            absent: absent.and_then(|index| index_of.get(&index).copied()),
            other: other.and_then(|index| index_of.get(&index).copied()),
        },
        Dispatch::Kind => DispatchPlan::Kind,
        Dispatch::Sibling => DispatchPlan::Sibling,
    };
    let once = |ty: &RustType| variants.iter().filter(|other| other.ty == *ty).count() == 1;
    let from = (0..variants.len())
        .filter(|index| once(&variants[*index].ty) && types.is_distinct(&variants[*index].ty))
        .collect();
    UnionPlan { from, dispatch, variants, uneven: false }
}

/// The names a variant might have, best first: as pinned, its tag, what its type adds to the
/// union's name, its type's name.
fn variant_names(
    types: &Types<'_>,
    union: &RustType,
    affixes: &Affixes,
    variant: &Variant,
    ty: &RustType,
    origin: &crate::pointer::Pointer,
) -> Vec<String> {
    let def = types.api.get(types.plain(variant.ty));
    let pinned = variant
        .tags
        .first()
        .and_then(Json::as_str)
        .into_iter()
        .chain(Some(def.origin.last()).as_deref())
        .find_map(|key| types.config.pinned_variant(origin, key).map(type_name));
    let tag = match variant.tags.as_slice() {
        [Json::String(tag)] if !tag.is_empty() => Some(type_name(tag)),
        _ => None,
    };
    let item = match ty {
        RustType::Item(name) => Some(name.as_str().to_owned()),
        _ => None,
    };
    let shorter = match (&item, union) {
        (Some(name), RustType::Item(union)) => name
            .strip_prefix(union.as_str())
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
            .map(str::to_owned),
        _ => None,
    };
    let middle = item.as_deref().and_then(|name| affixes.strip(name));
    let plain = if item.is_none() { Some(shape_name(types, variant.ty)) } else { None };
    pinned.into_iter().chain(tag).chain(middle).chain(shorter).chain(item).chain(plain).collect()
}

/// The words that the names of all payloads of a union begin and end with; they tell nothing.
#[derive(Default)]
struct Affixes {
    prefix: usize,
    suffix: usize,
}

impl Affixes {
    fn of(types: &Types<'_>, union: &Union) -> Self {
        let names: Option<Vec<String>> = union
            .variants
            .iter()
            .map(|variant| match types.of(variant.ty).0 {
                RustType::Item(name) => Some(name.to_string()),
                _ => None,
            })
            .collect();
        let Some(names) = names.filter(|names| names.len() > 1) else {
            return Self::default();
        };
        let words: Vec<Vec<&str>> = names.iter().map(|name| camel_words(name)).collect();
        let shared = |at: &dyn Fn(&[&str], usize) -> Option<usize>| {
            let same = |index: usize| {
                let word = |words: &[&str]| at(words, index).map(|at| words[at].to_owned());
                let first = word(&words[0]);
                first.is_some() && words.iter().all(|words| word(words) == first)
            };
            (0..).take_while(|index| same(*index)).count()
        };
        let prefix = shared(&|words, index| (index < words.len()).then_some(index));
        let suffix = shared(&|words, index| words.len().checked_sub(index + 1));
        let shortest = words.iter().map(Vec::len).min().unwrap_or_default();
        if prefix + suffix < shortest { Self { prefix, suffix } } else { Self::default() }
    }

    /// What is left of a name; none when that would be no name.
    fn strip(&self, name: &str) -> Option<String> {
        if self.prefix + self.suffix == 0 {
            return None;
        }
        let words = camel_words(name);
        let middle = words.get(self.prefix..words.len().checked_sub(self.suffix)?)?.concat();
        middle.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(middle)
    }
}

/// The words of a name in upper camel case.
fn camel_words(name: &str) -> Vec<&str> {
    let starts: Vec<usize> =
        name.match_indices(|c: char| c.is_ascii_uppercase()).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([name.len()]);
    starts.iter().zip(ends).map(|(start, end)| &name[*start..end]).collect()
}

/// The word for a type without a name.
fn shape_name(types: &Types<'_>, id: TypeId) -> String {
    match &types.api.get(types.plain(id)).shape {
        Shape::Scalar(scalar) => scalar_name(scalar).to_owned(),
        Shape::Array(item) => shape_name(types, *item) + "List",
        Shape::Tuple(_) => "Tuple".to_owned(),
        Shape::Map(_) | Shape::Object(_) => "Object".to_owned(),
        Shape::Literal(literal) => type_name(&literal.value.to_string()),
        Shape::Enum(_) => "Enum".to_owned(),
        Shape::Union(_) => "Union".to_owned(),
        Shape::Nullable(inner) | Shape::Alias(inner) => shape_name(types, *inner),
        Shape::Any => "Value".to_owned(),
    }
}

/// The JSON kind of a type's values; `None` when they can be of several.
fn kind(types: &Types<'_>, id: TypeId) -> Option<KindPlan> {
    match &types.api.get(types.plain(id)).shape {
        Shape::Scalar(Scalar::Null) => Some(KindPlan::Null),
        Shape::Scalar(Scalar::Boolean) => Some(KindPlan::Boolean),
        Shape::Scalar(Scalar::Integer(_)) => Some(KindPlan::Integer),
        Shape::Scalar(Scalar::Number) => Some(KindPlan::Number),
        Shape::Scalar(Scalar::String(_)) => Some(KindPlan::String),
        Shape::Array(_) | Shape::Tuple(_) => Some(KindPlan::Array),
        Shape::Map(_) => Some(KindPlan::Object { required: Vec::new(), optional: Vec::new() }),
        Shape::Object(object) => Some(object_kind(object)),
        Shape::Enum(plan) => Some(match plan.values {
            crate::model::EnumValues::Strings(_) => KindPlan::String,
            crate::model::EnumValues::Integers(_) => KindPlan::Integer,
        }),
        Shape::Literal(literal) => match literal.value {
            Json::Bool(_) => Some(KindPlan::Boolean),
            Json::Number(_) => Some(KindPlan::Integer),
            Json::String(_) => Some(KindPlan::String),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        },
        Shape::Union(union) => union_kind(types, union),
        Shape::Alias(_) | Shape::Nullable(_) | Shape::Any => None,
    }
}

/// A union of objects is an object whose keys are those of any variant; of lists, a list.
fn union_kind(types: &Types<'_>, union: &Union) -> Option<KindPlan> {
    let kinds: Option<Vec<KindPlan>> =
        union.variants.iter().map(|variant| kind(types, variant.ty)).collect();
    let mut kinds = kinds?.into_iter();
    let first = kinds.next()?;
    kinds.try_fold(first, |all, kind| match (all, kind) {
        (
            KindPlan::Object { required, optional },
            KindPlan::Object { required: more, optional: others },
        ) => {
            let (both, some): (Vec<String>, Vec<String>) =
                required.iter().cloned().partition(|key| more.contains(key));
            let mut optional: Vec<String> = optional
                .into_iter()
                .chain(some)
                .chain(more)
                .chain(others)
                .filter(|key| !both.contains(key))
                .collect();
            optional.sort();
            optional.dedup();
            Some(KindPlan::Object { required: both, optional })
        }
        (all, kind) if all == kind => Some(all),
        _ => None,
    })
}

fn object_kind(object: &Object) -> KindPlan {
    let keys = |required: bool| {
        object
            .fields
            .iter()
            .filter(|field| field.required == required)
            .map(|field| field.wire.clone())
            .collect()
    };
    KindPlan::Object { required: keys(true), optional: keys(false) }
}

/// Marks the unions whose largest variant exceeds the next by more than clippy allows. Sizes are
/// estimates, so the mark is set a little early.
pub(super) fn mark_uneven(items: &mut [super::ItemPlan]) {
    let sizes = super::size::Sizes::new(items);
    let marks: Vec<bool> = items
        .iter()
        .map(|item| match &item.kind {
            super::ItemKind::Union(union) => sizes.is_uneven(union),
            _ => false,
        })
        .collect();
    for (item, uneven) in items.iter_mut().zip(marks) {
        if let super::ItemKind::Union(union) = &mut item.kind {
            union.uneven = uneven;
        }
    }
}
