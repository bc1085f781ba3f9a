//! `api/`: one file per group of operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_inner_docs, own_docs, spread};
use super::gate::emit_feature;
use super::ident::own;
use super::operation::{emit_operation, emit_operation_method};
use crate::plan::{CratePlan, ResourcePlan};

/// `api/mod.rs`
pub(super) fn emit_api_index(plan: &CratePlan) -> TokenStream {
    let docs = emit_inner_docs(&["The operations of the API, by group.".to_owned()]);
    let modules = plan.resources.iter().map(|resource| {
        let (module, gate) = (&resource.module, emit_feature(&resource.feature));
        quote!(#gate pub mod #module;)
    });
    quote!(#docs #(#modules)*)
}

/// The file of one group.
pub(super) fn emit_resource(resource: &ResourcePlan) -> TokenStream {
    let docs = emit_inner_docs(&[format!("Operations on {}.", resource.title)]);
    let modules = resource.children.iter().map(|(_, child)| {
        let module = &child.module;
        quote!(pub mod #module;)
    });
    let runtime = resource.runtime.iter().map(|name| own(name));
    let imports = &resource.imports;
    let types = (!imports.is_empty()).then(|| quote!(use crate::types::{#(#imports),*};));
    let runtime = if resource.runtime.is_empty() {
        quote!(
            use crate::runtime;
        )
    } else {
        quote!(use crate::runtime::{self, #(#runtime),*};)
    };
    let uses = quote!(#runtime #types);
    let group = emit_group(resource);
    let operations = resource.operations.iter().map(emit_operation);
    let parts = spread([quote!(#(#modules)*), uses, group].into_iter().chain(operations));
    quote!(#docs #parts)
}

/// The struct of a group, with a method per operation and per group inside it.
fn emit_group(resource: &ResourcePlan) -> TokenStream {
    let ident = &resource.ident;
    let title = format!("Operations on {}.", resource.title);
    let blank = (!resource.docs.is_empty()).then_some("");
    let docs = resource.docs.iter().map(String::as_str);
    let docs: Vec<&str> = std::iter::once(title.as_str()).chain(blank).chain(docs).collect();
    let docs = own_docs(&docs);
    let new = quote! {
        pub(crate) fn new(client: &'a runtime::Client<M>) -> Self {
            Self { client }
        }
    };
    let children = resource.children.iter().map(|(method, child)| {
        let (module, ident) = (&child.module, &child.ident);
        let docs = own_docs(&[&format!("Operations on {}.", child.title)]);
        quote! {
            #docs
            #[must_use]
            pub fn #method(&self) -> #module::#ident<'a, M> {
                #module::#ident::new(self.client)
            }
        }
    });
    let methods = resource.operations.iter().map(emit_operation_method);
    let body = spread(std::iter::once(new).chain(children).chain(methods));
    let blank = super::docs::blank();
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #ident<'a, M = runtime::Async> { client: &'a runtime::Client<M> }
        #blank
        impl<'a, M> #ident<'a, M> { #body }
    }
}
