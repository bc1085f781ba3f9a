//! Which version of OpenAPI a document is of, and whether this generator reads it.

use crate::diagnostic::{At, Code, Diagnostic};
use crate::json::Json;
use crate::pointer::Pointer;

/// The dialect of a document's schemas. Nothing after this stage knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// OpenAPI 3.0: an extended subset of an early JSON Schema.
    V30,
    /// OpenAPI 3.1 and 3.2: JSON Schema 2020-12.
    V31,
}

/// Whether the document `tree` is of version 2.0, which is lifted before anything looks at it.
pub(super) fn is_swagger(tree: &Json) -> Result<bool, Box<Diagnostic>> {
    match tree.get("swagger") {
        // YAML reads an unquoted `2.0` as a number.
        Some(Json::String(text) | Json::Number(text)) if text.trim() == "2.0" => Ok(true),
        Some(version) => {
            let at = At::Pointer(Pointer::root().child("swagger"));
            let message = format!("the version {} of Swagger is not read", show(version));
            Err(unsupported(at, message, "this generator reads 2.0, 3.0, 3.1 and 3.2"))
        }
        None => Ok(false),
    }
}

/// Whether `tree` is a document of a version that is read.
pub(super) fn is_known(tree: &Json) -> bool {
    match is_swagger(tree) {
        Ok(swagger) => swagger || read_dialect(tree).is_ok(),
        Err(_) => false,
    }
}

/// The dialect of the document `tree`, lifted if it was of 2.0.
pub(super) fn read_dialect(tree: &Json) -> Result<Dialect, Box<Diagnostic>> {
    let root = Pointer::root();
    let Some(version) = tree.get("openapi") else {
        let message = "the document has no `openapi` member, so it is no OpenAPI document";
        let help = "add the version of the standard, such as `openapi: 3.1.0`";
        return Err(unsupported(At::Pointer(root), message, help));
    };
    // YAML reads an unquoted `3.1` as a number.
    let text = match version {
        Json::String(text) | Json::Number(text) => text.trim(),
        _ => "",
    };
    let mut parts = text.split('.');
    match (parts.next(), parts.next().map(|minor| minor.split('-').next().unwrap_or(minor))) {
        (Some("3"), Some("0")) => Ok(Dialect::V30),
        (Some("3"), Some("1" | "2")) => Ok(Dialect::V31),
        _ => {
            let message = format!("the version {} of OpenAPI is not read", show(version));
            let at = At::Pointer(root.child("openapi"));
            Err(unsupported(at, message, "this generator reads 2.0, 3.0, 3.1 and 3.2"))
        }
    }
}

fn unsupported(at: At, message: impl Into<String>, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Code::UnsupportedVersion, at, message).with_help(help))
}

/// A version as the document writes it, or its kind when it is no version at all.
fn show(version: &Json) -> String {
    match version {
        Json::String(text) | Json::Number(text) => format!("`{text}`"),
        other => other.kind().to_owned(),
    }
}
