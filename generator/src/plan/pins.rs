//! What the settings say operations, their groups and their parameters are called.
//!
//! Decides which setting an operation falls under, and complains about settings that no operation
//! falls under or that cannot be followed. What things are called otherwise is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::docs::markdown;
use super::krate::{complain, unused};
use super::names::value_name;
use super::{OperationPlan, ResourcePlan};
use crate::config::{Config, Operations};
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Operation};
use crate::pointer::Pointer;

/// The groups and the method of an operation, which are `usual` where the settings say nothing.
pub(super) fn place(
    config: &Config,
    operation: &Operation,
    usual: (Vec<String>, String),
) -> (Vec<String>, String) {
    let (mut groups, mut method) = usual;
    let settings = &config.operations;
    let tag = operation.tags.first().and_then(|tag| settings.groups.get(tag));
    if let Some(group) = tag {
        groups = parts(group);
    }
    if let Some(pinned) = pinned(&settings.names, operation) {
        let mut names = parts(pinned);
        method = names.pop().unwrap_or(method);
        if !names.is_empty() {
            groups = names;
        }
    }
    (groups, method)
}

/// What the document says of the tags that groups are called after, by the name of the group.
pub(super) fn tag_docs(api: &Api, config: &Config) -> BTreeMap<String, Vec<String>> {
    let group = |tag: &String| match config.operations.groups.get(tag) {
        Some(group) => parts(group).pop().unwrap_or_default(),
        None => value_name(tag),
    };
    let lines = |text: &String| markdown(text).into_iter().skip_while(String::is_empty).collect();
    api.tags.iter().map(|(tag, description)| (group(tag), lines(description))).collect()
}

/// Whether the settings name an operation's method.
pub(super) fn is_pinned(config: &Config, operation: &Operation) -> bool {
    pinned(&config.operations.names, operation).is_some()
}

/// The name that the settings give to the parameter `wire` of an operation.
pub(super) fn parameter(config: &Config, operation: &Operation, wire: &str) -> Option<String> {
    let names = pinned(&config.operations.parameters, operation)?;
    names.get(wire).map(|name| value_name(name))
}

/// Complains about settings that no operation falls under, and names that could not be given.
pub(super) fn check(
    api: &Api,
    config: &Config,
    resources: &[ResourcePlan],
    diagnostics: &mut Diagnostics,
) {
    let Operations { names, groups, parameters, .. } = &config.operations;
    let section = |key: &str| Pointer::from_text("/operations").child(key);
    let by_key: BTreeMap<String, &Operation> = api
        .operations
        .iter()
        .flat_map(|it| keys(it).into_iter().map(move |key| (key, it)))
        .collect();
    let mut find = |section: &Pointer, key: &str| {
        let found = by_key.get(key).copied();
        if found.is_none() {
            let message = format!("there is no operation `{key}`");
            unused(section.child(key), message, diagnostics);
        }
        found
    };
    let named: Vec<_> = names.keys().map(|key| (key, find(&section("names"), key))).collect();
    let with: Vec<_> =
        parameters.keys().map(|key| (key, find(&section("parameters"), key))).collect();
    for (key, operation) in with {
        let Some(operation) = operation else { continue };
        let known: BTreeSet<&str> =
            operation.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        for wire in parameters[key].keys().filter(|wire| !known.contains(wire.as_str())) {
            let message = format!("`{key}` has no parameter `{wire}`");
            unused(section("parameters").child(key).child(wire), message, diagnostics);
        }
    }
    let tags: BTreeSet<&String> =
        api.operations.iter().filter_map(|operation| operation.tags.first()).collect();
    for tag in groups.keys().filter(|tag| !tags.contains(tag)) {
        let message = format!("`{tag}` is the first tag of no operation");
        unused(section("groups").child(tag), message, diagnostics);
    }
    for (list, entries) in [("names", names), ("groups", groups)] {
        for (key, name) in entries.iter().filter(|(_, name)| name.split('.').any(str::is_empty)) {
            let message = format!("`{name}` has an empty part");
            complain(section(list).child(key), message, diagnostics);
        }
    }
    let plans: HashMap<_, _> = plans(resources)
        .into_iter()
        .map(|plan| ((&plan.http_method, plan.path.as_str()), plan))
        .collect();
    for (key, operation) in named {
        let Some(operation) = operation else { continue };
        let wanted = parts(&names[key]).pop();
        let given = plans.get(&(&operation.method, operation.path.as_str()));
        if let (Some(wanted), Some(given)) = (wanted, given)
            && wanted != given.method.as_str()
        {
            let message =
                format!("`{wanted}` is taken; the method would be called `{}`", given.method);
            complain(section("names").child(key), message, diagnostics);
        }
    }
}

/// What the settings may call an operation: its `operationId`, or its method and path.
fn keys(operation: &Operation) -> Vec<String> {
    let request = format!("{} {}", operation.method.name(), operation.path);
    operation.id.clone().into_iter().chain([request]).collect()
}

fn pinned<'s, T>(settings: &'s BTreeMap<String, T>, operation: &Operation) -> Option<&'s T> {
    if settings.is_empty() {
        return None;
    }
    keys(operation).iter().find_map(|key| settings.get(key))
}

/// The names between dots.
fn parts(name: &str) -> Vec<String> {
    name.split('.').map(value_name).collect()
}

/// All operations of the crate.
fn plans(resources: &[ResourcePlan]) -> Vec<&OperationPlan> {
    let mut all = Vec::new();
    let mut pending: Vec<&ResourcePlan> = resources.iter().collect();
    while let Some(resource) = pending.pop() {
        all.extend(&resource.operations);
        pending.extend(resource.children.iter().map(|(_, child)| child));
    }
    all
}
