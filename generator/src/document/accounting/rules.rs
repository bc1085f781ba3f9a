//! The classes of keys that nothing comes of: by rule, with the reason, and for now.
//!
//! The grammar's own table (`Fate::Leave`) and that of keywords (`Class::Ignored`) come first: what the
//! former leaves out never gets here.

/// Classes that are ignored by rule, and why nothing is lost.
pub(super) const IGNORED: &[(&str, &str)] = &[
    ("OpenAPI.openapi", "patch versions mean the same (3.1 §4.1)"),
    ("Components > Security Scheme.openIdConnectUrl", "the caller brings the token"),
    ("webhook: Operation > Request Body.required", "a webhook without its body is none"),
    ("webhook: *Operation.responses", "what a receiver answers is its own affair"),
    ("webhook: *Response.*", "what a receiver answers is its own affair"),
    ("Success > Response.description", "the operation and the type of its answer say it"),
    ("Schema *.title", "titles repeat the name in documents that were made by programs"),
];

/// Classes whose loss is not reported yet.
pub(super) const OPEN: &[(&str, &str)] = &[
    ("OpenAPI.tags", "what a tag says of itself would document a group"),
    ("OpenAPI > Tag.*", "what a tag says of itself would document a group"),
    ("Schema *.contentEncoding", "the encoding of a string is not shown"),
    ("Schema *.contentMediaType", "the content of a string is not shown"),
    ("Schema untyped.maxLength", "limits in a part of `allOf` are not shown"),
    ("Server > Server Variable.enum", "the values of a server's variable are not shown"),
];
