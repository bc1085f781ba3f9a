//! The actions of an overlay, one after the other: each sees what those before it did (1.1 §4.4.1).

use std::collections::BTreeSet;

use super::merge::{Clash, Kind, merge};
use super::query::{Place, Step, View, pointer};
use super::read::{Action, Overlay, Version};
use super::remove::remove;
use crate::diagnostic::{
    Applied, At, Code, Diagnostic, Diagnostics, Input, Origin, Provenance, Written,
};
use crate::document::tree::Limits;
use crate::json::Json;
use crate::pointer::Pointer;

/// Clashes of one action that are reported; more say the same.
const MOST_CLASHES: usize = 5;

/// Applies the actions of overlay `number`. One with an error changes nothing, or not all that it should.
pub(super) fn actions(
    tree: &mut Json,
    overlay: &Overlay,
    number: u16,
    provenance: &mut Provenance,
    out: &mut Diagnostics,
) {
    let mut view = None;
    for (index, action) in overlay.actions.iter().enumerate() {
        let at = Pointer::from_text("/actions").index(index);
        let version = overlay.version;
        let mut work = Work { tree, provenance, version, number, index, at, out };
        let seen = view.take().unwrap_or_else(|| View::of(work.tree));
        let changed = work.action(action, &seen);
        view = (!changed).then_some(seen);
    }
}

/// One action at work.
struct Work<'a> {
    tree: &'a mut Json,
    provenance: &'a mut Provenance,
    version: Version,
    number: u16,
    index: usize,
    /// The action's place in the overlay.
    at: Pointer,
    out: &'a mut Diagnostics,
}

impl Work<'_> {
    /// Applies the action; whether the tree may have changed.
    fn action(&mut self, action: &Action, view: &View) -> bool {
        let Some(verb) = self.verb(action) else { return false };
        let Some(places) = self.select(view, &action.target, "target") else { return false };
        self.provenance.applied(Applied {
            overlay: usize::from(self.number),
            action: self.index,
            verb,
            target: action.target.clone(),
            matches: places.len(),
        });
        if places.is_empty() {
            if !action.allow_empty {
                self.no_match(view, &action.target, "target");
            }
            return false;
        }
        if action.remove {
            return self.remove(&places);
        }
        match (&action.update, &action.copy) {
            (Some(value), _) => {
                let at = self.at.child("update");
                self.merge(view, &places, value, at, None)
            }
            (None, Some(query)) => {
                let Some(source) = self.source(view, query) else { return false };
                let Some(value) = self.tree.at(&source).cloned() else { return false };
                let at = self.at.child("copy");
                self.merge(view, &places, &value, at, Some(source))
            }
            (None, None) => false,
        }
    }

    /// What the action does; none if it does not say one thing.
    fn verb(&mut self, action: &Action) -> Option<&'static str> {
        let said = [
            ("remove", action.remove),
            ("update", action.update.is_some()),
            ("copy", action.copy.is_some()),
        ];
        let said: Vec<&str> = said.iter().filter(|(_, said)| *said).map(|(key, _)| *key).collect();
        match said.as_slice() {
            [verb] => match *verb {
                "remove" => Some("remove"),
                "update" => Some("update"),
                _ => Some("copy"),
            },
            [] => {
                let message = "this action does nothing";
                let finding =
                    Diagnostic::error(Code::OverlayAction, At::Key(self.at.clone()), message);
                let all = match self.version {
                    Version::V1_0 => "`update` or `remove: true`",
                    Version::V1_1 => "`update`, `copy` or `remove: true`",
                };
                self.push(finding.with_help(format!("say {all}")));
                None
            }
            [first, second, ..] => {
                let message = format!("this action says both `{first}` and `{second}`");
                let at = At::Key(self.at.child(second));
                let finding = Diagnostic::error(Code::OverlayAction, at, message);
                self.push(finding.with_help("make an action of each, or remove one"));
                None
            }
        }
    }

    fn select(&mut self, view: &View, query: &str, key: &str) -> Option<BTreeSet<Place>> {
        match view.select(query) {
            Ok(places) => Some(places),
            Err(message) => {
                let at = At::Pointer(self.at.child(key));
                self.push(Diagnostic::error(Code::OverlayQuery, at, message));
                None
            }
        }
    }

    /// The one node to copy.
    fn source(&mut self, view: &View, query: &str) -> Option<Pointer> {
        let places = self.select(view, query, "copy")?;
        let mut all = places.iter();
        match (all.next(), all.next()) {
            (Some(place), None) => Some(pointer(place)),
            (None, _) => {
                self.no_match(view, query, "copy");
                None
            }
            (Some(_), Some(second)) => {
                let number = places.len();
                let message = format!("`copy` selects {number} nodes; it has to be one");
                let at = At::Pointer(self.at.child("copy"));
                let finding = Diagnostic::error(Code::OverlayMismatch, at, message);
                self.push_about(finding, &pointer(second), "one of them");
                None
            }
        }
    }

    /// Reports a query that selects nothing, with the place that it gets to.
    fn no_match(&mut self, view: &View, query: &str, key: &str) {
        let what = if key == "target" { "the target" } else { "`copy`" };
        let message = format!("{what} selects nothing in the document");
        let at = At::Pointer(self.at.child(key));
        let finding = Diagnostic::error(Code::OverlayNoMatch, at, message);
        let finding = match key {
            "target" => finding.with_help("correct it, or say `x-allow-empty: true` in the action"),
            _ => finding,
        };
        let reach = view.reach(query);
        let first = reach.as_ref().and_then(|(part, places)| Some((part, places.first()?)));
        match first {
            Some((part, place)) if !place.is_empty() => {
                let label = format!("no further than `{part}`");
                self.push_about(finding, &pointer(place), &label);
            }
            _ => self.push(finding),
        }
    }

    fn remove(&mut self, places: &BTreeSet<Place>) -> bool {
        if places.contains(&Place::new()) {
            let message = "the whole document cannot be removed";
            let at = At::Pointer(self.at.child("target"));
            self.push(Diagnostic::error(Code::OverlayMismatch, at, message));
            return false;
        }
        if self.version == Version::V1_0 {
            // 1.0 §4.4.3 says so of items; its own examples remove members that are texts.
            let single = places.iter().map(|place| (place, pointer(place))).find(|(place, at)| {
                matches!(place.last(), Some(Step::Index(_)))
                    && self.tree.at(at).is_some_and(|value| Kind::of(value) == Kind::Other)
            });
            if let Some((_, at)) = single {
                let message = "Overlay 1.0 removes no single items but objects and arrays";
                return self.primitive(message, &at);
            }
        }
        remove(self.tree, places, self.provenance);
        true
    }

    fn merge(
        &mut self,
        view: &View,
        places: &BTreeSet<Place>,
        value: &Json,
        from: Pointer,
        copied: Option<Pointer>,
    ) -> bool {
        let pointers: Vec<Pointer> = places.iter().map(|place| pointer(place)).collect();
        if !(self.of_one_kind(&pointers) && self.affordable(view, places, value, &from)) {
            return false;
        }
        let written =
            Written { overlay: usize::from(self.number), action: self.index, at: from, copied };
        let mut left = MOST_CLASHES;
        for at in &pointers {
            let Some(target) = self.tree.at_mut(at) else { continue };
            let clashes = merge(target, value, at, &written, self.provenance);
            for clash in clashes.into_iter().take(left) {
                left -= 1;
                self.clash(clash);
            }
        }
        true
    }

    /// Whether the nodes are all objects, all arrays, or, since 1.1, all something else.
    fn of_one_kind(&mut self, pointers: &[Pointer]) -> bool {
        let kinds: Vec<Kind> =
            pointers.iter().filter_map(|at| self.tree.at(at)).map(Kind::of).collect();
        let first = kinds.first().copied().unwrap_or(Kind::Other);
        if let Some(other) = kinds.iter().position(|kind| *kind != first) {
            let number = |wanted: Kind| kinds.iter().filter(|kind| **kind == wanted).count();
            let message = format!(
                "the target selects objects ({}), arrays ({}) and other values ({}), which no one value fits",
                number(Kind::Object),
                number(Kind::Array),
                number(Kind::Other)
            );
            let at = At::Pointer(self.at.child("target"));
            let finding = Diagnostic::error(Code::OverlayMismatch, at, message)
                .with_help("select nodes of one kind");
            let label = self.tree.at(&pointers[other]).map_or("", Json::kind);
            self.push_about(finding, &pointers[other], label);
            return false;
        }
        if first == Kind::Other && self.version == Version::V1_0 {
            let message = "Overlay 1.0 updates objects and arrays only";
            return self.primitive(message, &pointers[0]);
        }
        true
    }

    /// Reports a node that is neither object nor array, for 1.0.
    fn primitive(&mut self, message: &str, at: &Pointer) -> bool {
        let label = self.tree.at(at).map_or("", Json::kind);
        let target = At::Pointer(self.at.child("target"));
        let help = "select what is around it, or write `overlay: 1.1.0`";
        let finding = Diagnostic::error(Code::OverlayMismatch, target, message).with_help(help);
        self.push_about(finding, at, label);
        false
    }

    /// Whether the document stays within its limits: a few actions could multiply it.
    fn affordable(
        &mut self,
        view: &View,
        places: &BTreeSet<Place>,
        value: &Json,
        from: &Pointer,
    ) -> bool {
        let limits = Limits::default();
        let added = value.size().saturating_mul(places.len());
        let deep = places.iter().map(Vec::len).max().unwrap_or_default() + depth(value);
        let message = if view.nodes().saturating_add(added) > limits.nodes {
            format!("with this the document has more than {} values", limits.nodes)
        } else if deep > limits.depth {
            format!("with this the document is nested more than {} levels deep", limits.depth)
        } else {
            return true;
        };
        self.push(Diagnostic::error(Code::LimitExceeded, At::Key(from.clone()), message));
        false
    }

    fn clash(&mut self, clash: Clash) {
        let Clash { at, there, given, written } = clash;
        let message = match &written.copied {
            Some(from) => format!("{given} at {from} cannot be merged with {there} at {at}"),
            None => format!("{given} cannot be merged with {there} at {at}"),
        };
        let finding = Diagnostic::error(Code::OverlayMismatch, At::Pointer(written.at), message);
        self.push_about(finding, &at, there);
    }

    /// Adds a finding about the overlay that is about a place of the document as well.
    fn push_about(&mut self, finding: Diagnostic, at: &Pointer, label: &str) {
        let (input, at) = match self.provenance.origin(at) {
            Origin::Document(at) => (Input::Spec, at),
            Origin::Overlay(written) => {
                (Input::Overlay(u16::try_from(written.overlay).unwrap_or(u16::MAX)), written.at)
            }
        };
        self.push(finding.with_related(input, At::Pointer(at), label));
    }

    fn push(&mut self, finding: Diagnostic) {
        self.out.push(finding.about(Input::Overlay(self.number)));
    }
}

/// How deep a value is nested; that of a text is 0.
fn depth(value: &Json) -> usize {
    let deepest = match value {
        Json::Array(items) => items.iter().map(depth).max(),
        Json::Object(members) => members.iter().map(|(_, member)| depth(member)).max(),
        _ => return 0,
    };
    1 + deepest.unwrap_or_default()
}
