// @generated from an OpenAPI document; change the document or its settings instead.
//! [`CustomFieldValue`].

use crate::runtime::{Timestamp, Value};

/// A value of one of several kinds.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum CustomFieldValue {
    Boolean(bool),
    Integer(i64),
    Timestamp(Timestamp),
    String(String),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

untagged! {
    CustomFieldValue {
        boolean Boolean(bool), integer Integer(i64), string Timestamp(Timestamp),
        string String(String),
    }
}

from_variants! {
    CustomFieldValue { Boolean(bool), Integer(i64), Timestamp(Timestamp), String(String) }
}
