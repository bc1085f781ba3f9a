//! Identifiers as tokens: the only place that makes one from text that is not the generator's own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt as _};

use crate::plan::RustIdent;

impl ToTokens for RustIdent {
    #[expect(clippy::disallowed_methods, reason = "a RustIdent is legal by construction")]
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let span = Span::call_site();
        let ident = if self.is_raw() {
            Ident::new_raw(self.as_str(), span)
        } else {
            Ident::new(self.as_str(), span)
        };
        tokens.append(ident);
    }
}

/// A name that the generator itself knows, such as an item of the runtime.
#[expect(clippy::disallowed_methods, reason = "the names are the generator's own")]
pub(super) fn own(name: &'static str) -> Ident {
    Ident::new(name, Span::call_site())
}
