//! Unions that a sibling selects.

use serde_json::json;

use super::{read, read_text, refuse, round_trip};
use crate::runtime::json::Value;

#[derive(Clone, PartialEq)]
struct Discord {
    guild: String,
    role: Option<i64>,
}
object! { Discord { required guild "guild", optional role "role" } }

#[derive(Clone, PartialEq)]
struct Meter {}
object! { Meter {} }

#[derive(Clone, PartialEq)]
enum Properties {
    Discord(Discord),
    Meter(Box<Meter>),
    Unknown(Value),
}
selected! { Properties { "discord" => Discord(Discord), "meter" | "meter_credit" => Meter(Box<Meter>) } }

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Discord,
    Unknown(String),
}
string_enum! { Kind { Discord "discord" } }

#[derive(Clone, PartialEq)]
struct Grant {
    id: i64,
    kind: Kind,
    properties: Properties,
}
object! {
    Grant { required id "id", required kind "kind", select properties "properties" by kind "kind" }
}

#[test]
fn the_selecting_key_first_or_last() {
    let discord = Properties::Discord(Discord { guild: "g".into(), role: Some(1) });
    let first = r#"{"id":1,"kind":"discord","properties":{"guild":"g","role":1}}"#;
    assert_eq!(round_trip::<Grant>(first).properties, discord);
    let last = r#"{"properties":{"role":1,"guild":"g"},"id":1,"x":0,"kind":"discord"}"#;
    assert_eq!(read::<Grant>(last).unwrap().properties, discord);
}

#[test]
fn the_text_counts_and_not_what_the_sibling_knows() {
    let text = r#"{"id":1,"kind":"meter_credit","properties":{}}"#;
    let grant = round_trip::<Grant>(text);
    assert_eq!(grant.kind, Kind::Unknown("meter_credit".into()));
    assert!(!Kind::KNOWN.contains(&grant.kind));
    assert_eq!(grant.properties, Properties::Meter(Box::new(Meter {})));
}

#[test]
fn an_unknown_value_keeps_the_raw_one() {
    for text in [
        r#"{"id":1,"kind":"new","properties":{"z":1,"a":[1.50,2e3,{"\"":null}]}}"#,
        r#"{"id":1,"kind":"new","properties":[]}"#,
        r#"{"id":1,"kind":"new","properties":null}"#,
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        let grant = read::<Grant>(text).unwrap();
        assert_eq!(grant.properties, Properties::Unknown(value["properties"].clone()));
    }
    let late = r#"{"properties":{"z":1,"a":2},"id":1,"kind":"new"}"#;
    assert_eq!(
        serde_json::to_string(&read::<Grant>(late).unwrap().properties).unwrap(),
        r#"{"z":1,"a":2}"#
    );
}

#[test]
fn a_known_value_with_a_misfit_is_an_error() {
    assert_eq!(
        refuse::<Grant>(r#"{"id":1,"kind":"discord","properties":{"role":1}}"#),
        "Properties::Discord: missing field `guild`"
    );
    assert_eq!(
        refuse::<Grant>(r#"{"properties":{"role":1},"id":1,"kind":"discord"}"#),
        "`properties`: Properties::Discord: missing field `guild`"
    );
    assert_eq!(refuse::<Grant>(r#"{"id":1,"kind":"discord"}"#), "missing field `properties`");
    assert_eq!(refuse::<Grant>(r#"{"id":1,"properties":{}}"#), "missing field `kind`");
    assert_eq!(
        refuse::<Grant>(r#"{"id":1,"kind":5,"properties":{}}"#),
        "`kind`: invalid type: integer `5`, expected a string"
    );
    for key in [r#""kind":"discord""#, r#""properties":{"guild":"h"}"#] {
        for body in [
            r#""id":1,"kind":"discord","properties":{"guild":"g"}"#,
            r#""properties":{"guild":"g"},"id":1,"kind":"discord""#,
        ] {
            let error = read_text::<Grant>(&format!("{{{body},{key}}}")).unwrap_err();
            assert!(error.starts_with("duplicate field"), "{error}");
        }
    }
}

#[derive(Clone, PartialEq)]
struct Sparse {
    kind: Option<String>,
    properties: Properties,
    other: Properties,
    level: Option<i64>,
    rest: std::collections::BTreeMap<String, Value>,
}
object! {
    Sparse {
        select properties "properties" by kind "kind", optional kind "kind",
        select other "other" by level "level", implied "k" = 1, optional level "level",
    } rest rest
}

#[test]
fn without_a_selecting_key_nothing_is_selected() {
    let sparse =
        read::<Sparse>(r#"{"k":1,"properties":{"guild":"g"},"more":2,"other":3}"#).unwrap();
    assert_eq!(sparse.properties, Properties::Unknown(json!({"guild": "g"})));
    assert_eq!(sparse.rest.get("more"), Some(&json!(2)));
    let sparse = read::<Sparse>(r#"{"kind":null,"properties":{"guild":"g"},"other":3}"#).unwrap();
    assert_eq!(sparse.properties, Properties::Unknown(json!({"guild": "g"})));
    let sparse =
        read::<Sparse>(r#"{"level":2,"properties":{"guild":"g"},"other":3,"kind":"discord"}"#)
            .unwrap();
    assert_eq!(sparse.properties, Properties::Discord(Discord { guild: "g".into(), role: None }));
    assert_eq!(sparse.other, Properties::Unknown(json!(3)));
}

#[test]
fn alone_it_is_unknown() {
    let text = r#"{"guild":"g"}"#;
    assert_eq!(round_trip::<Properties>(text), Properties::Unknown(json!({"guild": "g"})));
}
