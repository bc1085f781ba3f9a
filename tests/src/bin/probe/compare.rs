//! Is what was written what was read? Times and identifiers count by what they mean, since a type may
//! write them in another spelling.

use polar_sdk::runtime::{Timestamp, Uuid};
use serde_json::Value;

/// What became of a value.
pub(crate) enum Fate {
    /// It is the same.
    Same,
    /// Members are gone that the schema does not name, and all else is the same.
    Unnamed,
    /// It is another one, here.
    Changed(String),
}

/// Compares a value with itself after decoding and encoding.
pub(crate) fn compare(before: &Value, after: &Value) -> Fate {
    let mut unnamed = false;
    match walk(before, after, &mut String::new(), &mut unnamed) {
        Err(place) => Fate::Changed(place),
        Ok(()) if unnamed => Fate::Unnamed,
        Ok(()) => Fate::Same,
    }
}

fn walk(before: &Value, after: &Value, at: &mut String, unnamed: &mut bool) -> Result<(), String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            if let Some(key) = after.keys().find(|key| !before.contains_key(*key)) {
                return Err(format!("{at}/{key} was added"));
            }
            for (key, value) in before {
                let Some(other) = after.get(key) else {
                    *unnamed = true;
                    continue;
                };
                let end = at.len();
                at.push('/');
                at.push_str(key);
                walk(value, other, at, unnamed)?;
                at.truncate(end);
            }
            Ok(())
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (value, other)) in before.iter().zip(after).enumerate() {
                let end = at.len();
                at.push_str(&format!("/{index}"));
                walk(value, other, at, unnamed)?;
                at.truncate(end);
            }
            Ok(())
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => Ok(()),
        (Value::String(a), Value::String(b)) if means_same(a, b) => Ok(()),
        (a, b) if a == b => Ok(()),
        (a, b) => Err(format!("{at} was {a} and is {b}")),
    }
}

fn means_same(a: &str, b: &str) -> bool {
    let times = || Some(a.parse::<Timestamp>().ok()? == b.parse::<Timestamp>().ok()?);
    let ids = || Some(a.parse::<Uuid>().ok()? == b.parse::<Uuid>().ok()?);
    a == b || times() == Some(true) || ids() == Some(true)
}
