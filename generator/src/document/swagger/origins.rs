//! Where the parts of a lifted document came from.

use std::collections::HashMap;

use crate::diagnostic::{At, Diagnostic};
use crate::pointer::Pointer;

/// For what was moved, its place in the document as it was written. Empty for a document that was
/// not lifted.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// New place of what was moved → its place in the document.
    moved: HashMap<Pointer, Pointer>,
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

    /// Whether the document was lifted.
    #[must_use]
    pub fn is_lifted(&self) -> bool {
        !self.moved.is_empty()
    }

    /// Where what is at `pointer` stood in the document: its nearest part that was moved decides.
    #[must_use]
    pub fn original(&self, pointer: &Pointer) -> Pointer {
        let text = pointer.as_str();
        let mut end = text.len();
        while !self.moved.is_empty() {
            if let Some(from) = self.moved.get(&Pointer::from_text(&text[..end])) {
                return Pointer::from_text(&format!("{}{}", from.as_str(), &text[end..]));
            }
            match text[..end].rfind('/') {
                Some(parent) => end = parent,
                None => break,
            }
        }
        pointer.clone()
    }

    /// Makes a finding name the place that the document's author knows.
    pub fn restore(&self, finding: &mut Diagnostic) {
        if let At::Pointer(at) | At::Key(at) = &mut finding.at {
            *at = self.original(at);
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
