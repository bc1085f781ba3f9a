//! Tests of `runtime::json`.
#![expect(unreachable_pub, reason = "the macros write public methods; the types here are private")]

mod dates;
mod decode;
mod encoded;
mod enums;
mod names;
mod nullish;
mod numbers;
mod object;
mod one_or_many;
mod own_names;
mod redact;
mod sample;
mod selected;
mod setters;
mod tagged;
mod tape;
mod texts;
mod untagged;
mod usual;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a text with every deserializer of serde_json, which must agree.
fn read<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> Result<T, String> {
    let result = read_text(text);
    let value: Value = serde_json::from_str(text).unwrap();
    let from_value = serde_json::from_value(value.clone()).map_err(|error| error.to_string());
    let from_ref = T::deserialize(&value).map_err(|error| error.to_string());
    assert_eq!(from_ref, from_value, "&Value and Value: {text}");
    match (&result, &from_value) {
        (Err(error), Err(other)) => {
            assert!(error.starts_with(other.as_str()), "text: {error}\nvalue: {other}")
        }
        _ => assert_eq!(result, from_value, "text and Value: {text}"),
    }
    result
}

/// The same for a text that a `Value` cannot hold, such as one with doubled keys.
fn read_text<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> Result<T, String> {
    let from_str = serde_json::from_str(text).map_err(|error| error.to_string());
    let from_slice = serde_json::from_slice(text.as_bytes()).map_err(|error| error.to_string());
    let from_reader = serde_json::from_reader(text.as_bytes()).map_err(|error| error.to_string());
    assert_eq!(from_slice, from_str, "slice and str: {text}");
    match (&from_reader, &from_str) {
        // A reader may count columns differently.
        (Err(error), Err(other)) => assert_eq!(message(error), message(other)),
        _ => assert_eq!(from_reader, from_str, "reader and str: {text}"),
    }
    from_str
}

fn message(error: &str) -> &str {
    error.split(" at line ").next().unwrap()
}

/// Writes a value as text, and as a `Value`, which must agree.
fn write<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::to_value(value).unwrap().to_string(), text);
    text
}

/// Reads a text and expects to write the same bytes.
fn round_trip<T: DeserializeOwned + Serialize + Debug + PartialEq>(text: &str) -> T {
    let value = read(text).unwrap();
    assert_eq!(write(&value), text);
    value
}

/// The error of reading `text`, without its position.
fn refuse<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> String {
    message(&read::<T>(text).unwrap_err()).to_owned()
}
