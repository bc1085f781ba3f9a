//! Each set takes its own values; what none knows is kept and written as it came.

use serde_json::{Value, json};
use union_enums::{
    Colour, Level, Size, Values, ValuesEither, ValuesLevel, ValuesMixed, ValuesNamedOrText,
};

fn again(value: &Value) -> Values {
    let read: Values = serde_json::from_value(value.clone()).expect("the value fits");
    assert_eq!(&serde_json::to_value(&read).expect("it can be written"), value);
    read
}

#[test]
fn each_set_takes_its_own_values() {
    let either = |text: &str| again(&json!({"either": text})).either;
    assert!(matches!(either("red"), Some(ValuesEither::Colour(Colour::Red))));
    assert!(matches!(either("large"), Some(ValuesEither::Size(Size::Large))));
    assert!(matches!(either("loud"), Some(ValuesEither::Unknown(_))));

    assert!(matches!(again(&json!({"level": 2})).level, Some(ValuesLevel::Level(Level::N2))));
    assert!(matches!(again(&json!({"level": 3.5})).level, Some(ValuesLevel::Number(_))));
}

#[test]
fn a_set_and_text_are_the_set() {
    assert!(matches!(again(&json!({"set_or_text": "green"})).set_or_text, Some(Colour::Green)));
    assert!(matches!(again(&json!({"set_or_text": "x"})).set_or_text, Some(Colour::Unknown(_))));
    let named = again(&json!({"named_or_text": "gpt-2"})).named_or_text;
    assert!(matches!(named, Some(ValuesNamedOrText::Gpt2)));
}

#[test]
fn constants_of_several_kinds() {
    for value in [json!("all"), json!(1), json!(2), json!(true), json!(false), json!("x"), json!(7)] {
        let mixed = again(&json!({"mixed": value})).mixed;
        assert!(mixed.is_some());
    }
    assert!(matches!(again(&json!({"mixed": 2})).mixed, Some(ValuesMixed::Integer(_))));
}

#[test]
fn null_and_everything_else() {
    again(&json!({
        "anything": {"x": [1]},
        "auto_or_object": {"name": "n"},
        "everything": 1,
        "lists": ["a"],
        "map_or_object": {"b": 1},
        "null_const": null,
        "null_enum": null,
        "null_list": null,
        "null_union": null,
        "null_variant": null,
        "numbers": 3,
        "one": "small",
        "twice": "small"
    }));
    again(&json!({"null_variant": {"a": "x"}, "lists": [1], "map_or_object": {"a": "x"}}));
    again(&json!({"null_variant": 3, "auto_or_object": "auto", "everything": 0.5, "lists": []}));
}
