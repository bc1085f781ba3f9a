// @generated from an OpenAPI document; change the document or its settings instead.
//! The operations of the API, by group.

#[cfg(feature = "customers")]
pub mod customers;
