// @generated from an OpenAPI document; change the document or its settings instead.
//! Webhooks: telling whether a request is the API's, and what it says.
//!
//! | event | payload |
//! |---|---|
//! | `customer.created` | [`WebhookCustomerCreatedPayload`](crate::types::WebhookCustomerCreatedPayload) |
//! | `customer.deleted` | [`WebhookCustomerDeletedPayload`](crate::types::WebhookCustomerDeletedPayload) |
//! | `customer.state_changed` | [`WebhookCustomerStateChangedPayload`](crate::types::WebhookCustomerStateChangedPayload) |
//! | `customer.updated` | [`WebhookCustomerUpdatedPayload`](crate::types::WebhookCustomerUpdatedPayload) |

use crate::runtime::Secret;
pub use crate::runtime::webhooks::{KeyRule, WebhookError};
use crate::types::WebhookEvent;

/// Tells whether a webhook is the API's; made by [`verifier`].
pub type Verifier = crate::runtime::webhooks::Verifier<WebhookEvent>;

/// A verifier for webhooks that are signed with `secret`.
#[must_use]
pub fn verifier(secret: impl Into<Secret>) -> Verifier {
    Verifier::new(secret, KeyRule::Utf8)
}
