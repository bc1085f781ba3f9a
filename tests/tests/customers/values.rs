//! Single values that clients commonly get wrong: maps of scalars, a tuple, enums that grow,
//! fields that are absent or null, times.

use polar_sdk::{
    Address, CountryAlpha2, CustomFieldValue, Customer, CustomerIndividual,
    CustomerStateSubscription, CustomerStateSubscriptionStatus, Member, MemberRole,
    MetadataOutputType, MetadataValue, Nullish, RecurringInterval, TaxIdFormat,
};
use serde_json::{Value, json};

use super::bodies::{individual, member, minimal, nulls, subscription};
use super::support::{read, with, without, written};

#[test]
fn metadata_keeps_the_kind_of_each_value() {
    let text = r#"{"a":"7","b":7,"c":7.0,"d":7.5,"e":true,"f":"","g":-9223372036854775808,
        "h":1e-7,"i":9007199254740993,"j":false}"#;
    let metadata: MetadataOutputType = serde_json::from_str(text).unwrap();
    assert_eq!(metadata["a"], MetadataValue::String("7".to_owned()));
    assert_eq!(metadata["b"], MetadataValue::Integer(7));
    assert_eq!(metadata["c"], MetadataValue::Number(7.0));
    assert_eq!(metadata["d"], MetadataValue::Number(7.5));
    assert_eq!(metadata["e"], MetadataValue::Boolean(true));
    assert_eq!(metadata["g"], MetadataValue::Integer(i64::MIN));
    assert_eq!(metadata["i"], MetadataValue::Integer(9_007_199_254_740_993));
    let again = serde_json::to_string(&metadata).unwrap();
    let compact: String = text.split_whitespace().collect();
    assert_eq!(again, compact);
}

#[test]
fn metadata_beyond_the_range_of_an_integer_is_not_rounded() {
    let body = json!({"n": 18_446_744_073_709_551_615_u64});
    let metadata: MetadataOutputType = read(&body);
    assert_eq!(written(&metadata), body);
}

#[test]
fn a_tax_id_is_a_pair() {
    let cases = [
        (json!(["DE123456789", "eu_vat"]), TaxIdFormat::EuVat),
        (json!(["911144442", "us_ein"]), TaxIdFormat::UsEin),
        (json!(["C123", "mu_tan"]), TaxIdFormat::MuTan),
        (json!(["X", "xx_new"]), TaxIdFormat::Unknown("xx_new".to_owned())),
    ];
    for (pair, format) in cases {
        let body = with(individual(), "/tax_id", pair.clone());
        let customer: CustomerIndividual = read(&body);
        let text = pair[0].as_str().unwrap().to_owned();
        assert_eq!(customer.tax_id, Some((text, format)));
        assert_eq!(written(&customer), body);
    }
    for wrong in [json!([]), json!(["x"]), json!(["x", "eu_vat", "y"]), json!("x"), json!({})] {
        let body = with(individual(), "/tax_id", wrong);
        assert!(serde_json::from_str::<CustomerIndividual>(&body.to_string()).is_err(), "{body}");
    }
    assert_eq!(TaxIdFormat::KNOWN.len(), 76);
}

#[test]
fn unknown_enum_values_are_kept() {
    let address: Address = read(&json!({"country": "ZZ"}));
    assert_eq!(address.country, CountryAlpha2::Unknown("ZZ".to_owned()));
    assert_eq!(written(&address), json!({"country": "ZZ"}));

    let body = with(subscription(), "/status", json!("paused"));
    let body = with(body, "/recurring_interval", json!("decade"));
    let read_subscription: CustomerStateSubscription = read(&body);
    let unknown = CustomerStateSubscriptionStatus::Unknown("paused".to_owned());
    assert_eq!(read_subscription.status, unknown);
    assert_eq!(read_subscription.status.to_string(), "paused");
    let unknown = RecurringInterval::Unknown("decade".to_owned());
    assert_eq!(read_subscription.recurring_interval, unknown);
    assert_eq!(written(&read_subscription), body);

    let body = with(member(), "/role", json!("auditor"));
    let member: Member = read(&body);
    assert_eq!(member.role, MemberRole::Unknown("auditor".to_owned()));
    assert_eq!(written(&member), body);
}

#[test]
fn known_enum_values_are_known() {
    let read_subscription: CustomerStateSubscription = read(&subscription());
    assert_eq!(read_subscription.status, CustomerStateSubscriptionStatus::Trialing);
    assert_eq!(read_subscription.recurring_interval, RecurringInterval::Month);
    for country in CountryAlpha2::KNOWN {
        assert_eq!(&CountryAlpha2::from(country.as_str()), country);
        assert!(!matches!(country, CountryAlpha2::Unknown(_)));
    }
    for country in ["RU", "CU", "IR", "KP", "SY"] {
        assert!(!matches!(CountryAlpha2::from(country), CountryAlpha2::Unknown(_)), "{country}");
    }
}

#[test]
fn unknown_fields_are_ignored() {
    let price = json!("0c8f65cd-1f65-43c4-b1f5-3e2e3f34a1ce");
    let known: CustomerStateSubscription = read(&subscription());
    let more: CustomerStateSubscription = read(&with(subscription(), "/price_id", price));
    assert_eq!(more, known);
    let known: Customer = read(&individual());
    let more = with(individual(), "/is_polar_managed", json!({"a": [1, "b", null]}));
    assert_eq!(read::<Customer>(&more), known);
}

#[test]
fn absent_null_and_a_value_are_told_apart_where_both_may_be() {
    let absent: CustomerIndividual = read(&minimal());
    let null: CustomerIndividual = read(&nulls());
    let value: CustomerIndividual = read(&individual());
    for (customer, external_id) in
        [(&absent, Nullish::Absent), (&null, Nullish::Null), (&value, Nullish::Value("usr_4711"))]
    {
        assert_eq!(customer.external_id.as_deref(), external_id);
    }
    assert!(absent.locale.is_absent() && absent.default_payment_method_id.is_absent());
    assert!(null.locale.is_null() && null.default_payment_method_id.is_null());
    assert_eq!(value.locale.as_option().unwrap(), "de-DE");
    let address = value.billing_address.unwrap();
    assert!(address.line2.is_null());
    assert_eq!(address.line1.as_deref(), Nullish::Value("Lindenallee 9"));
}

/// What the document requires but lets be null may be missing from a body of another version.
#[test]
fn required_fields_that_may_be_null_may_be_absent() {
    for field in [
        "avatar_url",
        "billing_address",
        "billing_name",
        "deleted_at",
        "first_user_event_at",
        "modified_at",
        "name",
        "tax_id",
    ] {
        let body = without(minimal(), &format!("/{field}"));
        assert_eq!(read::<Customer>(&body), read::<Customer>(&minimal()), "{field}");
    }
    let member: Member = read(&without(without(member(), "/name"), "/external_id"));
    assert_eq!((member.name, member.external_id), (None, None));
}

#[test]
fn custom_fields_keep_their_kinds() {
    let data = json!({"a": "x", "b": 3, "c": true, "d": null, "e": "2026-02-03T13:37:00Z"});
    let body = with(subscription(), "/custom_field_data", data);
    let read_subscription: CustomerStateSubscription = read(&body);
    let fields = read_subscription.custom_field_data.as_ref().unwrap();
    assert_eq!(fields["a"], Some(CustomFieldValue::String("x".to_owned())));
    assert_eq!(fields["b"], Some(CustomFieldValue::Integer(3)));
    assert_eq!(fields["c"], Some(CustomFieldValue::Boolean(true)));
    assert_eq!(fields["d"], None);
    let time = CustomFieldValue::Timestamp("2026-02-03T13:37:00Z".parse().unwrap());
    assert_eq!(fields["e"], Some(time));
    assert_eq!(written(&read_subscription), body);
    let without_data = without(subscription(), "/custom_field_data");
    let read_subscription: CustomerStateSubscription = read(&without_data);
    assert_eq!(read_subscription.custom_field_data, None);
    assert_eq!(written(&read_subscription), without_data);
}

#[test]
fn a_time_is_an_instant_whatever_its_offset() {
    let cases = [
        ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z"),
        ("2026-03-04T05:06:07.891011Z", "2026-03-04T05:06:07.891011Z"),
        ("2026-03-04T05:06:07.500000Z", "2026-03-04T05:06:07.5Z"),
        ("2026-03-04T07:06:07+02:00", "2026-03-04T05:06:07Z"),
        ("2026-03-04T05:06:07.123456789Z", "2026-03-04T05:06:07.123456789Z"),
    ];
    for (sent, instant) in cases {
        let body = with(individual(), "/created_at", json!(sent));
        let customer: CustomerIndividual = read(&body);
        assert_eq!(customer.created_at, instant.parse().unwrap(), "{sent}");
        assert_eq!(written(&customer)["created_at"], json!(instant), "{sent}");
    }
    for wrong in [json!("2026-03-04"), json!("2026-03-04T05:06:07"), json!(7), json!("")] {
        let body = with(individual(), "/created_at", wrong);
        assert!(serde_json::from_str::<CustomerIndividual>(&body.to_string()).is_err(), "{body}");
    }
}

#[test]
fn null_where_a_value_must_be_is_refused() {
    for field in ["id", "created_at", "email", "email_verified", "organization_id", "metadata"] {
        let body = with(individual(), &format!("/{field}"), Value::Null);
        assert!(serde_json::from_str::<Customer>(&body.to_string()).is_err(), "{field}");
    }
}
