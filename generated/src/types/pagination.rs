// @generated from an OpenAPI document; change the document or its settings instead.
//! [`Pagination`].

/// Size of a list that is cut into pages.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Pagination {
    /// Number of the last page; 0 for an empty list.
    pub max_page: i64,
    /// Number of items on all pages together.
    pub total_count: i64,
}

object! { Pagination { required max_page "max_page", required total_count "total_count" } }
