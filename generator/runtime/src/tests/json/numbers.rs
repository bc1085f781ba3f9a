//! Integers in all spellings.

use serde::de::DeserializeOwned;

use crate::runtime::json::{Map, Value, from_slice};

#[derive(Clone, PartialEq)]
enum Level {
    One,
    Unknown(i64),
}
integer_enum! { Level { One 1 } }

#[derive(Clone, PartialEq)]
struct Numbers {
    n: i64,
    levels: Option<Vec<Level>>,
    union: Option<Either>,
}
object! { Numbers { literal "k" = 2, optional levels "levels", required n "n", optional union "union" } }

#[derive(Clone, PartialEq)]
enum Either {
    Count(u64),
    Text(String),
    Unknown(Value),
}
untagged! { Either { integer Count(u64), string Text(String) } }

fn whole<T: DeserializeOwned>(text: &str) -> Option<T> {
    from_slice(text.as_bytes()).ok()
}

#[test]
fn whole_floats_are_integers_wherever_they_stand() {
    let read: Numbers = whole(r#"{"k":2.0,"n":-1e3,"levels":[1.0,7.0],"union":4.0}"#).unwrap();
    let levels = vec![Level::One, Level::Unknown(7)];
    let expected = Numbers { n: -1_000, levels: Some(levels), union: Some(Either::Count(4)) };
    assert!(read == expected, "{read:?}");
    assert_eq!(whole::<Map<String, Vec<u8>>>(r#"{"a":[2.55e2]}"#).unwrap()["a"], [255]);
    assert_eq!(whole::<(i128, u32)>("[-1.0, 1E1]"), Some((-1, 10)));
}

#[test]
fn no_digit_is_made_up() {
    for text in ["1.5", "1e-1", "1e16", "9007199254740993.0", "-9223372036854775809"] {
        assert_eq!(whole::<i64>(text), None, "{text}");
    }
    assert_eq!(whole::<u64>("-1.0"), None);
    assert_eq!(whole::<u8>("256.0"), None);
    assert_eq!(whole::<i64>("9223372036854775807"), Some(i64::MAX));
    assert_eq!(whole::<i128>("18446744073709551616"), Some(1 << 64));
    let fault = from_slice::<Numbers>(br#"{"k":2,"levels":[1.5],"n":1}"#).unwrap_err();
    assert_eq!(fault.path, "levels[0]");
}
