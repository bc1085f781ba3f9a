//! Webhooks: the events and the verifier.

use super::docs::{cell, cell_code, one_line};
use super::types::Types;
use super::{RustType, WebhookEventPlan, WebhooksPlan};

/// Plans `webhooks.rs`; none when the API has no webhooks.
pub(super) fn plan_webhooks(types: &Types<'_>) -> Option<WebhooksPlan> {
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
        key: types.config.webhooks.as_ref().map(|webhooks| webhooks.key),
    })
}
