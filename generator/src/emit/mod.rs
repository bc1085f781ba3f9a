//! Stage 4: [`CratePlan`] → tokens. Total and pure: it decides nothing,
//! looks nothing up, and cannot fail.
//!
//! One function per plan node. Spec text enters tokens in three ways only: as a string literal, as
//! a line of documentation that the plan has sanitised, or as a [`RustIdent`](crate::plan::RustIdent).

mod client;
mod docs;
mod example;
mod gate;
mod headers;
mod ident;
mod item;
mod library;
mod operation;
mod resource;
mod tests;
mod ty;
mod types;
mod webhooks;

use proc_macro2::TokenStream;

pub use docs::BLANK;

use crate::plan::{CratePlan, ResourcePlan};

/// A Rust file of the crate: its path, and how to make it.
pub struct SourceFile<'p> {
    /// The path below the crate's root, with forward slashes.
    pub path: String,
    /// Makes the tokens. They cannot move between threads, so each is made where it is printed.
    pub tokens: Box<dyn Fn() -> TokenStream + Send + Sync + 'p>,
}

/// The Rust files of a plan, without the runtime.
#[must_use]
pub fn emit_files(plan: &CratePlan) -> Vec<SourceFile<'_>> {
    let mut files = vec![
        file("src/lib.rs", move || library::emit_library(plan)),
        file("src/client.rs", move || client::emit_client(plan)),
        file("src/blocking.rs", move || client::emit_blocking(plan)),
        file("src/types/mod.rs", move || types::emit_types_index(plan)),
        file("src/api/mod.rs", move || resource::emit_api_index(plan)),
    ];
    for module in &plan.modules {
        files.push(file(&format!("src/types/{}.rs", module.ident), move || {
            types::emit_types_module(module)
        }));
    }
    for resource in &plan.resources {
        push_resource(&mut files, "src/api", resource);
    }
    if let Some(webhooks) = &plan.webhooks
        && webhooks.key.is_some()
    {
        files.push(file("src/webhooks.rs", move || webhooks::emit_webhooks(webhooks)));
    }
    if !plan.modules.is_empty() {
        files.push(file("src/tests.rs", move || tests::emit_tests(plan)));
    }
    for example in &plan.examples {
        let path = format!("examples/{}.rs", example.file);
        files.push(file(&path, move || example::emit_example(plan, example)));
    }
    files
}

fn push_resource<'p>(files: &mut Vec<SourceFile<'p>>, folder: &str, resource: &'p ResourcePlan) {
    let path = format!("{folder}/{}", resource.module);
    files.push(file(&format!("{path}.rs"), move || resource::emit_resource(resource)));
    for (_, child) in &resource.children {
        push_resource(files, &path, child);
    }
}

fn file<'p>(path: &str, tokens: impl Fn() -> TokenStream + Send + Sync + 'p) -> SourceFile<'p> {
    SourceFile { path: path.to_owned(), tokens: Box::new(tokens) }
}
