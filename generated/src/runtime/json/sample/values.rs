//! Samples of the types that fields are made of, and what the macros need for the generated ones.

use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned};
use serde_json::{Number, Value};
use uuid::Uuid;

use super::super::tape::{Tape, Token};
use super::super::union::Keep;
use super::super::untagged::Untagged;
use super::super::{Base64, Map, Nullish, OneOrMany};
use super::{Choices, Sample};

/// A field that must be there.
pub fn required<T: Sample>(choices: &mut Choices) -> T {
    T::sample(choices)
}

/// A field that must be there and may be null.
pub fn nullable<T: Sample>(choices: &mut Choices) -> Option<T> {
    optional(choices)
}

/// A field that may be absent.
pub fn optional<T: Sample>(choices: &mut Choices) -> Option<T> {
    if choices.set() { Some(T::sample(choices)).filter(|value| !is_null(value)) } else { None }
}

/// A field that may be absent or null.
pub fn nullish<T: Sample>(choices: &mut Choices) -> Nullish<T> {
    match optional(choices) {
        Some(value) => Nullish::Value(value),
        None if choices.rarely(2) => Nullish::Null,
        None => Nullish::Absent,
    }
}

/// A field whose type is named by a sibling, as long as there is no sibling: see [`selected`].
pub fn select<T: Keep>(_: &mut Choices) -> T {
    T::unknown(Value::Null)
}

/// The entries that no field names.
pub fn rest<T: Sample>(choices: &mut Choices) -> Map<String, T> {
    Map::sample(choices)
}

/// A union whose variant is named by a sibling of the key that holds it.
pub trait SampleSelected: Sized {
    /// A value of the variant that the sibling's value names.
    fn sample_by(by: &Token<'_>, choices: &mut Choices) -> Self;
}

/// The value of a field whose type is named by its sibling's value.
pub fn selected<T: SampleSelected, S: Serialize>(sibling: &S, choices: &mut Choices) -> T {
    let by = serde_json::to_value(sibling).unwrap_or_default();
    let by = Tape::deserialize(&by);
    T::sample_by(&by.map_or(Token::Null, Tape::into_head), choices)
}

/// The payload of a variant, with one of its tags where it keeps the tag in a field of its own.
pub fn tagged<T: Sample>(key: &str, tags: &[Value], choices: &mut Choices) -> T {
    let payload = T::sample(choices);
    let Ok(Value::Object(mut object)) = serde_json::to_value(&payload) else { return payload };
    let tag = tags.get(choices.pick(tags.len()));
    match tag {
        Some(tag) if !object.get(key).is_some_and(|tag| tags.contains(tag)) => {
            object.insert(key.to_owned(), tag.clone());
            serde_json::from_value(Value::Object(object)).unwrap_or(payload)
        }
        _ => payload,
    }
}

/// A value of a tagged union that no version of it knows. Where a variant takes every tag, only one
/// that is no scalar is unknown.
pub fn unknown_tag<T: Keep>(key: &str, open: bool, choices: &mut Choices) -> T {
    let tag = if open || choices.rarely(2) { Value::Null } else { future(choices).into() };
    let extra = (text(choices), choices.value());
    let entries = [extra, (key.to_owned(), tag)];
    T::unknown(Value::Object(entries.into_iter().collect()))
}

/// The value as it is read back when nothing is lost in between, else as it is. Variants that are
/// told apart by what they hold may hold the same: an empty list is one of any of them.
pub fn settled<T: Serialize + DeserializeOwned>(value: T) -> T {
    let Ok(text) = serde_json::to_vec(&value) else { return value };
    match serde_json::from_slice::<T>(&text) {
        Ok(read) if serde_json::to_vec(&read).is_ok_and(|again| again == text) => read,
        _ => value,
    }
}

/// A value of an enum: a known one, and now and then another one.
pub fn known<T: Clone>(
    known: &[T],
    choices: &mut Choices,
    other: impl FnOnce(&mut Choices) -> T,
) -> T {
    match known.get(choices.pick(known.len())) {
        Some(known) if !choices.rarely(8) => known.clone(),
        _ => other(choices),
    }
}

/// One of the variants of a union; `None` for one that is not known, which is also the end of a
/// union that holds itself.
pub fn variant<T>(variants: &[fn(&mut Choices) -> T], choices: &mut Choices) -> Option<T> {
    if choices.is_full() || choices.rarely(8) {
        return None;
    }
    let variant = variants.get(choices.pick(variants.len()))?;
    Some(variant(choices))
}

/// A value for a union of kinds that may fit none of its variants.
pub fn unknown_kind<T: Untagged + DeserializeOwned>(choices: &mut Choices) -> T {
    let value = choices.value();
    serde_json::from_value(value.clone()).unwrap_or_else(|_| {
        // Where only scalars belong, one of those.
        serde_json::from_value(true.into()).unwrap_or_else(|_| T::unknown(value))
    })
}

/// A text that no enum has.
pub fn future(choices: &mut Choices) -> String {
    format!("future_{:04x}", choices.bits() & 0xffff)
}

fn is_null<T: Serialize>(value: &T) -> bool {
    // Whatever is longer does not fit, and is not written to its end.
    let mut text = [0; 4];
    serde_json::to_writer(&mut text[..], value).is_ok() && text == *b"null"
}

/// Texts that have caused trouble somewhere.
const TEXTS: &[&str] = &[
    "example",
    "",
    " ",
    "null",
    "0",
    "a\"b\\c/d",
    "\u{0}\u{1f}\n\t",
    "\u{feff}é\u{301}",
    "日本語 🦀",
    "\u{2028}\u{10ffff}",
];

fn text(choices: &mut Choices) -> String {
    if choices.rarely(2) {
        return format!("{:x}", choices.bits());
    }
    TEXTS.get(choices.pick(TEXTS.len())).copied().unwrap_or_default().to_owned()
}

/// Any JSON value but `null`, of at most this many levels.
pub(super) fn json(choices: &mut Choices, levels: usize) -> Value {
    match choices.pick(if levels == 0 { 4 } else { 6 }) {
        0 => text(choices).into(),
        1 => bool::sample(choices).into(),
        2 => i64::sample(choices).into(),
        3 => Number::from_f64(f64::sample(choices)).map_or(Value::Bool(true), Value::Number),
        4 => (0..choices.pick(3)).map(|_| json(choices, levels.saturating_sub(1))).collect(),
        _ => (0..choices.pick(3))
            .map(|_| (text(choices), json(choices, levels.saturating_sub(1))))
            .collect(),
    }
}

/// Some integers at the limits, some small ones, and any.
macro_rules! integers {
    ($($type:ident)*) => {
        $(impl Sample for $type {
            fn sample(choices: &mut Choices) -> Self {
                match choices.pick(5) {
                    0 => 1,
                    1 => 0,
                    2 => Self::MAX,
                    3 => Self::MIN,
                    // The lower bits of random bits are random bits.
                    _ => choices.bits() as Self,
                }
            }
        })*
    };
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// Of 64 bits: the checks keep values in between, which have no more.
impl Sample for i128 {
    fn sample(choices: &mut Choices) -> Self {
        i64::sample(choices).into()
    }
}

impl Sample for Base64 {
    fn sample(choices: &mut Choices) -> Self {
        text(choices).into_bytes().into()
    }
}

impl Sample for bool {
    fn sample(choices: &mut Choices) -> Self {
        choices.pick(2) == 0
    }
}

impl Sample for f64 {
    fn sample(choices: &mut Choices) -> Self {
        match choices.pick(4) {
            0 => 1.5,
            1 => -0.0,
            2 => Self::MAX,
            _ => Some(Self::from_bits(choices.bits())).filter(|any| any.is_finite()).unwrap_or(2.0),
        }
    }
}

impl Sample for String {
    fn sample(choices: &mut Choices) -> Self {
        text(choices)
    }
}

impl Sample for () {
    fn sample(_: &mut Choices) -> Self {}
}

impl Sample for Uuid {
    fn sample(choices: &mut Choices) -> Self {
        if choices.is_example() {
            return Self::from_u128(0x992f_ae2a_2a17_4b7a_8d9e_e287_cf90_131b);
        }
        Self::from_u64_pair(choices.bits(), choices.bits())
    }
}

/// 2025-01-03T13:37:00Z, in seconds since 1970.
const EXAMPLE_TIME: i64 = 1_735_911_420;

/// The seconds of a time between 1970 and 2106, since 1970.
pub fn seconds(choices: &mut Choices) -> i64 {
    if choices.is_example() { EXAMPLE_TIME } else { i64::from(choices.bits() as u32) }
}

/// The nanoseconds of a time.
pub fn nanoseconds(choices: &mut Choices) -> u32 {
    [0, 123_456_000, 999_999_999, 500_000_000].get(choices.pick(4)).copied().unwrap_or_default()
}

impl Sample for Value {
    fn sample(choices: &mut Choices) -> Self {
        choices.value()
    }
}

impl<T: Sample> Sample for Box<T> {
    fn sample(choices: &mut Choices) -> Self {
        Self::new(T::sample(choices))
    }
}

impl<T: Sample> Sample for Option<T> {
    fn sample(choices: &mut Choices) -> Self {
        optional(choices)
    }
}

impl<T: Sample> Sample for Nullish<T> {
    fn sample(choices: &mut Choices) -> Self {
        settled(nullish(choices))
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample(choices: &mut Choices) -> Self {
        (0..choices.count()).map(|_| T::sample(choices)).collect()
    }
}

impl<T: Sample> Sample for Map<String, T> {
    fn sample(choices: &mut Choices) -> Self {
        let count = choices.count();
        (0..count)
            .map(|_| (format!("key_{:x}", choices.bits() & 0xff), T::sample(choices)))
            .collect()
    }
}

impl<T: Sample> Sample for OneOrMany<T> {
    fn sample(choices: &mut Choices) -> Self {
        if choices.pick(2) == 0 {
            settled(Self::One(T::sample(choices)))
        } else {
            Self::Many(Vec::sample(choices))
        }
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))*) => {
        $(impl<$($name: Sample),+> Sample for ($($name,)+) {
            fn sample(choices: &mut Choices) -> Self {
                ($($name::sample(choices),)+)
            }
        })*
    };
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
    (A B C D E F G H I) (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
