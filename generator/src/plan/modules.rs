//! The files of types: which type stands where, what each file imports, and when.

use std::collections::{BTreeMap, BTreeSet};

use super::features::Features;
use super::names::{RustIdent, Scope, first_words, module_name};
use super::resource::{collect_items, collect_runtime};
use super::{
    DiffSource, Gate, ImportPlan, ItemKind, ItemPlan, Presence, RustType, StructPlan,
    TypeModulePlan,
};

/// The most types that a file has, unless their names differ in no further word.
const MOST: usize = 100;

/// A file per first word of the names: where a type stands depends on its own name, and on whether
/// many begin like it.
pub(super) fn plan_modules(mut items: Vec<ItemPlan>, features: &Features) -> Vec<TypeModulePlan> {
    items.iter_mut().for_each(|item| item.gate = features.gate(&item.ident));
    let mut by_words = BTreeMap::new();
    divide(items, 1, &mut by_words);
    let mut scope = Scope::default();
    by_words
        .into_iter()
        .map(|(name, items)| plan_module(scope.take(&[name]), items, features))
        .collect()
}

/// Sorts types by the first `count` words of their names, and by one more where too many share them.
fn divide(items: Vec<ItemPlan>, count: usize, into: &mut BTreeMap<String, Vec<ItemPlan>>) {
    let mut by_words: BTreeMap<String, Vec<ItemPlan>> = BTreeMap::new();
    for item in items {
        by_words.entry(first_words(item.ident.as_str(), count)).or_default().push(item);
    }
    for (words, items) in by_words {
        let longer = |item: &ItemPlan| first_words(item.ident.as_str(), count + 1) != words;
        if items.len() > MOST && items.iter().any(longer) {
            divide(items, count + 1, into);
        } else {
            into.entry(module_name(&words)).or_default().extend(items);
        }
    }
}

fn plan_module(ident: RustIdent, mut items: Vec<ItemPlan>, features: &Features) -> TypeModulePlan {
    let gates: BTreeSet<Gate> = items.iter().map(|item| item.gate.clone()).collect();
    let gate = features.any(&gates);
    let own: BTreeSet<&RustIdent> = items.iter().map(|item| &item.ident).collect();
    let mut imports: BTreeMap<RustIdent, BTreeSet<Gate>> = BTreeMap::new();
    let mut runtime: BTreeMap<&'static str, BTreeSet<Gate>> = BTreeMap::new();
    for item in &items {
        for name in item.named_items().into_iter().filter(|name| !own.contains(name)) {
            imports.entry(name.clone()).or_default().insert(item.gate.clone());
        }
        for name in item.named_runtime() {
            runtime.entry(name).or_default().insert(item.gate.clone());
        }
    }
    let imports = grouped(imports, &gate, features).into_iter();
    let runtime = grouped(runtime, &gate, features).into_iter().collect();
    items.iter_mut().for_each(|item| item.gate = inside(&item.gate, &gate));
    TypeModulePlan {
        imports: imports.map(|(gate, names)| ImportPlan { gate, names }).collect(),
        runtime,
        ident,
        gate,
        items,
    }
}

/// A condition as it is said in a file that has one: what holds for the whole needs no saying.
fn inside(gate: &Gate, file: &Gate) -> Gate {
    if gate == file { Gate::default() } else { gate.clone() }
}

/// Names by when they are used: an unused import would be a warning.
fn grouped<T: Ord>(
    used: BTreeMap<T, BTreeSet<Gate>>,
    file: &Gate,
    features: &Features,
) -> BTreeMap<Gate, Vec<T>> {
    let mut grouped: BTreeMap<Gate, Vec<T>> = BTreeMap::new();
    for (name, gates) in used {
        grouped.entry(inside(&features.any(&gates), file)).or_default().push(name);
    }
    grouped
}

impl ItemPlan {
    /// The items that it refers to; maybe several times, maybe itself.
    pub(super) fn named_items(&self) -> Vec<&RustIdent> {
        let mut named = Vec::new();
        self.types().into_iter().for_each(|ty| collect_items(ty, &mut named));
        if let ItemKind::Struct(StructPlan { diff: Some(diff), .. }) = &self.kind {
            named.extend(diff.sources.iter().map(DiffSource::ident));
        }
        named
    }

    /// The items of the runtime that it refers to.
    fn named_runtime(&self) -> BTreeSet<&'static str> {
        let mut named: BTreeSet<&'static str> = BTreeSet::new();
        self.types().into_iter().for_each(|ty| collect_runtime(ty, &mut named));
        match &self.kind {
            ItemKind::Struct(plan) => {
                let nullish = plan.fields.iter().any(|field| field.presence == Presence::Nullish);
                named.extend(nullish.then_some("Nullish"));
                named.extend(plan.rest.as_ref().map(|_| "Map"));
            }
            ItemKind::Union(_) => drop(named.insert("Value")),
            ItemKind::Enum(_) | ItemKind::Alias(_) => {}
        }
        named
    }

    fn types(&self) -> Vec<&RustType> {
        match &self.kind {
            ItemKind::Struct(plan) => {
                let fields = plan.fields.iter().map(|field| &field.ty);
                fields.chain(plan.rest.as_ref().map(|(_, ty)| ty)).collect()
            }
            ItemKind::Union(plan) => plan.variants.iter().map(|variant| &variant.ty).collect(),
            ItemKind::Alias(ty) => vec![ty],
            ItemKind::Enum(_) => Vec::new(),
        }
    }
}
