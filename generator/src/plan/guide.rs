//! The guide on the crate's front page: the same words for rustdoc and the README.
//!
//! Its examples are compiled with the crate's own; those of a part that a feature turns on are
//! compiled when it is on.

use super::docs::{cell, code_text, markdown};
use super::names::RustIdent;
use super::usage::path;
use super::{ArgumentType, ClientPlan, CratePlan, ExamplePlan, ItemKind};

/// The guide, as Markdown lines.
pub(super) fn plan_guide(plan: &CratePlan) -> Vec<String> {
    let mut guide = Guide { plan, lines: Vec::new() };
    let first = plan.examples.first();
    let paged = plan.examples.iter().find(|example| example.paged);
    if let Some(example) = first {
        guide.first_call(example);
    }
    guide.lines.extend(credentials(&plan.client));
    guide.section("Calls", CALLS);
    guide.section("Errors", ERRORS);
    if let Some(example) = first {
        guide.errors(example);
    }
    guide.section("Retries and limits", RETRIES);
    if let Some(example) = first {
        guide.retries(example);
    }
    if has_paging(plan) {
        guide.section("Pages", PAGES);
        if let Some(example) = paged {
            guide.pages(example);
        }
    }
    if let Some((update, state)) = first_diff(plan) {
        guide.section("Updates", UPDATES);
        guide.updates(update, state);
    }
    if plan.webhooks.as_ref().is_some_and(|webhooks| webhooks.key.is_some()) {
        guide.section("Webhooks", WEBHOOKS);
        guide.webhooks();
    }
    guide.section("Blocking", BLOCKING);
    if let Some(example) = first {
        guide.blocking(example);
    }
    guide.section("Testing", TESTING);
    if let Some(example) = first {
        guide.testing(example);
    }
    guide.section("Features", FEATURES);
    guide.features();
    guide.section("Upgrading", UPGRADING);
    guide.lines
}

struct Guide<'p> {
    plan: &'p CratePlan,
    lines: Vec<String>,
}

impl Guide<'_> {
    fn section(&mut self, title: &str, text: &[&str]) {
        self.lines.extend([String::new(), format!("## {title}"), String::new()]);
        self.lines.extend(text.iter().map(|line| (*line).to_owned()));
    }

    /// A code block: the body of a hidden function, which needs these features.
    fn code(&mut self, features: &[&str], signature: &str, body: &[String]) {
        let lib = &self.plan.package.lib;
        self.lines.extend([String::new(), "```rust,no_run".to_owned()]);
        if !features.is_empty() {
            let names: Vec<String> =
                features.iter().map(|name| format!("feature = \"{name}\"")).collect();
            self.lines.push(match names.as_slice() {
                [only] => format!("# #[cfg({only})]"),
                _ => format!("# #[cfg(all({}))]", names.join(", ")),
            });
        }
        self.lines.push(format!("# {signature} -> Result<(), {lib}::Error> {{"));
        self.lines.extend(body.iter().cloned());
        self.lines.extend(["# Ok(()) }", "```"].map(str::to_owned));
    }

    /// `async fn example(client, …)` for the arguments of a call.
    fn signature(&self, example: &ExamplePlan, with_client: bool) -> String {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let own =
            with_client.then(|| format!("{}: {lib}::{}", client.variable.source(), client.ident));
        let typed = example.arguments.iter().filter_map(|(name, ty)| match ty {
            ArgumentType::Value(ty) => Some(format!("{}: {}", name.source(), path(lib, ty))),
            _ => None,
        });
        let parameters: Vec<String> = own.into_iter().chain(typed).collect();
        format!("async fn example({})", parameters.join(", "))
    }

    /// The call without sending it.
    fn call(&self, example: &ExamplePlan) -> String {
        let groups: String =
            example.path.iter().map(|part| format!(".{}()", part.source())).collect();
        let lib = &self.plan.package.lib;
        let arguments: Vec<String> = example
            .arguments
            .iter()
            .map(|(name, ty)| match (&example.body, ty) {
                (Some(body), _) if body.argument == *name => {
                    format!("&{lib}::{}::new().{}(\"{name}\")", body.ident, body.setter.source())
                }
                (_, ArgumentType::Str) => format!("\"{name}\""),
                _ => name.source(),
            })
            .collect();
        let variable = self.plan.client.variable.source();
        format!("{variable}{groups}.{}({})", example.method.source(), arguments.join(", "))
    }

    fn first_call(&mut self, example: &ExamplePlan) {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let call = self.call(example);
        let mut imports = vec![client.ident.as_str()];
        let union = example.union.as_ref().filter(|_| !example.paged);
        imports.extend(union.map(|union| union.ident.as_str()));
        imports.sort_unstable();
        let mut body = vec![match imports.as_slice() {
            [only] => format!("use {lib}::{only};"),
            _ => format!("use {lib}::{{{}}};", imports.join(", ")),
        }];
        body.push(String::new());
        body.push(format!("let {} = {}::from_env()?;", client.variable.source(), client.ident));
        if example.paged {
            body.extend(items(&call));
        } else if let Some(union) = union {
            body.push(format!("match {call}.await? {{"));
            body.extend(union.variants.iter().map(|(variant, _)| {
                format!("    {}::{variant}(value) => println!(\"{{value:?}}\"),", union.ident)
            }));
            body.push(
                "    other => println!(\"not known to this version: {other:?}\"),".to_owned(),
            );
            body.push("}".to_owned());
        } else {
            body.push(format!("println!(\"{{:?}}\", {call}.await?);"));
        }
        let signature = self.signature(example, false);
        self.code(&["reqwest", &example.feature], &signature, &body);
        self.lines.remove(0);
        self.lines.push(String::new());
    }

    fn errors(&mut self, example: &ExamplePlan) {
        let body = [
            format!("if let Err(error) = {}.await {{", self.call(example)),
            "    if let Some(body) = error.documented() {".to_owned(),
            "        println!(\"as documented: {body:?}\");".to_owned(),
            "    }".to_owned(),
            "    eprintln!(\"{error}: status {:?}, {} attempts\", error.status(), error.attempts());".to_owned(),
            "}".to_owned(),
        ];
        let signature = self.signature(example, true);
        self.code(&[&example.feature], &signature, &body);
    }

    fn retries(&mut self, example: &ExamplePlan) {
        let body = [
            "use std::time::Duration;".to_owned(),
            String::new(),
            format!("let call = {};", self.call(example)),
            "call.retries(5).timeout(Duration::from_secs(20)).await?;".to_owned(),
        ];
        let signature = self.signature(example, true);
        if example.paged {
            return;
        }
        self.code(&[&example.feature], &signature, &body);
    }

    fn pages(&mut self, example: &ExamplePlan) {
        let body = items(&self.call(example));
        let signature = self.signature(example, true);
        self.code(&[&example.feature], &signature, &body);
    }

    fn updates(&mut self, update: &RustIdent, state: &RustIdent) {
        let lib = &self.plan.package.lib;
        let signature = format!("fn example(old: &{lib}::{state}, new: &{lib}::{state})");
        let body = [
            format!("let body = {lib}::{update}::diff(old, new);"),
            "println!(\"{body:?}\");".to_owned(),
        ];
        self.code(&["all"], &signature, &body);
    }

    fn webhooks(&mut self) {
        let lib = &self.plan.package.lib;
        let of_runtime = |name: &str| format!("{lib}::runtime::{name}");
        let signature = format!(
            "fn example(headers: {}, body: {})",
            of_runtime("HeaderMap"),
            of_runtime("Bytes")
        );
        let body = [
            format!("let verifier = {lib}::webhooks::verifier(\"the secret\");"),
            "match verifier.verify(&headers, &body) {".to_owned(),
            "    Ok(event) => println!(\"{event:?}\"),".to_owned(),
            "    Err(error) => eprintln!(\"not to be trusted: {error}\"),".to_owned(),
            "}".to_owned(),
        ];
        self.code(&["webhooks"], &signature, &body);
    }

    fn blocking(&mut self, example: &ExamplePlan) {
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let variable = client.variable.source();
        let call = self.call(example);
        let mut body =
            vec![format!("let {variable} = {lib}::blocking::{}::from_env()?;", client.ident)];
        if example.paged {
            body.push(format!("for item in {call}.items() {{"));
            body.push("    println!(\"{:?}\", item?);".to_owned());
            body.push("}".to_owned());
        } else {
            body.push(format!("println!(\"{{:?}}\", {call}.send()?);"));
        }
        let signature = self.signature(example, false).replacen("async fn", "fn", 1);
        self.code(&["blocking", &example.feature], &signature, &body);
    }

    fn testing(&mut self, example: &ExamplePlan) {
        if example.paged {
            return;
        }
        let (lib, client) = (&self.plan.package.lib, &self.plan.client);
        let body = [
            format!("use {lib}::runtime::test_util::{{Answer, FakeServer}};"),
            String::new(),
            "let server = FakeServer::new().answer(Answer::status(503)).answer(Answer::status(404));".to_owned(),
            format!(
                "let {} = {lib}::{}::builder().transport(server.clone()).build()?;",
                client.variable.source(),
                client.ident
            ),
            format!("let answer = {}.await;", self.call(example)),
            "assert!(answer.is_err());".to_owned(),
            "assert_eq!(server.requests().len(), 2, \"tried again\");".to_owned(),
        ];
        let signature = self.signature(example, false);
        self.code(&["test-util", &example.feature], &signature, &body);
    }

    fn features(&mut self) {
        let resources = &self.plan.resources;
        if resources.len() > 1 && resources.iter().all(|resource| resource.feature == "all") {
            self.lines.extend([
                String::new(),
                "This API has more groups than a package may have features, so its groups have none of".to_owned(),
                "their own: `all` stands for them.".to_owned(),
            ]);
        }
        let named = |name: &str| self.plan.features.iter().find(|feature| feature.name == name);
        let usual = |name: &str| {
            let enables = |holder: &str| {
                named(holder).is_some_and(|holder| holder.enables.iter().any(|one| one == name))
            };
            name == "default" || enables("default") || enables("all")
        };
        let people = self.plan.features.iter().filter(|feature| !feature.about.is_empty());
        let rows: Vec<String> = people
            .filter(|feature| feature.name != "default")
            .map(|feature| {
                let on = if usual(&feature.name) { "on" } else { "" };
                format!("| `{}` | {on} | {} |", feature.name, cell(&feature.about))
            })
            .collect();
        self.lines.extend(
            ["", "| feature | default | what it adds |", "|---|---|---|"].map(str::to_owned),
        );
        self.lines.extend(rows);
    }
}

/// A loop over the items of a call.
fn items(call: &str) -> Vec<String> {
    vec![
        format!("let mut items = {call}.items();"),
        "while let Some(item) = items.next().await {".to_owned(),
        "    println!(\"{:?}\", item?);".to_owned(),
        "}".to_owned(),
    ]
}

fn has_paging(plan: &CratePlan) -> bool {
    fn within(resource: &super::ResourcePlan) -> bool {
        let paged = resource.operations.iter().any(|operation| operation.paging.is_some());
        paged || resource.children.iter().any(|(_, child)| within(child))
    }
    plan.resources.iter().any(within)
}

/// The first update that can be told from two states, and the type of those: a union, if it has one.
fn first_diff(plan: &CratePlan) -> Option<(&RustIdent, &RustIdent)> {
    let mut items = plan.modules.iter().flat_map(|module| &module.items);
    items.find_map(|item| match &item.kind {
        ItemKind::Struct(holder) => {
            let source = holder.diff.as_ref()?.sources.last()?;
            Some((&item.ident, source.ident()))
        }
        _ => None,
    })
}

fn credentials(client: &ClientPlan) -> Vec<String> {
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
    markdown(&text)
}

const CALLS: &[&str] = &[
    "Calls are built from a group of operations: required values are arguments, optional ones are",
    "methods of the call, and awaiting it sends it. `.with_response()` gives status, headers and the",
    "number of attempts beside the value, `.raw()` the answer as it came, and `.build()` the request",
    "without sending it. `.header()` and `.extra_query()` add what the document does not know, and the",
    "client's `request()` calls a path that it does not know.",
    "",
    "Values that the document does not know do not fail: enums and unions keep them as `Unknown`, and",
    "unknown fields are ignored.",
];

const ERRORS: &[&str] = &[
    "`?` turns every operation's error into `Error`. Before that, `documented()` is the typed body of a",
    "documented status. `status()`, `headers()`, `request_id()` and the raw `body()` are there whatever",
    "the body was, and `kind()` tells what went wrong: no error and no `Debug` shows a secret.",
];

const RETRIES: &[&str] = &[
    "Calls that may be repeated are: after faults of the connection and the statuses 408, 429 and 5xx,",
    "twice, after a random wait that doubles, or the one the server asks for. A `POST` or `PATCH` is",
    "repeated only after `.idempotent()`. A budget shared by all clones of a client ends retries when",
    "most calls fail.",
    "",
    "Connecting, an attempt, the pause between two pieces of an answer and the whole call have time-outs,",
    "and answers a largest size; the builder sets them for all calls, most can be set for one. `https` is",
    "demanded except on the loopback, redirects are not followed, and no value in a path can reach another.",
];

const PAGES: &[&str] = &[
    "Lists that come in pages have `.items()` and `.pages()`, which ask for the next page when it is",
    "needed. Both are also a `Stream`, and `position()` is where to `resume()` later.",
];

const UPDATES: &[&str] = &[
    "A field that may be absent *or* null is `Nullish`, so that an update can leave a value alone, clear it",
    "or set it. `diff` gives the smallest update between two states.",
];

const WEBHOOKS: &[&str] = &[
    "The verifier checks the signature and the age before it reads the event. One of a type that this",
    "version does not know is kept.",
];

const BLOCKING: &[&str] = &[
    "The feature `blocking` adds a client for programs without an async runtime, and needs none below it.",
    "Groups, calls and options are the same; `.send()` sends, and pages and items are iterators.",
];

const TESTING: &[&str] = &[
    "The feature `test-util` adds a transport that answers from a script, in time that passes at once, and",
    "examples of every type. Nothing leaves the process.",
];

const FEATURES: &[&str] = &[
    "Each group of operations is a feature, and a build with few groups compiles only the types that they",
    "reach: `default-features = false`, then the groups, a transport and TLS. Without a transport there",
    "are types and requests, and `Transport` takes your own. Names that begin with `_` are not for people.",
];

const UPGRADING: &[&str] = &[
    "Structs and enums are `#[non_exhaustive]`, so a document that grows breaks no program: new fields,",
    "values, variants and operations are a minor version. What the document removes or renames, and a field",
    "that changes between required and optional, is a major one. A feature may gain types, never lose them,",
    "within a version; the hidden features may change at any time.",
];
