//! One value or an array of them.

use super::{read, refuse, round_trip};
use crate::runtime::json::OneOrMany;

#[derive(Clone, PartialEq)]
struct Point {
    x: i64,
    y: Option<i64>,
}
object! { Point { required x "x", optional y "y" } }

#[test]
fn by_kind() {
    assert_eq!(round_trip::<OneOrMany<i64>>("1"), OneOrMany::One(1));
    assert_eq!(round_trip::<OneOrMany<i64>>("[1,2]"), OneOrMany::Many(vec![1, 2]));
    assert_eq!(round_trip::<OneOrMany<i64>>("[]"), OneOrMany::Many(vec![]));
    assert_eq!(round_trip::<OneOrMany<f64>>("1.5"), OneOrMany::One(1.5));
    assert_eq!(round_trip::<OneOrMany<String>>(r#""a\n""#), OneOrMany::One("a\n".into()));
    assert_eq!(round_trip::<OneOrMany<bool>>("true"), OneOrMany::One(true));
    assert_eq!(round_trip::<OneOrMany<Option<bool>>>("null"), OneOrMany::One(None));
    let point = Point { x: 1, y: Some(2) };
    assert_eq!(round_trip::<OneOrMany<Point>>(r#"{"x":1,"y":2}"#), OneOrMany::One(point.clone()));
    assert_eq!(round_trip::<OneOrMany<Point>>(r#"[{"x":1,"y":2}]"#), OneOrMany::Many(vec![point]));
    assert_eq!(refuse::<OneOrMany<Point>>("{}"), "missing field `x`");
    assert_eq!(refuse::<OneOrMany<i64>>(r#"["a"]"#), "invalid type: string \"a\", expected i64");
    assert!(read::<OneOrMany<i64>>("null").is_err());
}

#[test]
fn conversions() {
    let many = OneOrMany::Many(vec![1, 2]);
    assert_eq!(OneOrMany::<i64>::from(1), OneOrMany::One(1));
    assert_eq!(OneOrMany::<i64>::from(vec![1, 2]), many);
    assert_eq!(OneOrMany::<i64>::from([1, 2].as_slice()), many);
    assert_eq!(OneOrMany::<i64>::from([1, 2]), many);
    assert_eq!(OneOrMany::<String>::from("a"), OneOrMany::One("a".to_owned()));
    assert_eq!(OneOrMany::One(7).as_slice(), [7]);
    assert_eq!(many.iter().sum::<i64>(), 3);
}
