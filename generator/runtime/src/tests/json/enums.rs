//! Open enums of strings and of integers.

use std::collections::BTreeMap;

use super::{read, refuse, round_trip};

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Format {
    AdNrt,
    Quote,
    Empty,
    Unknown(String),
}
string_enum! { Format { AdNrt "ad_nrt", Quote "a\"b\u{e9}", Empty "" } }

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Level {
    Low,
    High,
    Unknown(i64),
}
integer_enum! { Level { Low -1, High 20, } }

#[test]
fn strings() {
    assert_eq!(round_trip::<Format>(r#""ad_nrt""#), Format::AdNrt);
    assert_eq!(round_trip::<Format>(r#""""#), Format::Empty);
    assert_eq!(round_trip::<Format>(r#""a\"bé""#), Format::Quote);
    assert_eq!(read::<Format>(r#""\u0061d_nrt""#).unwrap(), Format::AdNrt);
    for text in [r#""AD_NRT""#, r#""ad_nrt ""#, r#""new\né\\""#] {
        assert!(matches!(round_trip(text), Format::Unknown(_)), "{text}");
    }
    assert_eq!(refuse::<Format>("1"), "invalid type: integer `1`, expected a string");
    assert_eq!(refuse::<Format>("null"), "invalid type: null, expected a string");
}

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Digit {
    Zero,
    One,
    Two,
    Three,
    Four,
    Five,
    Six,
    Seven,
    Eight,
    Nine,
    Unknown(String),
}
string_enum! {
    Digit {
        Zero "zero", One "one", Two "two", Three "three", Four "four", Five "five", Six "six",
        Seven "seven", Eight "eight", Nine "nine",
    }
}

#[test]
fn many_strings() {
    for (index, digit) in Digit::KNOWN.iter().enumerate() {
        let read = round_trip::<Digit>(&format!("{:?}", digit.as_str()));
        assert_eq!((&read, Digit::KNOWN.get(index)), (digit, Some(digit)));
        assert!(matches!(Digit::from(format!("{digit}s")), Digit::Unknown(_)));
    }
    assert_eq!(Digit::from("seven"), Digit::Seven);
    assert_eq!(Digit::KNOWN.len(), 10);
}

#[test]
fn strings_as_text() {
    assert_eq!(Format::from("ad_nrt"), Format::AdNrt);
    assert_eq!(Format::from("ad_nrt".to_owned()), Format::AdNrt);
    assert_eq!(Format::from("x"), Format::Unknown("x".into()));
    assert_eq!(Format::from("x".to_owned()).as_str(), "x");
    assert_eq!(format!("{:>8}", Format::AdNrt), "  ad_nrt");
    assert_eq!(Format::KNOWN.len(), 3);
}

#[test]
fn strings_as_keys() {
    let map = round_trip::<BTreeMap<Format, i64>>(r#"{"ad_nrt":1,"x":2}"#);
    assert_eq!(map.get(&Format::AdNrt), Some(&1));
}

#[test]
fn integers() {
    assert_eq!(round_trip::<Level>("-1"), Level::Low);
    assert_eq!(round_trip::<Level>("20"), Level::High);
    assert_eq!(round_trip::<Level>("21"), Level::Unknown(21));
    assert_eq!(Level::from(20).to_string(), "20");
    assert_eq!(Level::KNOWN, [Level::Low, Level::High]);
    for text in ["9223372036854775808", "1.5", "\"20\"", "null"] {
        assert!(read::<Level>(text).is_err(), "{text}");
    }
}
