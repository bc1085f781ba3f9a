// @generated from an OpenAPI document; change the document or its settings instead.
//! [`AmbiguousExternalCustomerId`].

/// An external ID fits customers of more than one organization.
///
/// `error` is always `"AmbiguousExternalCustomerID"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AmbiguousExternalCustomerId {
    /// What went wrong, for people to read.
    pub detail: String,
}

object! {
    AmbiguousExternalCustomerId {
        required detail "detail", literal "error" = "AmbiguousExternalCustomerID",
    }
}
