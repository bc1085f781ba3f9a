//! Where the fields of an object wait while its entries are read.
//!
//! One constructor per presence word of `object!` decides what an absent key means. The slots are
//! filled through `dyn Slot`, so that [`fill`] is compiled once per deserializer and not once per
//! type. What a key means is decided in `keys`, the selecting of a type by a sibling in `selected`.

use serde::de::{Deserialize, Error as _, MapAccess};

use super::Map;
use super::keys::{Key, KeySeed};
use super::literal::Literal;
use super::nullish::Nullish;
pub use super::selected::select;

/// A place for the value of one key.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Whether the key was read already.
    fn is_filled(&self) -> bool;

    /// Reads the value that comes next; `false` when it is held back until [`Slot::finish`].
    ///
    /// # Errors
    /// When the value cannot be read or does not fit.
    fn read(&mut self, entries: &mut A) -> Result<bool, A::Error>;

    /// Does what is left to do when all entries are read; `false` when the key is missing.
    ///
    /// # Errors
    /// When a value that was held back does not fit.
    fn finish(&mut self, name: &str, entries: &mut A) -> Result<bool, A::Error>;
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
    /// What was read, or what an absent key means; `None` as long as the key is missing.
    pub value: Option<T>,
    filled: bool,
}

/// The key must be there.
#[must_use]
pub fn required<T>() -> Place<T> {
    Place { value: None, filled: false }
}

/// The key must be there by contract, but its absence is read as `null`.
#[must_use]
pub fn nullable<T>() -> Place<Option<T>> {
    optional()
}

/// The key may be absent, which is `None`, and so is `null`.
#[must_use]
pub fn optional<T>() -> Place<Option<T>> {
    Place { value: Some(None), filled: false }
}

/// The key may be absent, which is not the same as `null`.
#[must_use]
pub fn nullish<T>() -> Place<Nullish<T>> {
    Place { value: Some(Nullish::Absent), filled: false }
}

/// All other keys.
#[must_use]
pub fn rest<T>() -> Place<Map<String, T>> {
    Place { value: Some(Map::new()), filled: false }
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

/// Reads all entries into their slots, of which there is one for each name, in the same order.
///
/// # Errors
/// When a value does not fit, a key is doubled, or a required one missing.
pub fn fill<'de, A: MapAccess<'de>>(
    mut entries: A,
    names: &'static [&'static str],
    slots: &mut [&mut dyn Slot<'de, A>],
    rest: &mut [&mut dyn Rest<'de, A>],
) -> Result<(), A::Error> {
    let mut seed = KeySeed { names, expected: 0, keep_unknown: !rest.is_empty() };
    let mut unfilled = slots.len();
    while let Some(key) = entries.next_key_seed(seed)? {
        match key {
            Key::Known(index) => {
                seed.expected = index + 1;
                let (Some(slot), Some(name)) = (slots.get_mut(index), names.get(index)) else {
                    continue;
                };
                if slot.is_filled() {
                    return Err(A::Error::duplicate_field(name));
                }
                if slot.read(&mut entries)? {
                    unfilled -= 1;
                }
            }
            Key::Unknown(Some(key)) => {
                for rest in rest.iter_mut() {
                    if !rest.read(key.clone(), &mut entries)? {
                        return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
                    }
                }
            }
            Key::Unknown(None) => {
                entries.next_value::<serde::de::IgnoredAny>()?;
            }
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

impl<'de, A: MapAccess<'de>, T: Deserialize<'de>> Slot<'de, A> for Place<T> {
    fn is_filled(&self) -> bool {
        self.filled
    }

    fn read(&mut self, entries: &mut A) -> Result<bool, A::Error> {
        self.value = Some(entries.next_value()?);
        self.filled = true;
        Ok(true)
    }

    fn finish(&mut self, _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(self.value.is_some())
    }
}

impl<'de, A: MapAccess<'de>> Slot<'de, A> for LiteralSlot {
    fn is_filled(&self) -> bool {
        self.filled
    }

    fn read(&mut self, entries: &mut A) -> Result<bool, A::Error> {
        entries.next_value_seed(self.literal)?;
        self.filled = true;
        Ok(true)
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
