// @generated from an OpenAPI document; change the document or its settings instead.
//! [`Address`], [`AddressInput`].

use super::{CountryAlpha2, CountryAlpha2Input};
use crate::runtime::Nullish;

/// A postal address.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Address {
    /// City.
    pub city: Nullish<String>,
    /// Country as an ISO 3166-1 alpha-2 code.
    ///
    /// Example: `"US"`.
    pub country: CountryAlpha2,
    /// First line of the street address.
    pub line1: Nullish<String>,
    /// Second line of the street address.
    pub line2: Nullish<String>,
    /// Postal code.
    pub postal_code: Nullish<String>,
    /// State, province or region.
    pub state: Nullish<String>,
}

object! {
    Address {
        nullish city "city", required country "country", nullish line1 "line1",
        nullish line2 "line2", nullish postal_code "postal_code", nullish state "state",
    }
}

/// A postal address to store. It takes the countries of `Address` except Cuba, Iran, North
/// Korea, Russia and Syria.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AddressInput {
    /// City.
    pub city: Nullish<String>,
    /// Country as an ISO 3166-1 alpha-2 code.
    ///
    /// Example: `"US"`.
    pub country: CountryAlpha2Input,
    /// First line of the street address.
    pub line1: Nullish<String>,
    /// Second line of the street address.
    pub line2: Nullish<String>,
    /// Postal code.
    pub postal_code: Nullish<String>,
    /// State, province or region.
    pub state: Nullish<String>,
}

object! {
    AddressInput {
        nullish city "city", required country "country", nullish line1 "line1",
        nullish line2 "line2", nullish postal_code "postal_code", nullish state "state",
    }
}

setters! {
    AddressInput {
        new(country: CountryAlpha2Input), nullish city city_null: String,
        nullish line1 line1_null: String, nullish line2 line2_null: String,
        nullish postal_code postal_code_null: String, nullish state state_null: String,
    }
}
