//! The guide on the crate's front page: the same words for rustdoc and the README.
//!
//! It decides which parts a crate needs. What is said is in `texts`, and the code below it in
//! `examples`: it is compiled with the crate's own, and that of a part which a feature turns on when
//! it is on.

use super::docs::{cell, code_text, markdown};
use super::names::RustIdent;
use super::{
    BodyKind, ClientPlan, CratePlan, ItemKind, OperationPlan, OutputPlan, PagingPlan,
    PagingStylePlan, Reader, ResourcePlan, SchemePlan, StreamReader,
};

mod examples;
mod texts;

/// The guide, as Markdown lines.
pub(super) fn plan_guide(plan: &CratePlan) -> Vec<String> {
    let mut guide = Guide { plan, lines: Vec::new() };
    let first = plan.examples.first();
    let paged = plan.examples.iter().find(|example| example.paged);
    if let Some(example) = first {
        guide.first_call(example);
    }
    guide.lines.extend(from_env(&plan.client));
    if let Some(scheme) = provided(&plan.client) {
        guide.section("Credentials", texts::CREDENTIALS);
        guide.credentials(scheme);
    }
    guide.section("Calls", texts::CALLS);
    guide.section("Errors", texts::ERRORS);
    if let Some(example) = first {
        guide.errors(example);
    }
    guide.section("Retries and limits", texts::RETRIES);
    if let Some(example) = first {
        guide.retries(example);
    }
    if !plan.client.rate_limits.is_empty() {
        guide.section("Rate limits", texts::RATE_LIMITS);
        guide.rate_limits();
    }
    let operations = operations(plan);
    let mut pagings = operations.iter().filter_map(|(_, _, operation)| operation.paging.as_ref());
    if let Some(paging) = pagings.next() {
        guide.section("Pages", texts::PAGES);
        if std::iter::once(paging).chain(pagings).any(is_numbered) {
            guide.text(texts::AHEAD);
        }
        if let Some(example) = paged {
            guide.pages(example);
        }
    }
    let streams = in_pieces(&operations);
    if !streams.is_empty() {
        guide.section("Streams and files", &streams);
        if let Some(reached) = operations.iter().find(|reached| is_plain_download(reached)) {
            guide.download(reached);
        }
    }
    if let Some((update, state)) = first_diff(plan) {
        guide.section("Updates", texts::UPDATES);
        guide.updates(update, state);
    }
    if plan.webhooks.as_ref().is_some_and(|webhooks| webhooks.key.is_some()) {
        guide.section("Webhooks", texts::WEBHOOKS);
        guide.webhooks();
    }
    guide.section("Blocking", texts::BLOCKING);
    if let Some(example) = first {
        guide.blocking(example);
    }
    guide.section("Logs", texts::LOGS);
    guide.section("Testing", texts::TESTING);
    if let Some(example) = first {
        guide.testing(example);
    }
    guide.section("Features", texts::FEATURES);
    guide.features();
    guide.section("Upgrading", texts::UPGRADING);
    guide.lines
}

struct Guide<'p> {
    plan: &'p CratePlan,
    lines: Vec<String>,
}

impl Guide<'_> {
    fn section(&mut self, title: &str, text: &[&str]) {
        self.lines.extend([String::new(), format!("## {title}")]);
        self.text(text);
    }

    fn text(&mut self, text: &[&str]) {
        self.lines.push(String::new());
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

/// An operation: the call of its group, the feature of that, and itself.
type Reached<'p> = (String, &'p str, &'p OperationPlan);

/// All operations.
fn operations(plan: &CratePlan) -> Vec<Reached<'_>> {
    fn walk<'p>(
        call: &str,
        feature: &'p str,
        resource: &'p ResourcePlan,
        found: &mut Vec<Reached<'p>>,
    ) {
        let own = resource.operations.iter();
        found.extend(own.map(|operation| (call.to_owned(), feature, operation)));
        for (method, child) in &resource.children {
            walk(&format!("{call}.{}()", method.source()), feature, child, found);
        }
    }
    let mut found = Vec::new();
    for (method, index) in &plan.client.resources {
        let resource = &plan.resources[*index];
        let call = format!("{}.{}()", plan.client.variable.source(), method.source());
        walk(&call, &resource.feature, resource, &mut found);
    }
    found
}

/// What is read or sent in pieces, as far as the document has it.
fn in_pieces(operations: &[Reached<'_>]) -> Vec<&'static str> {
    let any = |is: &dyn Fn(&OperationPlan) -> bool| {
        operations.iter().any(|(_, _, operation)| is(operation))
    };
    let sends = |kind: BodyKind| {
        any(&|operation| operation.body.as_ref().is_some_and(|body| body.kind == kind))
    };
    let events = any(&|operation| streams(operation, |reader| reader != StreamReader::Lines));
    let lines = any(&|operation| streams(operation, |reader| reader == StreamReader::Lines));
    let parts = [
        (events, texts::EVENTS),
        (lines, texts::LINES),
        (any(&|operation| operation.streamed.is_some()), texts::ON_REQUEST),
        (events || lines, texts::OPEN),
        (any(&downloads), texts::DOWNLOADS),
        (sends(BodyKind::Upload), texts::UPLOADS),
        (sends(BodyKind::Parts), texts::PARTS),
    ];
    parts.into_iter().filter(|(is, _)| *is).flat_map(|(_, text)| text).copied().collect()
}

/// Whether a success is a stream, always or on request, that is read so.
fn streams(operation: &OperationPlan, is: impl Fn(StreamReader) -> bool) -> bool {
    let usual = match &operation.output {
        OutputPlan::Stream(stream) => Some(stream),
        _ => None,
    };
    let streamed = operation.streamed.as_ref().map(|streamed| &streamed.stream);
    usual.into_iter().chain(streamed).any(|stream| is(stream.reader))
}

/// Whether the call has a `download`.
fn downloads(operation: &OperationPlan) -> bool {
    matches!(operation.output, OutputPlan::One { reader: Reader::Text | Reader::Bytes, .. })
}

/// Whether it is a download that needs nothing.
fn is_plain_download((_, _, operation): &Reached<'_>) -> bool {
    let body = operation.body.as_ref().is_some_and(|body| body.required);
    downloads(operation) && operation.arguments.is_empty() && !body
}

fn is_numbered(paging: &PagingPlan) -> bool {
    matches!(paging.style, PagingStylePlan::Page(..) | PagingStylePlan::Offset(_))
}

/// The scheme whose provider is shown: that of the usual credential, else the first that has one.
fn provided(client: &ClientPlan) -> Option<&SchemePlan> {
    let usual = client.token.as_ref().map(|(index, _)| &client.schemes[*index]);
    usual.into_iter().chain(&client.schemes).find(|scheme| scheme.provider.is_some())
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

/// What the environment says, and what each request carries.
fn from_env(client: &ClientPlan) -> Vec<String> {
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
