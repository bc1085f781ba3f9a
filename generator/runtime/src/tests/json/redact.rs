//! What `Debug` shows of the types behind the macros.

use crate::runtime::json::{Map, Nullish, Value};

#[derive(Clone, PartialEq)]
struct Person {
    email: String,
    name: Nullish<String>,
    r#type: Option<String>,
    extra: Map<String, Value>,
}
object! {
    Person {
        required email "email", literal "kind" = "person", nullish name "name",
        optional r#type "type",
    } rest extra
}

#[derive(Clone, PartialEq)]
enum Party {
    Person(Person),
    Other(Person),
    Unknown(Value),
}
tagged! { Party by "kind" { "person" => Person(Person) } other Other(Person) }

#[derive(Clone, PartialEq)]
enum Scalar {
    Text(String),
    Number(f64),
    Nothing,
    Unknown(Value),
}
untagged! { Scalar { string Text(String), number Number(f64), null Nothing } }

#[derive(Clone, PartialEq)]
enum Chosen {
    Text(String),
    Unknown(Value),
}
selected! { Chosen { "text" => Text(String) } }

#[derive(Clone, PartialEq, Eq)]
enum Color {
    Red,
    Unknown(String),
}
string_enum! { Color { Red "red" } }

#[derive(Clone, PartialEq, Eq)]
enum Level {
    One,
    Unknown(i64),
}
integer_enum! { Level { One 1 } }

#[derive(Clone, PartialEq)]
struct Nothing {}
object! { Nothing {} }

/// With the feature, nothing that a value holds; without it, what is derived.
#[test]
fn what_debug_shows() {
    let secret = || "secret".to_owned();
    let person = Person {
        email: secret(),
        name: Nullish::Value(secret()),
        r#type: Some(secret()),
        extra: Map::from([(secret(), secret().into())]),
    };
    let held = format!(
        "Person {{ email: {0}, name: Value({0}), type: Some({0}), extra: {{{0}: String({0})}} }}",
        "\"secret\""
    );
    let hidden = "Person { email: _, name: _, type: _, extra: _ }".to_owned();
    let shown = if cfg!(feature = "redact-debug") { hidden } else { held.clone() };
    assert_eq!(format!("{person:?}"), shown);
    assert_eq!(format!("{:?}", Nothing {}), "Nothing");
    let unknown = || Value::from("secret");
    let (colors, levels) = (Color::KNOWN, Level::KNOWN);
    assert_eq!(format!("{colors:?}{levels:?}"), "[Red][One]");
    assert_eq!(Party::Person(person.clone()).tag(), Some("person"));
    for (debug, derived, redacted) in [
        (format!("{:?}", Party::Person(person.clone())), format!("Person({held})"), "Person(_)"),
        (format!("{:?}", Party::Other(person)), format!("Other({held})"), "Other(_)"),
        (
            format!("{:?}", Party::Unknown(unknown())),
            r#"Unknown(String("secret"))"#.to_owned(),
            "Unknown(_)",
        ),
        (format!("{:?}", Scalar::Text(secret())), r#"Text("secret")"#.to_owned(), "Text(_)"),
        (format!("{:?}", Scalar::Number(7.5)), "Number(7.5)".to_owned(), "Number(_)"),
        (format!("{:?}", Scalar::Nothing), "Nothing".to_owned(), "Nothing"),
        (
            format!("{:?}", Scalar::Unknown(unknown())),
            r#"Unknown(String("secret"))"#.to_owned(),
            "Unknown(_)",
        ),
        (format!("{:?}", Chosen::Text(secret())), r#"Text("secret")"#.to_owned(), "Text(_)"),
        (
            format!("{:?}", Chosen::Unknown(unknown())),
            r#"Unknown(String("secret"))"#.to_owned(),
            "Unknown(_)",
        ),
        (format!("{:?}", Color::Red), "Red".to_owned(), "Red"),
        (
            format!("{:?}", Color::Unknown(secret())),
            r#"Unknown("secret")"#.to_owned(),
            "Unknown(_)",
        ),
        (format!("{:?}", Level::One), "One".to_owned(), "One"),
        (format!("{:?}", Level::Unknown(7)), "Unknown(7)".to_owned(), "Unknown(_)"),
    ] {
        let expected = if cfg!(feature = "redact-debug") { redacted } else { derived.as_str() };
        assert_eq!(debug, expected);
    }
}
