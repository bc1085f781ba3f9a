// @generated from an OpenAPI document; change the document or its settings instead.
//! [`HttpValidationError`].

use super::ValidationError;

/// The request does not fit its schema or breaks a rule.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct HttpValidationError {
    /// Every problem found, in one list.
    pub detail: Option<Vec<ValidationError>>,
}

object! { HttpValidationError { optional detail "detail" } }
