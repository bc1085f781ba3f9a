//! Unions: variant names, kinds, conversions.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{is_demanded, tag_plans};
use super::names::{Scope, type_name};
use super::types::{Types, scalar_name};
use super::{DispatchPlan, KindPlan, RustType, UnionPlan, VariantPlan};
use crate::json::Json;
use crate::model::{
    Direction, Dispatch, EnumValues, Object, Scalar, Shape, TypeId, Union, Variant,
};

/// The plan of union `id`.
pub(super) fn plan_union(types: &Types<'_>, id: TypeId, union: &Union) -> UnionPlan {
    let origin = &types.api.get(id).origin;
    let own_name = types.of(id).0;
    let mut scope = Scope::with(&["Unknown"]);
    let affixes = Affixes::of(types, union);
    let mut variants = Vec::new();
    let mut index_of = BTreeMap::new();
    let mut kinds = Kinds::new(types);
    for (index, variant) in union.variants.iter().enumerate() {
        let Some(kind) = kinds.of(variant.ty) else {
            // Any JSON: the arm for what is unknown takes it.
            continue;
        };
        let tags = tag_plans(&variant.tags);
        if tags.is_empty() && union.dispatch.needs_tag(index) {
            // Nothing that is read would be this one, and it is reported.
            continue;
        }
        let ty = types.of(variant.ty).0;
        let candidates = variant_names(types, &own_name, &affixes, variant, &ty, origin);
        index_of.insert(index, variants.len());
        variants.push(VariantPlan { ident: scope.take(&candidates), ty, tags, kind });
    }
    close_enums(types, union, &index_of, &mut variants);
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

/// Makes enums take their own values only, where another variant may know the others.
fn close_enums(
    types: &Types<'_>,
    union: &Union,
    index_of: &BTreeMap<usize, usize>,
    variants: &mut [VariantPlan],
) {
    let count = |kind: KindPlan| variants.iter().filter(|variant| variant.kind == kind).count();
    let strings = count(KindPlan::String) > 1;
    let integers = count(KindPlan::Integer) + count(KindPlan::Number) > 1;
    for (index, place) in index_of {
        let kind = match &types.api.get(types.plain(union.variants[*index].ty)).shape {
            Shape::Enum(plan) => match plan.values {
                EnumValues::Strings(_) if strings => KindPlan::KnownString,
                EnumValues::Integers(_) if integers => KindPlan::KnownInteger,
                _ => continue,
            },
            Shape::Literal(literal) if literal.value.as_str().is_some() && strings => {
                KindPlan::KnownString
            }
            _ => continue,
        };
        variants[*place].kind = kind;
    }
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

/// The JSON kinds of types, each found once: unions share their parts.
struct Kinds<'t, 'a> {
    types: &'t Types<'a>,
    known: BTreeMap<TypeId, Option<KindPlan>>,
}

impl<'t, 'a> Kinds<'t, 'a> {
    fn new(types: &'t Types<'a>) -> Self {
        Self { types, known: BTreeMap::new() }
    }

    /// The JSON kind of a type's values; `None` when they can be of several.
    fn of(&mut self, id: TypeId) -> Option<KindPlan> {
        let id = self.types.plain(id);
        if let Some(kind) = self.known.get(&id) {
            return kind.clone();
        }
        // A union that is reached again by way of its own variants adds no kind of its own.
        self.known.insert(id, None);
        let kind = self.find(id);
        self.known.insert(id, kind.clone());
        kind
    }

    fn find(&mut self, id: TypeId) -> Option<KindPlan> {
        let def = self.types.api.get(id);
        match &def.shape {
            Shape::Scalar(Scalar::File) => None,
            Shape::Scalar(Scalar::Null) => Some(KindPlan::Null),
            Shape::Scalar(Scalar::Boolean) => Some(KindPlan::Boolean),
            Shape::Scalar(Scalar::Integer(_)) => Some(KindPlan::Integer),
            Shape::Scalar(Scalar::Number) => Some(KindPlan::Number),
            Shape::Scalar(Scalar::String(_)) => Some(KindPlan::String),
            Shape::Array(_) | Shape::Tuple(_) => Some(KindPlan::Array),
            Shape::Map(_) => Some(KindPlan::Object { required: Vec::new(), optional: Vec::new() }),
            Shape::Object(object) => Some(object_kind(object, def.used)),
            Shape::Enum(plan) => Some(match plan.values {
                EnumValues::Strings(_) => KindPlan::String,
                EnumValues::Integers(_) => KindPlan::Integer,
            }),
            Shape::Literal(literal) => match literal.value {
                Json::Bool(_) => Some(KindPlan::Boolean),
                Json::Number(_) => Some(KindPlan::Integer),
                Json::String(_) => Some(KindPlan::String),
                Json::Null | Json::Array(_) | Json::Object(_) => None,
            },
            Shape::Union(union) => {
                let mut variants = union.variants.iter();
                let first = self.of(variants.next()?.ty)?;
                variants.try_fold(first, |all, variant| joined(all, self.of(variant.ty)?))
            }
            Shape::Alias(_) | Shape::Nullable(_) | Shape::Any => None,
        }
    }
}

/// The kind of a union of two: of objects, an object whose keys are those of either.
fn joined(all: KindPlan, kind: KindPlan) -> Option<KindPlan> {
    match (all, kind) {
        (
            KindPlan::Object { required, optional },
            KindPlan::Object { required: more, optional: others },
        ) => {
            let more: BTreeSet<String> = more.into_iter().collect();
            let (both, some): (BTreeSet<String>, BTreeSet<String>) =
                required.into_iter().partition(|key| more.contains(key));
            let all = optional.into_iter().chain(some).chain(more).chain(others);
            let optional: BTreeSet<String> = all.filter(|key| !both.contains(key)).collect();
            Some(KindPlan::Object {
                required: both.into_iter().collect(),
                optional: optional.into_iter().collect(),
            })
        }
        (all, kind) if all == kind => Some(all),
        _ => None,
    }
}

fn object_kind(object: &Object, used: Direction) -> KindPlan {
    let keys = |required: bool| {
        let fields = object.fields.iter();
        let these = fields.filter(|field| is_demanded(field, used) == required);
        these.map(|field| field.wire.clone()).collect()
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
