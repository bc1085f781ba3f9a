//! The tag decides, whatever its type; it is written again, and what it does not know is kept.

use serde_json::{Value, json};
use union_tags::{ByBoolean, ByInteger, ByLacking};

fn again<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).expect("the value fits");
    assert_eq!(&serde_json::to_value(&read).expect("it can be written"), value);
    read
}

#[test]
fn tags_of_every_type() {
    assert!(matches!(again(&json!({"ok": true, "data": "d"})), ByBoolean::Good(_)));
    assert!(matches!(again(&json!({"error": "e", "ok": false})), ByBoolean::Bad(_)));
    assert!(matches!(again(&json!({"count": 1})), ByInteger::One(_)));
    assert!(matches!(again(&json!({"count": 3, "more": "m"})), ByInteger::Many(_)));
    assert!(matches!(again(&json!({"count": 4})), ByInteger::Unknown(_)));
}

#[test]
fn a_tag_that_no_variant_defines_is_written_again() {
    assert!(matches!(again(&json!({"shape": "round", "radius": 1.5})), ByLacking::Round(_)));
    assert!(matches!(again(&json!({"side": 1.5, "shape": "Square"})), ByLacking::Square(_)));
    assert!(matches!(again(&json!({"side": 1.5})), ByLacking::Unknown(_)));
}
