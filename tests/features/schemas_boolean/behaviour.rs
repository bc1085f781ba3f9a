//! What has no type takes any value and gives it back; what lists types takes those.

use schemas_boolean::{BooleanOrIntegerOrString, Thing};
use serde_json::{Value, json};

type Result = std::result::Result<(), Box<dyn std::error::Error>>;

#[test]
fn any_value_survives() -> Result {
    for anything in [json!(null), json!(1.5), json!({"a": [true]}), json!("text")] {
        let value = json!({
            "anything": anything,
            "several": "text",
            "empty": {"deep": [1]},
            "forbidden": 7,
            "items_of_anything": [null, 1, "a"],
            "keyed": {"yes": true},
            "listed": [1, 2],
            "word": "some",
        });
        let thing: Thing = serde_json::from_value(value.clone())?;
        assert_eq!(serde_json::to_value(&thing)?, value);
    }
    Ok(())
}

#[test]
fn each_listed_type_is_a_variant() -> Result {
    let read = |several: Value| -> std::result::Result<BooleanOrIntegerOrString, serde_json::Error> {
        let thing: Thing = serde_json::from_value(json!({"anything": 1, "several": several}))?;
        Ok(thing.several)
    };
    assert_eq!(read(json!("a"))?, BooleanOrIntegerOrString::String("a".to_owned()));
    assert_eq!(read(json!(3))?, BooleanOrIntegerOrString::Integer(3));
    assert_eq!(read(json!(true))?, BooleanOrIntegerOrString::Boolean(true));
    Ok(())
}
