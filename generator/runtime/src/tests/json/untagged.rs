//! Unions chosen by the kind of value and by keys.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::{read, read_text, refuse, round_trip, write};
use crate::runtime::json::Value;

#[derive(Clone, PartialEq)]
enum Metadata {
    String(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Unknown(Value),
}
untagged! {
    Metadata { string String(String), integer Integer(i64), number Number(f64), boolean Boolean(bool) }
}

#[test]
fn scalars_by_kind() {
    assert_eq!(round_trip::<Metadata>(r#""a\"b""#), Metadata::String("a\"b".into()));
    assert_eq!(round_trip::<Metadata>("-5"), Metadata::Integer(-5));
    assert_eq!(round_trip::<Metadata>("0"), Metadata::Integer(0));
    assert_eq!(round_trip::<Metadata>("1.0"), Metadata::Number(1.0));
    assert_eq!(read::<Metadata>("1e2").unwrap(), Metadata::Number(100.0));
    assert_eq!(round_trip::<Metadata>("true"), Metadata::Boolean(true));
    for text in ["null", "[1]", r#"{"b":1,"a":2}"#] {
        assert_eq!(refuse::<Metadata>(text), "expected a string, a number or a boolean", "{text}");
    }
}

#[test]
fn where_scalars_belong_only_a_scalar_is_kept() {
    for text in ["true", r#""x""#] {
        assert!(matches!(round_trip::<Numbers>(text), Numbers::Unknown(_)), "{text}");
    }
    for text in ["true", "7", "2.5"] {
        assert!(matches!(round_trip::<Strings>(text), Strings::Unknown(_)), "{text}");
    }
    for text in ["null", "[]", "[7]", "{}", r#"{"a":7}"#] {
        let error = "expected a string, a number or a boolean";
        assert_eq!(refuse::<Numbers>(text), error, "{text}");
        assert_eq!(refuse::<Strings>(text), error, "{text}");
    }
    // One candidate of another kind, and any value may be of a new form.
    for text in ["[1]", r#"{"a":1}"#] {
        assert!(matches!(round_trip::<Integers>(text), Integers::Unknown(_)), "{text}");
    }
    for text in ["null", "7", r#"{"a":1}"#] {
        assert!(matches!(round_trip::<Pair>(text), Pair::Unknown(_)), "{text}");
    }
}

#[test]
fn integers_at_the_limits() {
    assert_eq!(round_trip::<Metadata>("9223372036854775807"), Metadata::Integer(i64::MAX));
    assert_eq!(round_trip::<Metadata>("-9223372036854775808"), Metadata::Integer(i64::MIN));
    assert_eq!(
        read::<Metadata>("9223372036854775808").unwrap(),
        Metadata::Number(9_223_372_036_854_775_808.0)
    );
    assert_eq!(
        read::<Metadata>("18446744073709551616").unwrap(),
        Metadata::Number(18_446_744_073_709_551_616.0)
    );
    assert_eq!(
        read::<Metadata>("-9223372036854775809").unwrap(),
        Metadata::Number(-9_223_372_036_854_775_808.0)
    );
    for text in ["9223372036854775809", "18446744073709551615"] {
        assert!(matches!(round_trip::<Metadata>(text), Metadata::Unknown(_)), "{text}");
    }
}

#[derive(Clone, PartialEq)]
enum Integers {
    Small(u8),
    Signed(i64),
    Unsigned(u64),
    Nothing,
    Unknown(Value),
}
untagged! { Integers { integer Small(u8), integer Signed(i64), integer Unsigned(u64), null Nothing } }

#[test]
fn the_first_integer_that_fits() {
    assert_eq!(round_trip::<Integers>("255"), Integers::Small(255));
    assert_eq!(round_trip::<Integers>("256"), Integers::Signed(256));
    assert_eq!(round_trip::<Integers>("-1"), Integers::Signed(-1));
    assert_eq!(round_trip::<Integers>("18446744073709551615"), Integers::Unsigned(u64::MAX));
    assert_eq!(round_trip::<Integers>("null"), Integers::Nothing);
    assert_eq!(read::<Integers>("2.0").unwrap(), Integers::Small(2));
    for text in ["2.5", "true"] {
        assert!(matches!(round_trip::<Integers>(text), Integers::Unknown(_)), "{text}");
    }
    assert_eq!(read_text("1e2"), Ok(Integers::Small(100)));
    assert!(matches!(read_text("99999999999999999999999999"), Ok(Integers::Unknown(_))));
}

#[derive(Clone, PartialEq)]
enum Numbers {
    Number(f64),
    Unknown(Value),
}
untagged! { Numbers { number Number(f64) } }

#[test]
fn a_number_takes_integers_when_nothing_else_does() {
    assert_eq!(read::<Numbers>("7").unwrap(), Numbers::Number(7.0));
    assert_eq!(
        round_trip::<Numbers>("18446744073709551615"),
        Numbers::Unknown(json!(18_446_744_073_709_551_615_u64))
    );
    assert_eq!(read::<Numbers>("-2.5e-3").unwrap(), Numbers::Number(-0.0025));
}

#[test]
fn a_number_takes_no_integer_that_it_would_round() {
    for (text, number) in [
        ("0", 0.0),
        ("9007199254740991", 9_007_199_254_740_991.0),
        ("-9007199254740992", -9_007_199_254_740_992.0),
        ("9007199254740994", 9_007_199_254_740_994.0),
        ("9223372036854775808", 9_223_372_036_854_775_808.0),
        ("-9223372036854775808", -9_223_372_036_854_775_808.0),
        ("18446744073709549568", 18_446_744_073_709_549_568.0),
    ] {
        assert_eq!(read::<Numbers>(text), Ok(Numbers::Number(number)), "{text}");
    }
    for text in [
        "9007199254740993",
        "-9007199254740993",
        "9223372036854775807",
        "-9223372036854775807",
        "9223372036854775809",
        "18446744073709551614",
    ] {
        assert!(matches!(round_trip::<Numbers>(text), Numbers::Unknown(_)), "{text}");
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Color {
    Red,
    Unknown(String),
}
string_enum! { Color { Red "red" } }

#[derive(Clone, PartialEq)]
enum Strings {
    Id(Uuid),
    Time(Timestamp),
    Color(Color),
    Unknown(Value),
}
untagged! { Strings { string Id(Uuid), string Time(Timestamp), string Color(Color) } }

#[test]
fn the_first_string_that_fits() {
    assert!(matches!(round_trip(r#""992fae2a-2a17-4b7a-8d9e-e287cf90131b""#), Strings::Id(_)));
    assert!(matches!(round_trip(r#""2025-01-03T13:37:00.5Z""#), Strings::Time(_)));
    assert!(matches!(read(r#""r\u0065d""#), Ok(Strings::Color(Color::Red))));
    assert!(matches!(round_trip(r#""blue""#), Strings::Color(Color::Unknown(_))));
    assert_eq!(Color::KNOWN, [Color::Red]);
}

#[derive(Clone, PartialEq)]
enum Size {
    Large,
    Unknown(String),
}

string_enum! { Size { Large "large" } }

#[derive(Clone, PartialEq)]
enum Level {
    One,
    Unknown(i64),
}

integer_enum! { Level { One 1 } }

#[derive(Clone, PartialEq)]
enum Sets {
    Color(Color),
    Size(Size),
    Level(Level),
    Number(f64),
    Unknown(Value),
}

untagged! {
    Sets {
        known_string Color(Color), known_string Size(Size), known_integer Level(Level),
        number Number(f64),
    }
}

#[test]
fn of_several_sets_each_takes_its_own_values() -> Result<(), serde_json::Error> {
    for (text, expected) in [
        (r#""red""#, Sets::Color(Color::Red)),
        (r#""large""#, Sets::Size(Size::Large)),
        (r#""blue""#, Sets::Unknown("blue".into())),
        ("1", Sets::Level(Level::One)),
        ("2", Sets::Number(2.0)),
    ] {
        assert_eq!(serde_json::from_str::<Sets>(text)?, expected, "{text}");
    }
    Ok(())
}

#[derive(Clone, PartialEq)]
struct Circle {
    radius: f64,
    color: Option<String>,
}
object! { Circle { required radius "radius", optional color "color" } }
#[derive(Clone, PartialEq)]
struct Square {
    side: f64,
    color: Option<String>,
    radius: Option<bool>,
}
object! { Square { required side "side", optional color "color", optional radius "radius" } }
#[derive(Clone, PartialEq)]
struct Any {
    color: Option<i64>,
}
object! { Any { optional color "color" } }

#[derive(Clone, PartialEq)]
enum Shape {
    Circle(Circle),
    Square(Box<Square>),
    Any(Any),
    Points(Vec<f64>),
    Names(Vec<String>),
    Pair((String, Color)),
    Nothing(()),
    Unknown(Value),
}
untagged! {
    Shape {
        object Circle(Circle) ["radius"] ["color"],
        object Square(Box<Square>) ["side"] ["color", "radius"],
        object Any(Any) [] ["color"],
        array Points(Vec<f64>),
        array Names(Vec<String>),
        array Pair((String, Color)),
        null Nothing(()),
    }
}

#[test]
fn objects_by_their_keys() {
    assert!(matches!(round_trip(r#"{"radius":1.0}"#), Shape::Circle(_)));
    assert!(matches!(round_trip(r#"{"side":1.0,"color":"x"}"#), Shape::Square(_)));
    assert!(matches!(round_trip("{}"), Shape::Any(_)));
    // Both fit by their required keys; the square knows one key more.
    assert!(matches!(read(r#"{"radius":true,"side":1.0}"#), Ok(Shape::Square(_))));
    // The best by keys does not decode, the next one does.
    assert!(matches!(read(r#"{"radius":1.0,"side":1.0}"#), Ok(Shape::Circle(_))));
    assert!(matches!(read(r#"{"radius":1.0,"color":5}"#), Ok(Shape::Any(_))));
    let unknown = r#"{"x":1,"radius":"y","color":[1]}"#;
    let value = serde_json::from_str(unknown).unwrap();
    assert_eq!(round_trip::<Shape>(unknown), Shape::Unknown(value));
    // A doubled key fits no variant that reads it.
    assert!(matches!(read_text(r#"{"color":1,"color":2}"#), Ok(Shape::Unknown(_))));
}

#[test]
fn arrays_in_order() {
    assert_eq!(round_trip::<Shape>("[]"), Shape::Points(vec![]));
    assert_eq!(round_trip::<Shape>("[1.5,2.0]"), Shape::Points(vec![1.5, 2.0]));
    assert_eq!(round_trip::<Shape>(r#"["a","b"]"#), Shape::Names(vec!["a".into(), "b".into()]));
    let mixed = r#"[1,"b"]"#;
    assert_eq!(round_trip::<Shape>(mixed), Shape::Unknown(json!([1, "b"])));
    assert_eq!(round_trip::<Shape>("null"), Shape::Nothing(()));
    assert_eq!(write(&Shape::Pair(("a".into(), Color::Red))), r#"["a","red"]"#);
}

#[derive(Clone, PartialEq)]
enum Pair {
    Pair((String, Color)),
    Unknown(Value),
}
untagged! { Pair { array Pair((String, Color)) } }

#[test]
fn a_tuple_has_its_length() {
    assert!(matches!(round_trip(r#"["a","red"]"#), Pair::Pair(_)));
    for text in [r#"["a"]"#, r#"["a","red","x"]"#] {
        assert!(matches!(round_trip(text), Pair::Unknown(_)), "{text}");
    }
}

#[derive(Clone, PartialEq)]
struct Sparse {
    x: Option<i64>,
}
object! { Sparse { nullable x "x" } }

#[derive(Clone, PartialEq)]
enum Scored {
    Required(Sparse),
    Few(Any),
    Many(Any),
    Tied(Any),
    Unknown(Value),
}
untagged! {
    Scored {
        object Required(Sparse) ["x"] [],
        object Few(Any) ["a"] ["b"],
        object Many(Any) ["a"] ["b", "c"],
        object Tied(Any) [] ["a", "b", "c"],
    }
}

#[test]
fn keys_decide_where_every_variant_would_decode() {
    assert!(matches!(read(r#"{"x":null}"#), Ok(Scored::Required(_))));
    assert!(matches!(read("{}"), Ok(Scored::Tied(_))));
    assert!(matches!(read(r#"{"a":1}"#), Ok(Scored::Few(_))));
    assert!(matches!(read(r#"{"a":1,"b":1}"#), Ok(Scored::Few(_))));
    assert!(matches!(read(r#"{"c":1,"a":1}"#), Ok(Scored::Many(_))));
    assert!(matches!(read(r#"{"c":1,"b":1}"#), Ok(Scored::Tied(_))));
}

#[derive(Clone, PartialEq)]
enum Loose {
    Any(Any),
    Map(std::collections::BTreeMap<String, Value>),
    Unknown(Value),
}
untagged! { Loose { object Any(Any) [] ["color"], object Map(std::collections::BTreeMap<String, Value>) [] [] } }

#[test]
fn a_map_takes_what_is_strange_to_all() {
    assert!(matches!(round_trip(r#"{"color":1}"#), Loose::Any(_)));
    assert!(matches!(round_trip(r#"{"x":1}"#), Loose::Map(_)));
}

#[derive(Clone, PartialEq)]
struct Left {
    next: Option<Box<Chain>>,
    end: bool,
}
object! { Left { optional next "next", required end "end" } }
#[derive(Clone, PartialEq)]
struct Right {
    next: Option<Vec<Chain>>,
    end: String,
}
object! { Right { optional next "next", required end "end" } }

/// A level is read only after all below it, and then may fail.
#[derive(Clone, PartialEq)]
enum Chain {
    Left(Left),
    Again(Left),
    Right(Right),
    Unknown(Value),
}
untagged! {
    Chain {
        object Left(Left) ["end"] ["next"],
        object Again(Left) ["end"] ["next"],
        object Right(Right) ["end"] ["next"],
    }
}

/// This many levels, each of them inside of `next`.
fn levels(depth: usize, end: &str) -> String {
    format!(
        r#"{}{{"end":{end}}}{}"#,
        r#"{"next":"#.repeat(depth),
        format!(r#","end":{end}}}"#).repeat(depth)
    )
}

#[test]
fn attempts_have_an_end() {
    // Three attempts at each level would be 3 to the power of 100 of them.
    let text = levels(100, "7");
    let value: Value = serde_json::from_str(&text).unwrap();
    let start = std::time::Instant::now();
    assert_eq!(serde_json::from_str::<Chain>(&text).unwrap(), Chain::Unknown(value.clone()));
    assert_eq!(serde_json::from_value::<Chain>(value.clone()).unwrap(), Chain::Unknown(value));
    assert!(start.elapsed() < std::time::Duration::from_secs(10));
    // The next value begins anew, and one that fits is read however deep it is.
    let fits = read::<Chain>(&levels(120, "true")).unwrap();
    let mut depth = 0;
    let mut at = Some(&fits);
    while let Some(Chain::Left(left)) = at {
        depth += 1;
        at = left.next.as_deref();
    }
    assert_eq!((depth, at), (121, None));
}
