//! Decoding bodies and naming the place of a fault.

use std::fmt::Debug;

use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::runtime::json::{Map, Value, from_slice};

#[derive(Clone, PartialEq)]
struct Item {
    email: String,
}
object! { Item { required email "email" } }

#[derive(Clone, PartialEq)]
struct List {
    items: Vec<Item>,
}
object! { List { required items "items" } }

#[test]
fn a_body_that_fits() {
    let list: List = from_slice(b"\xef\xbb\xbf {\"items\":[{\"email\":\"e\"}]} \r\n").unwrap();
    assert_eq!(list.items, [Item { email: "e".into() }]);
    for text in branches(r#""children":[{"type":"leaf","n":1},{"n":2,"type":"leaf"}],"pair":[1,2]"#)
    {
        let node: Node = from_slice(text.as_bytes()).unwrap();
        assert_eq!(node.tag(), Some("branch"));
        let Node::Branch(branch) = node else { panic!("{node:?}") };
        let leaves = [1, 2].map(|n| Node::Leaf(Leaf { n }));
        assert_eq!((branch.children, branch.pair), (Some(leaves.into()), Some((1, 2))));
    }
}

#[test]
fn no_value_is_repeated() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    enum Any {
        #[serde(rename = "b")]
        Flag(bool),
        #[serde(rename = "t")]
        Time(crate::runtime::Timestamp),
        #[serde(rename = "d")]
        Day(crate::runtime::Date),
        #[serde(rename = "u")]
        Id(Uuid),
        #[serde(rename = "n")]
        Number(u8),
    }
    for key in ["b", "t", "d", "u", "n"] {
        for value in
            [r#""c4nary\\\"c4nary, expected c4nary""#, "-4200424242", "42.004242", "\"c4nary\""]
        {
            let fault = from_slice::<Any>(format!("{{\"{key}\":{value}}}").as_bytes()).unwrap_err();
            let shown = fault.to_string();
            assert!(!shown.contains("c4n") && !shown.contains("4242"), "{shown}");
        }
    }
}

#[test]
fn the_place_of_a_misfit() {
    let fault = from_slice::<List>(b"{\"items\":[{\"email\":\"e\"},\n{\"email\":7}]}").unwrap_err();
    assert_eq!(fault.path, "items[1].email");
    assert_eq!((fault.line, fault.column), (2, 10));
    assert_eq!(fault.message, "invalid type: integer, expected a string");
    assert_eq!(
        fault.to_string(),
        "invalid type: integer, expected a string (at `items[1].email`, line 2, column 10)"
    );
    let fault = from_slice::<List>(br#"{"items":[{}]}"#).unwrap_err();
    assert_eq!(
        (fault.path.as_str(), fault.message.as_str()),
        ("items[0]", "missing field `email`")
    );
}

#[derive(Clone, PartialEq)]
struct Leaf {
    n: i64,
}
object! { Leaf { literal "type" = "leaf", required n "n" } }

#[derive(Clone, PartialEq)]
struct Branch {
    children: Option<Vec<Node>>,
    grid: Option<Vec<Vec<i64>>>,
    metadata: Option<Map<String, String>>,
    items: Option<Vec<Item>>,
    pair: Option<(i64, i64)>,
    id: Option<Uuid>,
    refused: Option<Refused>,
}
object! {
    Branch {
        literal "type" = "branch",
        optional children "children",
        optional grid "grid",
        optional metadata "metadata",
        optional items "items",
        optional pair "pair",
        optional id "id",
        optional refused "refused",
    }
}

#[derive(Clone, PartialEq)]
enum Node {
    Leaf(Leaf),
    Branch(Box<Branch>),
    Unknown(Value),
}
tagged! { Node by "type" { "leaf" => Leaf(Leaf), "branch" => Branch(Box<Branch>) } }

/// Refuses every string with the string itself as its message.
#[derive(Clone, Debug, PartialEq)]
struct Refused;

impl<'de> Deserialize<'de> for Refused {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(String::deserialize(deserializer)?))
    }
}

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl crate::runtime::json::Sample for Refused {
    fn sample(_: &mut crate::runtime::json::sample::Choices) -> Self {
        Self
    }
}

/// The path and the message of the fault in a text.
fn misfit<T: DeserializeOwned + Debug>(text: &str) -> (String, String) {
    let fault = from_slice::<T>(text.as_bytes()).unwrap_err();
    (fault.path, fault.message)
}

/// A branch with this entry, with the tag before it, where nothing is held back, and after it.
fn branches(entry: &str) -> [String; 2] {
    [format!(r#"{{"type":"branch",{entry}}}"#), format!(r#"{{{entry},"type":"branch"}}"#)]
}

#[test]
fn the_place_inside_what_was_held_back() {
    let no_string = "invalid type: integer, expected a string";
    let no_integer = "invalid type: string, expected i64";
    for (entry, path, message) in [
        // Objects and arrays in a union.
        (r#""metadata":{"key":7}"#, "metadata.key", no_string),
        (r#""items":[{"email":"e"},{"email":7}]"#, "items[1].email", no_string),
        (r#""items":[{"email":"e"},{}]"#, "items[1]", "missing field `email`"),
        (r#""items":7"#, "items", "invalid type: integer, expected a sequence"),
        (r#""grid":[[],[1,2,"x"]]"#, "grid[1][2]", no_integer),
        (r#""pair":[1,"x"]"#, "pair[1]", no_integer),
        (r#""pair":[1]"#, "pair", "invalid length 1, expected a tuple of size 2"),
        // Unions in an array in a union.
        (
            r#""children":[{"type":"leaf","n":1},{"type":"leaf","n":"x"}]"#,
            "children[1].n",
            no_integer,
        ),
        (
            r#""children":[{"n":1,"type":"leaf"},{"n":"x","type":"leaf"}]"#,
            "children[1].n",
            no_integer,
        ),
        (r#""children":[{},{},{"type":"leaf"}]"#, "children[2]", "missing field `n`"),
        (r#""children":[{},7]"#, "children[1]", "invalid type: integer, expected an object (Node)"),
        (
            r#""children":[{"metadata":{"key":7},"type":"branch"}]"#,
            "children[0].metadata.key",
            no_string,
        ),
        (
            r#""children":[{},{"type":"branch","children":[{"grid":[[],["x"]],"type":"branch"}]}]"#,
            "children[1].children[0].grid[1][0]",
            no_integer,
        ),
    ] {
        for text in branches(entry) {
            let expected = (path.to_owned(), message.to_owned());
            assert_eq!(misfit::<Node>(&text), expected, "{text}");
            let text = format!(r#"{{"a":[{{}},{{}},{text}]}}"#);
            let expected = (format!("a[2].{path}"), message.to_owned());
            assert_eq!(misfit::<Map<String, Vec<Node>>>(&text), expected, "{text}");
        }
    }
}

#[test]
fn a_message_of_another_kind_is_left_alone() {
    for message in [
        "a: b",
        "see `a`: b",
        "`a` is no b",
        "`a`:b",
        "`a, b: c",
        "a: `b`: c",
        "a: Node::Leaf: [0]: b",
        "[0] is no b",
        "[0, 1: b",
        "no host ::1: b",
        "Node::: b",
        "::Leaf: b",
        "Node::Leaf is no b: c",
        "`",
        ": ",
        "",
    ] {
        let entry = format!(r#""refused":{}"#, Value::from(message));
        for text in branches(&entry) {
            let expected = ("refused".to_owned(), message.to_owned());
            assert_eq!(misfit::<Node>(&text), expected, "{text}");
        }
        let text = Value::from(message).to_string();
        assert_eq!(misfit::<Refused>(&text), (".".to_owned(), message.to_owned()));
    }
    // What a value holds stands in the message, but never before it.
    for entry in [r#""pair":"`a`: [0]: b""#, r#""grid":"Node::Leaf: b""#, r#""id":"`a`: [0]: b""#] {
        let key = entry.split('"').nth(1).unwrap();
        let [first, last] = branches(entry).map(|text| misfit::<Node>(&text));
        assert_eq!(first.0, key);
        assert_eq!(first, last);
        assert!(
            first.1.starts_with("invalid type: string") || first.1.starts_with("UUID"),
            "{first:?}"
        );
    }
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
