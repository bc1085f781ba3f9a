//! Which edges need a box: every by-value edge inside a cycle. Boxing only as few as possible
//! would depend on where the walk starts, so a new schema could move a box and break callers.

use std::collections::{BTreeMap, BTreeSet};

use super::{ItemKind, ItemPlan, RustIdent, RustType};

/// Boxes the edges inside cycles, in place.
pub(super) fn box_cycles(items: &mut [ItemPlan]) {
    let edges: BTreeMap<RustIdent, BTreeSet<RustIdent>> =
        items.iter().map(|item| (item.ident.clone(), by_value(item))).collect();
    let reach: BTreeMap<&RustIdent, BTreeSet<&RustIdent>> =
        edges.keys().map(|from| (from, reachable(from, &edges))).collect();
    for item in items {
        let own = item.ident.clone();
        let in_cycle =
            |target: &RustIdent| reach.get(target).is_some_and(|reached| reached.contains(&own));
        match &mut item.kind {
            ItemKind::Struct(plan) => {
                for field in &mut plan.fields {
                    box_edges(&mut field.ty, &in_cycle);
                }
            }
            ItemKind::Union(plan) => {
                for variant in &mut plan.variants {
                    box_edges(&mut variant.ty, &in_cycle);
                }
            }
            ItemKind::Enum(_) | ItemKind::Alias(_) => {}
        }
    }
}

/// The items that values of `item` contain directly.
fn by_value(item: &ItemPlan) -> BTreeSet<RustIdent> {
    let mut targets = BTreeSet::new();
    match &item.kind {
        ItemKind::Struct(plan) => {
            plan.fields.iter().for_each(|field| inner(&field.ty, &mut targets))
        }
        ItemKind::Union(plan) => {
            plan.variants.iter().for_each(|variant| inner(&variant.ty, &mut targets))
        }
        ItemKind::Alias(ty) => inner(ty, &mut targets),
        ItemKind::Enum(_) => {}
    }
    targets
}

fn inner(ty: &RustType, targets: &mut BTreeSet<RustIdent>) {
    match ty {
        RustType::Item(ident) => {
            targets.insert(ident.clone());
        }
        RustType::Option(ty) | RustType::OneOrMany(ty) => inner(ty, targets),
        RustType::Tuple(places) => places.iter().for_each(|ty| inner(ty, targets)),
        RustType::Vec(_) | RustType::Map(_) | RustType::Box(_) => {}
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::I128
        | RustType::F64
        | RustType::String
        | RustType::Uuid
        | RustType::Timestamp
        | RustType::Date
        | RustType::Base64
        | RustType::Unit
        | RustType::Value
        | RustType::Part => {}
    }
}

fn reachable<'e>(
    from: &RustIdent,
    edges: &'e BTreeMap<RustIdent, BTreeSet<RustIdent>>,
) -> BTreeSet<&'e RustIdent> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<&RustIdent> = edges.get(from).into_iter().flatten().collect();
    while let Some(at) = pending.pop() {
        if reached.insert(at) {
            pending.extend(edges.get(at).into_iter().flatten());
        }
    }
    // A value contains itself only along an edge, but the target of an edge leads to itself at once.
    edges.get_key_value(from).map(|(key, _)| reached.insert(key));
    reached
}

fn box_edges(ty: &mut RustType, in_cycle: &dyn Fn(&RustIdent) -> bool) {
    match ty {
        RustType::Item(ident) if in_cycle(ident) => *ty = RustType::Box(Box::new(ty.clone())),
        RustType::Option(ty) | RustType::OneOrMany(ty) => box_edges(ty, in_cycle),
        RustType::Tuple(places) => places.iter_mut().for_each(|ty| box_edges(ty, in_cycle)),
        _ => {}
    }
}
