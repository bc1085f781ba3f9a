use files::types::{Animal, Home};
use serde_json::json;

#[test]
fn a_value_goes_through_the_types_of_all_files() {
    let pet = json!({
        "id": "8f14e45f-ceea-467f-9e6b-2d1c3a4b5c6d",
        "kind": "cat",
        "owner": { "home": { "type": "flat", "floor": 3 }, "pets": [], "status": "guest" },
        "status": "here",
    });
    let read: Animal = serde_json::from_value(pet.clone()).expect("an animal");
    let home = read.owner.as_ref().and_then(|owner| owner.home.as_ref());
    assert!(matches!(home, Some(Home::Flat(_))), "{home:?}");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), pet);
}
