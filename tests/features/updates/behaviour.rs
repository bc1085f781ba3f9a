//! The smallest update between two states, as the server sees it.

use serde_json::{from_str, to_string};
use updates::{Home, HomeUpdate, Pet, PetUpdate};

fn change(old: &str, new: &str) -> String {
    let (old, new): (Pet, Pet) = (from_str(old).unwrap(), from_str(new).unwrap());
    to_string(&PetUpdate::diff(&old, &new)).unwrap()
}

const CAT: &str =
    r#"{"kind":"cat","name":"Tom","nickname":"T","lives":9,"tags":{"a":"1"},"size":"s"}"#;

#[test]
fn only_what_differs_is_sent() {
    assert_eq!(change(CAT, CAT), "{}");
    let cases = [
        ("\"Tom\"", "\"Tim\"", r#"{"name":"Tim"}"#),
        ("\"T\"", "null", r#"{"nickname":null}"#),
        // A map is sent as a whole.
        (r#"{"a":"1"}"#, r#"{"b":"2"}"#, r#"{"tags":{"b":"2"}}"#),
        ("9", "8", r#"{"lives":8}"#),
        // The update takes no null here, so there is no way to say it.
        ("9", "null", "{}"),
        // Text on one side and a number on the other.
        ("\"s\"", "\"l\"", "{}"),
    ];
    for (old, new, expected) in cases {
        assert_eq!(change(CAT, &CAT.replace(old, new)), expected, "{old} → {new}");
    }
    let absent = CAT.replace(r#""lives":9,"#, "");
    assert_eq!(change(&absent, &CAT.replace("9", "null")), "{}", "absent and null are one");
    assert_eq!(change(&absent, CAT), r#"{"lives":9}"#);
}

#[test]
fn another_kind_is_sent_as_a_whole() {
    let dog = r#"{"kind":"dog","name":"Tom"}"#;
    assert_eq!(change(CAT, dog), r#"{"kind":"dog","name":"Tom","nickname":null}"#);
    assert_eq!(
        change(dog, CAT),
        r#"{"kind":"cat","lives":9,"name":"Tom","nickname":"T","tags":{"a":"1"}}"#
    );
    let fish = r#"{"kind":"fish","name":"Wanda"}"#;
    assert_eq!(change(dog, fish), "{}", "nothing is known of a fish");
    assert_eq!(change(fish, dog), r#"{"kind":"dog","name":"Tom","nickname":null}"#);
}

#[test]
fn a_variant_compares_by_itself() {
    let read = |text: &str| match from_str(text).unwrap() {
        Pet::Cat(cat) => cat,
        other => panic!("{other:?}"),
    };
    let update = PetUpdate::diff(&read(CAT), &read(&CAT.replace("Tom", "Tim")));
    assert_eq!(update, PetUpdate::new().name("Tim"));
}

#[test]
fn what_is_required_is_always_sent() {
    let home = |text: &str| from_str::<Home>(text).unwrap();
    let old = home(r#"{"id":"h","owner":"Ada","rooms":3}"#);
    let sent = |new: &Home| to_string(&HomeUpdate::diff(&old, new)).unwrap();
    assert_eq!(sent(&old), r#"{"id":"h","owner":"Ada"}"#);
    let new = home(r#"{"id":"h","owner":null,"rooms":4}"#);
    assert_eq!(sent(&new), r#"{"id":"h","owner":null,"rooms":4}"#);
}
