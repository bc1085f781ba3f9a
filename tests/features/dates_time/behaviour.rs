//! Dates are those of `time`, in JSON and in parameters.

use dates_time::Dates;
use time::OffsetDateTime;

#[test]
fn the_offset_is_kept() {
    let text = r#"{"at":"2025-01-03T14:37:00.5+01:00","day":"2025-01-03"}"#;
    let read: Dates = serde_json::from_str(text).unwrap();
    let at: OffsetDateTime = read.at.into();
    assert_eq!((at.unix_timestamp(), at.offset().whole_hours(), read.day.year()), (1_735_911_420, 1, 2025));
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}
