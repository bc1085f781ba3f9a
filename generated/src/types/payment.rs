// @generated from an OpenAPI document; change the document or its settings instead.
//! [`PaymentMethod`], [`PaymentMethodCardMetadata`], [`PaymentProcessor`].

use super::{CustomerPaymentMethodCard, CustomerPaymentMethodGeneric};
use crate::runtime::{Nullish, Value};

/// A saved payment method. With `type` equal to `card` it is a card; every other type has the
/// generic form.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum PaymentMethod {
    Card(CustomerPaymentMethodCard),
    Generic(CustomerPaymentMethodGeneric),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

tagged! {
    PaymentMethod by "type" {
        "card" => Card(CustomerPaymentMethodCard),
    } other Generic(CustomerPaymentMethodGeneric)
}

from_variants! {
    PaymentMethod { Card(CustomerPaymentMethodCard), Generic(CustomerPaymentMethodGeneric) }
}

/// What is known of a card.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct PaymentMethodCardMetadata {
    /// Brand of the card.
    pub brand: String,
    /// Month in which the card expires.
    pub exp_month: i64,
    /// Year in which the card expires.
    pub exp_year: i64,
    /// Last four digits of the card number.
    pub last4: String,
    /// The wallet that holds the card, if any.
    pub wallet: Nullish<String>,
}

object! {
    PaymentMethodCardMetadata {
        required brand "brand", required exp_month "exp_month", required exp_year "exp_year",
        required last4 "last4", nullish wallet "wallet",
    }
}

/// The companies that process payments.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PaymentProcessor {
    Stripe,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! { PaymentProcessor { Stripe "stripe" } }
