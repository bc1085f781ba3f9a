//! Values for tests, and the checks made with them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::runtime::json::sample::{Choices, Sample, Shape, check};
use crate::runtime::json::{Map, Nullish, OneOrMany, Value};

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Text,
    Tree,
    Unknown(String),
}
string_enum! { Kind { Text "text", Tree "tree" } }

#[derive(Clone, PartialEq, Eq)]
enum Level {
    One,
    Minus,
    Unknown(i64),
}
integer_enum! { Level { One 1, Minus -1 } }

#[derive(Clone, PartialEq)]
struct Everything {
    id: Uuid,
    at: Option<Timestamp>,
    day: Option<Date>,
    name: Nullish<String>,
    level: Level,
    numbers: (i32, u64, f64, bool),
    scalar: Vec<Scalar>,
    list: OneOrMany<Kind>,
    inner: Option<Box<Everything>>,
    kind: Kind,
    held: Held,
    nothing: Option<()>,
    rest: Map<String, Value>,
}
object! {
    Everything {
        required id "id", nullable at "at", optional day "day", nullish name "name",
        required level "level", required numbers "numbers", required scalar "scalar",
        required list "list", optional inner "inner", select held "held" by kind "kind",
        required kind "kind", nullable nothing "nothing", literal "fixed" = 7,
        implied "implied" = true,
    } rest rest
}

#[derive(Clone, PartialEq)]
enum Held {
    Text(String),
    Tree(Tree),
    Unknown(Value),
}
selected! { Held { "text" => Text(String), "tree" => Tree(Tree) } }

#[derive(Clone, PartialEq)]
enum Scalar {
    Id(Uuid),
    Text(String),
    Integer(i64),
    Number(f64),
    Unknown(Value),
}
untagged! {
    Scalar { string Id(Uuid), string Text(String), integer Integer(i64), number Number(f64) }
}

#[derive(Clone, PartialEq)]
struct Branch {
    left: Box<Tree>,
    right: Box<Tree>,
}
object! { Branch { required left "left", required right "right", literal "is" = "branch" } }

#[derive(Clone, PartialEq)]
struct Leaf {
    is: String,
    weight: Option<i64>,
}
object! { Leaf { required is "is", optional weight "weight" } }

#[derive(Clone, PartialEq)]
enum Tree {
    Branch(Branch),
    Leaf(Leaf),
    Unknown(Value),
}
tagged! { Tree by "is" { "branch" => Branch(Branch), "leaf" | "fruit" => Leaf(Leaf) } }

#[derive(Clone, PartialEq)]
enum Open {
    Branch(Branch),
    Other(Leaf),
    Unknown(Value),
}
tagged! { Open by "is" { "branch" => Branch(Branch) } other Other(Leaf) }

#[derive(Clone, PartialEq)]
enum Mixed {
    Tree(Tree),
    Ids(Vec<Uuid>),
    Names(Vec<String>),
    Nothing,
    Unknown(Value),
}
untagged! {
    Mixed {
        object Tree(Tree) ["is"] [], array Ids(Vec<Uuid>), array Names(Vec<String>), null Nothing,
    }
}

#[test]
fn values_survive() {
    fn survives<T: Sample>() {
        check::<T>(0..200).unwrap_or_else(|misread| panic!("{misread}"));
    }
    survives::<Everything>();
    assert_eq!((Tree::example().tag(), Open::example().tag()), (Some("branch"), Some("branch")));
    survives::<Kind>();
    survives::<Level>();
    survives::<Held>();
    survives::<Scalar>();
    survives::<Tree>();
    survives::<Open>();
    survives::<Mixed>();
    survives::<Map<String, Option<Vec<OneOrMany<Value>>>>>();
    survives::<Nullish<(Date, Timestamp)>>();
}

#[test]
fn the_example_is_full_and_always_the_same() {
    let example = Everything::example();
    assert!(example == Everything::example());
    assert!(example.at.is_some() && example.day.is_some());
    assert!(matches!(&example.name, Nullish::Value(_)));
    assert!(matches!(&example.kind, Kind::Text) && matches!(&example.held, Held::Text(_)));
    assert_eq!((example.scalar.len(), example.rest.len()), (1, 1));
    let mut levels = 0;
    let mut at = Some(&example);
    while let Some(everything) = at {
        levels += 1;
        at = everything.inner.as_deref();
    }
    assert!((3..20).contains(&levels), "{levels}");
}

#[test]
fn a_seed_is_a_value() {
    let values: Vec<_> = (0..200).map(Everything::random).collect();
    assert!(values.iter().zip(0..).all(|(value, seed)| *value == Everything::random(seed)));
    let distinct = values.iter().filter(|value| **value != values[0]).count();
    assert!(distinct > 190, "{distinct}");
    // What may be absent, null and unknown is so at times, and at times is not.
    let some = |is: fn(&Everything) -> bool| {
        let count = values.iter().filter(|value| is(value)).count();
        assert!((3..197).contains(&count), "{count}");
    };
    some(|value| value.at.is_none());
    some(|value| value.name.is_null());
    some(|value| value.name.is_absent());
    some(|value| matches!(value.kind, Kind::Unknown(_)));
    some(|value| matches!(value.level, Level::Unknown(_)));
    some(|value| matches!(value.held, Held::Tree(_)));
    some(|value| matches!(value.held, Held::Unknown(_)));
    some(|value| matches!(value.list, OneOrMany::One(_)));
    for seed in 0..200 {
        let size = serde_json::to_vec(&Tree::random(seed)).unwrap().len();
        assert!(size < 1_000_000, "{size}");
    }
}

/// What is wrong about a [`Faulty`] value.
const ROUNDS: u8 = 0;
const LOSES_UNKNOWN: u8 = 1;
const NEEDS_OPTIONAL: u8 = 2;
const REFUSES_EXTRA: u8 = 3;

/// An object with an optional `a`, read and written in a wrong way.
#[derive(Clone, Debug, PartialEq)]
struct Faulty<const HOW: u8>(Option<String>);

impl<'de, const HOW: u8> Deserialize<'de> for Faulty<HOW> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let error = |message: &str| Err(serde::de::Error::custom(message));
        let map = Map::<String, Value>::deserialize(deserializer)?;
        if HOW == REFUSES_EXTRA && map.len() > 1 {
            return error("an extra field");
        }
        match map.get("a") {
            Some(Value::String(text)) => Ok(Self(Some(match HOW {
                ROUNDS => text.trim().to_owned(),
                LOSES_UNKNOWN => "known".to_owned(),
                _ => text.clone(),
            }))),
            None | Some(Value::Null) if HOW != NEEDS_OPTIONAL => Ok(Self(None)),
            _ => error("`a` is needed"),
        }
    }
}

impl<const HOW: u8> Serialize for Faulty<HOW> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.iter().map(|text| ("a", text)).collect::<Map<_, _>>().serialize(serializer)
    }
}

impl<const HOW: u8> Sample for Faulty<HOW> {
    const SHAPE: Shape = Shape::Object {
        fields: &[crate::runtime::json::sample::shape::optional("a")],
        open: false,
    };

    fn sample(choices: &mut Choices) -> Self {
        Self(Some(if choices.is_example() { "known".to_owned() } else { " unknown ".to_owned() }))
    }
}

#[test]
fn what_does_not_survive_is_named() {
    let message = |result: Result<(), _>| {
        let text = match result {
            Err::<_, crate::runtime::json::sample::Misread>(misread) => misread.to_string(),
            Ok(()) => panic!("nothing was found"),
        };
        text.split_once(">, ").unwrap().1.to_owned()
    };
    assert_eq!(
        message(check::<Faulty<ROUNDS>>([5])),
        r#"seed 5: " unknown " became "unknown" (at `a`)"#
    );
    assert_eq!(
        message(check::<Faulty<LOSES_UNKNOWN>>([5])),
        r#"seed 5: " unknown " became "known" (at `a`)"#
    );
    assert_eq!(
        message(check::<Faulty<NEEDS_OPTIONAL>>([5])),
        "the example, without `a`: `a` is needed (at `.`)"
    );
    assert_eq!(
        message(check::<Faulty<REFUSES_EXTRA>>([5])),
        "the example, an extra field: an extra field (at `.`)"
    );
}
