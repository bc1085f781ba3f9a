//! The keys of a document of 2.0, sorted into classes. Its schemas are read as those of 3.0 are, and are
//! accounted for there.

use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// What stands under a key.
#[derive(Clone, Copy)]
enum Inner {
    /// An object of this kind.
    One(&'static str),
    /// A list of such objects.
    List(&'static str),
    /// Such objects under names of the document's own.
    Map(&'static str),
}

use Inner::{List, Map, One};

/// Kind and key → what stands under it. Other keys are looked at as a whole.
const GRAMMAR: &[(&str, &str, Inner)] = &[
    ("Swagger", "paths", Map("Path Item")),
    ("Swagger", "parameters", Map("Parameter")),
    ("Swagger", "responses", Map("Response")),
    ("Swagger", "securityDefinitions", Map("Security Scheme")),
    ("Path Item", "parameters", List("Parameter")),
    ("Path Item", "get", One("Operation")),
    ("Path Item", "put", One("Operation")),
    ("Path Item", "post", One("Operation")),
    ("Path Item", "delete", One("Operation")),
    ("Operation", "parameters", List("Parameter")),
    ("Operation", "responses", Map("Response")),
    ("Parameter", "items", One("Items")),
    ("Items", "items", One("Items")),
    ("Response", "headers", Map("Header")),
    ("Header", "items", One("Items")),
];

/// Every key of a document of 2.0: its class, and where its value is.
pub(super) fn occurrences(tree: &Json) -> Vec<(String, Pointer)> {
    let mut found = Vec::new();
    object("Swagger", tree, &mut Path::default(), &mut found);
    found
}

fn object(kind: &str, value: &Json, path: &mut Path, found: &mut Vec<(String, Pointer)>) {
    for (key, member) in value.as_object().unwrap_or_default() {
        if key.starts_with("x-") {
            continue;
        }
        let outer = path.enter(key);
        found.push((format!("2.0 {kind}.{key}"), path.pointer()));
        let inner = GRAMMAR.iter().find(|(of, name, _)| *of == kind && name == key);
        match inner.map(|(_, _, inner)| *inner) {
            None => {}
            Some(One(kind)) => object(kind, member, path, found),
            Some(List(kind)) => {
                for (index, item) in member.as_array().unwrap_or_default().iter().enumerate() {
                    let mark = path.enter_index(index);
                    object(kind, item, path, found);
                    path.leave(mark);
                }
            }
            Some(Map(kind)) => {
                for (name, item) in member.as_object().unwrap_or_default() {
                    let mark = path.enter(name);
                    object(kind, item, path, found);
                    path.leave(mark);
                }
            }
        }
        path.leave(outer);
    }
}
