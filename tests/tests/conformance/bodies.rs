//! The bodies that are sent: each with everything it can hold, and with all the nulls it allows.

use polar_sdk::runtime::Map;
use polar_sdk::{
    AddressInput, CountryAlpha2Input, CustomerCreate, CustomerIndividualCreate, CustomerTeamCreate,
    CustomerType, CustomerUpdate, CustomerUpdateExternalId, MemberCreateFromCustomer,
    MemberCreateFromCustomerRole, MemberOwnerCreate, MemberRole, MemberUpdate, MetadataValue,
};

use super::calls::{ORGANIZATION, id};

const EMAIL: &str = "harbour@example.com";

pub(crate) fn creates() -> [CustomerCreate; 4] {
    let individual = CustomerIndividualCreate::new(EMAIL)
        .billing_address(address())
        .external_id("usr_1337")
        .locale("en-US")
        .metadata(metadata())
        .name("John Doe")
        .organization_id(id(ORGANIZATION))
        .owner(owner())
        .tax_id("911144442");
    let individual_of_nulls = CustomerIndividualCreate::new(EMAIL)
        .billing_address_null()
        .external_id_null()
        .locale_null()
        .name_null()
        .organization_id_null()
        .owner_null()
        .tax_id_null();
    let team = CustomerTeamCreate::new()
        .billing_address(AddressInput::new(CountryAlpha2Input::Fr))
        .email(EMAIL)
        .external_id("team 7/8")
        .locale("fr")
        .metadata(metadata())
        .name("Harbour Works")
        .organization_id(id(ORGANIZATION))
        .owner(MemberOwnerCreate::new(EMAIL).external_id_null().name_null())
        .tax_id("FR61954506077");
    let team_of_nulls = CustomerTeamCreate::new()
        .billing_address_null()
        .email_null()
        .external_id_null()
        .locale_null()
        .name_null()
        .organization_id_null()
        .owner_null()
        .tax_id_null();
    [individual.into(), individual_of_nulls.into(), team.into(), team_of_nulls.into()]
}

pub(crate) fn updates() -> [CustomerUpdate; 3] {
    let full = CustomerUpdate::new()
        .billing_address(address())
        .email(EMAIL)
        .external_id("usr_1338")
        .locale("en-GB")
        .metadata(metadata())
        .name("Jane Doe")
        .tax_id("911144442")
        .r#type(CustomerType::Team);
    let nulls = CustomerUpdate::new()
        .billing_address_null()
        .email_null()
        .external_id_null()
        .locale_null()
        .name_null()
        .tax_id_null()
        .type_null();
    [full, nulls, CustomerUpdate::new()]
}

pub(crate) fn updates_external() -> [CustomerUpdateExternalId; 3] {
    let full = CustomerUpdateExternalId::new()
        .billing_address(address())
        .email(EMAIL)
        .locale("en-GB")
        .metadata(metadata())
        .name("Jane Doe")
        .tax_id("911144442");
    let nulls = CustomerUpdateExternalId::new()
        .billing_address_null()
        .email_null()
        .locale_null()
        .name_null()
        .tax_id_null();
    [full, nulls, CustomerUpdateExternalId::new()]
}

pub(crate) fn new_members() -> [MemberCreateFromCustomer; 3] {
    let full = MemberCreateFromCustomer::new(EMAIL)
        .external_id("usr_1339")
        .name("Jane Doe")
        .role(MemberCreateFromCustomerRole::BillingManager);
    let nulls = MemberCreateFromCustomer::new(EMAIL).external_id_null().name_null();
    [full, nulls, MemberCreateFromCustomer::new(EMAIL)]
}

pub(crate) fn member_updates() -> [MemberUpdate; 3] {
    let full = MemberUpdate::new().email(EMAIL).name("Jane Doe").role(MemberRole::Owner);
    let nulls = MemberUpdate::new().email_null().name_null().role_null();
    [full, nulls, MemberUpdate::new()]
}

fn address() -> AddressInput {
    AddressInput::new(CountryAlpha2Input::Us)
        .line1("12 Harbour Street")
        .line2_null()
        .postal_code("94107")
        .city("San Francisco")
        .state("US-CA")
}

fn owner() -> MemberOwnerCreate {
    MemberOwnerCreate::new(EMAIL).external_id("usr_1340").name("Jane Doe")
}

/// One value of each kind that metadata can have.
fn metadata() -> Map<String, MetadataValue> {
    Map::from([
        ("discount_rate".to_owned(), MetadataValue::Number(0.25)),
        ("newsletter".to_owned(), MetadataValue::Boolean(true)),
        ("plan_notes".to_owned(), MetadataValue::String("moved \"here\" – ü".to_owned())),
        ("seats".to_owned(), MetadataValue::Integer(4)),
    ])
}
