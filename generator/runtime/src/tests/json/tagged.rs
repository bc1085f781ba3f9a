//! Tagged unions.

use serde_json::json;

use super::{read, read_text, refuse, round_trip};
use crate::runtime::json::{Map, Value};

#[derive(Clone, PartialEq)]
struct Circle {
    radius: f64,
    name: Option<String>,
}
object! { Circle { required radius "radius", literal "type" = "circle", optional name "name" } }

/// Holds the tag as an ordinary field.
#[derive(Clone, PartialEq)]
struct Polygon {
    r#type: String,
    sides: i64,
    inner: Option<Box<Shape>>,
}
object! { Polygon { required r#type "type", required sides "sides", optional inner "inner" } }

#[derive(Clone, PartialEq)]
enum Shape {
    Circle(Circle),
    Polygon(Box<Polygon>),
    Unknown(Value),
}
tagged! {
    Shape by "type" { "circle" => Circle(Circle), "square" | "triangle" => Polygon(Box<Polygon>) }
}
from_variants! { Shape { Circle(Circle), Polygon(Box<Polygon>) } }

fn circle() -> Shape {
    Shape::from(Circle { radius: 1.5, name: Some("é\"".into()) })
}

#[test]
fn the_tag_first_between_and_last() {
    for text in [
        r#"{"type":"circle","radius":1.5,"name":"é\""}"#,
        r#"{"radius":1.5,"type":"circle","name":"\u00e9\""}"#,
        r#"{"name":"é\"","x":{"y":[1,null,true]},"radius":1.5,"type":"circle"}"#,
        r#"{"n\u0061me":"é\"","x":[],"radius":1.5,"t\u0079pe":"circ\u006ce"}"#,
    ] {
        assert_eq!(read::<Shape>(text).unwrap(), circle(), "{text}");
    }
    round_trip::<Shape>(r#"{"radius":1.5,"type":"circle","name":"x"}"#);
}

#[test]
fn the_tag_as_a_field() {
    let shape =
        round_trip::<Shape>(r#"{"type":"square","sides":4,"inner":{"type":"triangle","sides":3}}"#);
    let Shape::Polygon(polygon) = &shape else { panic!("{shape:?}") };
    assert_eq!(polygon.r#type, "square");
    let late = r#"{"inner":{"sides":3,"type":"triangle"},"sides":4,"type":"square"}"#;
    assert_eq!(read::<Shape>(late).unwrap(), shape);
}

#[test]
fn an_unknown_tag_keeps_everything() {
    for text in [
        r#"{"type":"new","b":1,"a":{"z":[1,2.50,-0.0,1e3]}}"#,
        r#"{"b":{"type":"circle"},"type":"new","a":"\u0000"}"#,
        r#"{"b":1,"a":18446744073709551615,"type":null}"#,
        r#"{"type":{"type":"circle"}}"#,
        r#"{"type":1}"#,
        r#"{"b":1,"a":2}"#,
        "{}",
    ] {
        let shape = read::<Shape>(text).unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(shape, Shape::Unknown(value.clone()), "{text}");
        assert_eq!(serde_json::to_string(&shape).unwrap(), value.to_string());
    }
    let text = r#"{"b":1,"type":"new","a":"x"}"#;
    round_trip::<Shape>(text);
}

#[test]
fn what_is_no_object_is_an_error() {
    for (text, found) in [
        ("null", "null"),
        ("true", "boolean `true`"),
        ("-7", "integer `-7`"),
        ("2.5", "floating point `2.5`"),
        (r#""circle""#, r#"string "circle""#),
        (r#"["circle",{"type":"circle"}]"#, "sequence"),
        ("[]", "sequence"),
    ] {
        let error = format!("invalid type: {found}, expected an object");
        assert_eq!(refuse::<Shape>(text), format!("{error} (Shape)"));
        // Neither a variant for an absent tag nor one for any other takes it.
        assert_eq!(refuse::<Create>(text), format!("{error} (Create)"));
        assert_eq!(refuse::<Method>(text), format!("{error} (Method)"));
        assert_eq!(refuse::<Outer>(text), format!("{error} (Outer)"));
    }
    let absent = read::<Shape>(r#"{"type":"square","sides":4,"inner":null}"#).unwrap();
    assert!(matches!(absent, Shape::Polygon(polygon) if polygon.inner.is_none()));
    for (text, at) in [
        (r#"{"type":"square","sides":4,"inner":7}"#, ""),
        (r#"{"inner":7,"sides":4,"type":"square"}"#, "`inner`: "),
    ] {
        assert_eq!(
            refuse::<Shape>(text),
            format!("Shape::Polygon: {at}invalid type: integer `7`, expected an object (Shape)")
        );
    }
}

#[test]
fn a_known_tag_with_a_misfit_is_an_error() {
    for text in [r#"{"type":"circle"}"#, r#"{"name":"x","type":"circle"}"#] {
        assert_eq!(refuse::<Shape>(text), "Shape::Circle: missing field `radius`");
    }
    assert_eq!(
        refuse::<Shape>(r#"{"name":1,"type":"circle","radius":1}"#),
        "Shape::Circle: `name`: invalid type: integer `1`, expected a string"
    );
    assert_eq!(
        refuse::<Shape>(r#"{"inner":{"type":"square","sides":"x"},"type":"square"}"#),
        "Shape::Polygon: `inner`: Shape::Polygon: invalid type: string \"x\", expected i64"
            .replace("Polygon: invalid", "Polygon: `sides`: invalid")
    );
    let error = read_text::<Shape>(r#"{"type":"circle","radius":1,"type":"new"}"#).unwrap_err();
    assert!(error.starts_with("Shape::Circle: duplicate field `type`"), "{error}");
}

#[test]
fn the_tag_of_a_value() {
    assert_eq!(circle().tag(), Some("circle"));
    assert_eq!(read::<Shape>(r#"{"type":"square","sides":4}"#).unwrap().tag(), None);
    assert_eq!(read::<Shape>(r#"{"type":"new"}"#).unwrap().tag(), Some("new"));
    assert_eq!(Shape::Unknown(json!({"type": 1})).tag(), None);
    assert_eq!(Shape::Unknown(json!(1)).tag(), None);
}

#[derive(Clone, PartialEq)]
struct Person {
    email: Option<String>,
}
object! { Person { optional email "email", implied "type" = "person" } }
#[derive(Clone, PartialEq)]
struct Team {
    seats: i64,
}
object! { Team { required seats "seats", literal "type" = "team" } }
#[derive(Clone, PartialEq)]
enum Create {
    Person(Person),
    Team(Team),
    Unknown(Value),
}
tagged! {
    Create by "type" { "person" => Person(Person), "team" => Team(Team) } absent Person
}

#[test]
fn an_absent_tag_may_mean_a_variant() {
    let person = Create::Person(Person { email: Some("e".into()) });
    assert_eq!(person.tag(), Some("person"));
    assert_eq!(read::<Create>(r#"{"email":"e","x":1}"#).unwrap(), person);
    assert_eq!(read::<Create>("{}").unwrap(), Create::Person(Person { email: None }));
    assert_eq!(
        read::<Create>(r#"{"seats":1,"type":"team"}"#).unwrap(),
        Create::Team(Team { seats: 1 })
    );
    assert_eq!(
        refuse::<Create>(r#"{"email":1}"#),
        "Create::Person: `email`: invalid type: integer `1`, expected a string"
    );
    assert_eq!(read::<Create>(r#"{"type":null}"#).unwrap(), Create::Unknown(json!({"type": null})));
}

#[derive(Clone, PartialEq)]
struct Card {
    last4: String,
}
object! { Card { literal "type" = "card", required last4 "last4" } }
#[derive(Clone, PartialEq)]
struct Generic {
    id: i64,
    r#type: String,
    rest: Map<String, Value>,
}
object! { Generic { required id "id", required r#type "type" } rest rest }
#[derive(Clone, PartialEq)]
enum Method {
    Card(Card),
    Generic(Generic),
    Unknown(Value),
}
tagged! { Method by "type" { "card" => Card(Card) } other Generic(Generic) }

#[test]
fn any_other_tag_may_mean_a_variant() {
    round_trip::<Method>(r#"{"type":"card","last4":"4242"}"#);
    let method = round_trip::<Method>(r#"{"id":1,"type":"paypal","a":{"b":[1]}}"#);
    assert!(matches!(&method, Method::Generic(generic) if generic.rest.len() == 1));
    assert_eq!(method.tag(), None);
    assert_eq!(refuse::<Method>(r#"{"type":"card"}"#), "Method::Card: missing field `last4`");
    for text in [r#"{"id":1}"#, r#"{"type":"paypal"}"#, r#"{"type":null,"id":1}"#] {
        assert!(matches!(round_trip::<Method>(text), Method::Unknown(_)), "{text}");
    }
    assert_eq!(refuse::<Method>("7"), "invalid type: integer `7`, expected an object (Method)");
}

#[derive(Clone, PartialEq)]
enum Outer {
    Shape(Shape),
    Boxed(Box<Create>),
    Unknown(Value),
}
tagged! {
    Outer by "kind" { "shape" => Shape(Shape), "create" => Boxed(Box<Create>) }
}

#[test]
fn unions_in_unions() {
    let expected = Outer::Shape(circle());
    assert_eq!(expected.tag(), Some("shape"));
    for text in [
        r#"{"kind":"shape","type":"circle","radius":1.5,"name":"é\""}"#,
        r#"{"radius":1.5,"type":"circle","name":"é\"","kind":"shape"}"#,
        r#"{"radius":1.5,"name":"é\"","kind":"shape","type":"circle"}"#,
    ] {
        assert_eq!(read::<Outer>(text).unwrap(), expected, "{text}");
    }
    let unknown = r#"{"a":1,"kind":"shape","b":2,"type":"new"}"#;
    assert_eq!(
        round_trip::<Outer>(unknown),
        Outer::Shape(Shape::Unknown(serde_json::from_str(unknown).unwrap()))
    );
    assert_eq!(
        read::<Outer>(r#"{"email":"e","kind":"create"}"#).unwrap(),
        Outer::Boxed(Box::new(Create::Person(Person { email: Some("e".into()) })))
    );
    assert_eq!(
        refuse::<Outer>(r#"{"kind":"shape","type":"circle"}"#),
        "Outer::Shape: Shape::Circle: missing field `radius`"
    );
}

#[derive(Clone, PartialEq)]
struct Versioned {
    version: i64,
}
object! { Versioned { required version "version" } }
#[derive(Clone, PartialEq)]
enum ByNumber {
    One(Versioned),
    Minus(Versioned),
    Yes(Person),
    Unknown(Value),
}
tagged! { ByNumber by "version" { 1 => One(Versioned), -1 => Minus(Versioned), true => Yes(Person) } }

#[test]
fn tags_that_are_no_strings() {
    assert_eq!(round_trip::<ByNumber>(r#"{"version":1}"#).tag(), Some("1"));
    assert_eq!(round_trip::<ByNumber>(r#"{"version":-1}"#).tag(), Some("-1"));
    assert_eq!(read::<ByNumber>(r#"{"version":true}"#).unwrap().tag(), Some("true"));
    assert_eq!(read::<ByNumber>(r#"{"version":1.0}"#).unwrap().tag(), Some("1"));
    for text in [r#"{"version":"1"}"#, r#"{"version":2}"#] {
        assert!(matches!(round_trip::<ByNumber>(text), ByNumber::Unknown(_)), "{text}");
    }
}
