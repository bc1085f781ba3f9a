//! Absent, null and a value stay apart on the wire, in both directions.

use presence::runtime::Nullish;
use presence::{Thing, ThingUpdate};

type Result<T = ()> = std::result::Result<T, serde_json::Error>;

fn json(update: &ThingUpdate) -> Result<String> {
    serde_json::to_string(update)
}

#[test]
fn an_update_says_no_more_than_it_was_told() -> Result {
    let update = ThingUpdate::new("a", None);
    assert_eq!(json(&update)?, r#"{"id":"a","owner":null}"#);
    let cleared = update.clone().note_null();
    assert_eq!(json(&cleared)?, r#"{"id":"a","note":null,"owner":null}"#);
    let set = cleared.note("b").name("c").tags(Vec::new());
    assert_eq!(json(&set)?, r#"{"id":"a","name":"c","note":"b","owner":null,"tags":[]}"#);
    Ok(())
}

#[test]
fn an_answer_tells_null_from_absent() -> Result {
    let thing: Thing = serde_json::from_str(r#"{"id":"a","owner":null,"more":1}"#)?;
    assert_eq!((thing.owner, thing.note, thing.name), (None, Nullish::Absent, None));
    let thing: Thing = serde_json::from_str(r#"{"id":"a","owner":"b","note":null}"#)?;
    assert_eq!((thing.owner.as_deref(), thing.note), (Some("b"), Nullish::Null));
    Ok(())
}

#[test]
fn what_is_required_must_be_there() -> Result {
    assert!(serde_json::from_str::<Thing>(r#"{"owner":"b"}"#).is_err());
    assert!(serde_json::from_str::<Thing>(r#"{"id":null,"owner":"b"}"#).is_err());
    // Servers forget to write a null; nothing is lost by reading its absence as one.
    assert_eq!(serde_json::from_str::<Thing>(r#"{"id":"a"}"#)?.owner, None);
    Ok(())
}
