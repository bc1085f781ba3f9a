//! Where references to something other than a schema stand, along the grammar.

use crate::document::grammar::{Kind, Value};
use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// A reference in the place of an object.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The place of the object that the reference stands for.
    pub(super) pointer: Pointer,
    /// The text of the reference.
    pub(super) reference: String,
    /// What it has to lead to.
    pub(super) kind: Kind,
    /// Whether `openapiv3` has room for a reference here.
    pub(super) may_stay: bool,
    /// Whether this is part of a callback.
    pub(super) in_callback: bool,
}

/// Every reference outside schemas, in the order of the document.
pub(super) fn places(tree: &Json) -> Vec<Place> {
    let mut search = Search { path: Path::default(), callbacks: 0, found: Vec::new() };
    search.value(Value::Object(Kind::OpenApi), tree, false);
    search.found
}

struct Search {
    path: Path,
    /// How many callbacks stand around the current place.
    callbacks: usize,
    found: Vec<Place>,
}

impl Search {
    /// `of_components`: the value stands directly in a section of the components.
    fn value(&mut self, expected: Value, value: &Json, of_components: bool) {
        match (expected, value) {
            (Value::Reference(kind), Json::Object(members)) => {
                if let Some(reference) = value.get("$ref").and_then(Json::as_str) {
                    self.found.push(Place {
                        pointer: self.path.pointer(),
                        reference: reference.to_owned(),
                        kind,
                        may_stay: match kind {
                            Kind::PathItem | Kind::MediaType => false,
                            Kind::Callback => of_components,
                            _ => true,
                        },
                        in_callback: self.callbacks > 0 || kind == Kind::Callback,
                    });
                }
                self.object(kind, members);
            }
            (Value::Object(kind), Json::Object(members)) => self.object(kind, members),
            (Value::Map(inner), Json::Object(members)) => {
                for (key, member) in members {
                    let mark = self.path.enter(key);
                    self.value(*inner, member, of_components);
                    self.path.leave(mark);
                }
            }
            (Value::List(inner), Json::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let mark = self.path.enter_index(index);
                    self.value(*inner, item, false);
                    self.path.leave(mark);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, kind: Kind, members: &[(String, Json)]) {
        self.callbacks += usize::from(kind == Kind::Callback);
        for (key, member) in members {
            if let Some(inner) = kind.rules().value(key) {
                let mark = self.path.enter(key);
                self.value(inner, member, kind == Kind::Components);
                self.path.leave(mark);
            }
        }
        self.callbacks -= usize::from(kind == Kind::Callback);
    }
}
