//! Tokens → Rust text.

use proc_macro2::TokenStream;

use super::rows::print_call;
use crate::emit::BLANK;

/// The first line of each file.
const HEADER: &str =
    "// @generated from an OpenAPI document; change the document or its settings instead.\n";

/// The text of a file.
///
/// # Panics
/// When the tokens are no Rust file: a bug in `emit`, whose tokens come from no document.
#[expect(clippy::panic, reason = "a broken promise between stages")]
pub(super) fn print_file(path: &str, tokens: TokenStream) -> String {
    let mut file = match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file,
        Err(error) => panic!("the tokens of {path} are no Rust file: {error}"),
    };
    let calls = take_calls(&mut file);
    let printed = prettyplease::unparse(&file);
    let blanks = [format!("///{BLANK}"), format!("//!{BLANK}")];
    let mut calls = calls.into_iter();
    let mut text = String::with_capacity(HEADER.len() + printed.len() * 2);
    text.push_str(HEADER);
    for line in printed.lines() {
        if line == PLACE {
            text.push_str(&calls.next().unwrap_or_default());
        } else if !blanks.iter().any(|blank| line.trim_start() == blank) {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

/// Stands for a macro call while the rest is printed. No name of a document starts with `_`.
const PLACE: &str = "use __call;";

/// Takes the macro calls out of a file, as text, and leaves a place for each.
fn take_calls(file: &mut syn::File) -> Vec<String> {
    let mut calls = Vec::new();
    for item in &mut file.items {
        let syn::Item::Macro(call) = item else { continue };
        let Some(name) = call.mac.path.get_ident() else { continue };
        calls.push(print_call(&name.to_string(), call.mac.tokens.clone()));
        let attrs = std::mem::take(&mut call.attrs);
        *item = syn::Item::Use(syn::parse_quote!(#(#attrs)* use __call;));
    }
    calls
}
