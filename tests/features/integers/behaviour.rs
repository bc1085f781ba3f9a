//! Integers keep their digits, and `1.0` is one.

use integers::runtime::json::from_slice;
use integers::{Integers, IntegersLevel};

#[test]
fn digits_beyond_64_bits_are_kept() {
    let text = r#"{"big":18446744073709551616,"plain":1,"unsigned":18446744073709551615}"#;
    let read: Integers = from_slice(text.as_bytes()).unwrap();
    assert_eq!(read.big, Some(18_446_744_073_709_551_616));
    assert_eq!(read.unsigned, Some(u64::MAX));
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

#[test]
fn whole_floats_are_integers() {
    let text = br#"{"plain":1.0,"list":[1e3,-2.50e1],"level":2.0,"fixed":3.0,"either":4.0}"#;
    let read: Integers = from_slice(text).unwrap();
    assert_eq!((read.plain, read.list.as_deref()), (1, Some(&[1_000, -25][..])));
    assert_eq!(read.level, Some(IntegersLevel::N2));
    let again = serde_json::to_value(&read).unwrap();
    assert_eq!((&again["either"], &again["fixed"]), (&4.into(), &3.into()));
}

#[test]
fn fractions_are_none() {
    let fault = from_slice::<Integers>(br#"{"plain":1.5}"#).unwrap_err();
    assert_eq!(fault.path, "plain");
}
