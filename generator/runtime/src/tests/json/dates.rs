//! The libraries of dates that an SDK may choose.

use crate::dates::{chrono, time};
use crate::runtime::dates as jiff;
use crate::runtime::json::sample::{Sample, check};

#[test]
fn values_of_all_libraries_survive() {
    fn survives<T: Sample>() {
        check::<T>(0..200).unwrap_or_else(|misread| panic!("{misread}"));
    }
    survives::<(jiff::Timestamp, jiff::Date)>();
    survives::<(chrono::Timestamp, chrono::Date)>();
    survives::<(time::Timestamp, time::Date)>();
}

#[test]
fn all_libraries_write_the_same_examples() {
    fn text<T: Sample>() -> String {
        serde_json::to_string(&T::example()).unwrap()
    }
    let expected = r#"["2025-01-03T13:37:00Z","2025-01-03"]"#;
    assert_eq!(text::<(jiff::Timestamp, jiff::Date)>(), expected);
    assert_eq!(text::<(chrono::Timestamp, chrono::Date)>(), expected);
    assert_eq!(text::<(time::Timestamp, time::Date)>(), expected);
}

#[test]
fn a_moment_of_time_is_shown_as_it_is_written() {
    let moment: time::Timestamp = serde_json::from_str(r#""2025-01-03T14:37:00+01:00""#).unwrap();
    assert_eq!(moment.to_string(), "2025-01-03T14:37:00+01:00");
    assert_eq!(time::Timestamp::from(::time::OffsetDateTime::from(moment)), moment);
}
