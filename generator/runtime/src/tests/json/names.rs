//! Payloads that bear the names which generic parameters usually have, or that code behind a macro
//! may want for itself: what a macro declares must not stand in front of them.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{read, round_trip, write};
use crate::runtime::json::{Map, Nullish, Value};

macro_rules! payloads {
    ($($type:ident $key:literal)*) => {
        $(
            #[derive(Clone, PartialEq)]
            struct $type {
                value: i64,
            }
            object! { $type { implied "type" = $key, required value $key } }
            setters! { $type { new(value: i64) } }
        )*
    };
}

payloads! { Position "position" D "d" S "s" A "a" E "e" T "t" }

/// Each payload in its variant, and as text.
fn each<U: From<Position> + From<D> + From<S> + From<A> + From<E> + From<T>>() -> [(U, String); 6] {
    [
        (Position::new(1).into(), write(&Position::new(1))),
        (D::new(2).into(), write(&D::new(2))),
        (S::new(3).into(), write(&S::new(3))),
        (A::new(4).into(), write(&A::new(4))),
        (E::new(5).into(), write(&E::new(5))),
        (T::new(6).into(), write(&T::new(6))),
    ]
}

fn agree<U: DeserializeOwned + Serialize + Debug + PartialEq>(expected: &[(U, String)]) {
    for (value, text) in expected {
        assert_eq!(&round_trip::<U>(text), value);
    }
}

#[derive(Clone, PartialEq)]
enum Untagged {
    Position(Position),
    D(D),
    S(S),
    A(A),
    E(E),
    T(T),
    Positions(Vec<Position>),
    Pair((D, S)),
    Unknown(Value),
}
untagged! {
    Untagged {
        object Position(Position) ["position"] ["type"], object D(D) ["d"] ["type"],
        object S(S) ["s"] ["type"], object A(A) ["a"] ["type"], object E(E) ["e"] ["type"],
        object T(T) ["t"] ["type"], array Positions(Vec<Position>), array Pair((D, S)),
    }
}
from_variants! { Untagged { Position(Position), D(D), S(S), A(A), E(E), T(T) } }

#[test]
fn untagged() {
    agree(&each::<Untagged>());
    agree(&[
        (
            Untagged::Positions(vec![Position::new(1)]),
            r#"[{"type":"position","position":1}]"#.to_owned(),
        ),
        (
            Untagged::Pair((D::new(1), S::new(2))),
            r#"[{"type":"d","d":1},{"type":"s","s":2}]"#.to_owned(),
        ),
    ]);
}

#[derive(Clone, PartialEq)]
enum Tagged {
    Position(Position),
    D(D),
    S(S),
    A(A),
    E(E),
    T(T),
    Unknown(Value),
}
tagged! {
    Tagged by "type" {
        "position" => Position(Position), "d" => D(D), "s" => S(S), "a" => A(A), "e" => E(E),
        "t" => T(T),
    } absent D
}
from_variants! { Tagged { Position(Position), D(D), S(S), A(A), E(E), T(T) } }

#[test]
fn tagged() {
    agree(&each::<Tagged>());
    assert_eq!(read(r#"{"d":1}"#), Ok(Tagged::D(D::new(1))));
    assert_eq!(Tagged::from(S::new(1)).tag(), Some("s"));
}

#[derive(Clone, PartialEq)]
enum Open {
    Position(Position),
    D(D),
    Unknown(Value),
}
tagged! { Open by "type" { "position" => Position(Position) } other D(D) }

#[test]
fn tagged_with_a_variant_for_any_other() {
    assert!(matches!(round_trip(&write(&Position::new(1))), Open::Position(_)));
    let other: Open = round_trip(&write(&D::new(1)));
    assert_eq!(other, Open::D(D::new(1)));
    assert_eq!(other.tag(), None);
    assert!(matches!(round_trip(&write(&S::new(1))), Open::Unknown(_)));
}

#[derive(Clone, PartialEq)]
enum Selected {
    Position(Position),
    D(D),
    S(S),
    A(A),
    E(E),
    T(T),
    Unknown(Value),
}
selected! {
    Selected {
        "position" => Position(Position), "d" => D(D), "s" => S(S), "a" => A(A), "e" => E(E),
        "t" => T(T),
    }
}
from_variants! { Selected { Position(Position), D(D), S(S), A(A), E(E), T(T) } }

#[derive(Clone, PartialEq)]
struct Selecting {
    by: String,
    selected: Selected,
}
object! { Selecting { required by "by", select selected "selected" by by "by" } }

#[test]
fn selected() {
    for (selected, text) in each::<Selected>() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let by = value["type"].as_str().unwrap().to_owned();
        let text = json!({"by": by, "selected": value}).to_string();
        assert_eq!(round_trip::<Selecting>(&text), Selecting { by, selected });
    }
}

#[derive(Clone, PartialEq)]
struct Fields {
    position: Position,
    d: Option<D>,
    s: Option<S>,
    a: Nullish<A>,
    e: Option<Vec<E>>,
    rest: Map<String, T>,
}
object! {
    Fields {
        required position "position", nullable d "d", optional s "s", nullish a "a",
        optional e "e",
    } rest rest
}
setters! {
    Fields {
        new(position: Position, d: Option<D>), optional s: S, nullish a a_null: A,
        optional e: Vec<E>, rest rest: Map<String, T>,
    }
}

#[test]
fn fields() {
    let fields = Fields::new(Position::new(1), D::new(2)).s(S::new(3)).a(A::new(4));
    let rest = Map::from([("x".to_owned(), T::new(6))]);
    let fields = fields.e([E::new(5)]).rest(rest);
    let text = concat!(
        r#"{"position":{"type":"position","position":1},"d":{"type":"d","d":2},"#,
        r#""s":{"type":"s","s":3},"a":{"type":"a","a":4},"e":[{"type":"e","e":5}],"#,
        r#""x":{"type":"t","t":6}}"#,
    );
    assert_eq!(round_trip::<Fields>(text), fields);
    assert_eq!(fields.a_null().a, Nullish::Null);
}
