//! The SDK's types as a user of serde would write them.
//!
//! Enums list a few of the values that the SDK's know.
#![expect(dead_code, reason = "the fields are decoded, and nobody reads them")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use polar_sdk::Nullish;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(crate) struct ListResourceCustomer {
    items: Vec<Customer>,
    pagination: Pagination,
}

#[derive(Deserialize)]
struct Pagination {
    max_page: i64,
    total_count: i64,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Customer {
    Individual(CustomerIndividual),
    Team(CustomerTeam),
}

#[derive(Deserialize)]
pub(crate) struct CustomerIndividual {
    avatar_url: Option<String>,
    billing_address: Option<Address>,
    billing_name: Option<String>,
    created_at: Timestamp,
    #[serde(default)]
    default_payment_method_id: Nullish<Uuid>,
    deleted_at: Option<Timestamp>,
    email: String,
    email_verified: bool,
    #[serde(default)]
    external_id: Nullish<String>,
    first_user_event_at: Option<Timestamp>,
    id: Uuid,
    #[serde(default)]
    locale: Nullish<String>,
    metadata: BTreeMap<String, MetadataValue>,
    modified_at: Option<Timestamp>,
    name: Option<String>,
    organization_id: Uuid,
    tax_id: Option<(String, TaxIdFormat)>,
}

#[derive(Deserialize)]
pub(crate) struct CustomerTeam {
    avatar_url: Option<String>,
    billing_address: Option<Address>,
    billing_name: Option<String>,
    created_at: Timestamp,
    #[serde(default)]
    default_payment_method_id: Nullish<Uuid>,
    deleted_at: Option<Timestamp>,
    #[serde(default)]
    email: Nullish<String>,
    email_verified: bool,
    #[serde(default)]
    external_id: Nullish<String>,
    first_user_event_at: Option<Timestamp>,
    id: Uuid,
    #[serde(default)]
    locale: Nullish<String>,
    metadata: BTreeMap<String, MetadataValue>,
    modified_at: Option<Timestamp>,
    name: Option<String>,
    organization_id: Uuid,
    tax_id: Option<(String, TaxIdFormat)>,
}

#[derive(Deserialize)]
struct Address {
    #[serde(default)]
    city: Nullish<String>,
    country: Country,
    #[serde(default)]
    line1: Nullish<String>,
    #[serde(default)]
    line2: Nullish<String>,
    #[serde(default)]
    postal_code: Nullish<String>,
    #[serde(default)]
    state: Nullish<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum MetadataValue {
    Boolean(bool),
    Integer(i64),
    Number(f64),
    String(String),
}

#[derive(Deserialize)]
enum Country {
    AD,
    DE,
    FR,
    US,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TaxIdFormat {
    AdNrt,
    EuVat,
    UsEin,
}

#[derive(Deserialize)]
pub(crate) struct Member {
    created_at: Timestamp,
    customer_id: Uuid,
    email: String,
    external_id: Option<String>,
    id: Uuid,
    modified_at: Option<Timestamp>,
    name: Option<String>,
    role: MemberRole,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum MemberRole {
    Owner,
    Member,
}
