//! Which updates can be told from two states of a resource, and from which of their fields.
//!
//! An operation that changes something answers with it, or another one on the same path does. The
//! fields that the update and the answer have in common, by key and by type, can be compared. What
//! is compared here is the two types; the values are the runtime's.

use std::collections::{BTreeMap, BTreeSet};

use super::docs::code_text;
use super::names::RustIdent;
use super::operation::success_type;
use super::types::Types;
use super::{
    DiffPlan, DiffSource, FieldPlan, ItemKind, ItemPlan, LiteralPlan, Presence, RustType,
    StructPlan, UnionPlan,
};
use crate::model::{ContentKind, Method, Operation};

/// Gives every update its comparison with what the API answers.
pub(super) fn plan_diffs(types: &Types<'_>, items: &mut [ItemPlan]) {
    let mut answers: BTreeMap<RustIdent, BTreeSet<RustIdent>> = BTreeMap::new();
    // What a PUT does not say is gone afterwards (RFC 9110 §9.3.4), unless all of it is optional.
    let partial: BTreeSet<RustIdent> =
        items.iter().filter(|item| is_optional(item)).map(|item| item.ident.clone()).collect();
    for operation in &types.api.operations {
        let Some(update) = body_item(types, operation) else { continue };
        if operation.method == Method::Put && !partial.contains(&update) {
            continue;
        }
        let all = types.api.operations.iter();
        let same = all.filter(|other| {
            let reads = other.method == Method::Get && other.path == operation.path;
            reads || other.origin == operation.origin
        });
        answers.entry(update).or_default().extend(same.filter_map(|o| answer_item(types, o)));
    }
    let by_name: BTreeMap<&RustIdent, &ItemKind> =
        items.iter().map(|item| (&item.ident, &item.kind)).collect();
    let mut plans = BTreeMap::new();
    for (update, answers) in &answers {
        let Some(ItemKind::Struct(plan)) = by_name.get(update) else { continue };
        let diff = plan_diff(types, plan, answers, &by_name);
        plans.extend(diff.map(|diff| (update.clone(), diff)));
    }
    for item in items {
        if let ItemKind::Struct(plan) = &mut item.kind {
            plan.diff = plans.remove(&item.ident);
        }
    }
}

fn is_optional(item: &ItemPlan) -> bool {
    matches!(&item.kind, ItemKind::Struct(plan) if plan.default)
}

/// The item that an operation takes as a change.
fn body_item(types: &Types<'_>, operation: &Operation) -> Option<RustIdent> {
    if !matches!(operation.method, Method::Patch | Method::Put) {
        return None;
    }
    match &operation.body.as_ref()?.content.kind {
        ContentKind::Json(ty) => item(types, types.value(*ty)),
        _ => None,
    }
}

fn answer_item(types: &Types<'_>, operation: &Operation) -> Option<RustIdent> {
    item(types, types.value(success_type(types, operation)?))
}

fn item(types: &Types<'_>, ty: RustType) -> Option<RustIdent> {
    match types.unaliased(&ty) {
        RustType::Item(ident) => Some(ident),
        _ => None,
    }
}

type Items<'i> = BTreeMap<&'i RustIdent, &'i ItemKind>;

fn plan_diff(
    types: &Types<'_>,
    update: &StructPlan,
    answers: &BTreeSet<RustIdent>,
    items: &Items<'_>,
) -> Option<DiffPlan> {
    // `diff` would be the setter's name too; and without a constructor nothing can be made.
    if update.setters.is_none() || update.fields.iter().any(|field| field.ident.as_str() == "diff")
    {
        return None;
    }
    let mut structs: BTreeMap<RustIdent, DiffSource> = BTreeMap::new();
    let mut unions: BTreeMap<RustIdent, DiffSource> = BTreeMap::new();
    for answer in answers {
        match items.get(answer) {
            Some(ItemKind::Struct(plan)) => {
                let source = plan_source(types, update, answer, plan, items);
                structs.extend(source.map(|source| (answer.clone(), source)));
            }
            // Of a union of two kinds, the update of an unknown kind has no required field.
            Some(ItemKind::Union(plan)) if update.default => {
                let Some(variants) = plan_variants(types, update, plan, items) else { continue };
                let names = plan.variants.iter().map(|variant| variant.ident.clone()).collect();
                structs.extend(variants);
                unions.insert(
                    answer.clone(),
                    DiffSource::Union { ident: answer.clone(), variants: names },
                );
            }
            _ => {}
        }
    }
    let compared = |field: &FieldPlan| {
        structs.values().any(|source| match source {
            DiffSource::Struct { always, fields, .. } => {
                always.contains(&field.ident) || fields.iter().any(|(own, _)| *own == field.ident)
            }
            DiffSource::Union { .. } => false,
        })
    };
    let left = update.fields.iter().filter(|field| !compared(field));
    let left: Vec<String> = left.map(|field| code_text(&field.wire)).collect();
    let left = (!left.is_empty()).then(|| left.join(", "));
    let sources: Vec<DiffSource> = structs.into_values().chain(unions.into_values()).collect();
    (!sources.is_empty()).then_some(DiffPlan { left, sources })
}

/// The structs of a union; none unless each variant is one that can be compared.
fn plan_variants(
    types: &Types<'_>,
    update: &StructPlan,
    union: &UnionPlan,
    items: &Items<'_>,
) -> Option<Vec<(RustIdent, DiffSource)>> {
    let variants = union.variants.iter().map(|variant| {
        let ident = item(types, variant.ty.clone())?;
        let ItemKind::Struct(plan) = items.get(&ident)? else { return None };
        let source = plan_source(types, update, &ident, plan, items)?;
        Some((ident, source))
    });
    variants.collect()
}

/// The fields that update and answer have in common; none when that is nothing, or when the update
/// needs what the answer does not have.
fn plan_source(
    types: &Types<'_>,
    update: &StructPlan,
    ident: &RustIdent,
    answer: &StructPlan,
    items: &Items<'_>,
) -> Option<DiffSource> {
    let (mut always, mut fields) = (Vec::new(), Vec::new());
    let mut compares = false;
    for field in &update.fields {
        let same = |other: &&FieldPlan| other.wire == field.wire && other.ident == field.ident;
        let stored = answer.fields.iter().find(same).filter(|other| {
            types.unaliased(&other.ty) == types.unaliased(&field.ty) && other.selected_by.is_none()
        });
        if matches!(field.presence, Presence::Required | Presence::Nullable) {
            let fits = |other: &&FieldPlan| match field.presence {
                Presence::Required => other.presence == Presence::Required,
                _ => other.presence != Presence::Nullish,
            };
            stored.filter(fits)?;
            always.push(field.ident.clone());
        } else if stored.is_some() {
            compares = true;
            fields.push((field.ident.clone(), None));
        } else if let Some(constant) = constant_of(answer, field, items) {
            fields.push((field.ident.clone(), Some(constant)));
        }
    }
    compares.then(|| DiffSource::Struct { ident: ident.clone(), always, fields })
}

/// The constant that the answer has under the key of a field that takes text.
fn constant_of(answer: &StructPlan, field: &FieldPlan, items: &Items<'_>) -> Option<LiteralPlan> {
    let takes_text = match &field.ty {
        RustType::String => true,
        RustType::Item(ident) => {
            matches!(items.get(ident), Some(ItemKind::Enum(plan)) if !plan.integers)
        }
        _ => false,
    };
    let constant = answer.literals.iter().find(|constant| constant.wire == field.wire)?;
    let text = matches!(constant.value, LiteralPlan::String(_));
    (takes_text && text).then(|| constant.value.clone())
}
