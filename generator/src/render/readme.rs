//! `README.md` of the crate.

use super::manifest::RUST_VERSION;
use crate::plan::{CratePlan, ResourcePlan, cell_code};

/// The README.
pub(super) fn render_readme(plan: &CratePlan) -> String {
    let package = &plan.package;
    let (title, version) = &package.api;
    let mut text = format!("# {}\n\n{}\n\n", package.name, package.description);
    text.push_str(&format!(
        "Generated from the OpenAPI document of {title}, version {version}. Do not edit these files: change the document or its settings and generate again.\n\n"
    ));
    text.push_str(&format!(
        "```toml\n[dependencies]\n{} = {{ path = \"…\" }}\n```\n\nNeeds Rust {RUST_VERSION} or newer.\n\n",
        package.name
    ));
    // Lines that rustdoc hides are for the compiler alone.
    for line in plan.guide.iter().filter(|line| !line.starts_with("# ")) {
        text.push_str(if line == "```rust,no_run" { "```rust" } else { line });
        text.push('\n');
    }
    text.push_str("\n## Operations\n\n| call | request |\n|---|---|\n");
    for (method, index) in &plan.client.resources {
        operations(&plan.resources[*index], &format!("{method}()"), &mut text);
    }
    if plan.left_out > 0 {
        let operations = if plan.left_out == 1 { "operation" } else { "operations" };
        text.push_str(&format!(
            "\nThe document has {} more {operations}, which are not selected.\n",
            plan.left_out
        ));
    }
    if let Some(webhooks) = &plan.webhooks {
        text.push_str("\n## Webhooks\n\n");
        if webhooks.key.is_none() {
            text.push_str(&format!(
                "How they are signed is not known, so nothing here verifies them: make sure of the sender before you read the body as a `{}`.\n\n",
                webhooks.event
            ));
        }
        text.push_str("| event | about |\n|---|---|\n");
        for event in &webhooks.events {
            text.push_str(&format!("| {} | {} |\n", event.name, event.about));
        }
    }
    text.push_str("\n## What the document says and this crate does not\n\n");
    if plan.losses.is_empty() {
        text.push_str("Nothing.\n");
    }
    for loss in &plan.losses {
        text.push_str(&format!("- {loss}\n"));
    }
    text
}

fn operations(resource: &ResourcePlan, path: &str, text: &mut String) {
    for operation in &resource.operations {
        let arguments = operation.arguments.iter().map(|argument| argument.ident.to_string());
        let body =
            operation.body.iter().filter(|body| body.required).map(|body| body.ident.to_string());
        let arguments: Vec<String> = arguments.chain(body).collect();
        text.push_str(&format!(
            "| `{path}.{}({})` | {} |\n",
            operation.method,
            arguments.join(", "),
            cell_code(&format!("{} {}", operation.http_method.name(), operation.path))
        ));
    }
    for (method, child) in &resource.children {
        operations(child, &format!("{path}.{method}()"), text);
    }
}
