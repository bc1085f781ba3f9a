//! Moments and UUIDs: read as their own `Deserialize` reads them, whatever the text.

use std::fmt::Debug;
use std::str::FromStr;

use fastrand::Rng;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::runtime::json::usual::Usual;
use crate::runtime::{Nullish, Timestamp, Uuid};

/// The same struct twice: read by `object!` and by serde's derive.
macro_rules! twins {
    ($ours:ident $derived:ident $type:ty) => {
        #[derive(Clone, PartialEq)]
        struct $ours {
            must: $type,
            may: Option<$type>,
            tri: Nullish<$type>,
        }
        object! { $ours { required must "must", optional may "may", nullish tri "tri" } }

        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct $derived {
            must: $type,
            may: Option<$type>,
            #[serde(default)]
            tri: Nullish<$type>,
        }

        impl From<$ours> for $derived {
            fn from($ours { must, may, tri }: $ours) -> Self {
                Self { must, may, tri }
            }
        }
    };
}

twins! { Moments DerivedMoments Timestamp }
twins! { Ids DerivedIds Uuid }

/// Reads a value in each kind of field, from text and from a `Value`; both twins must agree, errors
/// included. `good` is a value that fits.
fn compare<O, D>(value: &Value, good: &str)
where
    O: DeserializeOwned + Into<D>,
    D: DeserializeOwned + Debug + PartialEq,
{
    for object in [
        json!({"must": value}),
        json!({"must": good, "may": value}),
        json!({"must": good, "tri": value}),
    ] {
        let text = object.to_string();
        let derived = serde_json::from_str::<D>(&text).map_err(|error| error.to_string());
        let ours = serde_json::from_str::<O>(&text).map_err(|error| error.to_string());
        assert_eq!(ours.map(Into::into), derived, "{text}");
        let derived = serde_json::from_value::<D>(object.clone()).map_err(|e| e.to_string());
        let ours = serde_json::from_value::<O>(object).map_err(|error| error.to_string());
        assert_eq!(ours.map(Into::into), derived, "{text} as a value");
    }
}

/// The text is of the usual form, and means what the type itself reads in it.
fn is_usual<T: Usual + FromStr + Debug + PartialEq>(text: &str) {
    let value = T::usual(text.as_bytes());
    assert!(value.is_some(), "{text}");
    assert_eq!(text.parse().ok(), value, "{text}");
}

/// Changes, inserts or removes a character or two.
fn mutate(text: &str, alphabet: &[char], random: &mut Rng) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..random.u8(1..=2) {
        let place = random.usize(..text.len());
        let other = random.choice(alphabet).copied().unwrap();
        match random.u8(..4) {
            0 => text.insert(place, other),
            1 => _ = text.remove(place),
            _ => text[place] = other,
        }
    }
    text.into_iter().collect()
}

fn moment(random: &mut Rng) -> String {
    let fraction = match random.usize(..=9) {
        0 => String::new(),
        digits => format!(".{:0digits$}", random.u64(..10_u64.pow(digits.try_into().unwrap()))),
    };
    let zone = match random.u8(..3) {
        0 => "Z".to_owned(),
        sign => format!(
            "{}{:02}:{:02}",
            ["+", "-"][usize::from(sign) - 1],
            random.u8(..24),
            random.u8(..60)
        ),
    };
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{fraction}{zone}",
        random.u16(1..9999),
        random.u8(1..=12),
        random.u8(1..=28),
        random.u8(..24),
        random.u8(..60),
        random.u8(..60),
    )
}

fn id(random: &mut Rng) -> String {
    let id = Uuid::from_u128(random.u128(..)).hyphenated().to_string();
    id.chars().map(|c| if random.bool() { c.to_ascii_uppercase() } else { c }).collect()
}

const MOMENT: &str = "2025-01-03T13:37:00.123456Z";
const ID: &str = "992fae2a-2a17-4b7a-8d9e-e287cf90131b";

#[test]
fn moments_of_the_usual_form() {
    is_usual::<Timestamp>(MOMENT);
    for text in
        ["0000-01-01T00:00:00Z", "2024-02-29T23:59:59.999999999+23:59", "9999-12-30T22:00:00Z"]
    {
        is_usual::<Timestamp>(text);
    }
    let mut random = Rng::with_seed(1);
    for _ in 0..20_000 {
        is_usual::<Timestamp>(&moment(&mut random));
    }
}

#[test]
fn moments_of_other_forms_are_read_by_jiff() {
    for text in [
        "2025-01-03t13:37:00z",
        "2025-01-03 13:37:00Z",
        "2016-12-31T23:59:60Z",
        "20250103T133700Z",
        "2025-01-03T13:37Z",
        "2025-01-03T13:37:00,5Z",
        "2025-01-03T13:37:00+0100",
        "2025-01-03T13:37:00+25:59:59",
        "+002025-01-03T13:37:00Z",
        "2025-01-03T13:37:00Z[Europe/Paris]",
    ] {
        assert_eq!(Timestamp::usual(text.as_bytes()), None, "{text}");
        assert!(text.parse::<Timestamp>().is_ok(), "{text}");
        compare::<Moments, DerivedMoments>(&json!(text), MOMENT);
    }
}

#[test]
fn what_is_no_moment_is_refused_as_jiff_refuses_it() {
    for text in [
        "",
        "2025-01-03",
        "2025-01-03T13:37:00",
        "2025-01-03T13:37:00.Z",
        "2025-01-03T13:37:00.1234567891Z",
        "2025-02-29T13:37:00Z",
        "2025-13-01T13:37:00Z",
        "2025-01-00T13:37:00Z",
        "2025-01-03T24:00:00Z",
        "2025-01-03T13:60:00Z",
        "2025-01-03T13:37:61Z",
        "2025-01-03T13:37:00+26:00",
        "2025-01-03T13:37:00+01:60",
        "9999-12-31T23:59:59Z",
        "2025-01-03T13:37:00Zé",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
        compare::<Moments, DerivedMoments>(&json!(text), MOMENT);
    }
}

#[test]
fn ids_of_the_usual_form() {
    is_usual::<Uuid>(ID);
    let mut random = Rng::with_seed(2);
    for _ in 0..20_000 {
        is_usual::<Uuid>(&id(&mut random));
    }
    // Every byte in the place of every digit.
    for place in (0..ID.len()).filter(|place| ID.as_bytes()[*place] != b'-') {
        for byte in 0..=u8::MAX {
            let mut text = ID.as_bytes().to_vec();
            text[place] = byte;
            assert_eq!(Uuid::usual(&text), Uuid::try_parse_ascii(&text).ok(), "{byte} at {place}");
        }
    }
}

#[test]
fn other_ids_are_read_by_their_own_parser() {
    for text in [
        "992fae2a2a174b7a8d9ee287cf90131b",
        "{992fae2a-2a17-4b7a-8d9e-e287cf90131b}",
        "urn:uuid:992fae2a-2a17-4b7a-8d9e-e287cf90131b",
        "",
        "992fae2a-2a17-4b7a-8d9e-e287cf90131g",
        "992fae2a-2a17-4b7a-8d9e-e287cf90131",
        "992fae2a-2a17-4b7a-8d9ee-287cf90131b",
        "992fae2a-2a17-4b7a-8d9e-e287cf90131bé",
    ] {
        assert_eq!(Uuid::usual(text.as_bytes()), None, "{text}");
        compare::<Ids, DerivedIds>(&json!(text), ID);
    }
}

#[test]
fn values_that_are_no_text() {
    for value in [json!(null), json!(1), json!(-1.5), json!(true), json!([1]), json!({"a": 1})] {
        compare::<Moments, DerivedMoments>(&value, MOMENT);
        compare::<Ids, DerivedIds>(&value, ID);
    }
}

#[test]
fn texts_that_are_nearly_right() {
    let moments: Vec<char> = "0123456789-+:.,TZtz []é".chars().collect();
    let ids: Vec<char> = "0123456789abcdefABCDEF-{}gG/:@`é".chars().collect();
    let mut random = Rng::with_seed(3);
    for _ in 0..10_000 {
        let text = mutate(&moment(&mut random), &moments, &mut random);
        compare::<Moments, DerivedMoments>(&json!(text), MOMENT);
        let text = mutate(&id(&mut random), &ids, &mut random);
        compare::<Ids, DerivedIds>(&json!(text), ID);
    }
}
