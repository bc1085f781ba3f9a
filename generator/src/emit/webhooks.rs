//! `webhooks.rs`: the verifier of what the API sends.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{emit_inner_docs, own_docs, spread};
use super::ident::own;
use crate::config::{WebhookEncoding, WebhookKey};
use crate::plan::WebhooksPlan;

/// `webhooks.rs`; nothing when the settings name no scheme.
pub(super) fn emit_webhooks(plan: &WebhooksPlan) -> TokenStream {
    let Some(key) = plan.key else {
        return TokenStream::new();
    };
    let event = &plan.event;
    let rule = own(match key {
        WebhookKey::Utf8 => "Utf8",
        WebhookKey::Base64 => "Base64",
    });
    let mut lines = vec![
        "Webhooks: telling whether a request is the API's, and what it says.".to_owned(),
        String::new(),
        "| event | payload |".to_owned(),
        "|---|---|".to_owned(),
    ];
    lines.extend(plan.events.iter().map(|event| match &event.item {
        Some(item) => format!("| {} | [`{item}`](crate::types::{item}) |", event.name),
        None => format!("| {} | JSON |", event.name),
    }));
    let docs = emit_inner_docs(&lines);
    let (names, new) = match &plan.body_signature {
        None => (quote!(KeyRule, WebhookError), quote!(Verifier::new(secret, KeyRule::#rule))),
        Some(signature) => {
            let (header, prefix) = (&signature.header, &signature.prefix);
            let encoding = own(match signature.encoding {
                WebhookEncoding::Hex => "Hex",
                WebhookEncoding::Base64 => "Base64",
            });
            let new = quote! {
                let scheme = Scheme::Body {
                    header: #header,
                    prefix: #prefix,
                    encoding: Encoding::#encoding,
                };
                Verifier::of(scheme, secret, KeyRule::#rule)
            };
            (quote!(Encoding, KeyRule, Scheme, WebhookError), new)
        }
    };
    let uses = quote! {
        use crate::runtime::Secret;
        pub use crate::runtime::webhooks::{#names};
        use crate::types::#event;
    };
    let alias_docs = own_docs(&["Tells whether a webhook is the API's; made by [`verifier`]."]);
    let alias = quote!(#alias_docs pub type Verifier = crate::runtime::webhooks::Verifier<#event>;);
    let function_docs = own_docs(&["A verifier for webhooks that are signed with `secret`."]);
    let function = quote! {
        #function_docs
        #[must_use]
        pub fn verifier(secret: impl Into<Secret>) -> Verifier {
            #new
        }
    };
    let parts = spread([uses, alias, function]);
    quote!(#docs #parts)
}
