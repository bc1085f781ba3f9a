//! Whether values of a type survive being written and read, as they are and as servers change them.
//!
//! Compares objects without regard to the order of their keys, except where the same value is
//! written twice, which must give the same bytes.

use std::fmt;

use serde_json::Value;

use super::super::decode::from_slice;
use super::mutation::{Expected, mutations};
use super::{Choices, Sample};

/// Why a value did not survive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The type.
    pub type_name: &'static str,
    /// The seed of the value; `None` for the example.
    pub seed: Option<u64>,
    /// What was changed about the value, if anything.
    pub mutation: Option<String>,
    /// The place in the value, such as `items[3].email`; `.` for the value as a whole.
    pub path: String,
    /// What went wrong.
    pub message: String,
}

impl fmt::Display for Misread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.type_name)?;
        match self.seed {
            Some(seed) => write!(formatter, ", seed {seed}")?,
            None => write!(formatter, ", the example")?,
        }
        if let Some(mutation) = &self.mutation {
            write!(formatter, ", {mutation}")?;
        }
        write!(formatter, ": {} (at `{}`)", self.message, self.path)
    }
}

impl std::error::Error for Misread {}

/// Checks the example and the random values of these seeds: each is written, read back as an equal
/// value and written as the same bytes; and each is read, and loses nothing that is known, with an
/// extra field, without an optional field or with `null` in it, with a new value of an enum and a new
/// variant of a union.
///
/// # Errors
/// The first value that does not survive.
pub fn check<T: Sample>(seeds: impl IntoIterator<Item = u64>) -> Result<(), Misread> {
    let samples = seeds.into_iter().map(|seed| (Some(seed), Choices::random(seed)));
    for (seed, mut choices) in std::iter::once((None, Choices::example())).chain(samples) {
        let value = T::sample(&mut choices);
        let misread = |mutation: Option<String>, (path, message): (String, String)| Misread {
            type_name: std::any::type_name::<T>(),
            seed,
            mutation,
            path,
            message,
        };
        let written = round_trip(&value).map_err(|fault| misread(None, fault))?;
        for mutation in mutations(T::SHAPE, &written) {
            changed::<T>(&mutation.value, &mutation.expected)
                .map_err(|fault| misread(Some(mutation.name), fault))?;
        }
    }
    Ok(())
}

/// A path and a message.
type Fault = (String, String);

fn whole(message: impl fmt::Display) -> Fault {
    (".".to_owned(), message.to_string())
}

/// Writes, reads and writes a value; returns what was written.
fn round_trip<T: Sample>(value: &T) -> Result<Value, Fault> {
    let text = serde_json::to_vec(value).map_err(whole)?;
    let written: Value = serde_json::from_slice(&text).map_err(whole)?;
    let read: T = read(&text)?;
    let again = serde_json::to_vec(&read).map_err(whole)?;
    if again != text {
        let again = serde_json::from_slice(&again).map_err(whole)?;
        return Err(difference(&written, &again)
            .unwrap_or_else(|| whole("written in another way when written again")));
    }
    if read != *value {
        return Err(whole("read as another value that is written in the same way"));
    }
    Ok(written)
}

fn changed<T: Sample>(value: &Value, expected: &Expected) -> Result<(), Fault> {
    let text = serde_json::to_vec(value).map_err(whole)?;
    let read = match (read::<T>(&text), expected) {
        (Err(_), Expected::StableOrRefused) => return Ok(()),
        (result, _) => result?,
    };
    let written = round_trip(&read)?;
    match expected {
        Expected::Same(expected) => difference(expected, &written).map_or(Ok(()), Err),
        Expected::Stable | Expected::StableOrRefused => Ok(()),
    }
}

fn read<T: Sample>(text: &[u8]) -> Result<T, Fault> {
    from_slice(text).map_err(|fault| (fault.path, fault.message))
}

/// The first place where two values differ.
fn difference(expected: &Value, found: &Value) -> Option<Fault> {
    let mut path = String::new();
    let message = differ(expected, found, &mut path)?;
    Some((if path.is_empty() { ".".to_owned() } else { path }, message))
}

/// Leaves `path` at the place that differs.
fn differ(expected: &Value, found: &Value, path: &mut String) -> Option<String> {
    let length = path.len();
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for key in expected.keys().chain(found.keys()) {
                path.push_str(if length == 0 { "" } else { "." });
                path.push_str(key);
                let message = match (expected.get(key), found.get(key)) {
                    (Some(expected), Some(found)) => differ(expected, found, path),
                    (Some(_), None) => Some("lost".to_owned()),
                    (None, _) => Some("written although it was not there".to_owned()),
                };
                if message.is_some() {
                    return message;
                }
                path.truncate(length);
            }
            None
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                path.push_str(&format!("[{index}]"));
                if let Some(message) = differ(expected, found, path) {
                    return Some(message);
                }
                path.truncate(length);
            }
            None
        }
        (expected, found) if expected == found => None,
        (expected, found) => Some(format!("{expected} became {found}")),
    }
}
