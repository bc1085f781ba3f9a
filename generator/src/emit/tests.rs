//! `tests.rs`: the tests that the crate brings along, one per type.
//!
//! Which values are tried and what is done to them is the runtime's; here the types are only named.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::emit_inner_docs;
use crate::plan::{CratePlan, ItemKind};

/// The module's declaration; none when there is nothing to test. A condition on each of the types
/// would be longer than the list of them, so the module needs the features that all of them need.
pub(super) fn emit_tests_module(plan: &CratePlan) -> TokenStream {
    if plan.modules.is_empty() {
        return TokenStream::new();
    }
    let items = || plan.modules.iter().flat_map(|module| &module.items);
    let gates = plan.modules.iter().map(|module| &module.gate).chain(items().map(|it| &it.gate));
    let condition = match (gates.into_iter().all(|gate| gate.any.is_empty()), &plan.webhooks) {
        (true, _) => quote!(test),
        (false, None) => quote!(all(test, feature = "all")),
        // Some types may belong to what the API sends alone.
        (false, Some(_)) => quote!(all(test, feature = "all", feature = "webhooks")),
    };
    quote!(
        #[cfg(#condition)]
        mod tests;
    )
}

/// `tests.rs`
pub(super) fn emit_tests(plan: &CratePlan) -> TokenStream {
    let docs = emit_inner_docs(&[
        "Values of every type, written and read, also as a newer server might write them."
            .to_owned(),
    ]);
    let items = plan.modules.iter().flat_map(|module| &module.items);
    let names = items.filter(|item| is_json(&item.kind)).map(|item| &item.ident);
    quote!(#docs round_trips! { #(#names),* })
}

/// Whether values of an item are JSON: those with files are only ever sent, as the parts of a form.
fn is_json(kind: &ItemKind) -> bool {
    !matches!(kind, ItemKind::Struct(plan) if plan.is_form)
}
