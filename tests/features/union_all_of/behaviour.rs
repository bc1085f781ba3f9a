//! Each variant holds what stands beside the alternatives, and writes it again.

use serde_json::{Value, json};
use union_all_of::{Order, Payment, Vehicle};

fn again<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).expect("the value fits");
    assert_eq!(&serde_json::to_value(&read).expect("it can be written"), value);
    read
}

#[test]
fn common_keys_are_in_every_variant() {
    let value = json!({"id": "o1", "note": null, "address": "Main St", "shop": "s"});
    let Order::Delivery(order) = again(&value) else { panic!("a delivery") };
    assert_eq!((order.id.as_str(), order.address.as_str()), ("o1", "Main St"));

    let value = json!({"id": "o2", "shop": "s"});
    let Order::Pickup(order) = again(&value) else { panic!("a pickup") };
    assert_eq!(order.shop, "s");

    assert!(matches!(again(&json!({"id": "o3"})), Order::Unknown(_)));
}

#[test]
fn a_constant_in_a_variant_narrows_the_common_key() {
    let value = json!({"method": "card", "amount": 5, "number": "42"});
    let Payment::Card(card) = again(&value) else { panic!("a card") };
    assert_eq!((card.amount, card.number.as_str()), (5, "42"));
    assert!(matches!(again(&json!({"amount": 5, "method": "transfer"})), Payment::Transfer(_)));
    assert!(matches!(again(&json!({"amount": 5, "method": "cash"})), Payment::Unknown(_)));
}

#[test]
fn who_extends_the_union_is_a_variant_as_it_is() {
    let value = json!({"kind": "car", "wheels": 4, "doors": 5});
    let Vehicle::Car(car) = again(&value) else { panic!("a car") };
    assert_eq!((car.wheels, car.doors), (4, Some(5)));
    assert!(matches!(again(&json!({"wheels": 2, "kind": "bike"})), Vehicle::Bike(_)));
}
