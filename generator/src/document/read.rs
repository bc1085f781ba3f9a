//! The steps of this stage, in order.

use std::sync::Arc;

use super::grammar::Kind;
use super::schema::{SchemaReader, drop_dangling, read_targets};
use super::swagger::{self, Origins};
use super::usage::Usage;
use super::{Document, Files, SchemaTable};
use super::{
    bundle, canonical, carried, dynamic, losses, overlay, select, settle, skeleton, slash, tree,
    version, walk,
};
use crate::choice::Choice;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Source};
use crate::json::Json;
use crate::pointer::Pointer;

/// Reads what `choice` wants of an OpenAPI document, to which overlays are applied first, and which may consist
/// of several files. `None` if and only if an error was pushed.
pub fn read_document(
    source: &Source,
    overlays: &[Source],
    files: &Files,
    choice: &mut Choice,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut own = Diagnostics::default();
    let mut origins = Origins::default();
    // These name places as they were written.
    let mut early = Diagnostics::default();
    let document = read(source, overlays, files, choice, &mut origins, &mut early, &mut own);
    let failed = early.has_errors() || own.has_errors();
    own.for_each_mut(|finding| origins.restore(finding));
    // That a reference leads nowhere needs no second word where its file is missing.
    let missing = early.items().iter().filter(|finding| finding.code == Code::MissingFile);
    let missing: Vec<(Input, At)> = missing.map(|it| (it.input, it.at.clone())).collect();
    let said =
        |it: &Diagnostic| missing.iter().any(|(input, at)| (it.input, &it.at) == (*input, at));
    for findings in [&mut early, &mut own] {
        findings.remove(|finding, _| finding.code == Code::DanglingReference && said(finding));
    }
    diagnostics.extend(early);
    let document = document.map(|document| Document { origins, ..document });
    diagnostics.extend(own);
    document.filter(|_| !failed)
}

/// The document with its overlays and other files as one tree of OpenAPI 3, references as they are.
pub fn read_whole(source: &Source, overlays: &[Source], files: &Files) -> Option<Json> {
    let (mut early, mut origins) = (Diagnostics::default(), Origins::default());
    let mut tree = tree::read_tree(source, Input::Spec, &tree::Limits::default(), &mut early)?;
    overlay::apply(&mut tree, source, overlays, &mut early);
    let swagger = version::is_swagger(&tree).ok()?;
    let mut texts = |path: &str| files.text(path);
    let (tree, _) = bundle::bundle(tree, source, &mut texts, &mut origins, &mut early);
    Some(if swagger { swagger::lift(tree, &origins, &mut early).0 } else { tree })
}

fn read(
    source: &Source,
    overlays: &[Source],
    files: &Files,
    choice: &mut Choice,
    origins: &mut Origins,
    early: &mut Diagnostics,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut tree = tree::read_tree(source, Input::Spec, &tree::Limits::default(), early)?;
    let provenance = Arc::new(overlay::apply(&mut tree, source, overlays, early));
    early.add_provenance(Arc::clone(&provenance));
    if early.has_errors() {
        return None;
    }
    origins.overlaid(provenance);
    let swagger = match (version::is_swagger(&tree), version::read_dialect(&tree)) {
        (Ok(true), _) => true,
        (Ok(false), Ok(_)) => false,
        (Err(error), _) | (Ok(false), Err(error)) => {
            diagnostics.push(*error);
            return None;
        }
    };
    let mut texts = |path: &str| files.text(path);
    let (mut tree, sources) = bundle::bundle(tree, source, &mut texts, origins, early);
    let resolved = canonical::text(&tree);
    early.add_files(sources.clone());
    dynamic::resolve(&mut tree, origins, early);
    let mut usage = Usage::of(&tree);
    let selected = select::select(&mut tree, &mut usage, choice, early);
    if swagger {
        let (lifted, lifting) = swagger::lift(tree, origins, early);
        tree = lifted;
        *origins = lifting.after(std::mem::take(origins));
    }
    let dialect = match version::read_dialect(&tree) {
        Ok(dialect) => dialect,
        Err(error) => {
            diagnostics.push(*error);
            return None;
        }
    };
    let mut found = Diagnostics::default();
    slash::add_slashes(&mut tree, origins, &mut found);
    let removed = walk::walk(&mut tree, source, &sources, origins, dialect, &mut found);
    let mut schemas = {
        let mut table = SchemaTable::default();
        let mut reader = SchemaReader::new(dialect, &mut table, &mut found);
        let mut components = Vec::new();
        for (pointer, value) in removed.schemas {
            let id = reader.read(&pointer, value);
            if pointer.parent().is_some_and(|at| at.as_str() == "/components/schemas") {
                components.push((pointer.last(), id));
            }
        }
        read_targets(&mut reader, &tree, &removed.attic);
        drop_dangling(&mut reader, &tree);
        table.components = components;
        table
    };
    // Copies are made from here on: what was found before stands where it stood.
    found.for_each_mut(|finding| origins.restore(finding));
    early.extend(found);
    settle::settle(&mut tree, &mut schemas, origins, early);
    carried::carry_operations(&mut tree);
    let webhooks = tree.remove("webhooks").unwrap_or(Json::Object(Vec::new()));
    if early.has_errors() {
        return None;
    }
    let (skeleton, hooks) = skeleton::read_skeleton(&tree, &webhooks, diagnostics)?;
    let hook_pointer = Pointer::root().child("webhooks");
    losses::report(Kind::OpenApi, &tree, &skeleton, diagnostics);
    losses::report_path_items(&hook_pointer, &webhooks, &hooks, diagnostics);
    Some(Document {
        skeleton,
        webhooks: hooks,
        schemas,
        origins: Origins::default(),
        usage,
        selected,
        resolved,
    })
}
