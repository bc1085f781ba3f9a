//! Which field a key of an object means.
//!
//! A server writes all objects of a type in one order, so the key that followed the last time is
//! tried first; otherwise all names are searched. Nothing is allocated for a known key, and for an
//! unknown one only where the object keeps it. One function serves all types.

use std::fmt;
use std::sync::atomic::{AtomicU16, Ordering};

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

/// Finds the fields of an object's keys, one after the other.
#[derive(Debug)]
pub struct Keys {
    names: &'static [&'static str],
    order: &'static [AtomicU16],
    /// The place in `order` of the field that came last: 0 at the start of the object.
    place: usize,
    keep_unknown: bool,
    unknown: Option<String>,
}

impl Keys {
    /// The keys of an object whose fields have these names. `order` is the type's own, made by
    /// [`order`]; `keep_unknown` says whether the text of an unknown key is wanted.
    #[must_use]
    pub fn new(
        names: &'static [&'static str],
        order: &'static [AtomicU16],
        keep_unknown: bool,
    ) -> Self {
        Self { names, order, place: 0, keep_unknown, unknown: None }
    }

    /// The text of the last key, if it was unknown and is wanted.
    pub fn take_unknown(&mut self) -> Option<String> {
        self.unknown.take()
    }

    /// The field that is expected next, if the key means that one.
    #[inline]
    fn expected(&mut self, key: &str) -> Option<usize> {
        let index = usize::from(self.order.get(self.place)?.load(Ordering::Relaxed));
        if !same(self.names.get(index)?, key) {
            return None;
        }
        self.place = index + 1;
        Some(index)
    }

    /// Looks at all names, and remembers for the next object what was found. Kept out of the way
    /// of the expected keys, which are nearly all.
    #[cold]
    #[inline(never)]
    fn search(&mut self, key: &str) -> usize {
        let Some(index) = self.names.iter().position(|name| *name == key) else {
            if self.keep_unknown {
                self.unknown = Some(key.to_owned());
            }
            return UNKNOWN;
        };
        if let (Some(hint), Ok(field)) = (self.order.get(self.place), u16::try_from(index)) {
            hint.store(field, Ordering::Relaxed);
        }
        self.place = index + 1;
        index
    }
}

/// Whether two short texts, such as keys, are the same. Most are so short that calling the C library's comparison costs
/// more than comparing: the first and the last bytes, which overlap, are all bytes.
#[inline]
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        4..8 => ends::<4>(one) == ends(other),
        8..=16 => ends::<8>(one) == ends(other),
        _ => one == other,
    }
}

/// The first and the last bytes of a text.
#[inline]
fn ends<const N: usize>(text: &[u8]) -> (Option<&[u8; N]>, Option<&[u8; N]>) {
    (text.first_chunk(), text.last_chunk())
}

/// In place of an index: no field has this key. It is an index that no field can have.
const UNKNOWN: usize = usize::MAX;

/// The order in which a type's keys are expected before any was read: that of its fields.
///
/// The first place tells the field that begins an object, the next one the field that follows the
/// first field, and so on. It is a hint and nothing else: whatever stands there, the same fields
/// are found.
#[must_use]
pub const fn order<const PLACES: usize>() -> [AtomicU16; PLACES] {
    let mut order = [const { AtomicU16::new(0) }; PLACES];
    let (mut place, mut field) = (0, 0);
    while place < PLACES {
        order[place] = AtomicU16::new(field);
        place += 1;
        field = field.wrapping_add(1);
    }
    order
}

/// As a seed, finds the index of the key's field; one that no field has for an unknown key.
impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<usize, E> {
        Ok(match self.expected(key) {
            Some(index) => index,
            None => self.search(key),
        })
    }
}
