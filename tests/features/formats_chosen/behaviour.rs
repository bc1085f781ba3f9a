//! Each string is what the settings say.

use formats_chosen::Formats;
use formats_chosen::runtime::{Base64, Timestamp};

const TEXT: &str = r#"{"at":"2025-01-03 13:37","created":"2025-01-03T13:37:00Z","data":"aGk=","id":"x","ref":"992fae2a-2a17-4b7a-8d9e-e287cf90131b"}"#;

#[test]
fn strings_are_what_the_settings_say() {
    let read: Formats = serde_json::from_str(TEXT).unwrap();
    let created: Timestamp = "2025-01-03T13:37:00Z".parse().unwrap();
    assert_eq!((read.at.as_str(), read.created), ("2025-01-03 13:37", Some(created)));
    assert_eq!(&*read.data, b"hi");
    assert_eq!(serde_json::to_string(&read).unwrap(), TEXT);
}

#[test]
fn bytes_are_taken_in_any_base64() {
    for text in ["+/8=", "-_8=", "-_8", "+/\r\n8="] {
        assert_eq!(Base64::decode(text), Some(Base64(vec![0xfb, 0xff])), "{text:?}");
    }
    assert_eq!(Base64::decode("?"), None);
}
