//! Presence words, keys and macro edge cases of `object!`.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::json;

use super::{read, read_text, refuse, round_trip, write};
use crate::runtime::json::{Map, Nullish, Value};

#[derive(Clone, PartialEq)]
struct Words {
    a: i64,
    b: Option<i64>,
    c: Option<i64>,
    d: Nullish<i64>,
}
object! { Words { required a "a", nullable b "b", optional c "c", nullish d "d", literal "k" = "v" } }

#[test]
fn every_word_present() {
    let words = round_trip::<Words>(r#"{"a":1,"b":2,"c":3,"d":4,"k":"v"}"#);
    assert_eq!(words, Words { a: 1, b: Some(2), c: Some(3), d: Nullish::Value(4) });
}

#[test]
fn every_word_null() {
    assert_eq!(refuse::<Words>(r#"{"a":null}"#), "invalid type: null, expected i64");
    let words = read::<Words>(r#"{"a":1,"b":null,"c":null,"d":null,"k":"v"}"#).unwrap();
    assert_eq!(words, Words { a: 1, b: None, c: None, d: Nullish::Null });
    assert_eq!(write(&words), r#"{"a":1,"b":null,"d":null,"k":"v"}"#);
    assert_eq!(refuse::<Words>(r#"{"a":1,"k":null}"#), r#"invalid type: null, expected "v""#);
}

#[test]
fn every_word_absent() {
    assert_eq!(refuse::<Words>(r#"{"b":2}"#), "missing field `a`");
    assert_eq!(refuse::<Words>(r#"{"a":1}"#), "missing field `k`");
    let words = read::<Words>(r#"{"a":1,"k":"v"}"#).unwrap();
    assert_eq!(words, Words { a: 1, b: None, c: None, d: Nullish::Absent });
    assert_eq!(write(&words), r#"{"a":1,"b":null,"k":"v"}"#);
}

#[test]
fn keys_in_any_order() {
    let words = Words { a: 1, b: Some(2), c: Some(3), d: Nullish::Value(4) };
    for text in [
        r#"{"k":"v","d":4,"c":3,"b":2,"a":1}"#,
        r#"{"c":3,"a":1,"k":"v","d":4,"b":2}"#,
        r#"{"b":2,"x":[{"a":9}],"a":1,"":{},"k":"v","d":4,"c":3}"#,
        r#"{"\u0061":1,"\u0062":2,"c":3,"d":4,"\u006b":"\u0076"}"#,
    ] {
        assert_eq!(read::<Words>(text).unwrap(), words, "{text}");
    }
}

#[test]
fn a_doubled_key_is_an_error() {
    for (key, value) in [("a", "1"), ("b", "null"), ("c", "null"), ("d", "null"), ("k", "\"v\"")] {
        let text = format!(r#"{{"a":1,"b":1,"c":1,"d":1,"k":"v","{key}":{value}}}"#);
        let error = read_text::<Words>(&text).unwrap_err();
        assert!(error.starts_with(&format!("duplicate field `{key}`")), "{error}");
    }
    // An unknown key may be doubled: nothing is read from it.
    assert!(read_text::<Words>(r#"{"a":1,"k":"v","x":1,"x":2}"#).is_ok());
}

#[test]
fn only_an_object_is_an_object() {
    for text in ["[1,2,3,4]", "1", "\"a\"", "true"] {
        let error = refuse::<Words>(text);
        assert!(error.ends_with("expected an object (Words)"), "{error}");
    }
}

#[derive(Clone, PartialEq)]
struct Fixed {}
object! { Fixed { literal "s" = "text", literal "i" = -7, literal "b" = true } }

#[derive(Clone, PartialEq)]
struct Implied {}
object! { Implied { implied "s" = "text", implied "i" = -7, implied "b" = true } }

/// What is common to `literal` and `implied`: a value that is there must be the right one.
fn refuse_other_values<T: DeserializeOwned + Debug + PartialEq>() {
    for (text, error) in [
        (r#"{"s":"other"}"#, r#"invalid value: string "other", expected "text""#),
        (r#"{"s":1}"#, r#"invalid type: integer `1`, expected "text""#),
        (r#"{"i":7}"#, "invalid value: integer `7`, expected -7"),
        (r#"{"b":false}"#, "invalid value: boolean `false`, expected true"),
        (r#"{"s":null}"#, r#"invalid type: null, expected "text""#),
        (r#"{"i":null}"#, "invalid type: null, expected -7"),
        (r#"{"b":null}"#, "invalid type: null, expected true"),
    ] {
        assert_eq!(refuse::<T>(text), error, "{text}");
    }
    let error = read_text::<T>(r#"{"s":"text","s":"text","i":-7,"b":true}"#).unwrap_err();
    assert!(error.starts_with("duplicate field `s`"), "{error}");
}

#[test]
fn literals_of_each_kind() {
    round_trip::<Fixed>(r#"{"s":"text","i":-7,"b":true}"#);
    assert_eq!(read::<Fixed>(r#"{"b":true,"s":"text","i":-7}"#), Ok(Fixed {}));
    for (text, key) in [
        ("{}", "s"),
        (r#"{"i":-7,"b":true}"#, "s"),
        (r#"{"s":"text","b":true}"#, "i"),
        (r#"{"s":"text","i":-7}"#, "b"),
    ] {
        assert_eq!(refuse::<Fixed>(text), format!("missing field `{key}`"), "{text}");
    }
    refuse_other_values::<Fixed>();
    assert_eq!(write(&Fixed {}), r#"{"s":"text","i":-7,"b":true}"#);
}

#[test]
fn implied_literals_of_each_kind() {
    round_trip::<Implied>(r#"{"s":"text","i":-7,"b":true}"#);
    for text in ["{}", r#"{"i":-7,"b":true}"#, r#"{"s":"text","b":true}"#, r#"{"s":"text","i":-7}"#]
    {
        assert_eq!(read::<Implied>(text), Ok(Implied {}), "{text}");
    }
    refuse_other_values::<Implied>();
    assert_eq!(write(&Implied {}), r#"{"s":"text","i":-7,"b":true}"#);
}

#[derive(Clone, PartialEq)]
struct Mixed {}
object! { Mixed { implied "i" = "w", literal "k" = "v" } }

#[test]
fn a_literal_is_missed_where_an_implied_one_is_not() {
    assert_eq!(read::<Mixed>(r#"{"k":"v"}"#), Ok(Mixed {}));
    assert_eq!(refuse::<Mixed>(r#"{"i":"w"}"#), "missing field `k`");
    assert_eq!(refuse::<Mixed>("{}"), "missing field `k`");
    assert_eq!(write(&Mixed {}), r#"{"i":"w","k":"v"}"#);
}

#[derive(Clone, Default, PartialEq)]
struct Empty {}
object! { Empty {} }

#[test]
fn an_object_without_fields() {
    round_trip::<Empty>("{}");
    assert!(read::<Empty>(r#"{"x":1}"#).is_ok());
    assert!(read::<Empty>("null").is_err());
}

#[derive(Clone, PartialEq)]
struct Raw {
    r#type: String,
    map: Option<String>,
    entries: Option<String>,
    by: Option<bool>,
    rest: Option<bool>,
}
object! {
    Raw {
        required r#type "type",
        optional map "map",
        optional entries "entr\"ies\n",
        optional by "",
        optional rest "é",
    }
}

#[test]
fn raw_identifiers_and_odd_keys() {
    let raw = round_trip::<Raw>(r#"{"type":"t","map":"m","entr\"ies\n":"e","":true,"é":false}"#);
    assert_eq!(raw.r#type, "t");
    assert_eq!((raw.by, raw.rest), (Some(true), Some(false)));
}

#[derive(Clone, PartialEq)]
struct Open {
    id: i64,
    rest: Map<String, Value>,
}
object! { Open { required id "id", literal "k" = 1 } rest rest }

#[derive(Clone, PartialEq)]
struct OnlyRest {
    rest: Map<String, i64>,
}
object! { OnlyRest {} rest rest }

#[test]
fn the_rest_is_kept() {
    assert_eq!(refuse::<Open>(r#"{"b":[1,{"x":null}],"id":1,"":"e"}"#), "missing field `k`");
    let open = read::<Open>(r#"{"b":[1,{"x":null}],"id":1,"k":1,"":"e"}"#).unwrap();
    assert_eq!(
        open.rest,
        Map::from([("b".into(), json!([1, {"x": null}])), (String::new(), json!("e"))])
    );
    assert_eq!(write(&open), r#"{"id":1,"k":1,"":"e","b":[1,{"x":null}]}"#);
    round_trip::<OnlyRest>(r#"{"a":1,"b":2}"#);
    assert_eq!(round_trip::<OnlyRest>("{}").rest, Map::new());
    assert!(refuse::<OnlyRest>(r#"{"a":"x"}"#).starts_with("invalid type: string"));
    let error = read_text::<OnlyRest>(r#"{"a":1,"a":2}"#).unwrap_err();
    assert!(error.starts_with("duplicate field `a`"), "{error}");
}

#[test]
fn the_rest_may_not_shadow_a_field() {
    let open = Open { id: 1, rest: Map::from([("id".to_owned(), json!(2))]) };
    let error = serde_json::to_string(&open).unwrap_err().to_string();
    assert_eq!(error, "key `id` stands for a field of its own");
}

#[derive(Clone, PartialEq)]
struct Tree {
    value: i64,
    children: Option<Vec<Tree>>,
    parent: Nullish<Box<Tree>>,
}
object! { Tree { required value "value", optional children "children", nullish parent "parent" } }

#[test]
fn recursion_is_bounded() {
    round_trip::<Tree>(
        r#"{"value":1,"children":[{"value":2}],"parent":{"value":3,"parent":null}}"#,
    );
    let deep = r#"{"value":1,"parent":"#.repeat(10_000);
    let error = serde_json::from_str::<Tree>(&deep).unwrap_err();
    assert!(error.to_string().starts_with("recursion limit exceeded"), "{error}");
}

#[test]
fn more_than_64_fields() {
    macro_rules! wide {
        ($($name:ident)*) => {
            #[derive(Clone, PartialEq)]
            struct Wide { $($name: Option<u8>),* }
            wide!{ @ $($name $name),* }
            const NAMES: &[&str] = &[$(stringify!($name)),*];
        };
        (@ $($name:ident $key:ident),*) => {
            object! { Wide { $(optional $name "x"),* } }
        };
    }
    // All 70 fields share one key: the first one takes it, and the others are absent.
    wide! {
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
        d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
        g0 g1 g2 g3 g4 g5 g6 g7 g8 g9
    }
    assert_eq!(NAMES.len(), 70);
    let wide = read::<Wide>(r#"{"x":7}"#).unwrap();
    assert_eq!((wide.a0, wide.g9), (Some(7), None));
}
