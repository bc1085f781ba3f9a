//! References to everything but schemas: each either leads to a component that `openapiv3` can
//! find, or gives way to a copy of what it leads to, or is reported and replaced by the most that is
//! still true.
//!
//! It runs when the schemas are out, so that a copy is small and its schemas keep the places, and with
//! them the types, that they have. References to schemas are resolved by [`super::schema`].

mod path_item;
mod places;
mod resolve;

use super::SchemaTable;
use super::grammar::Kind;
use super::swagger::Origins;
use super::tree::Limits;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::{Path, Pointer};
use places::{Place, places};
use resolve::{Resolution, Sections};

/// Copies may hold references that need copies in turn; more rounds than this are a loop.
const ROUNDS: usize = 32;

/// Settles every reference outside schemas. `table` learns where copies of `itemSchema` stand, and
/// `origins` what was copied from where; findings name places as they were written.
pub(super) fn settle(
    tree: &mut Json,
    table: &mut SchemaTable,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) {
    let mut settling =
        Settling { budget: Limits::default().nodes, table, origins, out: diagnostics };
    for _ in 0..ROUNDS {
        if !settling.round(tree) {
            break;
        }
    }
    settling.end_loops(tree);
    if let Some(components) = tree.get_mut("components") {
        for section in ["pathItems", "mediaTypes"] {
            components.remove(section);
        }
    }
}

struct Settling<'a> {
    /// Values that may still be copied: references can multiply a document.
    budget: usize,
    table: &'a mut SchemaTable,
    origins: &'a mut Origins,
    out: &'a mut Diagnostics,
}

impl Settling<'_> {
    /// Deals with the references of one kind; false if there was nothing to do. What holds others comes
    /// after them, so that what is copied has been dealt with.
    fn round(&mut self, tree: &mut Json) -> bool {
        let sections = Sections::new(tree);
        let open: Vec<(Place, Resolution)> = places(tree)
            .into_iter()
            .map(|place| (resolve::resolve(tree, &sections, &place), place))
            .filter(|(resolution, _)| !matches!(resolution, Resolution::Stays | Resolution::Later))
            .map(|(resolution, place)| (place, resolution))
            .collect();
        let Some(now) = open.iter().map(|(place, _)| size_of_kind(place.kind)).min() else {
            return false;
        };
        let mut left_out = Vec::new();
        for (place, resolution) in open {
            if size_of_kind(place.kind) > now {
                continue;
            }
            match resolution {
                Resolution::Found(target) => self.copy(tree, &place, &target),
                Resolution::Loop => self.give_up(tree, &place, &mut left_out, true),
                Resolution::Nowhere | Resolution::Stays | Resolution::Later => {
                    self.give_up(tree, &place, &mut left_out, false);
                }
            }
        }
        // Items of lists go last to first, so that each is still where it was found.
        for pointer in left_out.iter().rev() {
            remove(tree, pointer);
        }
        true
    }

    /// Puts a copy of what is at `target` in the place of the reference.
    fn copy(&mut self, tree: &mut Json, place: &Place, target: &Pointer) {
        let Some(found) = tree.at(target) else { return };
        let Some(rest) = self.budget.checked_sub(found.size()) else {
            let message = "references outside schemas multiply the document too much";
            let at = At::Pointer(place.pointer.clone());
            self.report(Diagnostic::error(Code::LimitExceeded, at, message));
            self.budget = 0;
            if let Some(slot) = tree.at_mut(&place.pointer) {
                *slot = replacement(place.kind);
            }
            return;
        };
        self.budget = rest;
        let mut copy = found.clone();
        if place.in_callback && strip_callbacks(&mut copy) {
            let message = "callbacks of callbacks are not generated";
            let at = At::Pointer(place.pointer.clone());
            self.report(Diagnostic::warning(Code::UnsupportedKey, at, message));
        }
        self.repeat_item_schemas(&copy, target, &place.pointer);
        let own = tree.at(&place.pointer).cloned();
        if place.kind == Kind::PathItem
            && let Some(own) = own
        {
            self.merge(&mut copy, own, place, target);
        } else {
            self.origins.copied(&place.pointer, target);
        }
        if let Some(slot) = tree.at_mut(&place.pointer) {
            *slot = copy;
        }
    }

    /// Reports a reference that leads nowhere, and puts the most that is still true in its place.
    fn give_up(
        &mut self,
        tree: &mut Json,
        place: &Place,
        left_out: &mut Vec<Pointer>,
        is_loop: bool,
    ) {
        let (message, help) = resolve::explain(tree, place, is_loop);
        let at = At::Pointer(place.pointer.child("$ref"));
        let finding = match place.kind {
            // Nobody knows which calls there are, so no crate could claim to have them.
            Kind::PathItem if !place.in_callback => {
                Diagnostic::error(Code::DanglingReference, at, message)
            }
            _ => Diagnostic::warning(Code::DanglingReference, at, message),
        };
        self.report(Diagnostic { help, ..finding });
        match place.kind {
            Kind::Response | Kind::RequestBody | Kind::MediaType | Kind::PathItem => {
                if let Some(slot) = tree.at_mut(&place.pointer) {
                    *slot = replacement(place.kind);
                }
            }
            _ => left_out.push(place.pointer.clone()),
        }
    }

    /// What still is a reference in a place that has no room for one leads back to itself.
    fn end_loops(&mut self, tree: &mut Json) {
        let sections = Sections::new(tree);
        let mut left_out = Vec::new();
        for place in places(tree) {
            let resolution = resolve::resolve(tree, &sections, &place);
            if !matches!(resolution, Resolution::Stays) {
                self.give_up(tree, &place, &mut left_out, true);
            }
        }
        for pointer in left_out.iter().rev() {
            remove(tree, pointer);
        }
    }

    /// Reports a finding, which may be about a copy, at the place that the author knows.
    fn report(&mut self, mut finding: Diagnostic) {
        self.origins.restore(&mut finding);
        self.out.push(finding);
    }

    /// `openapiv3` has no room for `itemSchema`, so the model looks it up by its place.
    fn repeat_item_schemas(&mut self, copy: &Json, from: &Pointer, to: &Pointer) {
        let mut found = Vec::new();
        item_schemas(copy, &mut Path::default(), &mut found);
        for inner in found {
            let below = |base: &Pointer| Pointer::from_text(&format!("{}{inner}", base.as_str()));
            self.table.repeat(&below(from), below(to));
        }
    }
}

/// The pointers of the members called `itemSchema`, from `value` on.
fn item_schemas(value: &Json, path: &mut Path, found: &mut Vec<String>) {
    for (key, member) in value.as_object().unwrap_or_default() {
        let mark = path.enter(key);
        if key == "itemSchema" {
            found.push(path.pointer().as_str().to_owned());
        } else {
            item_schemas(member, path, found);
        }
        path.leave(mark);
    }
}

/// What stands for an object that nobody knows.
fn replacement(kind: Kind) -> Json {
    let object = |members: Vec<(&str, Json)>| {
        Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    match kind {
        Kind::Response => object(vec![("description", Json::String(String::new()))]),
        Kind::RequestBody => {
            let free = object(vec![("application/json", object(vec![]))]);
            object(vec![("content", free)])
        }
        _ => object(vec![]),
    }
}

/// Larger for kinds that hold others.
fn size_of_kind(kind: Kind) -> u8 {
    match kind {
        Kind::PathItem => 6,
        Kind::Callback => 5,
        Kind::Response => 4,
        Kind::Parameter | Kind::RequestBody => 3,
        Kind::Header => 2,
        Kind::MediaType => 1,
        _ => 0,
    }
}

/// An object of a kind, for messages.
fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::PathItem => "a path item",
        Kind::Parameter => "a parameter",
        Kind::RequestBody => "a request body",
        Kind::MediaType => "a media type",
        Kind::Response => "a response",
        Kind::Callback => "a callback",
        Kind::Example => "an example",
        Kind::Link => "a link",
        Kind::Header => "a header",
        Kind::SecurityScheme => "a security scheme",
        other => other.rules().name,
    }
}

/// Takes `callbacks` out of every operation of a callback or path item, so that callbacks which lead
/// back to themselves end; true if there were any.
fn strip_callbacks(copy: &mut Json) -> bool {
    let Json::Object(members) = copy else { return false };
    let mut found = false;
    for (_, member) in members {
        found |= member.remove("callbacks").is_some();
        if let Json::Object(operations) = member {
            for (_, operation) in operations {
                found |= operation.remove("callbacks").is_some();
            }
        }
    }
    found
}

/// Takes a member or an item out.
fn remove(tree: &mut Json, pointer: &Pointer) {
    let Some(holder) = pointer.parent().and_then(|parent| tree.at_mut(&parent)) else { return };
    match holder {
        Json::Array(items) => {
            if let Some(index) = pointer.last().parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        other => {
            other.remove(&pointer.last());
        }
    }
}
