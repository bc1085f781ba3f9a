//! `lib.rs`: the crate's front page and its exports.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_inner_docs, inner_blank, own_docs, spread};
use super::gate::emit_gate;
use super::tests::emit_tests_module;
use crate::plan::CratePlan;

/// `lib.rs`
pub(super) fn emit_library(plan: &CratePlan) -> TokenStream {
    let docs = emit_inner_docs(&plan.front_page);
    let client = &plan.client.ident;
    let webhooks = plan.webhooks.as_ref().filter(|webhooks| webhooks.key.is_some()).map(|_| {
        quote!(
            #[cfg(feature = "webhooks")]
            pub mod webhooks;
        )
    });
    let runtime_docs = own_docs(&["What the crate's types and calls are made of."]);
    let modules = quote! {
        #runtime_docs
        #[macro_use]
        pub mod runtime;
    };
    let tests = emit_tests_module(plan);
    let own = quote! {
        pub mod api;
        #[cfg(feature = "blocking")]
        pub mod blocking;
        mod client;
        #tests
        pub mod types;
        #webhooks
    };
    let mut from_client = vec![client.as_str(), "Builder"];
    from_client.extend((!plan.client.servers.is_empty()).then_some("Server"));
    from_client.sort_unstable();
    let from_client = from_client.into_iter().map(|name| match name {
        "Builder" => quote!(Builder),
        "Server" => quote!(Server),
        _ => quote!(#client),
    });
    let types = (!plan.modules.is_empty()).then(|| {
        let gate = emit_gate(&plan.types);
        quote!(#gate pub use self::types::*;)
    });
    let exports = quote! {
        pub use self::client::{#(#from_client),*};
        #[cfg(any(test, feature = "test-util"))]
        pub use self::runtime::test_util;
        pub use self::runtime::{Error, Nullish, Secret};
        #types
    };
    let body = spread([modules, own, exports]);
    let blank = inner_blank();
    quote!(#docs #![forbid(unsafe_code)] #blank #body)
}
