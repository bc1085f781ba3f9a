//! The types of dates and times: those of `time`.
//!
//! Its `OffsetDateTime` has a form of its own in JSON, so that it is wrapped here. What the runtime
//! itself measures and waits for is not meant here.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

pub use time::Date;

#[cfg(any(test, feature = "test-util"))]
use crate::runtime::json::sample::{Choices, Sample, values};

/// A moment in time, with the offset that it was written with (RFC 3339).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub OffsetDateTime);

impl Deref for Timestamp {
    type Target = OffsetDateTime;

    fn deref(&self) -> &OffsetDateTime {
        &self.0
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(moment: OffsetDateTime) -> Self {
        Self(moment)
    }
}

impl From<Timestamp> for OffsetDateTime {
    fn from(moment: Timestamp) -> Self {
        moment.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only a year of more than four digits has no form in RFC 3339.
        formatter.pad(&self.0.format(&Rfc3339).unwrap_or_else(|_| self.0.to_string()))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        time::serde::rfc3339::deserialize(deserializer).map(Self)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        time::serde::rfc3339::serialize(&self.0, serializer)
    }
}

#[cfg(any(test, feature = "test-util"))]
impl Sample for Timestamp {
    fn sample(choices: &mut Choices) -> Self {
        let nanoseconds = i64::from(values::nanoseconds(choices));
        let seconds = OffsetDateTime::from_unix_timestamp(values::seconds(choices));
        let moment = seconds.unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Self(moment + time::Duration::nanoseconds(nanoseconds))
    }
}

#[cfg(any(test, feature = "test-util"))]
impl Sample for Date {
    fn sample(choices: &mut Choices) -> Self {
        Timestamp::sample(choices).date()
    }
}
