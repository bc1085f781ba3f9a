//! Text of a document → text of the part that the settings select: what `cargo xtask fetch` writes.
//!
//! A slice is a document of the same version, in one file, without what nobody uses. Names come from
//! where a document defines things, and nothing moves, so the crate of a slice is the crate that the
//! whole document would give. It is written in one form: keys in a fixed order (`order`), each value in
//! one spelling (`yaml`). Where the text comes from and where it goes is the business of the caller.

mod changes;
mod cut;
mod header;
mod ids;
mod order;
mod yaml;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use changes::{Changes, Counts, changes};
pub use header::{Origin, is_slice, pending};

use super::bundle::grammar::Grammar;
use super::tree::{Limits, read_tree};
use super::usage::Usage;
use super::{Coverage, Origins, Source};
use super::{bundle, dynamic, overlay, read_document, select, version};
use crate::choice::Choice;
use crate::config::read_config;
use crate::diagnostic::position::Positions;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Severity};
use crate::json::Json;
use crate::pipeline::{Inputs, with_room};
use crate::pointer::Pointer;

/// Part of a document.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The document as YAML, after comments that say what it is part of.
    pub text: String,
    /// How many operations there were, and how many of them are in it.
    pub operations: Coverage,
    /// The same of webhooks.
    pub webhooks: Coverage,
    /// Operations that nobody selected, but to parts of which something selected refers.
    pub kept: Vec<String>,
}

/// Applies the overlays of `inputs` to its document, and slices that to what the settings and arguments
/// select. Of the findings, only those that stand in the way are given: the rest is said when a crate is
/// generated.
///
/// A pure function: same inputs, same bytes.
#[must_use]
pub fn slice(inputs: &Inputs, origin: &Origin<'_>) -> (Option<Slice>, Diagnostics) {
    with_room(|| {
        let mut diagnostics = Diagnostics::default();
        let slice = slice_here(inputs, origin, &mut diagnostics);
        diagnostics.remove(|finding, _| finding.severity != Severity::Error);
        diagnostics.sort(&inputs.spec, inputs.config.as_ref());
        (slice.filter(|_| !diagnostics.has_errors()), diagnostics)
    })
}

fn slice_here(
    inputs: &Inputs,
    origin: &Origin<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Slice> {
    let Inputs { spec, files, .. } = inputs;
    let config = read_config(inputs.config.as_ref(), diagnostics);
    config.check_overlays(&inputs.overlays, diagnostics);
    let overlays = pending(spec, &inputs.overlays, diagnostics);
    let choice = |diagnostics: &mut Diagnostics| {
        let mut choice = Choice::new(&config, &inputs.arguments, diagnostics);
        if is_slice(&spec.text) {
            choice.forgive_settings();
        }
        choice
    };
    // Whether it can be read at all, said as `generate` would say it.
    let mut said = choice(diagnostics);
    read_document(spec, &overlays, files, &mut said, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let (mut unheard, mut origins) = (Diagnostics::default(), Origins::default());
    let mut choice = choice(&mut unheard);
    let mut tree = read_tree(spec, Input::Spec, &Limits::default(), &mut unheard)?;
    origins.overlaid(Arc::new(overlay::apply(&mut tree, spec, &overlays, &mut unheard)));
    let swagger = version::is_swagger(&tree).ok()?;
    let mut texts = |path: &str| files.text(path);
    let (mut tree, sources) = bundle::bundle(tree, spec, &mut texts, &mut origins, &mut unheard);
    dynamic::resolve(&mut tree, &mut origins, &mut unheard);
    let grammar = if swagger { Grammar::V2 } else { Grammar::V3 };
    ids::remove(&mut tree, grammar);
    let spelled = spelled(&tree, spec, &overlays, &sources, &origins);

    cut::own_items(&mut tree, &mut choice);
    let mut usage = Usage::of(&tree);
    let hooks = |tree: &Json| tree.get("webhooks").and_then(Json::as_object).map_or(0, <[_]>::len);
    let total = hooks(&tree);
    let selected = select::select(&mut tree, &mut usage, &mut choice, &mut unheard);
    if !choice.is_everything() {
        cut::clear(&mut tree);
    }
    let webhooks = Coverage { selected: hooks(&tree), total };
    let kept = cut::kept(&tree, &selected.unwanted);

    let tree = order::ordered(tree, grammar);
    let operations = selected.coverage;
    let text = header::header(origin, inputs, operations, webhooks, &config)
        + &yaml::write(&tree, &spelled);
    if let Some(finding) = differs(&tree, &text) {
        diagnostics.push(finding);
        return None;
    }
    Some(Slice { text, operations, webhooks, kept })
}

/// Reads what was written: a slice that says something else than the document must not come about.
fn differs(tree: &Json, text: &str) -> Option<Diagnostic> {
    let written = Source::new("slice", text);
    let mut unheard = Diagnostics::default();
    let read = read_tree(&written, Input::Spec, &Limits::default(), &mut unheard);
    let Some(read) = read else {
        let why = unheard.items().first().map_or("", |finding| &finding.message);
        let message = format!("what is selected cannot be read once it is written: {why}");
        return Some(Diagnostic::error(Code::LimitExceeded, At::Pointer(Pointer::root()), message));
    };
    let at = difference(tree, &read, Pointer::root())?;
    let message = "this cannot be written as YAML without becoming something else";
    let finding = Diagnostic::error(Code::InvalidValue, At::Pointer(at), message);
    Some(finding.with_help("rename the key, such as a merge key `<<` of JSON"))
}

/// The first place in which two trees differ.
fn difference(one: &Json, other: &Json, at: Pointer) -> Option<Pointer> {
    if one == other {
        return None;
    }
    let within = match (one, other) {
        (Json::Object(one), Json::Object(other)) if one.len() == other.len() => {
            one.iter().zip(other).find_map(|((key, one), (other_key, other))| {
                let at = at.child(key);
                if key == other_key { difference(one, other, at) } else { Some(at) }
            })
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs.into_iter().find_map(|(i, (one, other))| difference(one, other, at.index(i)))
        }
        _ => None,
    };
    Some(within.unwrap_or(at))
}

/// The fractions of a document as they are written in it: `1.10` may be a version.
fn spelled(
    tree: &Json,
    spec: &Source,
    overlays: &[Source],
    sources: &[Source],
    origins: &Origins,
) -> HashMap<Pointer, String> {
    let mut pointers = Vec::new();
    fractions(tree, &Pointer::root(), &mut pointers);
    let mut by_text: BTreeMap<Input, Vec<(Pointer, Pointer)>> = BTreeMap::new();
    for pointer in pointers {
        if let Some((input, place)) = origins.spelled(&pointer) {
            by_text.entry(input).or_default().push((pointer, place));
        }
    }
    let mut spelled = HashMap::new();
    for (input, places) in by_text {
        let source = match input {
            Input::File(number) => sources.get(usize::from(number)),
            Input::Overlay(number) => overlays.get(usize::from(number)),
            _ => Some(spec),
        };
        let Some(source) = source else { continue };
        let positions = Positions::find(source.body(), places.iter().map(|(_, at)| at));
        for (pointer, original) in places {
            let place = positions.all(&original).first();
            let text = place.and_then(|place| source.body().get(place.value.clone()));
            let digits =
                |text: &&str| text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
            if let Some(text) = text.map(str::trim).filter(digits) {
                spelled.insert(pointer, text.to_owned());
            }
        }
    }
    spelled
}

fn fractions(value: &Json, at: &Pointer, found: &mut Vec<Pointer>) {
    match value {
        Json::Number(text) if text.contains(['.', 'e', 'E']) => found.push(at.clone()),
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| fractions(item, &at.index(i), found));
        }
        Json::Object(members) => {
            members.iter().for_each(|(key, value)| fractions(value, &at.child(key), found));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[cfg(test)]
mod tests;
