//! The tag decides at every level; what it does not name has a default, or is kept.

use serde_json::{Value, json};
use union_tags_nested::{ByShared, Fallback, Nested, Several, Values};

fn again<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).expect("the value fits");
    assert_eq!(&serde_json::to_value(&read).expect("it can be written"), value);
    read
}

#[test]
fn an_enum_that_variants_share() {
    assert!(matches!(again(&json!({"kind": "cat", "lives": 7})), ByShared::Cat(_)));
    assert!(matches!(again(&json!({"kind": "dog", "tricks": 7})), ByShared::Dog(_)));
}

#[test]
fn a_union_among_the_variants() {
    let read: Nested = again(&json!({"kind": "dog", "tricks": 7}));
    assert!(matches!(read, Nested::ByShared(ByShared::Dog(_))), "{read:?}");
    assert!(matches!(again(&json!({"kind": "plant", "height": 0.5})), Nested::Plant(_)));
}

#[test]
fn the_default_takes_the_rest() {
    assert!(matches!(again(&json!({"kind": "plant", "height": 0.5})), Fallback::Plant(_)));
    assert!(matches!(again(&json!({"kind": "stone", "weight": 0.5, "x": 1})), Fallback::Thing(_)));
    assert!(matches!(again(&json!({"weight": 0.5})), Fallback::Thing(_)));
}

#[test]
fn what_is_no_object() {
    assert!(matches!(again(&json!("text")), Several::String(_)));
    assert!(matches!(again(&json!(["a", "b"])), Several::StringList(_)));
    assert!(matches!(again(&json!({"kind": "stone", "hard": true})), Several::Stone(_)));
    assert!(matches!(again(&json!({"kind": "x", "height": 2.5})), Several::Plant(_)));
    let _: Values = again(&json!({"several": 5, "nested": {"kind": "moss"}}));
}
