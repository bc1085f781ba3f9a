//! What the document only requires is kept, and may be missing.

use required_undescribed::Required;

#[test]
fn a_key_without_a_property_is_kept() {
    for text in [r#"{"id":"a","map":{"a":1,"b":2},"secret":[1],"type":"x"}"#, r#"{"id":"a","map":{}}"#] {
        let read: Required = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}
