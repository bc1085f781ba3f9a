// @generated from an OpenAPI document; change the document or its settings instead.
//! [`NotPermitted`].

/// The token is valid, but the action is not allowed.
///
/// `error` is always `"NotPermitted"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct NotPermitted {
    /// What went wrong, for people to read.
    pub detail: String,
}

object! { NotPermitted { required detail "detail", literal "error" = "NotPermitted" } }
