//! Bodies as the server sends them: complete, with microseconds, and with nulls where it has them.

use serde_json::{Value, json};

use super::support::{CUSTOMER, MEMBER, ORGANIZATION, with};

pub(crate) const CSV: &str = "ID,External ID,Created At,Email,Name,Tax ID,\
    Billing Address Line 1,Billing Address Line 2,City,State,Zip,Country,Metadata\r\n\
    1c1ad4a2-41ac-4ce9-a45e-6d7f10a7f6b5,,2026-03-04T05:06:07.891011Z,a@example.com,\
    \"Ünal, Ada\",,,,,,,,\"{\"\"plan\"\": \"\"pro\"\"}\"\r\n";

pub(crate) fn individual() -> Value {
    json!({
        "id": CUSTOMER,
        "created_at": "2026-03-04T05:06:07.891011Z",
        "modified_at": "2026-03-05T06:07:08Z",
        "metadata": {"plan": "pro", "seats": 12, "ratio": 0.25, "beta": true},
        "external_id": "usr_4711",
        "email": "ada@example.com",
        "email_verified": true,
        "type": "individual",
        "name": "Ada Ünal",
        "billing_name": "Ada Ünal GmbH",
        "billing_address": {
            "line1": "Lindenallee 9", "line2": null, "postal_code": "20259", "city": "Hamburg",
            "state": null, "country": "DE",
        },
        "tax_id": ["DE123456789", "eu_vat"],
        "locale": "de-DE",
        "organization_id": ORGANIZATION,
        "default_payment_method_id": "0be1b3a4-12e7-4f0b-93d3-f0b9bb5b2f0a",
        "deleted_at": null,
        "first_user_event_at": "2026-03-01T00:00:00.000001Z",
        "avatar_url": "https://www.gravatar.com/avatar/0a1b?d=404",
    })
}

/// A customer without anything that may be missing.
pub(crate) fn minimal() -> Value {
    json!({
        "id": CUSTOMER,
        "created_at": "2026-03-04T05:06:07.891011Z",
        "modified_at": null,
        "metadata": {},
        "email": "ada@example.com",
        "email_verified": false,
        "type": "individual",
        "name": null,
        "billing_name": null,
        "billing_address": null,
        "tax_id": null,
        "organization_id": ORGANIZATION,
        "deleted_at": null,
        "first_user_event_at": null,
        "avatar_url": null,
    })
}

/// A customer with null wherever null may stand.
pub(crate) fn nulls() -> Value {
    let body = with(minimal(), "/external_id", Value::Null);
    let body = with(body, "/locale", Value::Null);
    with(body, "/default_payment_method_id", Value::Null)
}

pub(crate) fn team() -> Value {
    let body = with(individual(), "/type", json!("team"));
    with(body, "/email", Value::Null)
}

pub(crate) fn state() -> Value {
    let body = with(individual(), "/active_subscriptions", json!([subscription()]));
    let body = with(body, "/granted_benefits", json!([grant("custom", json!({}))]));
    with(body, "/active_meters", json!([meter()]))
}

pub(crate) fn team_state() -> Value {
    let body = with(team(), "/active_subscriptions", json!([]));
    let body = with(body, "/granted_benefits", json!([]));
    with(body, "/active_meters", json!([]))
}

pub(crate) fn subscription() -> Value {
    json!({
        "id": "5d3a0a70-2c9b-4e43-9d38-4f7d1b6f0c21",
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "custom_field_data": {"company": "ACME", "vip": true, "seats": 3, "note": null},
        "metadata": {"source": "web"},
        "status": "trialing",
        "amount": 1900,
        "currency": "eur",
        "recurring_interval": "month",
        "current_period_start": "2026-02-03T13:37:00Z",
        "current_period_end": "2026-03-03T13:37:00Z",
        "trial_start": "2026-02-03T13:37:00Z",
        "trial_end": null,
        "cancel_at_period_end": false,
        "canceled_at": null,
        "started_at": "2026-02-03T13:37:00Z",
        "ends_at": null,
        "product_id": "0c8f65cd-1f65-43c4-b1f5-3e2e3f34a1ce",
        "discount_id": null,
        "meters": [{
            "created_at": "2026-02-03T13:37:00Z",
            "modified_at": null,
            "id": "e7b9e0cf-32a3-4b44-8a49-2b1b3f7b6d55",
            "consumed_units": 25.5,
            "credited_units": 100,
            "amount": 0,
            "meter_id": "a1f3c7d2-93be-4c58-8a56-7cf1a5b7e9d0",
        }],
    })
}

pub(crate) fn meter() -> Value {
    json!({
        "id": "b2f5f9de-9a50-4b6d-8bd5-60a3f0c2a8b7",
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "meter_id": "a1f3c7d2-93be-4c58-8a56-7cf1a5b7e9d0",
        "consumed_units": 25.5,
        "credited_units": 100,
        "balance": 74.5,
    })
}

pub(crate) fn grant(benefit_type: &str, properties: Value) -> Value {
    json!({
        "id": "d0a0a6a5-5b1e-4f52-9d3b-1a4d3c8e7f90",
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "granted_at": "2026-02-03T13:37:01Z",
        "benefit_id": "f4c2e7b8-6a9d-4d21-bb4a-5e1f2c3d4e5f",
        "benefit_type": benefit_type,
        "benefit_metadata": {"tier": 2},
        "properties": properties,
    })
}

pub(crate) fn card() -> Value {
    let metadata = json!({
        "brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2031, "wallet": null,
    });
    with(generic("card"), "/method_metadata", metadata)
}

/// A payment method of the generic form.
pub(crate) fn generic(r#type: &str) -> Value {
    json!({
        "id": "3f1c9e77-5a5b-4d58-a3b7-8f6c0d2e1a4b",
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "processor": "stripe",
        "customer_id": CUSTOMER,
        "type": r#type,
        "is_default": true,
    })
}

pub(crate) fn member() -> Value {
    json!({
        "id": MEMBER,
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "customer_id": CUSTOMER,
        "email": "grace@example.com",
        "name": null,
        "external_id": null,
        "role": "billing_manager",
    })
}

pub(crate) fn page(items: Value, total_count: u64, max_page: u64) -> Value {
    json!({"items": items, "pagination": {"total_count": total_count, "max_page": max_page}})
}

pub(crate) fn not_found() -> Value {
    json!({"error": "ResourceNotFound", "detail": "Not found"})
}

pub(crate) fn not_permitted() -> Value {
    json!({"error": "NotPermitted", "detail": "Members are not enabled."})
}

pub(crate) fn ambiguous() -> Value {
    json!({"error": "AmbiguousExternalCustomerID", "detail": "Two organizations have it."})
}

/// The body of status 422 as the server writes it: with an `error` and a `url` that its schema
/// does not have.
pub(crate) fn invalid() -> Value {
    json!({
        "error": "PolarRequestValidationError",
        "detail": [{
            "loc": ["body", "items", 3, "email"],
            "msg": "A customer with this email address already exists.",
            "type": "value_error",
            "input": {"email": ["ada@example.com"]},
            "ctx": {"reason": "taken", "count": 1},
            "url": "https://errors.pydantic.dev/2.11/v/value_error",
        }],
    })
}
