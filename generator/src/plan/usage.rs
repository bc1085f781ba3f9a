//! How each operation is called: a short example in its documentation, which is compiled and never
//! run.
//!
//! What the call needs are parameters of a hidden function, so that the example is about the call
//! and makes up no value. Every word of it is a name of ours; no text of the document gets in.

use super::names::{RustIdent, Scope, value_name};
use super::{
    ArgumentType, ClientPlan, OperationPlan, OutputPlan, OutputType, ResourcePlan, RustType,
    StreamReader,
};

/// Gives every operation its example. `lib` is the crate's name in Rust.
pub(super) fn plan_usage(lib: &RustIdent, client: &ClientPlan, resources: &mut [ResourcePlan]) {
    for (method, index) in &client.resources {
        let from = format!("{}.{}()", client.variable.source(), method.source());
        walk(lib, client, &from, &mut resources[*index]);
    }
}

fn walk(lib: &RustIdent, client: &ClientPlan, from: &str, resource: &mut ResourcePlan) {
    for operation in &mut resource.operations {
        operation.usage = usage(lib, client, from, operation);
    }
    for (method, child) in &mut resource.children {
        walk(lib, client, &format!("{from}.{}()", method.source()), child);
    }
}

fn usage(lib: &RustIdent, client: &ClientPlan, from: &str, plan: &OperationPlan) -> Vec<String> {
    let mut names = Scope::with(&[client.variable.as_str()]);
    let body = plan.body.iter().filter(|body| body.required).map(|body| (&body.ident, &body.ty));
    let given = plan.arguments.iter().map(|argument| (&argument.ident, &argument.ty)).chain(body);
    let given: Vec<(String, String)> = given
        .map(|(ident, ty)| (names.take(&[ident.to_string()]).source(), parameter(lib, ty)))
        .collect();
    let parameters: String = given.iter().map(|(name, ty)| format!(", {name}: {ty}")).collect();
    let arguments: Vec<&str> = given.iter().map(|(name, _)| name.as_str()).collect();
    let call = format!("{from}.{}({})", plan.method.source(), arguments.join(", "));
    let mut lines = vec![
        "```no_run".to_owned(),
        format!(
            "# async fn example({}: {lib}::{}{parameters}) -> Result<(), {lib}::Error> {{",
            client.variable.source(),
            client.ident
        ),
    ];
    if plan.paging.is_some() {
        lines.push(format!("let mut items = {call}.items();"));
        lines.push("while let Some(item) = items.next().await {".to_owned());
        lines.push("    println!(\"{:?}\", item?);".to_owned());
        lines.push("}".to_owned());
    } else if let OutputPlan::Stream(stream) = &plan.output {
        let (items, item) = match stream.reader {
            StreamReader::Lines => ("lines", "line"),
            _ => ("events", "event"),
        };
        lines.push(format!("let mut {items} = {call}.await?;"));
        lines.push(format!("while let Some({item}) = {items}.next().await {{"));
        lines.push(format!("    println!(\"{{:?}}\", {item}?);"));
        lines.push("}".to_owned());
    } else if let Some(name) = answer(&plan.output) {
        lines.push(format!("let {} = {call}.await?;", names.take(&[name]).source()));
    } else {
        lines.push(format!("{call}.await?;"));
    }
    lines.extend(["# Ok(()) }", "```"].map(str::to_owned));
    lines
}

/// What the answer is called; none when there is nothing in it.
fn answer(output: &OutputPlan) -> Option<String> {
    match output {
        OutputPlan::One { ty: OutputType::Type(RustType::Unit), .. } => None,
        OutputPlan::One { ty: OutputType::Type(RustType::Item(ident)), .. } => {
            Some(value_name(ident.as_str()))
        }
        OutputPlan::One { ty: OutputType::Type(RustType::String), .. } => Some("text".to_owned()),
        OutputPlan::One { ty: OutputType::Bytes, .. } => Some("bytes".to_owned()),
        OutputPlan::One { .. } | OutputPlan::Several(_) | OutputPlan::Stream(_) => {
            Some("answer".to_owned())
        }
    }
}

/// The type of a parameter that is passed on as an argument.
fn parameter(lib: &RustIdent, ty: &ArgumentType) -> String {
    match ty {
        ArgumentType::Value(ty) | ArgumentType::Into(ty) => path(lib, ty),
        ArgumentType::Str => "&str".to_owned(),
        ArgumentType::Slice(ty) => format!("&[{}]", path(lib, ty)),
        ArgumentType::Reference(ty) => format!("&{}", path(lib, ty)),
        ArgumentType::Upload => format!("{lib}::runtime::Upload"),
        ArgumentType::Form => format!("&{lib}::runtime::Form"),
    }
}

/// A type as a user of the crate spells it, without an import.
pub(crate) fn path(lib: &RustIdent, ty: &RustType) -> String {
    let of_runtime = |name: &str| format!("{lib}::runtime::{name}");
    let around = |name: &str, inner: &RustType| format!("{name}<{}>", path(lib, inner));
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::I128 => "i128".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Uuid => of_runtime("Uuid"),
        RustType::Timestamp => of_runtime("Timestamp"),
        RustType::Date => of_runtime("Date"),
        RustType::Base64 => of_runtime("Base64"),
        RustType::Unit => "()".to_owned(),
        RustType::Value => of_runtime("Value"),
        RustType::Item(ident) => format!("{lib}::{ident}"),
        RustType::Vec(inner) => around("Vec", inner),
        RustType::Map(inner) => {
            format!("{}<String, {}>", of_runtime("Map"), path(lib, inner))
        }
        RustType::Tuple(places) => {
            let places: String = places.iter().map(|place| path(lib, place) + ", ").collect();
            format!("({})", places.trim_end())
        }
        RustType::Option(inner) => around("Option", inner),
        RustType::OneOrMany(inner) => around(&of_runtime("OneOrMany"), inner),
        RustType::Box(inner) => around("Box", inner),
        RustType::Part => of_runtime("Part"),
    }
}
