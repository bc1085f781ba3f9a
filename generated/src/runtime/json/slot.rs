//! Where the fields of an object wait while its entries are read.
//!
//! One constructor per presence word of `object!` decides what an absent key means. The slots are
//! filled through `dyn Slot`, so that [`fill`] is compiled once per deserializer and not once per
//! type. What a key means is decided in `keys`, the selecting of a type by a sibling in `selected`.

use std::sync::atomic::AtomicU16;

use serde::de::{Deserialize, Error, MapAccess};

use super::Map;
use super::keys::Keys;
use super::literal::Literal;
use super::nullish::Nullish;
pub use super::selected::select;
use super::usual;

/// A place for the value of one key.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value that comes next, unless the key was read already.
    ///
    /// # Errors
    /// When the value cannot be read or does not fit.
    fn read(&mut self, entries: &mut A) -> Result<Filled, A::Error>;

    /// Does what is left to do when all entries are read; `false` when the key is missing.
    ///
    /// # Errors
    /// When a value that was held back does not fit.
    fn finish(&mut self, name: &str, entries: &mut A) -> Result<bool, A::Error>;
}

/// What became of a value. As wide as a pointer, so that a result of it is returned in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Filled {
    /// It was read.
    Now,
    /// It is held back until [`Slot::finish`].
    Later,
    /// It was not read: there is a value of that key already.
    Before,
}

/// A place for the entries that no field names.
pub trait Rest<'de, A: MapAccess<'de>> {
    /// Reads the value that comes next; `false` when there is one of that key already.
    ///
    /// # Errors
    /// When the value cannot be read or does not fit.
    fn read(&mut self, key: String, entries: &mut A) -> Result<bool, A::Error>;
}

/// The slot of an ordinary field.
#[derive(Debug)]
pub struct Place<T> {
    /// What was read, and once all entries are, what an absent key means; otherwise `None`.
    pub value: Option<T>,
    /// What an absent key means; `None` if it may not be absent.
    absent: fn() -> Option<T>,
}

/// The key must be there.
#[must_use]
pub fn required<T>() -> Place<T> {
    Place { value: None, absent: || None }
}

/// The key must be there by contract, but its absence is read as `null`.
#[must_use]
pub fn nullable<T>() -> Place<Option<T>> {
    optional()
}

/// The key may be absent, which is `None`, and so is `null`.
#[must_use]
pub fn optional<T>() -> Place<Option<T>> {
    Place { value: None, absent: || Some(None) }
}

/// The key may be absent, which is not the same as `null`.
#[must_use]
pub fn nullish<T>() -> Place<Nullish<T>> {
    Place { value: None, absent: || Some(Nullish::Absent) }
}

/// All other keys.
#[must_use]
pub fn rest<T>() -> Place<Map<String, T>> {
    Place { value: Some(Map::new()), absent: || None }
}

/// A key with one possible value.
pub fn literal(literal: impl Into<Literal>) -> LiteralSlot {
    LiteralSlot { literal: literal.into(), filled: false, required: true }
}

/// A key with one possible value, which its absence means too.
pub fn implied(literal: impl Into<Literal>) -> LiteralSlot {
    LiteralSlot { required: false, ..self::literal(literal) }
}

/// The slot of a literal, which has no field.
#[derive(Debug)]
pub struct LiteralSlot {
    literal: Literal,
    filled: bool,
    required: bool,
}

/// Reads all entries into their slots, of which there is one for each name, in the same order;
/// `order` is the type's [`order`](super::keys::order).
///
/// # Errors
/// When a value does not fit, a key is doubled, or a required one missing.
pub fn fill<'de, A: MapAccess<'de>>(
    mut entries: A,
    names: &'static [&'static str],
    order: &'static [AtomicU16],
    slots: &mut [&mut dyn Slot<'de, A>],
    rest: &mut [&mut dyn Rest<'de, A>],
) -> Result<(), A::Error> {
    let mut keys = Keys::new(names, order, !rest.is_empty());
    let mut unfilled = slots.len();
    while let Some(index) = entries.next_key_seed(&mut keys)? {
        if let Some(slot) = slots.get_mut(index) {
            match slot.read(&mut entries)? {
                Filled::Now => unfilled -= 1,
                Filled::Later => {}
                Filled::Before => return Err(doubled(names, index)),
            }
        } else if let Some(key) = keys.take_unknown() {
            for rest in rest.iter_mut() {
                if !rest.read(key.clone(), &mut entries)? {
                    return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
                }
            }
        } else {
            entries.next_value::<serde::de::IgnoredAny>()?;
        }
    }
    if unfilled > 0 {
        for (slot, name) in slots.iter_mut().zip(names) {
            if !slot.finish(name, &mut entries)? {
                return Err(A::Error::missing_field(name));
            }
        }
    }
    Ok(())
}

#[cold]
fn doubled<E: Error>(names: &'static [&'static str], index: usize) -> E {
    E::duplicate_field(names.get(index).copied().unwrap_or_default())
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de> + 'static> Slot<'de, A> for Place<T> {
    fn read(&mut self, entries: &mut A) -> Result<Filled, A::Error> {
        if self.value.is_some() {
            return Ok(Filled::Before);
        }
        usual::read(&mut self.value, entries)?;
        Ok(Filled::Now)
    }

    fn finish(&mut self, _: &str, _: &mut A) -> Result<bool, A::Error> {
        if self.value.is_none() {
            self.value = (self.absent)();
        }
        Ok(self.value.is_some())
    }
}

impl<'de, A: MapAccess<'de>> Slot<'de, A> for LiteralSlot {
    fn read(&mut self, entries: &mut A) -> Result<Filled, A::Error> {
        if self.filled {
            return Ok(Filled::Before);
        }
        entries.next_value_seed(self.literal)?;
        self.filled = true;
        Ok(Filled::Now)
    }

    fn finish(&mut self, _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(self.filled || !self.required)
    }
}

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Rest<'de, A> for Place<Map<String, T>> {
    fn read(&mut self, key: String, entries: &mut A) -> Result<bool, A::Error> {
        let value = entries.next_value()?;
        let map = self.value.get_or_insert_with(Map::new);
        Ok(map.insert(key, value).is_none())
    }
}
