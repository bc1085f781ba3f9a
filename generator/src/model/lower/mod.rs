//! `Document` → `Api`: the order in which things are lowered, and what they share.

mod array;
mod body;
mod combine;
mod defaults;
mod dispatch;
mod docs;
mod endless;
mod enumeration;
mod form;
mod header;
mod hint;
mod inherit;
mod labels;
mod literals;
mod media;
mod mix;
mod number;
mod object;
mod operation;
mod pagination;
mod parameter;
mod path;
mod requirement;
mod resolve;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod stream;
mod union;
mod webhook;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::passes::reach::keep_reached;
use super::{Api, TypeDef, TypeId};
use crate::config::Config;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Document, SchemaId};
use crate::pointer::Pointer;

/// Lowers a document. Findings go to `diagnostics`; the model is whole in any case, since what
/// cannot be expressed is lowered to [`Shape::Any`](super::Shape::Any) or left out, with a finding that says so.
pub fn lower_api(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering {
        document,
        config,
        diagnostics,
        types: Vec::new(),
        by_schema: HashMap::new(),
        interned: HashMap::new(),
        used_slots: HashSet::new(),
        loops: HashSet::new(),
        impossible: HashSet::new(),
        unions: Vec::new(),
        family: inherit::Family::of(document),
        apart: HashMap::new(),
        plain_copies: HashMap::new(),
        originals: HashMap::new(),
        sources: HashMap::new(),
        combined: HashMap::new(),
        exhausted: false,
        roots: HashMap::new(),
    };
    let schemes = lowering.lower_schemes();
    let operations = lowering.lower_operations(&schemes);
    let webhooks = lowering.lower_webhooks();
    let webhook_event = lowering.lower_webhook_event(&webhooks);
    let servers = lowering.lower_servers();
    lowering.break_endless();
    lowering.decide_dispatches();
    lowering.check_selectors();
    lowering.check_text_types();
    lowering.check_paging();
    let info = &document.skeleton.info;
    let Some(types) = lowering.types.into_iter().collect() else {
        unreachable!("a type was reserved and never finished");
    };
    keep_reached(
        Api {
            title: info.title.clone(),
            version: info.version.clone(),
            description: info.description.clone(),
            servers,
            schemes,
            tags: document.skeleton.tags.iter().filter_map(described).collect(),
            types,
            operations,
            webhooks,
            webhook_event,
            unreached: Vec::new(),
            sources: lowering.by_schema,
        },
        document,
    )
}

/// A tag that the document describes.
fn described(tag: &openapiv3::Tag) -> Option<(String, String)> {
    let description = tag.description.as_ref().filter(|text| !text.trim().is_empty());
    description.map(|text| (tag.name.clone(), text.clone()))
}

/// What all lowering functions share.
struct Lowering<'a> {
    document: &'a Document,
    config: &'a Config,
    diagnostics: &'a mut Diagnostics,
    /// The types; `None` while a type's parts are lowered.
    types: Vec<Option<TypeDef>>,
    by_schema: HashMap<SchemaId, TypeId>,
    /// Inline types without a name of their own, one per shape.
    interned: HashMap<String, TypeId>,
    /// Reserved types that something refers to before they are finished: recursion.
    used_slots: HashSet<SchemaId>,
    /// References that lead back to themselves, to be reported once.
    loops: HashSet<SchemaId>,
    /// Schemas that nothing fits, to be reported once.
    impossible: HashSet<Pointer>,
    /// The unions, to be told apart once every variant is known.
    unions: Vec<dispatch::Pending>,
    /// Which component schemas extend which.
    family: inherit::Family,
    /// Schemas that others extend, for their own keys alone.
    apart: HashMap<SchemaId, SchemaId>,
    /// Schemas without what they combine, and which ones those are copies of.
    plain_copies: HashMap<SchemaId, SchemaId>,
    originals: HashMap<SchemaId, SchemaId>,
    /// The alternatives of the document that composed ones were made from.
    sources: HashMap<SchemaId, Vec<SchemaId>>,
    /// What was composed of several definitions, and where.
    combined: HashMap<Vec<SchemaId>, Vec<(Pointer, SchemaId)>>,
    /// Whether so much was composed that nothing more is.
    exhausted: bool,
    /// Schemas that stand in no other, and words for their names.
    roots: HashMap<Pointer, Vec<String>>,
}

impl Lowering<'_> {
    /// Records a loss at `at`.
    fn warn(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        self.report(Severity::Warning, code, at, message, None);
    }

    /// Records a finding about the document.
    fn report(
        &mut self,
        severity: Severity,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let finding = Diagnostic::new(severity, code, At::Pointer(at.clone()), message);
        self.diagnostics.push(Diagnostic { help, ..finding });
    }
}

/// Named members, sorted: the order of keys in a document means nothing, so it decides nothing.
fn sorted<T>(members: impl IntoIterator<Item = (String, T)>) -> BTreeMap<String, T> {
    members.into_iter().collect()
}
