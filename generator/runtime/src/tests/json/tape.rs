//! Values held back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{Deserialize, DeserializeSeed, IntoDeserializer};
use serde_json::Value;

use super::read_text;
use crate::runtime::json::tape::{Append, Tape, Token};
use crate::runtime::json::union::Misfit;

const SAMPLE: &str =
    r#"{"b":[null,true,-1,18446744073709551615,1.5,-0.0,1e300],"a":{"é\n":"x\ty"},"":[]}"#;

#[test]
fn becomes_the_same_value() {
    let tape: Tape<'_> = serde_json::from_str(SAMPLE).unwrap();
    let value: Value = serde_json::from_str(SAMPLE).unwrap();
    assert_eq!(Tape::deserialize(&value).unwrap(), tape);
    assert_eq!(Value::deserialize(tape.view().into_deserializer()), Ok::<_, Misfit>(value.clone()));
    assert_eq!(Value::from(tape.view()).to_string(), value.to_string());
}

#[test]
fn borrows_what_it_can() {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut text = serde_json::Deserializer::from_str(r#"{"a":"x","\u0062":"\n"}"#);
    Append(&mut tokens).deserialize(&mut text).unwrap();
    let borrowed = tokens.iter().map(|token| matches!(token, Token::Text(Cow::Borrowed(_))));
    assert_eq!(borrowed.collect::<Vec<_>>(), [false, true, true, false, false]);
}

#[test]
fn decodes_any_number_of_times() {
    let tape: Tape<'_> = serde_json::from_str(r#"{"a":1,"b":200}"#).unwrap();
    assert!(tape.view().decode::<BTreeMap<String, i8>, Misfit>().is_err());
    let map = tape.view().decode::<BTreeMap<&str, u128>, Misfit>();
    assert_eq!(map.unwrap_err().to_string(), "the value does not fit");
    let map = tape.view().decode::<BTreeMap<String, i128>, Misfit>().unwrap();
    assert_eq!(map.values().copied().collect::<Vec<_>>(), [1, 200]);
    let error = tape.view().decode::<BTreeMap<String, bool>, serde_json::Error>().unwrap_err();
    assert_eq!(error.to_string(), "`a`: invalid type: integer `1`, expected a boolean");
}

#[test]
fn an_error_names_the_item() {
    type Error = serde_json::Error;
    let tape: Tape<'_> = serde_json::from_str(r#"[[1,2],[3,"x"]]"#).unwrap();
    let error = tape.view().decode::<Vec<Vec<i64>>, Error>().unwrap_err();
    assert_eq!(error.to_string(), r#"[1]: [1]: invalid type: string "x", expected i64"#);
    let error = tape.view().decode::<(Value, bool), Error>().unwrap_err();
    assert_eq!(error.to_string(), "[1]: invalid type: sequence, expected a boolean");
    // The length is a matter of the array and not of an item.
    let error = tape.view().decode::<(Value,), Error>().unwrap_err();
    assert_eq!(error.to_string(), "invalid length 2, expected 1 element in sequence");
    let error = tape.view().decode::<(Value, Value, Value), Error>().unwrap_err();
    assert_eq!(error.to_string(), "invalid length 2, expected a tuple of size 3");
    assert!(tape.view().decode::<(Value, Value), Error>().is_ok());
}

#[test]
fn large_integers_do_not_wrap() {
    for (text, expected) in [("18446744073709551615", Ok(u64::MAX)), ("-1", Err(Misfit))] {
        let tape: Tape<'_> = serde_json::from_str(text).unwrap();
        assert_eq!(tape.view().decode::<u64, Misfit>().is_ok(), expected.is_ok());
    }
    let tape: Tape<'_> = serde_json::from_str("18446744073709551616").unwrap();
    assert!(tape.view().decode::<u64, Misfit>().is_err());
    assert_eq!(tape.view().decode::<f64, Misfit>().unwrap(), 18_446_744_073_709_551_616.0);
}

#[test]
fn the_private_key_of_numbers_is_no_key_of_ours() {
    // Whatever this object is taken for depends on how serde_json was built; `Value` decides.
    let text = r#"{"$serde_json::private::Number":"12"}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    let tape: Tape<'_> = serde_json::from_str(text).unwrap();
    assert_eq!(Value::from(tape.view()), value);
}

#[test]
fn deep_values_are_refused() {
    let error = read_text::<Vec<Value>>(&"[".repeat(200)).unwrap_err();
    assert!(error.starts_with("recursion limit exceeded"), "{error}");
    let error = serde_json::from_str::<Tape<'_>>(&"[".repeat(200)).unwrap_err();
    assert!(error.to_string().starts_with("recursion limit exceeded"), "{error}");
}
