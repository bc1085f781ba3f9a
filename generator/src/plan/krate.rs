//! The crate as a whole: its package, its files, what goes where.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes::box_cycles;
use super::client::plan_client;
use super::example::plan_example;
use super::guide::plan_guide;
use super::item::plan_item;
use super::names::{RustIdent, Scope, first_word, module_name, type_name};
use super::operation::check_parameters;
use super::package::plan_package;
use super::paging::check_paging;
use super::resource::{self, collect_items, collect_runtime, plan_resources};
use super::size::Sizes;
use super::types::Types;
use super::union::mark_uneven;
use super::webhooks::plan_webhooks;
use super::{CratePlan, ItemKind, ItemPlan, Presence, RustType, TypeModulePlan};
use crate::config::Config;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input};
use crate::model::Api;
use crate::pointer::Pointer;

/// Names that files of types use besides their own; no type of a document may take them.
const TYPE_NAMES: [&str; 35] = [
    "Box",
    "Builder",
    "Clone",
    "Date",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "Error",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "M",
    "Map",
    "None",
    "Nullish",
    "Ok",
    "OneOrMany",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Secret",
    "Send",
    "Server",
    "Some",
    "String",
    "Sync",
    "Timestamp",
    "Uuid",
    "Value",
    "Vec",
    "ToString",
];

/// Names that files of operations use besides their own. The runtime's others are written with
/// their path there.
const CALL_NAMES: [&str; 18] = [
    "Box",
    "Clone",
    "Date",
    "Debug",
    "Err",
    "Into",
    "Map",
    "None",
    "Ok",
    "OneOrMany",
    "Option",
    "Result",
    "Some",
    "String",
    "Timestamp",
    "Uuid",
    "Value",
    "Vec",
];

/// Plans the crate. Findings about names go to `diagnostics`.
pub fn plan_crate(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> CratePlan {
    let title = if api.title.trim().is_empty() { "api" } else { &api.title };
    let client_name = type_name(config.client.as_deref().unwrap_or(title));
    // The client's file uses no names that those of types do not.
    let client_ident =
        Scope::with(&TYPE_NAMES).take(&[client_name.clone(), format!("{client_name}Client")]);
    if config.client.is_some() && client_ident.as_str() != client_name {
        let message = format!("the name `{client_name}` has a meaning of its own in the crate");
        complain(Pointer::from_text("/client"), message, diagnostics);
    }
    let mut reserved = TYPE_NAMES.to_vec();
    reserved.push(client_ident.as_str());
    let types = Types::new(api, config, &reserved, diagnostics);
    let mut items: Vec<ItemPlan> =
        types.items().into_iter().map(|(ident, id)| plan_item(&types, ident, id)).collect();
    box_cycles(&mut items);
    mark_uneven(&mut items);
    check_parameters(api, diagnostics);
    check_paging(&types, diagnostics);
    let mut resources = plan_resources(&types, &CALL_NAMES);
    let sizes = Sizes::new(&items);
    resources.iter_mut().for_each(|resource| resource::mark_uneven(resource, &sizes));
    let modules = plan_modules(items);
    let package = plan_package(api, config, title, diagnostics);
    let client = plan_client(api, config, client_ident, &package.name, &resources, diagnostics);
    let mut plan = CratePlan {
        example: plan_example(&types, &client, &resources, &modules, diagnostics),
        package,
        client,
        modules,
        resources,
        webhooks: plan_webhooks(&types),
        losses: Vec::new(),
        front_page: Vec::new(),
        guide: Vec::new(),
    };
    plan.guide = plan_guide(&plan);
    plan.front_page = front_page(&plan);
    plan
}

/// Reports that the setting at `at` cannot be followed.
pub(super) fn complain(at: Pointer, message: impl Into<String>, diagnostics: &mut Diagnostics) {
    let at = At::Pointer(at);
    diagnostics.push(Diagnostic::error(Code::InvalidConfig, at, message).about(Input::Config));
}

/// The documentation of the crate: what it is, the guide, what the API says of itself.
fn front_page(plan: &CratePlan) -> Vec<String> {
    let package = &plan.package;
    let mut lines = vec![package.description.clone(), String::new()];
    lines.extend(plan.guide.iter().cloned());
    if !package.docs.lines.is_empty() {
        lines.extend([String::new(), format!("# {}", package.api.0), String::new()]);
        lines.extend(package.docs.lines.iter().cloned());
    }
    lines
}

/// A file per first word of the names: where a type stands depends on nothing but its own name.
fn plan_modules(items: Vec<ItemPlan>) -> Vec<TypeModulePlan> {
    let mut by_word: BTreeMap<String, Vec<ItemPlan>> = BTreeMap::new();
    for item in items {
        by_word.entry(module_name(&first_word(item.ident.as_str()))).or_default().push(item);
    }
    let mut scope = Scope::default();
    by_word
        .into_iter()
        .map(|(name, items)| {
            let own: BTreeSet<&RustIdent> = items.iter().map(|item| &item.ident).collect();
            let mut named = Vec::new();
            let mut runtime = BTreeSet::new();
            for ty in items.iter().flat_map(item_types) {
                collect_items(ty, &mut named);
                collect_runtime(ty, &mut runtime);
            }
            for item in &items {
                runtime.extend(own_runtime(item));
            }
            let imports: BTreeSet<RustIdent> =
                named.into_iter().filter(|name| !own.contains(name)).collect();
            TypeModulePlan {
                ident: scope.take(&[name]),
                imports: imports.into_iter().collect(),
                runtime: runtime.into_iter().collect(),
                items,
            }
        })
        .collect()
}

fn item_types(item: &ItemPlan) -> Vec<&RustType> {
    match &item.kind {
        ItemKind::Struct(plan) => plan
            .fields
            .iter()
            .map(|field| &field.ty)
            .chain(plan.rest.as_ref().map(|(_, ty)| ty))
            .collect(),
        ItemKind::Union(plan) => plan.variants.iter().map(|variant| &variant.ty).collect(),
        ItemKind::Alias(ty) => vec![ty],
        ItemKind::Enum(_) => Vec::new(),
    }
}

/// What an item's own form takes from the runtime.
fn own_runtime(item: &ItemPlan) -> Vec<&'static str> {
    match &item.kind {
        ItemKind::Struct(plan) => {
            let nullish = plan.fields.iter().any(|field| field.presence == Presence::Nullish);
            nullish
                .then_some("Nullish")
                .into_iter()
                .chain(plan.rest.as_ref().map(|_| "Map"))
                .collect()
        }
        ItemKind::Union(_) => vec!["Value"],
        ItemKind::Enum(_) | ItemKind::Alias(_) => Vec::new(),
    }
}
