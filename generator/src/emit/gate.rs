//! Conditions on features as attributes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Gate;

/// The attribute; none for what is always compiled.
pub(super) fn emit_gate(gate: &Gate) -> TokenStream {
    match gate.any.as_slice() {
        [] => TokenStream::new(),
        [one] => emit_feature(one),
        any => quote!(#[cfg(any(#(feature = #any),*))]),
    }
}

/// The attribute for what one feature compiles.
pub(super) fn emit_feature(feature: &str) -> TokenStream {
    quote!(#[cfg(feature = #feature)])
}
