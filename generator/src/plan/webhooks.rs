//! Webhooks: the events and the verifier.

use super::docs::{cell, cell_code, one_line};
use super::krate::complain;
use super::types::Types;
use super::{BodySignaturePlan, RustType, WebhookEventPlan, WebhooksPlan};
use crate::config::{WebhookScheme, Webhooks};
use crate::diagnostic::Diagnostics;
use crate::pointer::Pointer;

/// Plans `webhooks.rs`; none when the API has no webhooks.
pub(super) fn plan_webhooks(
    types: &Types<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<WebhooksPlan> {
    let settings = types.config.webhooks.as_ref();
    let body_signature = settings.and_then(|settings| plan_body_signature(settings, diagnostics));
    let RustType::Item(event) = types.of(types.api.webhook_event?).0 else {
        return None;
    };
    let events = types.api.webhooks.iter().map(|webhook| {
        let mut docs = webhook.docs.clone();
        docs.description = docs.description.or_else(|| docs.summary.clone());
        WebhookEventPlan {
            name: cell_code(&webhook.name),
            item: match types.of(webhook.body).0 {
                RustType::Item(ident) => Some(ident),
                _ => None,
            },
            about: cell(&one_line(docs.description.as_deref().unwrap_or_default())),
        }
    });
    Some(WebhooksPlan {
        events: events.collect(),
        event,
        key: settings.and_then(|settings| settings.scheme.map(|_| settings.key)),
        body_signature,
    })
}

/// The signature of the body alone, if that is the scheme.
fn plan_body_signature(
    settings: &Webhooks,
    diagnostics: &mut Diagnostics,
) -> Option<BodySignaturePlan> {
    let at = || Pointer::from_text("/webhooks/header");
    match (settings.scheme, &settings.header) {
        (Some(WebhookScheme::HmacSha256), Some(header)) => {
            let token = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if header.is_empty() || !header.chars().all(token) {
                complain(at(), format!("`{header}` is no name of a header"), diagnostics);
            }
            Some(BodySignaturePlan {
                header: header.to_ascii_lowercase(),
                prefix: settings.prefix.clone(),
                encoding: settings.encoding,
            })
        }
        (Some(WebhookScheme::HmacSha256), None) => {
            let message = "the scheme `hmac-sha256` needs the name of the header that holds it";
            complain(Pointer::from_text("/webhooks"), message, diagnostics);
            None
        }
        (_, Some(_)) => {
            let message = "only the scheme `hmac-sha256` has a header of its own";
            complain(at(), message, diagnostics);
            None
        }
        (_, None) => None,
    }
}
