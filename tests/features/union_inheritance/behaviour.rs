//! A value is the kind that its tag names; other kinds have the base's keys and keep the rest.

use serde_json::{Value, json};
use union_inheritance::{Mammal, Pet};

fn again<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).expect("the value fits");
    assert_eq!(&serde_json::to_value(&read).expect("it can be written"), value);
    read
}

#[test]
fn the_tag_names_the_kind() {
    let value = json!({"petType": "fish", "name": "a", "depth": 2.5});
    let Pet::Fish(fish) = again(&value) else { panic!("a fish") };
    assert_eq!((fish.name.as_str(), fish.depth), ("a", Some(2.5)));

    let value = json!({
        "name": "b", "legs": 4, "friend": {"petType": "fish", "name": "a"}, "petType": "dog"
    });
    let Pet::Dog(dog) = again(&value) else { panic!("a dog") };
    assert!(matches!(dog.friend.as_deref(), Some(Pet::Fish(_))));
    assert!(matches!(again(&value), Mammal::Dog(_)));

    let value = json!({"petType": "chiroptera", "name": "c"});
    assert!(matches!(again(&value), Pet::Chiroptera(_)));
    let value = json!({"petType": "Mammal", "name": "d", "legs": 2, "tail": true});
    let Pet::Mammal(mammal) = again(&value) else { panic!("a mammal") };
    assert_eq!(mammal.legs, Some(2));
}

#[test]
fn other_kinds_have_the_keys_of_the_base() {
    let value = json!({"petType": "spider", "name": "s", "legs": 8});
    let Pet::Base(base) = again(&value) else { panic!("some pet") };
    assert_eq!((base.pet_type.as_str(), base.name.as_str()), ("spider", "s"));
    assert_eq!(base.additional["legs"], 8);
    let Mammal::Base(base) = again(&value) else { panic!("some mammal") };
    assert_eq!(base.legs, Some(8));
}

#[test]
fn what_has_no_tag_or_does_not_fit_is_kept() {
    assert!(matches!(again(&json!({"name": "s"})), Pet::Unknown(_)));
    assert!(matches!(again(&json!({"petType": "spider"})), Pet::Unknown(_)));
}
