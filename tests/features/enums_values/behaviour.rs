//! What the document allows is read and written back.

use enums_values::runtime::json::from_slice;
use enums_values::{Values, ValuesCodes, ValuesCounts};

#[test]
fn values_are_read_as_declared() {
    let text = r#"{"codes":"404","counts":2,"flags":true,"half":0.5,"mixed":"low","none":"x","parts":[1],"point":{"x":1},"rates":1.5,"wrong":"a"}"#;
    let read: Values = from_slice(text.as_bytes()).unwrap();
    assert_eq!(read.codes, Some(ValuesCodes::N404));
    assert_eq!(read.counts, Some(ValuesCounts::N2));
    assert_eq!(ValuesCodes::KNOWN[1].as_str(), "1.5");
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

#[test]
fn values_of_several_kinds_keep_theirs() {
    for value in [r#"{"mixed":1}"#, r#"{"mixed":true}"#, r#"{"mixed":"low"}"#, r#"{"mixed":null}"#] {
        let read: Values = from_slice(value.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), value);
    }
}
