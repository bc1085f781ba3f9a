//! Webhooks: the events and the verifier.

use super::docs::plan_docs;
use super::types::Types;
use super::{RustType, WebhooksPlan};

/// Plans `webhooks.rs`; none when the API has no webhooks.
pub(super) fn plan_webhooks(types: &Types<'_>) -> Option<WebhooksPlan> {
    let RustType::Item(event) = types.of(types.api.webhook_event?).0 else {
        return None;
    };
    let events = types.api.webhooks.iter().map(|webhook| {
        let mut docs = webhook.docs.clone();
        docs.description = docs.description.or_else(|| docs.summary.clone());
        (webhook.name.clone(), types.of(webhook.body).0, plan_docs(&docs, &[]))
    });
    Some(WebhooksPlan {
        events: events.collect(),
        event,
        key: types.config.webhooks.as_ref().map(|webhooks| webhooks.key),
    })
}
