//! Whether an overlay is meant for the document that it is applied to.
//!
//! Nothing is fetched, and the folders of a relative reference are not looked at: the overlay may have come
//! from elsewhere than the document. What is compared is the name of the file.

use super::read::Overlay;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Source};
use crate::pointer::Pointer;

/// Reports an `extends` that names another file.
pub(super) fn check(overlay: &Overlay, number: u16, document: &Source, out: &mut Diagnostics) {
    let Some(extends) = &overlay.extends else { return };
    let name = document.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let path = extends.split(['?', '#']).next().unwrap_or_default();
    if path.rsplit('/').next() == Some(name) {
        return;
    }
    let at = At::Pointer(Pointer::from_text("/extends"));
    let finding = if has_scheme(extends) {
        let message = format!("the overlay is for `{extends}`, which is not fetched");
        Diagnostic::note(Code::OverlayExtends, at, message)
    } else {
        let message = format!("the overlay is for `{extends}` and is applied to `{name}`");
        Diagnostic::warning(Code::OverlayExtends, at, message)
    };
    out.push(finding.about(Input::Overlay(number)));
}

/// Whether a reference begins with a scheme (RFC 3986 §3.1), and so may well have another file name.
fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}
