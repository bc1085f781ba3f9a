//! Takes out of a document what nobody wants, before anything is said about it.
//!
//! What is not wanted is not looked at: no stage reads it, so none has findings about it. Operations
//! and webhooks leave first, and then every component that no other uses. Where names come from is
//! the place where a document defines a type, so what stays is called as in the whole crate.

use std::collections::HashSet;

use serde::Serialize;

use super::usage::{Caller, CallerKind, Usage, cut_operations, operations};
use crate::choice::{Candidate, Choice};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input};
use crate::json::Json;
use crate::pointer::Pointer;

/// What a selection left of a document.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    /// How many operations there are, and how many of them are wanted.
    pub coverage: Coverage,
    /// Schemas that left with the operations, or none when there is no selection.
    pub dropped_schemas: Option<usize>,
    /// Operations that are not wanted but had to stay, because something refers to them.
    pub unwanted: HashSet<Pointer>,
}

/// How much of a document a crate has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Operations that are wanted.
    pub selected: usize,
    /// Operations of the document.
    pub total: usize,
}

/// Takes out what `choice` does not want. Selectors that fit nothing are errors.
pub(super) fn select(
    tree: &mut Json,
    usage: &mut Usage,
    choice: &mut Choice,
    diagnostics: &mut Diagnostics,
) -> Selected {
    let mut selected = Selected::default();
    if !choice.is_everything() {
        choose(tree, usage, choice, &mut selected, diagnostics);
        let roots = choice.kept.iter().filter_map(|at| usage.unit(at));
        let used = usage.used(usage.wanted().chain(roots).collect());
        let stays = |at: &Pointer| usage.unit(at).is_none_or(|unit| used[unit]);
        cut_paths(tree, usage, &stays);
        cut_members(tree.get_mut("webhooks"), &Pointer::from_text("/webhooks"), &stays);
        let mut dropped = 0;
        if let Some(Json::Object(sections)) = tree.get_mut("components") {
            for (section, members) in sections {
                let at = Pointer::from_text("/components").child(section);
                let gone = cut_members(Some(members), &at, &stays);
                dropped += if section == "schemas" { gone } else { 0 };
            }
        }
        for section in ["definitions", "parameters", "responses", "securityDefinitions"] {
            let at = Pointer::root().child(section);
            let gone = cut_members(tree.get_mut(section), &at, &stays);
            dropped += if section == "definitions" { gone } else { 0 };
        }
        selected.dropped_schemas = Some(dropped);
    }
    let operations = || usage.callers.iter().filter(|it| it.kind == CallerKind::Operation);
    selected.coverage = Coverage {
        selected: operations().filter(|it| it.wanted).count(),
        total: operations().count(),
    };
    selected
}

/// Asks the choice about each operation and webhook.
fn choose(
    tree: &Json,
    usage: &mut Usage,
    choice: &mut Choice,
    selected: &mut Selected,
    diagnostics: &mut Diagnostics,
) {
    for (path, item) in tree.get("paths").and_then(Json::as_object).unwrap_or_default() {
        let at = Pointer::from_text("/paths").child(path);
        for found in operations(item, tree) {
            let (method, operation) = (found.method, found.value);
            if !choice.wants_operation(&Candidate { path, method, operation, item }) {
                let at = found.at(&at);
                usage.want(&at, false);
                selected.unwanted.insert(at);
            }
        }
    }
    for (name, _) in tree.get("webhooks").and_then(Json::as_object).unwrap_or_default() {
        let wanted = choice.wants_webhook(name);
        usage.want(&Pointer::from_text("/webhooks").child(name), wanted);
    }
    choice.report_unused(diagnostics);
    if !usage.callers.is_empty() && usage.wanted().next().is_none() && !diagnostics.has_errors() {
        let at = At::Pointer(Pointer::from_text("/operations"));
        let message = "no operation and no webhook is left";
        let finding = Diagnostic::error(Code::InvalidConfig, at, message).about(Input::Config);
        diagnostics.push(finding.with_help("select less strictly"));
    }
}

/// Cuts operations out of path items, and path items that have none left.
fn cut_paths(tree: &mut Json, usage: &Usage, stays: &impl Fn(&Pointer) -> bool) {
    let wanted_items: HashSet<Pointer> =
        usage.callers.iter().filter(|caller| caller.wanted).map(Caller::item).collect();
    let root = Pointer::from_text("/paths");
    let Some(Json::Object(items)) = tree.get_mut("paths") else { return };
    items.retain_mut(|(path, item)| {
        let at = root.child(path);
        // An item that is a reference may be the same as another, of which more is wanted.
        if item.get("$ref").is_none() {
            cut_operations(item, &at, &stays);
        }
        wanted_items.contains(&at) || stays(&at) || path.starts_with("x-")
    });
}

/// Cuts the members of a section that nobody uses; gives how many.
fn cut_members(
    section: Option<&mut Json>,
    at: &Pointer,
    stays: &impl Fn(&Pointer) -> bool,
) -> usize {
    let Some(Json::Object(members)) = section else { return 0 };
    let before = members.len();
    members.retain(|(name, _)| stays(&at.child(name)));
    before - members.len()
}
