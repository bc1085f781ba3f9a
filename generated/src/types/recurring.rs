// @generated from an OpenAPI document; change the document or its settings instead.
//! [`RecurringInterval`].

/// The units of time after which a subscription renews.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RecurringInterval {
    Day,
    Week,
    Month,
    Year,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! { RecurringInterval { Day "day", Week "week", Month "month", Year "year" } }
