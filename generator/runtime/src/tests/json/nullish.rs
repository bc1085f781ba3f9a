//! The value that may be absent, null, or there.

use super::{read, write};
use crate::runtime::json::Nullish;

#[test]
fn conversions() {
    let value: Nullish<String> = "x".into();
    assert_eq!(value, Nullish::Value("x".to_owned()));
    assert_eq!(Nullish::from(5), Nullish::Value(5));
    assert_eq!(Nullish::from_option(None::<i64>), Nullish::Null);
    assert_eq!(Nullish::from_option(Some(1)), Nullish::Value(1));
    assert_eq!(value.as_deref(), Nullish::Value("x"));
    assert_eq!(value.as_option(), Some(&"x".to_owned()));
    assert_eq!(value.as_ref().map(String::len).into_option(), Some(1));
    assert_eq!(Nullish::<i64>::default(), Nullish::Absent);
    assert_eq!(Nullish::<i64>::Null.into_option(), None);
    for (nullish, absent, null) in [
        (Nullish::Absent, true, false),
        (Nullish::Null, false, true),
        (Nullish::Value(1), false, false),
    ] {
        assert_eq!((nullish.is_absent(), nullish.is_null()), (absent, null));
    }
}

#[test]
fn on_its_own() {
    assert_eq!(read::<Nullish<i64>>("null").unwrap(), Nullish::Null);
    assert_eq!(read::<Nullish<i64>>("1").unwrap(), Nullish::Value(1));
    assert_eq!(write(&[Nullish::Absent, Nullish::Null, Nullish::Value(1)]), "[null,null,1]");
}
