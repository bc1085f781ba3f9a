// @generated from an OpenAPI document; change the document or its settings instead.
//! [`WebhookCustomerCreatedPayload`], [`WebhookCustomerDeletedPayload`], [`WebhookCustomerStateChangedPayload`] and their like.

use super::{Customer, CustomerState};
use crate::runtime::{Timestamp, Value};

/// Tells that a customer was created.
///
/// `type` is always `"customer.created"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct WebhookCustomerCreatedPayload {
    /// The customer that was created.
    pub data: Customer,
    /// When the event happened.
    pub timestamp: Timestamp,
}

object! {
    WebhookCustomerCreatedPayload {
        required data "data", required timestamp "timestamp",
        literal "type" = "customer.created",
    }
}

/// Tells that a customer was deleted.
///
/// `type` is always `"customer.deleted"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct WebhookCustomerDeletedPayload {
    /// The customer that was deleted.
    pub data: Customer,
    /// When the event happened.
    pub timestamp: Timestamp,
}

object! {
    WebhookCustomerDeletedPayload {
        required data "data", required timestamp "timestamp",
        literal "type" = "customer.deleted",
    }
}

/// Tells that the state of a customer changed.
///
/// `type` is always `"customer.state_changed"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct WebhookCustomerStateChangedPayload {
    /// The state of the customer after the change.
    pub data: CustomerState,
    /// When the event happened.
    pub timestamp: Timestamp,
}

object! {
    WebhookCustomerStateChangedPayload {
        required data "data", required timestamp "timestamp",
        literal "type" = "customer.state_changed",
    }
}

/// Tells that details of a customer changed.
///
/// `type` is always `"customer.updated"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct WebhookCustomerUpdatedPayload {
    /// The customer after the change.
    pub data: Customer,
    /// When the event happened.
    pub timestamp: Timestamp,
}

object! {
    WebhookCustomerUpdatedPayload {
        required data "data", required timestamp "timestamp",
        literal "type" = "customer.updated",
    }
}

/// What a webhook delivers.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum WebhookEvent {
    CustomerCreated(WebhookCustomerCreatedPayload),
    CustomerDeleted(WebhookCustomerDeletedPayload),
    CustomerStateChanged(WebhookCustomerStateChangedPayload),
    CustomerUpdated(WebhookCustomerUpdatedPayload),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

tagged! {
    WebhookEvent by "type" {
        "customer.created" => CustomerCreated(WebhookCustomerCreatedPayload),
        "customer.deleted" => CustomerDeleted(WebhookCustomerDeletedPayload),
        "customer.state_changed" => CustomerStateChanged(WebhookCustomerStateChangedPayload),
        "customer.updated" => CustomerUpdated(WebhookCustomerUpdatedPayload),
    }
}

from_variants! {
    WebhookEvent {
        CustomerCreated(WebhookCustomerCreatedPayload),
        CustomerDeleted(WebhookCustomerDeletedPayload),
        CustomerStateChanged(WebhookCustomerStateChangedPayload),
        CustomerUpdated(WebhookCustomerUpdatedPayload),
    }
}
