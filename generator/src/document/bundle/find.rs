//! What a reference in a file leads to.

use super::library::Library;
use super::uri::{self, Address};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::pointer::Pointer;

/// References that may follow one another, or lie on the way of one pointer.
const MAX_HOPS: usize = 32;

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// To a value in a file.
    Place(usize, Pointer),
    /// To nothing, into the network, or to a path that is not relative.
    Nowhere,
    /// To a file that there is none of, and why.
    NoFile(String, String),
}

impl Library<'_> {
    /// Follows a reference, and those that stand alone where it leads, to what is not one.
    pub(super) fn follow(
        &mut self,
        file: usize,
        at: &Pointer,
        text: &str,
        diagnostics: &mut Diagnostics,
    ) -> Found {
        let mut found = self.find(file, at, text, MAX_HOPS, diagnostics);
        for _ in 0..MAX_HOPS {
            let Found::Place(file, pointer) = &found else { return found };
            let Some(next) = self.files[*file].tree.at(pointer).and_then(only_reference) else {
                return found;
            };
            let next = next.to_owned();
            let (file, pointer) = (*file, pointer.clone());
            match self.find(file, &pointer, &next, MAX_HOPS, diagnostics) {
                // What leads nowhere or back to itself is reported where it stands.
                Found::Nowhere => return found,
                further if further == found => return found,
                further => found = further,
            }
        }
        found
    }

    /// Follows one reference.
    fn find(
        &mut self,
        file: usize,
        at: &Pointer,
        text: &str,
        hops: usize,
        diagnostics: &mut Diagnostics,
    ) -> Found {
        let parts = uri::parts(text);
        let named = match parts.address.is_empty() {
            true => Some((file, self.resource(file, at))),
            false => {
                let address = self.base(file, at).resolve(&parts.address);
                self.named(&address)
            }
        };
        let (file, resource) = match named {
            Some(named) => named,
            // A path from the root of wherever the document is served, or a pointer that lacks its `#`.
            None if parts.address.starts_with('/') => return Found::Nowhere,
            None => {
                let address = Address::file(&self.files[file].path).resolve(&parts.address);
                if address.is_remote() {
                    return Found::Nowhere;
                }
                match self.file(&address.path, diagnostics) {
                    Ok(file) => (file, Pointer::root()),
                    Err(why) => return Found::NoFile(address.path, why),
                }
            }
        };
        let place = match parts.fragment.as_str() {
            "" => Some((file, resource)),
            pointer if pointer.starts_with('/') => {
                let pointer = Pointer::from_text(pointer);
                let own = self.descend(file, &resource, &pointer, hops, diagnostics);
                match own {
                    None if resource != Pointer::root() => {
                        self.descend(file, &Pointer::root(), &pointer, hops, diagnostics)
                    }
                    own => own,
                }
            }
            name => self.anchor(file, &resource, name).map(|at| (file, at)),
        };
        place.map_or(Found::Nowhere, |(file, pointer)| Found::Place(file, pointer))
    }

    /// The place that a pointer names from another on, through the references on its way.
    fn descend(
        &mut self,
        file: usize,
        start: &Pointer,
        pointer: &Pointer,
        hops: usize,
        diagnostics: &mut Diagnostics,
    ) -> Option<(usize, Pointer)> {
        let (mut file, mut at) = (file, start.clone());
        for token in pointer.tokens() {
            let next = at.child(&token);
            if self.files[file].tree.at(&next).is_some() {
                at = next;
                continue;
            }
            let reference = self.files[file].tree.at(&at)?.get("$ref")?.as_str()?.to_owned();
            let hops = hops.checked_sub(1)?;
            match self.find(file, &at, &reference, hops, diagnostics) {
                Found::Place(further, place) => (file, at) = (further, place.child(&token)),
                Found::Nowhere | Found::NoFile(..) => return None,
            }
        }
        self.files[file].tree.at(&at).map(|_| (file, at))
    }
}

/// The reference that a value consists of.
fn only_reference(value: &Json) -> Option<&str> {
    match value.as_object()? {
        [(key, reference)] if key == "$ref" => reference.as_str(),
        _ => None,
    }
}
