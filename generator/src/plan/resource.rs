//! Which group an operation belongs to, and what its method is called.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Scope, module_name, type_name, value_name};
use super::operation::plan_operation;
use super::pins;
use super::size::Sizes;
use super::types::Types;
use super::{OperationPlan, OutputPlan, OutputType, ResourcePlan, RustIdent, RustType};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::model::Operation;

/// Methods that a group has besides its operations.
const GROUP_METHODS: [&str; 2] = ["new", "clone"];

/// Groups by name, while they are collected.
#[derive(Default)]
struct Group<'a> {
    operations: Vec<(String, &'a Operation)>,
    children: BTreeMap<String, Group<'a>>,
}

/// The groups of operations, by name. `runtime_names` are taken in each file.
pub(super) fn plan_resources(
    types: &Types<'_>,
    runtime_names: &[&'static str],
    diagnostics: &mut Diagnostics,
) -> Vec<ResourcePlan> {
    let mut root = Group::default();
    for operation in &types.api.operations {
        let (path, method) = pins::place(types.config, operation, place(operation));
        let mut group = &mut root;
        for part in path {
            group = group.children.entry(part).or_default();
        }
        group.operations.push((method, operation));
    }
    let mut groups =
        Groups { types, docs: pins::tag_docs(types.api, types.config), runtime_names, diagnostics };
    let mut modules = Scope::with(&["mod", "api"]);
    let children = root.children.iter();
    children.map(|(name, group)| plan_group(&mut groups, name, name, group, &mut modules)).collect()
}

/// What the planning of all groups shares.
struct Groups<'a> {
    types: &'a Types<'a>,
    /// What the document says of its tags.
    docs: BTreeMap<String, Vec<String>>,
    /// Names that each file has besides its own.
    runtime_names: &'a [&'static str],
    diagnostics: &'a mut Diagnostics,
}

fn plan_group(
    groups: &mut Groups<'_>,
    name: &str,
    title: &str,
    group: &Group<'_>,
    modules: &mut Scope,
) -> ResourcePlan {
    let types = groups.types;
    let module = modules.take(&[module_name(name), format!("{}_calls", module_name(name))]);
    let imports: BTreeSet<RustIdent> =
        group.operations.iter().flat_map(|(_, operation)| named_types(types, operation)).collect();
    let mut items = Scope::with(groups.runtime_names);
    for import in &imports {
        items.take(&[import.as_str().to_owned()]);
    }
    let camel = type_name(name);
    let ident = items.take(&[camel.clone(), format!("{camel}Api")]);
    let mut methods = Scope::with(&GROUP_METHODS);
    // The file has `runtime` and `types` as paths; a module called as the one it is in reads badly.
    let mut inner_modules = Scope::with(&["runtime", "types", module.as_str()]);
    let children: Vec<(RustIdent, ResourcePlan)> = group
        .children
        .iter()
        .map(|(child, group)| {
            let method = methods.take(&[value_name(child)]);
            let title = format!("{child} of {title}");
            (method, plan_group(groups, child, &title, group, &mut inner_modules))
        })
        .collect();
    let mut sorted: Vec<&(String, &Operation)> = group.operations.iter().collect();
    sorted.sort_by_key(|(method, operation)| (method, &operation.path, &operation.method));
    let given = name_methods(groups, title, &sorted, &mut methods);
    let operations: Vec<OperationPlan> = sorted
        .into_iter()
        .zip(given)
        .map(|((_, operation), method)| plan_operation(types, operation, method, &mut items))
        .collect();
    let runtime = runtime_imports(&operations);
    ResourcePlan {
        module,
        ident,
        feature: String::new(),
        title: title.to_owned(),
        docs: groups.docs.get(name).cloned().unwrap_or_default(),
        operations,
        children,
        imports: imports.into_iter().collect(),
        runtime,
    }
}

/// The names of a group's methods, in the order of `operations`.
fn name_methods(
    groups: &mut Groups<'_>,
    title: &str,
    operations: &[&(String, &Operation)],
    methods: &mut Scope,
) -> Vec<RustIdent> {
    // Names that the settings pin come first, so that no other has them.
    let is_pinned = |operation| pins::is_pinned(groups.types.config, operation);
    let mut given = BTreeMap::new();
    for pinned in [true, false] {
        for (index, (name, operation)) in
            operations.iter().enumerate().filter(|(_, (_, it))| is_pinned(it) == pinned)
        {
            let name = value_name(name);
            let method = methods.take(&[name.clone(), value_name(&request_words(operation))]);
            if method.as_str() != name {
                let message = format!(
                    "another method of `{title}` is called `{name}` already; this one is `{method}`"
                );
                let at = At::Pointer(operation.origin.clone());
                groups.diagnostics.push(Diagnostic::warning(Code::NameCollision, at, message));
            }
            given.insert(index, method);
        }
    }
    given.into_values().collect()
}

/// The group and method of an operation: from an `operationId` with separators, else from the
/// first tag and the id, else from the path.
fn place(operation: &Operation) -> (Vec<String>, String) {
    // An id that is a request line, such as `GET /pets/{id}`, names no groups.
    let structured = |id: &&String| !id.contains(|c: char| c.is_whitespace() || "{}".contains(c));
    if let Some(id) = operation.id.as_ref().filter(structured) {
        let parts: Vec<String> =
            id.split([':', '/', '.']).map(value_name).filter(|part| part != "empty").collect();
        if let [groups @ .., method] = parts.as_slice()
            && !groups.is_empty()
        {
            return (groups.to_vec(), method.clone());
        }
    }
    let segments = || operation.path.split('/').filter(|segment| !segment.is_empty());
    let group = operation.tags.first().cloned().unwrap_or_else(|| {
        segments()
            .find(|segment| !segment.starts_with('{') && !is_version(segment))
            .unwrap_or("root")
            .to_owned()
    });
    let method = operation.id.clone().unwrap_or_else(|| request_words(operation));
    (vec![value_name(&group)], value_name(&method))
}

/// The words for an operation by its method and path.
fn request_words(operation: &Operation) -> String {
    let segments = operation.path.split('/').filter(|segment| !segment.is_empty());
    let words: Vec<String> = segments
        .filter(|segment| !is_version(segment))
        .map(|segment| match segment.strip_prefix('{') {
            Some(name) => format!("by {}", name.trim_end_matches('}')),
            None => segment.to_owned(),
        })
        .collect();
    format!("{} {}", operation.method.name().to_lowercase(), words.join(" "))
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}

/// The items that an operation's signatures name.
fn named_types(types: &Types<'_>, operation: &Operation) -> Vec<RustIdent> {
    let mut scratch = Scope::default();
    let method = scratch.take(&["call".to_owned()]);
    let plan = plan_operation(types, operation, method, &mut scratch);
    operation_items(&plan)
}

/// The items that a group's signatures name, those of the groups inside it included.
pub(super) fn signature_items(resource: &ResourcePlan) -> Vec<RustIdent> {
    let own = resource.operations.iter().flat_map(operation_items);
    own.chain(resource.children.iter().flat_map(|(_, child)| signature_items(child))).collect()
}

fn operation_items(plan: &OperationPlan) -> Vec<RustIdent> {
    let types = signature_types(plan);
    let mut found = Vec::new();
    types.iter().for_each(|ty| collect_items(ty, &mut found));
    found.into_iter().cloned().collect()
}

/// The types in the signatures of an operation.
fn signature_types(plan: &OperationPlan) -> Vec<RustType> {
    let output = |ty: &OutputType| match ty {
        OutputType::Type(ty) => Some(ty.clone()),
        OutputType::Bytes => None,
    };
    let mut all: Vec<RustType> = plan
        .arguments
        .iter()
        .chain(&plan.setters)
        .filter_map(|parameter| parameter.ty.inner())
        .collect();
    all.extend(plan.body.as_ref().and_then(|body| body.ty.inner()));
    match &plan.output {
        OutputPlan::One { ty, .. } => all.extend(output(ty)),
        OutputPlan::Stream(stream) => all.push(stream.item.clone()),
        OutputPlan::Several(_) => {}
    }
    all.extend(plan.streamed.as_ref().map(|streamed| streamed.stream.item.clone()));
    let arms = plan.answers().flat_map(|answers| &answers.arms);
    all.extend(arms.filter_map(|arm| arm.ty.as_ref().and_then(output)));
    let headers = plan.headers.iter().flat_map(|headers| &headers.headers);
    all.extend(headers.map(|header| header.ty.clone()));
    all.extend(plan.paging.as_ref().map(|paging| paging.item.clone()));
    all
}

/// The runtime's items that the signatures of these operations name.
fn runtime_imports(operations: &[OperationPlan]) -> Vec<&'static str> {
    let mut names = BTreeSet::new();
    for ty in operations.iter().flat_map(signature_types) {
        collect_runtime(&ty, &mut names);
    }
    names.into_iter().collect()
}

/// The items of the crate in a type.
pub(super) fn collect_items<'t>(ty: &'t RustType, into: &mut Vec<&'t RustIdent>) {
    match ty {
        RustType::Item(ident) => into.push(ident),
        RustType::Vec(ty)
        | RustType::Map(ty)
        | RustType::Option(ty)
        | RustType::OneOrMany(ty)
        | RustType::Box(ty) => collect_items(ty, into),
        RustType::Tuple(places) => places.iter().for_each(|ty| collect_items(ty, into)),
        _ => {}
    }
}

/// The items of the runtime in a type.
pub(super) fn collect_runtime(ty: &RustType, into: &mut BTreeSet<&'static str>) {
    match ty {
        RustType::Uuid => {
            into.insert("Uuid");
        }
        RustType::Timestamp => {
            into.insert("Timestamp");
        }
        RustType::Date => {
            into.insert("Date");
        }
        RustType::Value => {
            into.insert("Value");
        }
        RustType::Map(ty) => {
            into.insert("Map");
            collect_runtime(ty, into);
        }
        RustType::OneOrMany(ty) => {
            into.insert("OneOrMany");
            collect_runtime(ty, into);
        }
        RustType::Vec(ty) | RustType::Option(ty) | RustType::Box(ty) => collect_runtime(ty, into),
        RustType::Tuple(places) => places.iter().for_each(|ty| collect_runtime(ty, into)),
        _ => {}
    }
}

/// Marks the enums of answers whose largest variant exceeds the next by more than clippy allows.
pub(super) fn mark_uneven(resource: &mut ResourcePlan, sizes: &Sizes<'_>) {
    for answers in resource.operations.iter_mut().flat_map(OperationPlan::answers_mut) {
        answers.uneven = sizes.are_uneven(answers);
    }
    for (_, child) in &mut resource.children {
        mark_uneven(child, sizes);
    }
}
