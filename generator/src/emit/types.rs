//! `types/`: one file per first word of the types' names, and the index that joins them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_inner_docs, spread};
use super::gate::emit_gate;
use super::ident::own;
use super::item::emit_item;
use crate::plan::{CratePlan, TypeModulePlan};

/// `types/mod.rs`
pub(super) fn emit_types_index(plan: &CratePlan) -> TokenStream {
    let docs =
        emit_inner_docs(&["The types of the API, by the first word of their names.".to_owned()]);
    let modules = plan.modules.iter().map(|module| {
        let (ident, gate) = (&module.ident, emit_gate(&module.gate));
        quote!(#gate mod #ident;)
    });
    let exports = plan.modules.iter().map(|module| {
        let (ident, gate) = (&module.ident, emit_gate(&module.gate));
        quote!(#gate pub use self::#ident::*;)
    });
    let parts = spread([quote!(#(#modules)*), quote!(#(#exports)*)]);
    quote!(#docs #parts)
}

/// A file of types.
pub(super) fn emit_types_module(module: &TypeModulePlan) -> TokenStream {
    let title = module
        .items
        .iter()
        .map(|item| format!("[`{}`]", item.ident))
        .take(3)
        .collect::<Vec<_>>()
        .join(", ");
    let more = if module.items.len() > 3 { " and their like." } else { "." };
    let docs = emit_inner_docs(&[format!("{title}{more}")]);
    let siblings = module.imports.iter().map(|import| {
        let (gate, names) = (emit_gate(&import.gate), &import.names);
        quote!(#gate use super::{#(#names),*};)
    });
    let runtime = module.runtime.iter().map(|(gate, names)| {
        let (gate, names) = (emit_gate(gate), names.iter().map(|name| own(name)));
        quote!(#gate use crate::runtime::{#(#names),*};)
    });
    let uses = quote!(#(#siblings)* #(#runtime)*);
    let items = module.items.iter().map(emit_item);
    let parts = spread(std::iter::once(uses).chain(items));
    quote!(#docs #parts)
}
