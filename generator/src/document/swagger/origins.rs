//! Where the parts of a lifted document came from.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{At, Diagnostic, Input, Origin, Provenance, Written};
use crate::pointer::Pointer;

/// For what was moved, its place in the document as it was written. Empty for a document that was
/// not lifted.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// New place of what was moved → its place in the document.
    moved: HashMap<Pointer, Pointer>,
    /// Place of a part of another file, before lifting → the number of the file, the document being 0,
    /// and the place in it.
    bundled: HashMap<Pointer, (usize, Pointer)>,
    /// Place of a copy → what it is a copy of, both after lifting.
    copies: HashMap<Pointer, Pointer>,
    /// What overlays did to the document itself, before anything was moved.
    provenance: Arc<Provenance>,
}

/// What 2.0 and 3.0 call the same component.
const COMPONENTS: [(&str, &str); 4] = [
    ("/definitions/", "/components/schemas/"),
    ("/parameters/", "/components/parameters/"),
    ("/responses/", "/components/responses/"),
    ("/securityDefinitions/", "/components/securitySchemes/"),
];

impl Origins {
    /// Notes that what is now at `to` was at `from`.
    pub(in crate::document) fn moved(&mut self, to: &Pointer, from: &Pointer) {
        if to != from {
            self.moved.insert(to.clone(), from.clone());
        }
    }

    /// Notes that what is at `to`, before lifting, was at `from` in a file; the document is file 0.
    pub(in crate::document) fn bundled(&mut self, to: &Pointer, file: usize, from: &Pointer) {
        self.bundled.insert(to.clone(), (file, from.clone()));
    }

    /// These origins for a document that was put together of files before.
    pub(in crate::document) fn after(self, bundling: Origins) -> Self {
        Self { bundled: bundling.bundled, provenance: bundling.provenance, ..self }
    }

    /// Notes what overlays did to the document.
    pub(in crate::document) fn overlaid(&mut self, provenance: Arc<Provenance>) {
        self.provenance = provenance;
    }

    /// What overlays did to the document, by places that [`Origins::original`] gives for file 0.
    #[must_use]
    pub fn provenance(&self) -> &Arc<Provenance> {
        &self.provenance
    }

    /// Notes that what is now at `to` is a copy of what is at `from`.
    pub(in crate::document) fn copied(&mut self, to: &Pointer, from: &Pointer) {
        let from = lead_back(&self.copies, from);
        self.copies.insert(to.clone(), from);
    }

    /// Notes that what is at `at` is no part of a copy that was put around it.
    pub(in crate::document) fn stays(&mut self, at: &Pointer) {
        self.copies.insert(at.clone(), at.clone());
    }

    /// Whether the document was lifted.
    #[must_use]
    pub fn is_lifted(&self) -> bool {
        !self.moved.is_empty()
    }

    /// Where what is at `pointer` stood: the number of the file, the document being 0, and the place.
    #[must_use]
    pub fn original(&self, pointer: &Pointer) -> (usize, Pointer) {
        let written = lead_back(&self.moved, &lead_back(&self.copies, pointer));
        match nearest(&self.bundled, &written) {
            Some(((file, from), rest)) => {
                (*file, Pointer::from_text(&format!("{}{rest}", from.as_str())))
            }
            None => (0, written),
        }
    }

    /// The text that spells what is at `pointer`, and the place in it; not known of what an overlay copied.
    #[must_use]
    pub fn spelled(&self, pointer: &Pointer) -> Option<(Input, Pointer)> {
        let number = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let (file, place) = self.original(pointer);
        if let Some(other) = file.checked_sub(1) {
            return Some((Input::File(number(other)), place));
        }
        Some(match self.provenance.origin(&place) {
            Origin::Document(place) => (Input::Spec, place),
            Origin::Overlay(Written { copied: Some(_), .. }) => return None,
            Origin::Overlay(written) => (Input::Overlay(number(written.overlay)), written.at),
        })
    }

    /// Where things of other files are in the document that was put together, before lifting: a function
    /// of the number of the file and the place in it.
    pub fn together(&self) -> impl Fn(usize, &Pointer) -> Option<Pointer> {
        let mut places: HashMap<usize, HashMap<Pointer, Pointer>> = HashMap::new();
        for (to, (file, from)) in &self.bundled {
            // What two files agree on may be there twice; which one is named must not vary.
            let place = places.entry(*file).or_default().entry(from.clone()).or_insert(to.clone());
            if to < place {
                place.clone_from(to);
            }
        }
        move |file, pointer| {
            let (to, rest) = nearest(places.get(&file)?, pointer)?;
            Some(Pointer::from_text(&format!("{}{rest}", to.as_str())))
        }
    }

    /// Makes a finding about the document name the place that its author knows.
    pub fn restore(&self, finding: &mut Diagnostic) {
        if finding.input != Input::Spec {
            return;
        }
        if let At::Pointer(at) | At::Key(at) = &mut finding.at {
            let (file, place) = self.original(at);
            *at = place;
            if let Some(other) = file.checked_sub(1) {
                finding.input = Input::File(u16::try_from(other).unwrap_or(u16::MAX));
            }
        }
    }

    /// A reference of the document, such as one in the settings, as it reads after lifting.
    #[must_use]
    pub fn lifted(reference: &str) -> String {
        let Some(pointer) = reference.strip_prefix('#') else {
            return reference.to_owned();
        };
        let known = COMPONENTS
            .iter()
            .find_map(|(old, new)| pointer.strip_prefix(old).map(|rest| format!("#{new}{rest}")));
        known.unwrap_or_else(|| reference.to_owned())
    }
}

/// Where what is at `pointer` came from.
fn lead_back(map: &HashMap<Pointer, Pointer>, pointer: &Pointer) -> Pointer {
    match nearest(map, pointer) {
        Some((from, rest)) => Pointer::from_text(&format!("{}{rest}", from.as_str())),
        None => pointer.clone(),
    }
}

/// What a map says about the nearest part around `pointer` that it knows, and the rest of the pointer.
fn nearest<'m, 'p, T>(
    map: &'m HashMap<Pointer, T>,
    pointer: &'p Pointer,
) -> Option<(&'m T, &'p str)> {
    let text = pointer.as_str();
    let mut end = text.len();
    while !map.is_empty() {
        if let Some(known) = map.get(&Pointer::from_text(&text[..end])) {
            return Some((known, &text[end..]));
        }
        end = text[..end].rfind('/')?;
    }
    None
}
