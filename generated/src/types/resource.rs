// @generated from an OpenAPI document; change the document or its settings instead.
//! [`ResourceNotFound`].

/// What was asked for does not exist, or the token cannot see it.
///
/// `error` is always `"ResourceNotFound"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ResourceNotFound {
    /// What went wrong, for people to read.
    pub detail: String,
}

object! { ResourceNotFound { required detail "detail", literal "error" = "ResourceNotFound" } }
