//! The types of dates and times: those of `jiff`.
//!
//! The settings of an SDK may choose another library; this file is then another one, with the same
//! names in it. What the runtime itself measures and waits for is not meant here.

pub use jiff::Timestamp;
pub use jiff::civil::Date;

#[cfg(any(test, feature = "test-util"))]
use crate::runtime::json::sample::{Choices, Sample, values};

#[cfg(any(test, feature = "test-util"))]
impl Sample for Timestamp {
    fn sample(choices: &mut Choices) -> Self {
        let nanoseconds = i32::try_from(values::nanoseconds(choices)).unwrap_or_default();
        Self::new(values::seconds(choices), nanoseconds).unwrap_or(Self::UNIX_EPOCH)
    }
}

#[cfg(any(test, feature = "test-util"))]
impl Sample for Date {
    fn sample(choices: &mut Choices) -> Self {
        let time = Timestamp::from_second(values::seconds(choices));
        time.unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}
