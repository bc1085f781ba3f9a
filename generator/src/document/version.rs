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

/// The dialect of the document `tree`.
pub(super) fn read_dialect(tree: &Json) -> Result<Dialect, Box<Diagnostic>> {
    let root = Pointer::root();
    if let Some(version) = tree.get("swagger") {
        // Converting 2.0 to 3.0 belongs here, before anything looks at the tree.
        let at = At::Pointer(root.child("swagger"));
        let message = format!("OpenAPI 2.0 is not read (`swagger` is {})", show(version));
        return Err(unsupported(at, message, "convert the document to OpenAPI 3"));
    }
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
            Err(unsupported(at, message, "this generator reads 3.0, 3.1 and 3.2"))
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
