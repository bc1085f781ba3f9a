//! Overlays (OpenAPI Overlay Specification 1.0 and 1.1): changes to a document that are kept apart from it.
//!
//! They are applied to the tree of the document before anything else looks at it, so nothing after this knows
//! of them but [`Provenance`], by which findings name the overlay that wrote a node. Where the specification
//! lets an action be without effect, this is stricter: what selects nothing or does nothing is an error. No
//! other document is fetched, whatever `extends` says.

mod apply;
mod effort;
mod extends;
mod merge;
mod query;
mod read;
mod remove;

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Provenance, Source};
use crate::json::Json;
use crate::pipeline::with_room;

use super::slice;
use super::tree::{Limits, read_tree};

/// Overlays that one document may have.
const MOST_OVERLAYS: usize = 64;

/// A document to which overlays were applied.
#[derive(Clone, Debug)]
pub struct Overlaid {
    /// The document, in the order in which it was written; none if and only if a finding is an error.
    pub document: Option<Json>,
    /// The findings; their [`Diagnostics::provenance`] says what each action matched and wrote.
    pub diagnostics: Diagnostics,
}

/// Applies overlays to a document, one after the other, and does nothing else: neither is it asked whether
/// the document is OpenAPI, nor are other files looked at.
#[must_use]
pub fn apply_overlays(document: &Source, overlays: &[Source]) -> Overlaid {
    with_room(|| {
        let mut diagnostics = Diagnostics::default();
        let overlays = slice::pending(document, overlays, &mut diagnostics);
        let tree = read_tree(document, Input::Spec, &Limits::default(), &mut diagnostics);
        let tree = tree.map(|mut tree| {
            let provenance = apply(&mut tree, document, &overlays, &mut diagnostics);
            diagnostics.add_provenance(provenance.into());
            tree
        });
        diagnostics.sort(document, None);
        Overlaid { document: tree.filter(|_| !diagnostics.has_errors()), diagnostics }
    })
}

/// What is wrong with the form of an overlay document, whatever it would do to a document.
#[must_use]
pub fn check_overlay(overlay: &Source) -> Diagnostics {
    with_room(|| {
        let mut diagnostics = Diagnostics::default();
        read::read(overlay, 0, &mut diagnostics);
        diagnostics.add_provenance(Provenance::new(vec![overlay.clone()]).into());
        diagnostics
    })
}

/// Applies overlays to the tree of `document`. After an error the tree is of no use.
pub(super) fn apply(
    tree: &mut Json,
    document: &Source,
    overlays: &[Source],
    out: &mut Diagnostics,
) -> Provenance {
    let mut own = Diagnostics::default();
    let mut provenance = Provenance::new(overlays.to_vec());
    if overlays.len() > MOST_OVERLAYS {
        let message = format!("a document may have {MOST_OVERLAYS} overlays");
        let at = At::Position { line: 1, column: 1 };
        out.push(Diagnostic::error(Code::LimitExceeded, at, message).about(Input::Overlay(0)));
        return provenance;
    }
    for (source, number) in overlays.iter().zip(0_u16..) {
        let Some(overlay) = read::read(source, number, &mut own) else { continue };
        extends::check(&overlay, number, document, &mut own);
        apply::actions(tree, &overlay, number, &mut provenance, &mut own);
    }
    if own.has_errors() {
        // Findings name places of the document as it was, since there is no other.
        provenance.forget();
    }
    out.extend(own);
    provenance
}

#[cfg(test)]
mod tests;
