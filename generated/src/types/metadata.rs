// @generated from an OpenAPI document; change the document or its settings instead.
//! [`MetadataOutputType`], [`MetadataQuery`], [`MetadataQueryValue`] and their like.

use crate::runtime::{Map, Value};

/// Key-value pairs as stored.
pub type MetadataOutputType = Map<String, MetadataValue>;

/// Metadata pairs to filter by. A key with several values matches any of them.
pub type MetadataQuery = Map<String, MetadataQueryValue>;

/// A value of one of several kinds.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum MetadataQueryValue {
    Boolean(bool),
    Integer(i64),
    String(String),
    BooleanList(Vec<bool>),
    IntegerList(Vec<i64>),
    StringList(Vec<String>),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

untagged! {
    MetadataQueryValue {
        boolean Boolean(bool), integer Integer(i64), string String(String),
        array BooleanList(Vec<bool>), array IntegerList(Vec<i64>),
        array StringList(Vec<String>),
    }
}

from_variants! { MetadataQueryValue { Boolean(bool), Integer(i64), String(String) } }

/// A value of one of several kinds.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum MetadataValue {
    Boolean(bool),
    Integer(i64),
    Number(f64),
    String(String),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

untagged! {
    MetadataValue {
        boolean Boolean(bool), integer Integer(i64), number Number(f64), string String(String),
    }
}

from_variants! { MetadataValue { Boolean(bool), Integer(i64), Number(f64), String(String) } }
