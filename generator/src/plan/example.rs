//! The examples: the operations that the settings choose, each as a program.
//!
//! Their arguments come from the command line, so only operations fit whose required values are text
//! or parse from it. Which operation is worth showing is the settings' word; none is guessed.

use super::krate::{complain, unused};
use super::names::{Scope, module_name, value_name};
use super::types::Types;
use super::{
    ArgumentType, BodyPlan, ClientPlan, DispatchPlan, ExampleBody, ExamplePlan, ExampleUnion,
    ItemKind, OperationPlan, OutputPlan, OutputType, ResourcePlan, RustIdent, RustType,
    TypeModulePlan,
};
use crate::diagnostic::Diagnostics;
use crate::pointer::Pointer;

/// The programs for the operations that the settings choose.
pub(super) fn plan_examples(
    types: &Types<'_>,
    client: &ClientPlan,
    resources: &[ResourcePlan],
    modules: &[TypeModulePlan],
    diagnostics: &mut Diagnostics,
) -> Vec<ExamplePlan> {
    let mut files = Scope::default();
    let mut plans = Vec::new();
    for id in &types.config.example {
        let Some((path, feature, operation)) = find(client, resources, id) else {
            let message = format!("the document has no operation `{id}`");
            unused(Pointer::from_text("/example"), message, diagnostics);
            continue;
        };
        match plan_example(types, client, operation, modules) {
            Ok(plan) => plans.push(ExamplePlan {
                file: files.take(&[module_name(&operation.id)]),
                path,
                feature,
                ..plan
            }),
            Err(reason) => {
                let message = format!("`{id}` needs {reason}");
                complain(Pointer::from_text("/example"), message, diagnostics);
            }
        }
    }
    plans
}

/// The program, or what the call needs that a command line cannot give.
fn plan_example(
    types: &Types<'_>,
    client: &ClientPlan,
    operation: &OperationPlan,
    modules: &[TypeModulePlan],
) -> Result<ExamplePlan, String> {
    // The program has these names already.
    let mut names = Scope::with(&["arguments", "items", "item", client.variable.as_str()]);
    let mut arguments = Vec::new();
    for argument in &operation.arguments {
        let ty = parsed(types, &argument.ty)
            .ok_or_else(|| format!("`{}`, which is no single value", argument.wire))?;
        arguments.push((names.take(&[argument.ident.to_string()]), ty));
    }
    let body = operation.body.as_ref().filter(|body| body.required);
    let body = body.map(|body| plan_body(body, modules, &mut names)).transpose()?;
    arguments.extend(body.iter().map(|body| (body.argument.clone(), ArgumentType::Str)));
    Ok(ExamplePlan {
        file: operation.method.clone(),
        title: operation.docs.lines.first().cloned().unwrap_or_default(),
        path: Vec::new(),
        feature: String::new(),
        method: operation.method.clone(),
        arguments,
        body,
        paged: operation.paging.is_some(),
        union: plan_union(operation, modules),
    })
}

/// A body that needs nothing and takes a text: its name, where it has one, else the first.
fn plan_body(
    body: &BodyPlan,
    modules: &[TypeModulePlan],
    names: &mut Scope,
) -> Result<ExampleBody, String> {
    let ArgumentType::Reference(RustType::Item(ident)) = &body.ty else {
        return Err("a body; an example cannot make one up".to_owned());
    };
    let mut items = modules.iter().flat_map(|module| &module.items);
    let found = items.find(|item| item.ident == *ident);
    let setter = found.and_then(|item| match &item.kind {
        ItemKind::Struct(plan) if plan.default && plan.setters.is_some() => {
            let mut texts = plan.fields.iter().filter(|field| field.ty == RustType::String);
            let named = texts.clone().find(|field| field.ident.as_str() == "name");
            named.or_else(|| texts.next()).map(|field| field.ident.clone())
        }
        _ => None,
    });
    let setter = setter.ok_or("a body; an example cannot make one up")?;
    let argument = names.take(&[setter.to_string()]);
    Ok(ExampleBody { ident: ident.clone(), setter, argument })
}

/// The operation, the accessors that lead to its group, and the group's feature.
fn find<'r>(
    client: &ClientPlan,
    resources: &'r [ResourcePlan],
    id: &str,
) -> Option<(Vec<RustIdent>, String, &'r OperationPlan)> {
    let roots = client.resources.iter().map(|(method, index)| (method, &resources[*index]));
    let mut pending: Vec<(Vec<RustIdent>, &str, &ResourcePlan)> = roots
        .map(|(method, resource)| (vec![method.clone()], resource.feature.as_str(), resource))
        .collect();
    while let Some((path, feature, resource)) = pending.pop() {
        if let Some(operation) = resource.operations.iter().find(|operation| operation.id == *id) {
            return Some((path, feature.to_owned(), operation));
        }
        for (method, child) in &resource.children {
            let mut path = path.clone();
            path.push(method.clone());
            pending.push((path, feature, child));
        }
    }
    None
}

/// The type of an argument that can be read from text, aliases resolved.
fn parsed(types: &Types<'_>, ty: &ArgumentType) -> Option<ArgumentType> {
    match ty {
        ArgumentType::Str => Some(ArgumentType::Str),
        ArgumentType::Value(ty) => match types.unaliased(ty) {
            plain @ (RustType::Bool
            | RustType::I32
            | RustType::I64
            | RustType::U32
            | RustType::U64
            | RustType::F64
            | RustType::Uuid) => Some(ArgumentType::Value(plain)),
            _ => None,
        },
        ArgumentType::Slice(_)
        | ArgumentType::Reference(_)
        | ArgumentType::Into(_)
        | ArgumentType::Upload
        | ArgumentType::Form => None,
    }
}

/// The union that the operation gives, if it gives one.
fn plan_union(operation: &OperationPlan, modules: &[TypeModulePlan]) -> Option<ExampleUnion> {
    let OutputPlan::One { ty: OutputType::Type(RustType::Item(answer)), .. } = &operation.output
    else {
        return None;
    };
    let mut items = modules.iter().flat_map(|module| &module.items);
    let ItemKind::Union(plan) = &items.find(|item| item.ident == *answer)?.kind else {
        return None;
    };
    let word = |name: &RustIdent| (name.clone(), value_name(name.as_str()));
    Some(ExampleUnion {
        ident: answer.clone(),
        variants: plan.variants.iter().map(|variant| word(&variant.ident)).collect(),
        tagged: matches!(plan.dispatch, DispatchPlan::Tag { .. }),
    })
}
