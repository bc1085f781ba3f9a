//! The struct that reads the documented headers of an operation's answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{blank, emit_docs, own_docs, spread};
use super::ty::emit_type;
use crate::plan::{HeaderPlan, HeadersPlan, RustIdent};

/// The struct, and a method per header.
pub(super) fn emit_headers(method: &RustIdent, plan: &HeadersPlan) -> TokenStream {
    let ident = &plan.ident;
    let docs = own_docs(&[
        &format!(
            "The headers that the answers to `{method}` document, made of an answer's headers."
        ),
        "",
        "A header that is missing, or that is no value of its type, is none.",
    ]);
    let methods = spread(plan.headers.iter().map(emit_header));
    let blank = blank();
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #ident<'r> { headers: &'r runtime::HeaderMap }
        #blank
        impl<'r> From<&'r runtime::HeaderMap> for #ident<'r> {
            fn from(headers: &'r runtime::HeaderMap) -> Self {
                Self { headers }
            }
        }
        #blank
        impl #ident<'_> { #methods }
    }
}

fn emit_header(header: &HeaderPlan) -> TokenStream {
    let (ident, wire, ty) = (&header.ident, &header.wire, emit_type(&header.ty));
    let docs = emit_docs(&header.docs);
    quote! {
        #docs
        #[must_use]
        pub fn #ident(&self) -> Option<#ty> {
            runtime::header_value(self.headers, #wire)
        }
    }
}
