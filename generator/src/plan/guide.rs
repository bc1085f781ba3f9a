//! The guide on the crate's front page: the same words for rustdoc and the README.

use super::docs::{code_text, markdown};
use super::{ArgumentType, ClientPlan, CratePlan, ExamplePlan};

/// The guide, as Markdown lines.
pub(super) fn plan_guide(plan: &CratePlan) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(example) = &plan.example {
        lines.push("```rust,no_run".to_owned());
        first_call(plan, example, &mut lines);
        lines.push("```".to_owned());
        lines.push(String::new());
    }
    let client = &plan.client;
    credentials(client, &mut lines);
    for text in GUIDE {
        lines.push((*text).to_owned());
    }
    if plan.webhooks.as_ref().is_some_and(|webhooks| webhooks.key.is_some()) {
        lines.push(String::new());
        lines.push("**Webhooks** (feature `webhooks`): `webhooks::verifier(secret).verify(&headers, &body)?` checks the signature and".to_owned());
        lines.push(
            "its age before it reads the event. An event of an unknown type is kept.".to_owned(),
        );
    }
    lines
}

fn first_call(plan: &CratePlan, example: &ExamplePlan, lines: &mut Vec<String>) {
    let (lib, client) = (&plan.package.lib, &plan.client.ident);
    let path: Vec<String> = example.path.iter().map(|part| format!(".{part}()")).collect();
    let arguments: Vec<String> = example
        .arguments
        .iter()
        .map(|(name, ty)| match ty {
            ArgumentType::Str => format!("\"{name}\""),
            _ => name.to_string(),
        })
        .collect();
    let typed: Vec<String> = example
        .arguments
        .iter()
        .filter(|(_, ty)| *ty != ArgumentType::Str)
        .map(|(name, ty)| format!("{name}: {}", type_word(lib.as_str(), ty)))
        .collect();
    let mut imports = vec![client.as_str()];
    imports.extend(example.union.as_ref().map(|union| union.ident.as_str()));
    imports.sort_unstable();
    match imports.as_slice() {
        [only] => lines.push(format!("use {lib}::{only};")),
        _ => lines.push(format!("use {lib}::{{{}}};", imports.join(", "))),
    }
    lines.push(String::new());
    lines.push(format!("# async fn example({}) -> Result<(), {lib}::Error> {{", typed.join(", ")));
    let variable = &plan.client.variable;
    lines.push(format!("let {variable} = {client}::from_env()?;"));
    let call =
        format!("{variable}{}.{}({}).await?", path.concat(), example.method, arguments.join(", "));
    match &example.union {
        Some(union) => {
            lines.push(format!("match {call} {{"));
            for (variant, _) in &union.variants {
                lines.push(format!(
                    "    {}::{variant}(value) => println!(\"{{value:?}}\"),",
                    union.ident
                ));
            }
            lines.push(
                "    other => println!(\"not known to this version: {other:?}\"),".to_owned(),
            );
            lines.push("}".to_owned());
        }
        None => lines.push(format!("println!(\"{{:?}}\", {call});")),
    }
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
}

fn type_word(lib: &str, ty: &ArgumentType) -> String {
    match ty {
        ArgumentType::Value(super::RustType::Uuid) => format!("{lib}::runtime::Uuid"),
        ArgumentType::Value(super::RustType::Bool) => "bool".to_owned(),
        ArgumentType::Value(super::RustType::I32) => "i32".to_owned(),
        ArgumentType::Value(super::RustType::U32) => "u32".to_owned(),
        ArgumentType::Value(super::RustType::U64) => "u64".to_owned(),
        ArgumentType::Value(super::RustType::F64) => "f64".to_owned(),
        _ => "i64".to_owned(),
    }
}

fn credentials(client: &ClientPlan, lines: &mut Vec<String>) {
    let variables: Vec<String> = client
        .token
        .iter()
        .map(|(_, variable)| format!("{} (the credential)", code_text(variable)))
        .chain(
            client
                .server_env
                .iter()
                .map(|variable| format!("{} (a server's name or URL)", code_text(variable))),
        )
        .collect();
    let ident = &client.ident;
    let mut text = format!(
        "`{ident}::from_env()` reads {}; `{ident}::builder()` takes everything else.",
        variables.join(" and ")
    );
    if !client.headers.is_empty() {
        let header = |(name, value): &(String, String)| code_text(&format!("{name}: {value}"));
        let headers: Vec<String> = client.headers.iter().map(header).collect();
        text.push_str(&format!(" Each request carries {}.", headers.join(", ")));
    }
    lines.extend(markdown(&text));
    lines.push(String::new());
}

/// What holds for every crate.
const GUIDE: &[&str] = &[
    "**Calls** are built from a group of operations: required values are arguments, optional ones are",
    "methods of the call, and awaiting it sends it. `.with_response()` gives status, headers and raw body",
    "beside the value, `.build()` the request without sending it, and `.header()`, `.extra_query()` and",
    "`.timeout()` change one call.",
    "",
    "**Errors**: `?` turns every operation's error into `Error`. Before that, `error.documented()` is the",
    "typed body of a documented status. `status()`, `headers()`, `request_id()` and the raw `body()` are",
    "there whatever the body was, and `is_retryable()` and `retry_after()` say whether to try again.",
    "",
    "**Lists** that are paged have `.pages()` and `.items()`: `while let Some(item) = items.next().await`.",
    "",
    "**Values the document does not know** do not fail: enums and unions keep them as `Unknown`, and",
    "unknown fields are ignored. Fields that may be absent *or* null are `Nullish`, so that an update can",
    "leave a field alone, clear it, or set it.",
    "",
    "**Safe by default**: https only (http on the loopback), no redirects, time-outs, limits on sizes, and",
    "path values that cannot reach another path. Secrets show in no `Debug` and no error.",
    "",
    "**Features**: `reqwest` (on) is the default transport; without it, the crate has types and requests",
    "and no HTTP client, and `Transport` takes your own. `webhooks` (on) verifies signatures.",
];
