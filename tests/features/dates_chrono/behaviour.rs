//! Dates are those of `chrono`, in JSON and in parameters.

use chrono::{DateTime, NaiveDate, Utc};
use dates_chrono::Dates;

#[test]
fn any_offset_is_read_and_utc_is_written() {
    let read: Dates = serde_json::from_str(r#"{"at":"2025-01-03T14:37:00.5+01:00","day":"2025-01-03"}"#).unwrap();
    let at: DateTime<Utc> = "2025-01-03T13:37:00.5Z".parse().unwrap();
    assert_eq!((read.at, read.day), (at, NaiveDate::from_ymd_opt(2025, 1, 3).unwrap()));
    assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"at":"2025-01-03T13:37:00.500Z","day":"2025-01-03"}"#);
}
