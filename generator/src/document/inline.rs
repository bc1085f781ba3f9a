//! Puts path items and callbacks in the place of references to them.
//!
//! `openapiv3` has no `components.pathItems` and no reference in the place of a callback. Both are
//! rare and small once their schemas are out, so the referenced object is copied; its schemas keep
//! the pointers they have.

use super::tree::Limits;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// References to follow before a chain counts as a circle.
const MAX_HOPS: usize = 16;

/// Replaces references to path items everywhere and references in `callbacks`.
pub(super) fn inline(tree: &mut Json, diagnostics: &mut Diagnostics) {
    let mut inlining = Inlining { budget: Limits::default().nodes, out: diagnostics };
    // Callbacks come first, so that a path item is copied with its callbacks in place.
    for in_callback in [true, false] {
        for place in references(tree).into_iter().filter(|place| place.in_callback == in_callback) {
            let replacement = inlining.replacement(tree, &place);
            if let (Some(replacement), Some(slot)) = (replacement, tree.at_mut(&place.pointer)) {
                *slot = replacement;
            }
        }
    }
    for place in references(tree).into_iter().filter(|place| place.in_callback) {
        inlining.unresolved(&place.pointer);
        if let Some(slot) = tree.at_mut(&place.pointer) {
            *slot = Json::Object(Vec::new());
        }
    }
}

struct Inlining<'a> {
    /// Values that may still be copied: references can multiply a document.
    budget: usize,
    out: &'a mut Diagnostics,
}

impl Inlining<'_> {
    /// What is to stand in the place of a reference; `None` leaves the reference.
    fn replacement(&mut self, tree: &Json, place: &Place) -> Option<Json> {
        let Some(target) = resolve(tree, &place.pointer) else {
            if !place.in_callback {
                return None;
            }
            self.unresolved(&place.pointer);
            return Some(Json::Object(Vec::new()));
        };
        let Some(rest) = self.budget.checked_sub(size(target)) else {
            let message = "references to path items and callbacks multiply the document too much";
            let at = At::Pointer(place.pointer.clone());
            self.out.push(Diagnostic::error(Code::LimitExceeded, at, message));
            self.budget = 0;
            return None;
        };
        self.budget = rest;
        let mut copy = target.clone();
        if place.in_callback && strip_callbacks(&mut copy) {
            let message = "callbacks of callbacks are not generated";
            let at = At::Pointer(place.pointer.clone());
            self.out.push(Diagnostic::warning(Code::UnsupportedKey, at, message));
        }
        Some(copy)
    }

    fn unresolved(&mut self, pointer: &Pointer) {
        let message =
            "the callback's reference does not resolve within the document; it is left out";
        let at = At::Pointer(pointer.clone());
        self.out.push(Diagnostic::warning(Code::UnsupportedKey, at, message));
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

/// Values at and below `value`.
fn size(value: &Json) -> usize {
    1 + match value {
        Json::Array(items) => items.iter().map(size).sum(),
        Json::Object(members) => members.iter().map(|(_, member)| size(member)).sum(),
        _ => 0,
    }
}

/// Where a reference stands in for a path item or a callback.
struct Place {
    pointer: Pointer,
    /// Whether the type that is read from it has no room for a reference.
    in_callback: bool,
}

/// The object that the reference at `pointer` leads to.
fn resolve<'a>(tree: &'a Json, pointer: &Pointer) -> Option<&'a Json> {
    let mut value = tree.at(pointer)?;
    for _ in 0..MAX_HOPS {
        match value.get("$ref") {
            Some(reference) => value = tree.at(&Pointer::from_reference(reference.as_str()?)?)?,
            None => return Some(value),
        }
    }
    None
}

/// Every reference in the place of a path item or callback.
fn references(tree: &Json) -> Vec<Place> {
    let mut search = Search { path: Path::default(), found: Vec::new() };
    let components = tree.get("components");
    let part = |key| components.and_then(|components| components.get(key));
    let mark = search.path.enter("components");
    let inner = search.path.enter("callbacks");
    search.callbacks(part("callbacks"), false);
    search.path.leave(inner);
    search.path.enter("pathItems");
    search.path_items(part("pathItems"), false);
    search.path.leave(mark);
    for key in ["paths", "webhooks"] {
        let mark = search.path.enter(key);
        search.path_items(tree.get(key), false);
        search.path.leave(mark);
    }
    search.found
}

struct Search {
    path: Path,
    found: Vec<Place>,
}

impl Search {
    fn path_items(&mut self, items: Option<&Json>, in_callback: bool) {
        for (name, item) in items.and_then(Json::as_object).unwrap_or_default() {
            let mark = self.path.enter(name);
            if item.get("$ref").is_some() {
                self.found.push(Place { pointer: self.path.pointer(), in_callback });
            }
            for (method, operation) in item.as_object().unwrap_or_default() {
                if let Some(callbacks) = operation.get("callbacks") {
                    let outer = self.path.enter(method);
                    self.path.enter("callbacks");
                    self.callbacks(Some(callbacks), true);
                    self.path.leave(outer);
                }
            }
            self.path.leave(mark);
        }
    }

    /// `must` says that a reference in the place of a callback has to go.
    fn callbacks(&mut self, callbacks: Option<&Json>, must: bool) {
        for (name, callback) in callbacks.and_then(Json::as_object).unwrap_or_default() {
            let mark = self.path.enter(name);
            if callback.get("$ref").is_none() {
                self.path_items(Some(callback), true);
            } else if must {
                self.found.push(Place { pointer: self.path.pointer(), in_callback: true });
            }
            self.path.leave(mark);
        }
    }
}
