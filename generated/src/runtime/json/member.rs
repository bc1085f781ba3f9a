//! Writing the fields of an object.
//!
//! One constructor per presence word of `object!` decides whether a field is written at all.
//! Values are written through `dyn Write`, so that [`write()`] is compiled once per serializer.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::Map;
use super::nullish::Nullish;

/// A value that can be written as the value of a key.
pub trait Write<M: SerializeMap> {
    /// Writes the entry.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write(&self, key: &str, map: &mut M) -> Result<(), M::Error>;
}

/// Entries to be written after the named ones.
pub trait WriteRest<M: SerializeMap> {
    /// How many there are.
    fn count(&self) -> usize;

    /// Whether there is one of this key.
    fn holds(&self, key: &str) -> bool;

    /// Writes all entries.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write(&self, map: &mut M) -> Result<(), M::Error>;
}

/// A key and its value, if it is to be written.
pub struct Member<'a, M> {
    key: &'static str,
    value: Option<&'a dyn Write<M>>,
}

/// Always written.
pub fn required<'a, M: SerializeMap, T: Serialize>(
    key: &'static str,
    value: &'a T,
) -> Member<'a, M> {
    Member { key, value: Some(value) }
}

/// Always written; `None` as `null`.
pub fn nullable<'a, M: SerializeMap, T: Serialize>(
    key: &'static str,
    value: &'a Option<T>,
) -> Member<'a, M> {
    Member { key, value: Some(value) }
}

/// Written unless `None`.
pub fn optional<'a, M: SerializeMap, T: Serialize>(
    key: &'static str,
    value: &'a Option<T>,
) -> Member<'a, M> {
    Member { key, value: value.as_ref().map(|value| value as &dyn Write<M>) }
}

/// Written unless absent; null as `null`.
pub fn nullish<'a, M: SerializeMap, T: Serialize>(
    key: &'static str,
    value: &'a Nullish<T>,
) -> Member<'a, M> {
    Member { key, value: (!value.is_absent()).then_some(value as &dyn Write<M>) }
}

/// Always written.
pub fn select<'a, M: SerializeMap, T: Serialize>(key: &'static str, value: &'a T) -> Member<'a, M> {
    required(key, value)
}

/// Writes an object: the members in this order, then the rest.
///
/// # Errors
/// Those of the serializer; also when a key of the rest is the key of a member.
pub fn write<S: Serializer>(
    serializer: S,
    members: &[Member<'_, S::SerializeMap>],
    rest: &[&dyn WriteRest<S::SerializeMap>],
) -> Result<S::Ok, S::Error> {
    let named = members.iter().filter(|member| member.value.is_some()).count();
    let others = rest.iter().map(|rest| rest.count()).sum::<usize>();
    let mut map = serializer.serialize_map(Some(named + others))?;
    for Member { key, value } in members {
        if rest.iter().any(|rest| rest.holds(key)) {
            return Err(S::Error::custom(format_args!(
                "key `{key}` stands for a field of its own"
            )));
        }
        if let Some(value) = value {
            value.write(key, &mut map)?;
        }
    }
    for rest in rest {
        rest.write(&mut map)?;
    }
    map.end()
}

impl<M: SerializeMap, T: Serialize> Write<M> for T {
    fn write(&self, key: &str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, self)
    }
}

impl<M: SerializeMap, T: Serialize> WriteRest<M> for Map<String, T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn holds(&self, key: &str) -> bool {
        self.contains_key(key)
    }

    fn write(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}
