// @generated from an OpenAPI document; change the document or its settings instead.
//! [`ValidationError`], [`ValidationErrorLocation`].

use crate::runtime::{Map, Value};

/// One problem of a request.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ValidationError {
    /// Further facts about the problem.
    pub ctx: Option<Map<String, Value>>,
    /// The value that was refused. Any JSON value.
    pub input: Option<Value>,
    /// Where the problem lies: the part of the request first, such as `body` or `query`, then
    /// keys and array indexes.
    pub loc: Vec<ValidationErrorLocation>,
    /// What went wrong, for people to read.
    pub msg: String,
    /// Kind of the problem, such as `missing` or `value_error`.
    pub r#type: String,
}

object! {
    ValidationError {
        optional ctx "ctx", optional input "input", required loc "loc", required msg "msg",
        required r#type "type",
    }
}

/// A value of one of several kinds.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum ValidationErrorLocation {
    Integer(i64),
    String(String),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

untagged! { ValidationErrorLocation { integer Integer(i64), string String(String) } }

from_variants! { ValidationErrorLocation { Integer(i64), String(String) } }
