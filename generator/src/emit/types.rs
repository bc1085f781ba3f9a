//! `types/`: one file per first word of the types' names, and the index that joins them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_inner_docs, spread};
use super::ident::own;
use super::item::emit_item;
use crate::plan::{CratePlan, TypeModulePlan};

/// `types/mod.rs`
pub(super) fn emit_types_index(plan: &CratePlan) -> TokenStream {
    let docs =
        emit_inner_docs(&["The types of the API, by the first word of their names.".to_owned()]);
    let modules = plan.modules.iter().map(|module| {
        let ident = &module.ident;
        quote!(mod #ident;)
    });
    let exports = plan.modules.iter().map(|module| {
        let ident = &module.ident;
        quote!(pub use self::#ident::*;)
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
    let imports = &module.imports;
    let siblings = (!imports.is_empty()).then(|| quote!(use super::{#(#imports),*};));
    let runtime: Vec<_> = module.runtime.iter().map(|name| own(name)).collect();
    let runtime = (!runtime.is_empty()).then(|| quote!(use crate::runtime::{#(#runtime),*};));
    let items = module.items.iter().map(emit_item);
    let parts = spread([quote!(#siblings #runtime)].into_iter().chain(items));
    quote!(#docs #parts)
}
