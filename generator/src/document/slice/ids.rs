//! Takes out the addresses that schemas have of their own: references to them are pointers by now, and
//! a pointer within such a schema would be read from there on (JSON Schema Core §8.2.1).

use super::super::bundle::grammar::Grammar;
use super::super::grammar::{Kind, Value};
use crate::json::Json;

/// Removes `$self`, and `$id` from all schemas.
pub(super) fn remove(tree: &mut Json, grammar: Grammar) {
    tree.remove("$self");
    below(tree, Value::Object(Kind::OpenApi), grammar);
}

fn below(value: &mut Json, what: Value, grammar: Grammar) {
    match value {
        Json::Object(members) => {
            if matches!(what, Value::Schema) {
                members.retain(|(key, value)| key != "$id" || !matches!(value, Json::String(_)));
            }
            for (key, value) in members {
                if let Some(inner) = grammar.member(what, key) {
                    below(value, inner, grammar);
                }
            }
        }
        Json::Array(items) => {
            let inner = match what {
                Value::List(inner) => *inner,
                Value::Schema => what,
                _ => return,
            };
            items.iter_mut().for_each(|item| below(item, inner, grammar));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
