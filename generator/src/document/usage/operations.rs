//! The operations of a path item in the text's own tree: those with a key of their own, and those under
//! `additionalOperations` (OpenAPI 3.2 §4.9.1).

use super::references;
use crate::choice::METHODS;
use crate::json::Json;
use crate::pointer::Pointer;

/// The key under which a path item has its operations of other methods.
pub(super) const ADDITIONAL: &str = "additionalOperations";

/// An operation of a path item.
pub(in crate::document) struct InItem<'t> {
    /// The method as the document writes it.
    pub(in crate::document) method: &'t str,
    /// The Operation Object.
    pub(in crate::document) value: &'t Json,
    /// Whether it stands in what the path item refers to.
    pub(super) elsewhere: bool,
    is_additional: bool,
}

impl InItem<'_> {
    /// Where it stands, or would stand, in the path item at `item`.
    pub(in crate::document) fn at(&self, item: &Pointer) -> Pointer {
        match self.is_additional {
            true => item.child(ADDITIONAL).child(self.method),
            false => item.child(self.method),
        }
    }

    /// What people call it: its `operationId`, else method and path.
    pub(super) fn label(&self, path: &str) -> String {
        let id = self.value.get("operationId").and_then(Json::as_str);
        let method = || match self.is_additional {
            true => self.method.to_owned(),
            false => self.method.to_ascii_uppercase(),
        };
        id.map_or_else(|| format!("{} {path}", method()), str::to_owned)
    }
}

/// The operations of a path item, those of what it refers to included.
pub(in crate::document) fn operations<'t>(item: &'t Json, tree: &'t Json) -> Vec<InItem<'t>> {
    let target = references::follow(item, tree);
    let mut found = Vec::new();
    let mut add =
        |method: &'t str, own: Option<&'t Json>, other: Option<&'t Json>, is_additional| {
            if let Some(value) = own.or(other).filter(|it| matches!(it, Json::Object(_))) {
                found.push(InItem { method, value, elsewhere: own.is_none(), is_additional });
            }
        };
    for method in METHODS {
        add(method, item.get(method), target.and_then(|target| target.get(method)), false);
    }
    // A key beside a reference takes the place of the same key there, with all that is under it.
    let own = item.get(ADDITIONAL);
    let elsewhere = target.and_then(|target| target.get(ADDITIONAL)).filter(|_| own.is_none());
    for (method, value) in own.and_then(Json::as_object).unwrap_or_default() {
        add(method, Some(value), None, true);
    }
    for (method, value) in elsewhere.and_then(Json::as_object).unwrap_or_default() {
        add(method, None, Some(value), true);
    }
    found
}

/// Cuts the operations out of the path item at `at` that do not stay.
pub(in crate::document) fn cut_operations(
    item: &mut Json,
    at: &Pointer,
    stays: &impl Fn(&Pointer) -> bool,
) {
    if let Some(Json::Object(more)) = item.get_mut(ADDITIONAL) {
        let at = at.child(ADDITIONAL);
        let before = more.len();
        more.retain(|(method, _)| stays(&at.child(method)));
        if more.is_empty() && before > 0 {
            item.remove(ADDITIONAL);
        }
    }
    if let Json::Object(members) = item {
        members.retain(|(key, _)| stays(&at.child(key)));
    }
}
