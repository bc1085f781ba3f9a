//! What OpenAPI says and `openapiv3` has no room for is carried past it in extensions of our own.
//!
//! The walk puts it there once it is checked and its schemas are out, but for operations, which stay
//! where they are until all references are settled; the model takes it out again. A document that has
//! such an extension itself loses it to ours.

use super::walk::Members;
use crate::json::Json;

/// On a parameter of the query: it is the whole query string (`in: querystring`, OpenAPI 3.2
/// §4.12.1).
pub const QUERY_STRING: &str = "x-carried-query-string";

/// On a cookie parameter: its style is `cookie` (OpenAPI 3.2 §4.12.3).
pub const COOKIE_STYLE: &str = "x-carried-cookie-style";

/// On an Encoding Object: its `explode`, of which `openapiv3` cannot tell absence from false.
pub const ENCODING_EXPLODE: &str = "x-carried-explode";

/// On a path item: its operations of other methods (`query` and `additionalOperations`, OpenAPI 3.2
/// §4.9.1), by the key under which they stand and then by method.
pub const OPERATIONS: &str = "x-carried-operations";

/// Puts `value` under `key`, in the place of what is there.
pub(super) fn carry(members: &mut Members, key: &str, value: Json) {
    members.retain(|(other, _)| other != key);
    members.push((key.to_owned(), value));
}

/// Moves the operations that `openapiv3` does not know, in every path item of a document.
pub(super) fn carry_operations(tree: &mut Json) {
    for section in ["paths", "webhooks"] {
        if let Some(Json::Object(items)) = tree.get_mut(section) {
            items.iter_mut().for_each(|(_, item)| carry_those_of(item));
        }
    }
}

/// Those of a path item, and of the path items in its callbacks.
fn carry_those_of(item: &mut Json) {
    let Json::Object(members) = item else { return };
    for (_, operation) in members.iter_mut() {
        if let Some(Json::Object(callbacks)) = operation.get_mut("callbacks") {
            for (_, callback) in callbacks {
                if let Json::Object(items) = callback {
                    items.iter_mut().for_each(|(_, item)| carry_those_of(item));
                }
            }
        }
    }
    carry_members(members);
}

fn carry_members(members: &mut Members) {
    let mut carried = Vec::new();
    for key in ["query", "additionalOperations"] {
        let Some(index) = members.iter().position(|(other, _)| other == key) else { continue };
        let (key, operations) = members.remove(index);
        let by_method = match operations {
            operation if key == "query" => Json::Object(vec![("QUERY".to_owned(), operation)]),
            additional => additional,
        };
        carried.push((key, by_method));
    }
    members.retain(|(other, _)| other != OPERATIONS);
    if !carried.is_empty() {
        members.push((OPERATIONS.to_owned(), Json::Object(carried)));
    }
}
