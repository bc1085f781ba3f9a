//! The types of dates and times: those of `chrono`.
//!
//! Any offset is read; moments are written in UTC. What the runtime itself measures and waits for is
//! not meant here.

/// A moment in time (RFC 3339).
pub type Timestamp = chrono::DateTime<chrono::Utc>;

pub use chrono::NaiveDate as Date;

#[cfg(any(test, feature = "test-util"))]
use crate::runtime::json::sample::{Choices, Sample, values};

#[cfg(any(test, feature = "test-util"))]
impl Sample for Timestamp {
    fn sample(choices: &mut Choices) -> Self {
        let nanoseconds = values::nanoseconds(choices);
        Self::from_timestamp(values::seconds(choices), nanoseconds).unwrap_or_default()
    }
}

#[cfg(any(test, feature = "test-util"))]
impl Sample for Date {
    fn sample(choices: &mut Choices) -> Self {
        Timestamp::sample(choices).date_naive()
    }
}
