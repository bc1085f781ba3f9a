//! What a newer or a careless server may change about a value, and what has to come of it.
//!
//! Only the value itself is changed and not what it holds: every type is checked on its own.

use serde_json::{Map, Value};

use super::shape::{Field, Shape, Written};

/// A changed value.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// What was changed.
    pub name: String,
    /// The changed value.
    pub value: Value,
    /// What has to be written after it was read.
    pub expected: Expected,
}

/// What has to be written after a changed value was read.
#[derive(Clone, Debug)]
pub enum Expected {
    /// Exactly this.
    Same(Value),
    /// Anything that is read back as the same.
    Stable,
    /// As before, and the value may be refused as well.
    StableOrRefused,
}

/// All changes to a value of a type.
#[must_use]
pub fn mutations(shape: Shape, value: &Value) -> Vec<Mutation> {
    match (shape, value) {
        (Shape::Object { fields, open }, Value::Object(object)) => {
            let extra = (!open).then(|| extra(object, value));
            extra
                .into_iter()
                .chain(fields.iter().flat_map(|field| field_changes(object, field)))
                .collect()
        }
        (Shape::Tagged { key, open }, Value::Object(object)) => {
            let changed = with(object, key, FUTURE.into());
            let expected = if open { Expected::Stable } else { Expected::Same(changed.clone()) };
            vec![Mutation { name: "a new variant".to_owned(), value: changed, expected }]
        }
        (Shape::Strings, _) => vec![kept("a new value", FUTURE.into())],
        (Shape::Integers, _) => vec![kept("a new value", i64::MAX.into())],
        (Shape::Untagged, _) => kinds(),
        _ => Vec::new(),
    }
}

/// A key, a value and a tag that no document has.
const FUTURE: &str = "future 🦀";

fn extra(object: &Map<String, Value>, value: &Value) -> Mutation {
    let held = Value::Array(vec![Value::Null, FUTURE.into()]);
    Mutation {
        name: "an extra field".to_owned(),
        value: with(object, FUTURE, held),
        expected: Expected::Same(value.clone()),
    }
}

fn field_changes(object: &Map<String, Value>, field: &Field) -> Vec<Mutation> {
    let key = field.key;
    let mut without = object.clone();
    without.shift_remove(key);
    let without = Value::Object(without);
    let expected = |written| {
        Expected::Same(match written {
            Written::Absent => without.clone(),
            Written::Null => with(object, key, Value::Null),
            Written::Fixed => Value::Object(object.clone()),
        })
    };
    let missing = field.absent.map(|written| Mutation {
        name: format!("without `{key}`"),
        value: without.clone(),
        expected: expected(written),
    });
    let null = field.null.map(|written| Mutation {
        name: format!("with `{key}` null"),
        value: with(object, key, Value::Null),
        expected: expected(written),
    });
    missing.into_iter().chain(null).collect()
}

fn kinds() -> Vec<Mutation> {
    let object = with(&Map::new(), FUTURE, true.into());
    let kinds: [Value; 7] = [
        Value::Null,
        false.into(),
        (-1).into(),
        0.5.into(),
        FUTURE.into(),
        Value::Array(vec![Value::Null, object.clone()]),
        object,
    ];
    kinds
        .into_iter()
        .map(|value| Mutation {
            name: format!("a new variant, {value}"),
            // Where only scalars belong, nothing else is taken.
            expected: match value {
                Value::Null | Value::Array(_) | Value::Object(_) => Expected::StableOrRefused,
                _ => Expected::Stable,
            },
            value,
        })
        .collect()
}

fn kept(name: &str, value: Value) -> Mutation {
    Mutation { name: name.to_owned(), expected: Expected::Same(value.clone()), value }
}

fn with(object: &Map<String, Value>, key: &str, value: Value) -> Value {
    let mut object = object.clone();
    object.insert(key.to_owned(), value);
    Value::Object(object)
}
