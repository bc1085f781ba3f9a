//! The example: the operation that the settings choose, as a program.
//!
//! Its arguments come from the command line, so only operations fit whose required values are text
//! or parse from it. Which operation is worth showing is the settings' word; none is guessed.

use super::krate::complain;
use super::names::{Scope, module_name, value_name};
use super::types::Types;
use super::{
    ArgumentType, ClientPlan, DispatchPlan, ExamplePlan, ExampleUnion, ItemKind, OperationPlan,
    OutputPlan, OutputType, ResourcePlan, RustIdent, RustType, TypeModulePlan,
};
use crate::diagnostic::Diagnostics;
use crate::pointer::Pointer;

/// The program for the operation that the settings choose; none without such a setting.
pub(super) fn plan_example(
    types: &Types<'_>,
    client: &ClientPlan,
    resources: &[ResourcePlan],
    modules: &[TypeModulePlan],
    diagnostics: &mut Diagnostics,
) -> Option<ExamplePlan> {
    let id = types.config.example.as_ref()?;
    let at = || Pointer::from_text("/example");
    let Some((path, operation)) = find(client, resources, id) else {
        complain(at(), format!("the document has no operation `{id}`"), diagnostics);
        return None;
    };
    if operation.body.as_ref().is_some_and(|body| body.required) {
        complain(at(), format!("`{id}` needs a body; an example cannot make one up"), diagnostics);
        return None;
    }
    // The program has these two names already.
    let mut names = Scope::with(&["arguments", client.variable.as_str()]);
    let mut arguments = Vec::new();
    for argument in &operation.arguments {
        let Some(ty) = parsed(types, &argument.ty) else {
            let message = format!("`{id}` needs `{}`, which is no single value", argument.wire);
            complain(at(), message, diagnostics);
            return None;
        };
        arguments.push((names.take(&[argument.ident.to_string()]), ty));
    }
    Some(ExamplePlan {
        file: Scope::default().take(&[module_name(&operation.id)]),
        title: operation.docs.lines.first().cloned().unwrap_or_default(),
        path,
        method: operation.method.clone(),
        arguments,
        union: plan_union(operation, modules),
    })
}

/// The operation, and the accessors that lead to its group.
fn find<'r>(
    client: &ClientPlan,
    resources: &'r [ResourcePlan],
    id: &str,
) -> Option<(Vec<RustIdent>, &'r OperationPlan)> {
    let roots = client.resources.iter();
    let mut pending: Vec<(Vec<RustIdent>, &ResourcePlan)> =
        roots.map(|(method, index)| (vec![method.clone()], &resources[*index])).collect();
    while let Some((path, resource)) = pending.pop() {
        if let Some(operation) = resource.operations.iter().find(|operation| operation.id == *id) {
            return Some((path, operation));
        }
        for (method, child) in &resource.children {
            let mut path = path.clone();
            path.push(method.clone());
            pending.push((path, child));
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
        | ArgumentType::Bytes => None,
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
