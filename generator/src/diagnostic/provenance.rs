//! Where the parts of a document were written, once overlays have changed it: in the document itself, maybe
//! at another place than where they are now, or in an overlay.
//!
//! Only what overlays touched is remembered; everything else stands where it always stood.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::pointer::Pointer;

/// Who wrote the nodes of a document. Empty without overlays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    overlays: Vec<Source>,
    actions: Vec<Applied>,
    trace: Trace,
}

/// An action that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which overlay, by its number among [`Provenance::overlays`].
    pub overlay: usize,
    /// Which of its actions, from 0.
    pub action: usize,
    /// What it does: `update`, `copy` or `remove`.
    pub verb: &'static str,
    /// Its target, as it is written.
    pub target: String,
    /// How many nodes the target selected.
    pub matches: usize,
}

/// Where a node was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the document, at this place.
    Document(Pointer),
    /// By an action of an overlay.
    Overlay(Written),
}

/// How an overlay wrote a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Which overlay, by its number among [`Provenance::overlays`].
    pub overlay: usize,
    /// Which of its actions, from 0.
    pub action: usize,
    /// The place in the overlay: the part of `update` that became the node, or `copy`.
    pub at: Pointer,
    /// For a copy: where the node stood in the document before the action.
    pub copied: Option<Pointer>,
}

/// What is known of a node and of those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Trace {
    origin: Option<Origin>,
    below: BTreeMap<String, Trace>,
}

impl Provenance {
    /// The provenance of a document that these overlays are about to change.
    #[must_use]
    pub(crate) fn new(overlays: Vec<Source>) -> Self {
        Self { overlays, ..Self::default() }
    }

    /// Whether there are no overlays.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.overlays.is_empty()
    }

    /// The overlays, in the order in which they were applied.
    #[must_use]
    pub fn overlays(&self) -> &[Source] {
        &self.overlays
    }

    /// The actions, in the order in which they were applied.
    #[must_use]
    pub fn actions(&self) -> &[Applied] {
        &self.actions
    }

    /// Where the node at `pointer` of the changed document was written. A place that the document does not
    /// have counts as a part of what is around it.
    #[must_use]
    pub fn origin(&self, pointer: &Pointer) -> Origin {
        let mut origin = Origin::Document(Pointer::root());
        let mut trace = Some(&self.trace);
        for token in pointer.tokens() {
            trace = trace.and_then(|trace| trace.below.get(&token));
            origin = match trace.and_then(|trace| trace.origin.clone()) {
                Some(own) => own,
                None => match origin {
                    Origin::Document(at) => Origin::Document(at.child(&token)),
                    Origin::Overlay(written) => Origin::Overlay(written.child(&token)),
                },
            };
        }
        origin
    }

    /// The action that wrote the node at `pointer` of the changed document; `None` if it is the document's
    /// own.
    #[must_use]
    pub fn written(&self, pointer: &Pointer) -> Option<Written> {
        match self.origin(pointer) {
            Origin::Document(_) => None,
            Origin::Overlay(written) => Some(written),
        }
    }

    /// Notes that an action was applied.
    pub(crate) fn applied(&mut self, action: Applied) {
        self.actions.push(action);
    }

    /// Notes that an action wrote the node at `pointer` and all below it.
    pub(crate) fn write(&mut self, pointer: &Pointer, written: Written) {
        *self.at(pointer) =
            Trace { origin: Some(Origin::Overlay(written)), below: BTreeMap::new() };
    }

    /// Notes that member `key` of the object at `pointer` is gone.
    pub(crate) fn remove_member(&mut self, pointer: &Pointer, key: &str) {
        let trace =
            pointer.tokens().try_fold(&mut self.trace, |trace, token| trace.below.get_mut(&token));
        if let Some(trace) = trace {
            trace.below.remove(key);
        }
    }

    /// Notes that some items of the array at `pointer`, which had `length` items, are gone: those after them
    /// move up.
    pub(crate) fn remove_items(
        &mut self,
        pointer: &Pointer,
        gone: &BTreeSet<usize>,
        length: usize,
    ) {
        let first = gone.first().copied().unwrap_or(length);
        let left: Vec<(usize, Origin)> = (first..length)
            .filter(|index| !gone.contains(index))
            .map(|index| (index, self.origin(&pointer.index(index))))
            .collect();
        let trace = self.at(pointer);
        for (place, (index, origin)) in (first..).zip(left) {
            let below = trace.below.remove(&index.to_string()).unwrap_or_default().below;
            trace.below.insert(place.to_string(), Trace { origin: Some(origin), below });
        }
        for index in length - gone.len()..length {
            trace.below.remove(&index.to_string());
        }
    }

    /// Forgets what was written: of a document that overlays could not be applied to.
    pub(crate) fn forget(&mut self) {
        self.trace = Trace::default();
    }

    fn at(&mut self, pointer: &Pointer) -> &mut Trace {
        let tokens = pointer.tokens();
        tokens.fold(&mut self.trace, |trace, token| trace.below.entry(token).or_default())
    }
}

impl Written {
    /// How member or item `token` of what was written so was written.
    #[must_use]
    pub(crate) fn child(mut self, token: &str) -> Self {
        match &mut self.copied {
            Some(from) => *from = from.child(token),
            None => self.at = self.at.child(token),
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::from_text(text)
    }

    fn written(action: usize, at: &str) -> Written {
        Written { overlay: 0, action, at: pointer(at), copied: None }
    }

    fn document(text: &str) -> Origin {
        Origin::Document(pointer(text))
    }

    #[test]
    fn what_nobody_touched_is_the_document_s() {
        let provenance = Provenance::default();
        assert_eq!(provenance.origin(&pointer("")), document(""));
        assert_eq!(provenance.origin(&pointer("/a~1b/0")), document("/a~1b/0"));
    }

    #[test]
    fn the_last_writer_counts_and_the_way_goes_on_below() {
        let mut provenance = Provenance::default();
        provenance.write(&pointer("/a/b"), written(0, "/actions/0/update/b"));
        provenance.write(&pointer("/a/b/c"), written(1, "/actions/1/update"));
        let at = |place: &str| provenance.written(&pointer(place)).map(|it| it.at.to_string());
        assert_eq!(at("/a"), None);
        assert_eq!(at("/a/b/x/0").as_deref(), Some("#/actions/0/update/b/x/0"));
        assert_eq!(at("/a/b/c/y").as_deref(), Some("#/actions/1/update/y"));
        provenance.write(&pointer("/a"), written(2, "/actions/2/update/a"));
        let origin = provenance.written(&pointer("/a/b/c")).map(|it| it.at.to_string());
        assert_eq!(origin.as_deref(), Some("#/actions/2/update/a/b/c"));
    }

    #[test]
    fn items_move_up_with_what_is_known_of_them() {
        let mut provenance = Provenance::default();
        provenance.write(&pointer("/a/2/x"), written(0, "/actions/0/update/x"));
        provenance.write(&pointer("/a/4"), written(1, "/actions/1/update"));
        provenance.remove_items(&pointer("/a"), &BTreeSet::from([1, 3]), 5);
        assert_eq!(provenance.origin(&pointer("/a/0/y")), document("/a/0/y"));
        assert_eq!(provenance.origin(&pointer("/a/1/y")), document("/a/2/y"));
        let at = |place: &str| provenance.written(&pointer(place)).map(|it| it.at.to_string());
        assert_eq!(at("/a/1/x").as_deref(), Some("#/actions/0/update/x"));
        assert_eq!(at("/a/2/y").as_deref(), Some("#/actions/1/update/y"));
        // Were an item to come again, nothing would be known of it.
        assert_eq!(provenance.origin(&pointer("/a/4")), document("/a/4"));
        provenance.remove_items(&pointer("/a"), &BTreeSet::from([0]), 3);
        assert_eq!(provenance.origin(&pointer("/a/0/y")), document("/a/2/y"));
    }

    #[test]
    fn a_copy_names_the_place_that_it_was_made_of() {
        let mut provenance = Provenance::default();
        let copied = Some(pointer("/a"));
        provenance.write(&pointer("/b"), Written { copied, ..written(0, "/actions/0/copy") });
        let found = provenance.written(&pointer("/b/c")).unwrap();
        assert_eq!(found.at.as_str(), "/actions/0/copy");
        assert_eq!(found.copied, Some(pointer("/a/c")));
    }
}
