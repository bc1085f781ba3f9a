//! Values whose usual form is read here, because reading them takes up much of the time that small
//! objects take.
//!
//! Only the usual form: any other text, right or wrong, is left to the type's own `Deserialize`, so
//! that the same texts are accepted with the same values and refused with the same errors. The
//! fields of objects are read this way, be they optional or not; items of lists and maps are not.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor,
};
use uuid::Uuid;

use super::nullish::Nullish;

/// A value that nearly all servers write in one form.
pub trait Usual: DeserializeOwned + 'static {
    /// What the type's own `Deserialize` says that it expects.
    const EXPECTED: &'static str;

    /// The value of a text of the usual form; `None` for any other text.
    fn usual(text: &[u8]) -> Option<Self>;
}

/// Reads the value that comes next, whatever its type.
///
/// # Errors
/// When the value cannot be read or does not fit.
#[inline]
pub fn read<'de, T, A>(place: &mut Option<T>, entries: &mut A) -> Result<(), A::Error>
where
    T: Deserialize<'de> + 'static,
    A: MapAccess<'de>,
{
    // The compiler knows what `T` is, and leaves nothing of the questions.
    if !read_usual::<Timestamp, T, A>(place, entries)? && !read_usual::<Uuid, T, A>(place, entries)?
    {
        *place = Some(entries.next_value()?);
    }
    Ok(())
}

/// Reads the value that comes next if it is a `U`, optional or not; `false` if it is not.
#[inline]
fn read_usual<'de, U, T, A>(place: &mut Option<T>, entries: &mut A) -> Result<bool, A::Error>
where
    U: Usual,
    T: 'static,
    A: MapAccess<'de>,
{
    let place: &mut dyn Any = place;
    if let Some(place) = place.downcast_mut::<Option<U>>() {
        *place = Some(entries.next_value_seed(UsualSeed(PhantomData))?);
    } else if let Some(place) = place.downcast_mut::<Option<Option<U>>>() {
        *place = Some(entries.next_value_seed(OptionSeed(PhantomData))?);
    } else if let Some(place) = place.downcast_mut::<Option<Nullish<U>>>() {
        let value = entries.next_value_seed(OptionSeed(PhantomData))?;
        *place = Some(Nullish::from_option(value));
    } else {
        return Ok(false);
    }
    Ok(true)
}

struct UsualSeed<U>(PhantomData<U>);

impl<'de, U: Usual> DeserializeSeed<'de> for UsualSeed<U> {
    type Value = U;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(self)
        } else {
            U::deserialize(deserializer)
        }
    }
}

impl<U: Usual> Visitor<'_> for UsualSeed<U> {
    type Value = U;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(U::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<U, E> {
        match U::usual(text.as_bytes()) {
            Some(value) => Ok(value),
            None => U::deserialize(StrDeserializer::new(text)),
        }
    }
}

struct OptionSeed<U>(PhantomData<U>);

impl<'de, U: Usual> DeserializeSeed<'de> for OptionSeed<U> {
    type Value = Option<U>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<U>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, U: Usual> Visitor<'de> for OptionSeed<U> {
    type Value = Option<U>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("option")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<U>, E> {
        Ok(None)
    }

    fn visit_none<E: de::Error>(self) -> Result<Option<U>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<U>, D::Error> {
        UsualSeed(PhantomData).deserialize(deserializer).map(Some)
    }
}
