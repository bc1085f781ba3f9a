//! Tokens → Rust text.

use proc_macro2::TokenStream;

use crate::emit::BLANK;

/// The first line of each file.
const HEADER: &str = "// @generated from an OpenAPI document; change the document or its settings instead.\n";

/// The text of a file.
///
/// # Panics
/// When the tokens are no Rust file: a bug in `emit`, whose tokens come from no document.
#[expect(clippy::panic, reason = "a broken promise between stages")]
pub(super) fn print_file(path: &str, tokens: TokenStream) -> String {
    let file = match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file,
        Err(error) => panic!("the tokens of {path} are no Rust file: {error}"),
    };
    let printed = prettyplease::unparse(&file);
    let marker = format!("///{BLANK}");
    let mut text = String::with_capacity(HEADER.len() + printed.len());
    text.push_str(HEADER);
    for line in printed.lines() {
        if line.trim_start() != marker {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}
