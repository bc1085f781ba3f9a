//! What `openapiv3` read is written back and compared with what it was given: a key that is gone was
//! dropped on the way, and is reported.
//!
//! Values are not compared: they are moved, not changed. Defaults may be left out when writing, and
//! extensions and examples are copied whole.

use serde::Serialize;
use serde_json::Value as Back;

use super::grammar::{Kind, Value};
use super::skeleton::PathItems;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// Reports the keys of `given` that `read` does not have.
pub(super) fn report(
    kind: Kind,
    given: &Json,
    read: &impl Serialize,
    diagnostics: &mut Diagnostics,
) {
    compare(Value::Object(kind), Pointer::root(), given, read, diagnostics);
}

/// The same for path items by name, at `pointer`.
pub(super) fn report_path_items(
    pointer: &Pointer,
    given: &Json,
    read: &PathItems,
    diagnostics: &mut Diagnostics,
) {
    let expected = Value::Map(&Value::Reference(Kind::PathItem));
    compare(expected, pointer.clone(), given, read, diagnostics);
}

fn compare(
    expected: Value,
    pointer: Pointer,
    given: &Json,
    read: &impl Serialize,
    diagnostics: &mut Diagnostics,
) {
    match serde_json::to_value(read) {
        Ok(back) => {
            let mut comparison =
                Comparison { path: Path::from_pointer(&pointer), out: diagnostics };
            comparison.value(expected, given, &back);
        }
        Err(error) => diagnostics.push(Diagnostic::error(
            Code::Unreadable,
            At::Pointer(pointer),
            format!("the document cannot be written back to check for losses: {error}"),
        )),
    }
}

struct Comparison<'a> {
    path: Path,
    out: &'a mut Diagnostics,
}

impl Comparison<'_> {
    fn value(&mut self, expected: Value, given: &Json, back: &Back) {
        match (expected, given) {
            (Value::Object(kind) | Value::Reference(kind), Json::Object(members)) => {
                let rules = kind.rules();
                for (key, member) in members {
                    let inner = rules.field(key).map(|field| field.value);
                    let inner = inner.or_else(|| rules.patterned(key)).unwrap_or(Value::Opaque);
                    let optional = inner_default(kind, key, member);
                    self.member(inner, optional, key, member, back);
                }
            }
            (Value::Map(inner), Json::Object(members)) => {
                for (key, member) in members {
                    self.member(*inner, false, key, member, back);
                }
            }
            (Value::List(inner), Json::Array(items)) => {
                let read = back.as_array().map(Vec::as_slice).unwrap_or_default();
                for (index, item) in items.iter().enumerate() {
                    let mark = self.path.enter_index(index);
                    match read.get(index) {
                        Some(read) => self.value(*inner, item, read),
                        None => self.lost(&index.to_string()),
                    }
                    self.path.leave(mark);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, inner: Value, may_go: bool, key: &str, member: &Json, back: &Back) {
        let mark = self.path.enter(key);
        // Ranges of status codes are written in capitals.
        let read = back.get(key).or_else(|| back.get(key.to_ascii_uppercase()));
        match read {
            Some(read) => self.value(inner, member, read),
            None if may_go => {}
            // Schemas are in the table, even where `openapiv3` has no place for a reference to them.
            None if matches!(inner, Value::Schema) => {}
            None => self.lost(key),
        }
        self.path.leave(mark);
    }

    fn lost(&mut self, key: &str) {
        let at = At::Key(self.path.pointer());
        let message = format!("`{key}` has no effect here; it was not read");
        self.out.push(Diagnostic::warning(Code::LostKey, at, message));
    }
}

/// Whether leaving a member out says the same as writing it.
fn inner_default(kind: Kind, key: &str, value: &Json) -> bool {
    match value {
        // An encoding's default depends on its style (3.1 §4.8.15.1.2), so false says something.
        // Null in the place of an optional key is its absence.
        Json::Null => true,
        Json::Bool(false) => !(kind == Kind::Encoding && key == "explode"),
        Json::Array(items) => items.is_empty() && key != "security",
        Json::Object(members) => members.is_empty(),
        _ => false,
    }
}
