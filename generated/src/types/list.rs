// @generated from an OpenAPI document; change the document or its settings instead.
//! [`ListResourceCustomer`], [`ListResourcePaymentMethod`].

use super::{Customer, Pagination, PaymentMethod};

/// One page of customers.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ListResourceCustomer {
    /// The customers of this page.
    pub items: Vec<Customer>,
    /// Size of the whole list.
    pub pagination: Pagination,
}

object! { ListResourceCustomer { required items "items", required pagination "pagination" } }

/// One page of payment methods.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ListResourcePaymentMethod {
    /// The payment methods of this page.
    pub items: Vec<PaymentMethod>,
    /// Size of the whole list.
    pub pagination: Pagination,
}

object! {
    ListResourcePaymentMethod { required items "items", required pagination "pagination" }
}
