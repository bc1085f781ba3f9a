//! Keys of `paths` that begin without a slash.
//!
//! OpenAPI 3.1 §4.8.8 asks for one. A path is appended to the server's URL, so there is one thing that
//! its absence can mean, and to leave the operations out would be worse.

use super::swagger::Origins;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::Pointer;

/// Puts the slash there, and notes where the path item stood.
pub(super) fn add_slashes(tree: &mut Json, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    let paths = Pointer::root().child("paths");
    let Some(Json::Object(items)) = tree.get_mut("paths") else { return };
    let taken: Vec<String> = items.iter().map(|(key, _)| key.clone()).collect();
    for (key, item) in items {
        let slashed = format!("/{key}");
        let is_path = !key.starts_with('/') && !key.starts_with("x-") && key != "$ref";
        if !is_path || !matches!(item, Json::Object(_)) || taken.contains(&slashed) {
            continue;
        }
        let message = format!("a path starts with a slash; read as `{slashed}`");
        let at = At::Key(paths.child(&slashed));
        diagnostics.push(Diagnostic::warning(Code::InvalidValue, at, message));
        origins.moved(&paths.child(&slashed), &paths.child(key));
        *key = slashed;
    }
}
