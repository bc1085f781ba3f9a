//! The crate as a whole: its package, its files, what goes where.

use super::boxes::box_cycles;
use super::client::plan_client;
use super::diff::plan_diffs;
use super::example::plan_examples;
use super::features::Features;
use super::guide::plan_guide;
use super::item::plan_item;
use super::modules::plan_modules;
use super::names::{RustIdent, Scope, type_name};
use super::package::plan_package;
use super::paging::check_paging;
use super::parameters::check_parameters;
use super::pins;
use super::resource::{self, plan_resources};
use super::size::Sizes;
use super::types::Types;
use super::union::mark_uneven;
use super::usage::plan_usage;
use super::webhooks::plan_webhooks;
use super::{CratePlan, ItemPlan};
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
const CALL_NAMES: [&str; 19] = [
    "Box",
    "Clone",
    "Date",
    "Debug",
    "Err",
    "From",
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
    let (types, client_ident) = name_types(api, config, diagnostics);
    let mut items: Vec<ItemPlan> =
        types.items().into_iter().map(|(ident, id)| plan_item(&types, ident, id)).collect();
    box_cycles(&mut items);
    plan_diffs(&types, &mut items);
    mark_uneven(&mut items);
    check_parameters(&types, diagnostics);
    check_paging(&types, diagnostics);
    let mut resources = plan_resources(&types, &CALL_NAMES, diagnostics);
    pins::check(api, config, &resources, diagnostics);
    let sizes = Sizes::new(&items);
    resources.iter_mut().for_each(|resource| resource::mark_uneven(resource, &sizes));
    let package = plan_package(api, config, title(api), diagnostics);
    let client = plan_client(api, config, client_ident, &package.name, &resources, diagnostics);
    plan_usage(&package.lib, &client, &mut resources);
    let webhooks = plan_webhooks(&types, diagnostics);
    let features = Features::new(&client.resources, &resources, webhooks.as_ref(), &items);
    for (resource, feature) in resources.iter_mut().zip(&features.groups) {
        resource.feature.clone_from(feature);
    }
    let modules = plan_modules(items, &features);
    let mut plan = CratePlan {
        examples: plan_examples(&types, &client, &resources, &modules, diagnostics),
        package,
        types: features.any(&modules.iter().map(|module| module.gate.clone()).collect()),
        features: features.plans,
        dates: config.dates,
        client,
        modules,
        resources,
        webhooks,
        losses: Vec::new(),
        left_out: 0,
        front_page: Vec::new(),
        guide: Vec::new(),
    };
    plan.guide = plan_guide(&plan);
    plan.front_page = front_page(&plan);
    plan
}

/// Names the client and every type.
pub(super) fn name_types<'a>(
    api: &'a Api,
    config: &'a Config,
    diagnostics: &mut Diagnostics,
) -> (Types<'a>, RustIdent) {
    let client_name = type_name(config.client.as_deref().unwrap_or(title(api)));
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
    (types, client_ident)
}

fn title(api: &Api) -> &str {
    if api.title.trim().is_empty() { "api" } else { &api.title }
}

/// Reports that the setting at `at` cannot be followed.
pub(super) fn complain(at: Pointer, message: impl Into<String>, diagnostics: &mut Diagnostics) {
    let at = At::Pointer(at);
    diagnostics.push(Diagnostic::error(Code::InvalidConfig, at, message).about(Input::Config));
}

/// Reports that the setting at `at` is about something that is not there.
pub(super) fn unused(at: Pointer, message: impl Into<String>, diagnostics: &mut Diagnostics) {
    let at = At::Pointer(at);
    diagnostics.push(Diagnostic::error(Code::UnusedSetting, at, message).about(Input::Config));
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
