//! Documentation lines as attributes, and the marker that becomes a blank line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Docs;

/// The text of the marker. Real lines start with a space, so none can be taken for it.
pub const BLANK: &str = "@blank";

/// The documentation of an item, and its deprecation.
pub(super) fn emit_docs(docs: &Docs) -> TokenStream {
    let lines = emit_lines(&docs.lines);
    let note = "the API's document says so";
    let deprecated = docs.deprecated.then(|| quote!(#[deprecated(note = #note)]));
    quote!(#lines #deprecated)
}

/// The documentation of an item in parts, with a line between them, and its deprecation.
pub(super) fn emit_parts(docs: &Docs, parts: &[&[String]]) -> TokenStream {
    let mut lines = docs.lines.clone();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.extend_from_slice(part);
    }
    emit_docs(&Docs { lines, deprecated: docs.deprecated })
}

/// The documentation of a module or crate, and a blank line after it.
pub(super) fn emit_inner_docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    let blank = inner_blank();
    quote!(#(#![doc = #lines])* #blank)
}

/// A blank line after what is said of a module.
pub(super) fn inner_blank() -> TokenStream {
    quote!(#![doc = #BLANK])
}

/// Documentation in the generator's own words, one entry per line.
pub(super) fn own_docs(lines: &[&str]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*)
}

fn emit_lines(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*)
}

/// A blank line before the next item.
pub(super) fn blank() -> TokenStream {
    quote!(#[doc = #BLANK])
}

/// Items with a blank line between them.
pub(super) fn spread(items: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let mut all = TokenStream::new();
    for item in items.into_iter().filter(|item| !item.is_empty()) {
        if !all.is_empty() {
            all.extend(blank());
        }
        all.extend(item);
    }
    all
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
