//! Building request bodies.

use super::write;
use crate::runtime::json::{Map, Nullish, Value};

#[derive(Clone, Default, PartialEq)]
struct Update {
    name: Nullish<String>,
    r#type: Option<String>,
    tags: Option<Vec<String>>,
    more: Map<String, Value>,
}
object! { Update { nullish name "name", optional r#type "type", optional tags "tags" } rest more }
setters! {
    Update {
        new(), nullish name name_null: String, optional r#type: String, optional tags: Vec<String>,
        rest more: Map<String, Value>,
    }
}

#[derive(Clone, PartialEq)]
struct Create {
    email: String,
    age: Option<i64>,
    note: Option<String>,
}
object! { Create { required email "email", nullable age "age", nullable note "note" } }
setters! { Create { new(email: String, age: Option<i64>), nullable note: String } }

#[derive(Clone, PartialEq)]
struct Named {
    value: String,
}
object! { Named { required value "value" } }
setters! { Named { new(value: String) } }

#[test]
fn nothing_is_written_unless_set() {
    assert_eq!(Update::new(), Update::default());
    assert_eq!(write(&Update::new()), "{}");
    let tags = vec!["a".to_owned()];
    let update = Update::new().name("x").r#type("t").tags(tags);
    assert_eq!(write(&update), r#"{"name":"x","type":"t","tags":["a"]}"#);
    let more = Map::from([("x".to_owned(), Value::Null)]);
    assert_eq!(
        write(&update.name_null().more(more)),
        r#"{"name":null,"type":"t","tags":["a"],"x":null}"#
    );
}

#[test]
fn new_takes_what_is_required() {
    assert_eq!(write(&Create::new("e", None)), r#"{"email":"e","age":null,"note":null}"#);
    assert_eq!(write(&Create::new("e", 5).note("n")), r#"{"email":"e","age":5,"note":"n"}"#);
    assert_eq!(write(&Named::new("v")), r#"{"value":"v"}"#);
}
