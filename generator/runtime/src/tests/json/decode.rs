//! Decoding bodies and naming the place of a fault.

use crate::runtime::json::{Map, Value, from_slice};

#[derive(Clone, Debug, PartialEq)]
struct Item {
    email: String,
}
object! { Item { required email "email" } }

#[derive(Clone, Debug, PartialEq)]
struct List {
    items: Vec<Item>,
}
object! { List { required items "items" } }

#[test]
fn a_body_that_fits() {
    let list: List = from_slice(b"\xef\xbb\xbf {\"items\":[{\"email\":\"e\"}]} \r\n").unwrap();
    assert_eq!(list.items, [Item { email: "e".into() }]);
}

#[test]
fn the_place_of_a_misfit() {
    let fault = from_slice::<List>(b"{\"items\":[{\"email\":\"e\"},\n{\"email\":7}]}").unwrap_err();
    assert_eq!(fault.path, "items[1].email");
    assert_eq!((fault.line, fault.column), (2, 10));
    assert_eq!(fault.message, "invalid type: integer `7`, expected a string");
    assert_eq!(
        fault.to_string(),
        "invalid type: integer `7`, expected a string (at `items[1].email`, line 2, column 10)"
    );
    let fault = from_slice::<List>(br#"{"items":[{}]}"#).unwrap_err();
    assert_eq!(
        (fault.path.as_str(), fault.message.as_str()),
        ("items[0]", "missing field `email`")
    );
}

#[test]
fn what_is_no_json() {
    for (text, message) in [
        (&b""[..], "EOF while parsing a value"),
        (b"<html>", "expected value"),
        (b"{} x", "trailing characters"),
        (b"{} {}", "trailing characters"),
        (b"{\"a\":", "EOF while parsing a value"),
        (b"{\"a\":\"\xff\"}", "invalid unicode code point"),
    ] {
        let fault = from_slice::<Map<String, Value>>(text).unwrap_err();
        assert_eq!(fault.message, message, "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn a_message_stays_short() {
    let text = format!(r#"[{:?}]"#, "é".repeat(100_000));
    let fault = from_slice::<Vec<i64>>(text.as_bytes()).unwrap_err();
    assert!(fault.message.starts_with("invalid type: string"), "{}", fault.message);
    assert!(fault.to_string().len() < 1_000);
    let text = format!(r#"{{"{}":"x"}}"#, "k".repeat(100_000));
    let fault = from_slice::<Map<String, i64>>(text.as_bytes()).unwrap_err();
    assert!(fault.to_string().len() < 2_000);
}
