//! Answers that a well-behaved server would give, as the starting point of those that are not.

use serde_json::{Value, json};

pub(crate) const CUSTOMER: &str = "1c1ad4a2-41ac-4ce9-a45e-6d7f10a7f6b5";

pub(crate) fn customer() -> Value {
    json!({
        "id": CUSTOMER,
        "created_at": "2026-03-04T05:06:07.891011Z",
        "modified_at": null,
        "metadata": {"plan": "pro", "seats": 12},
        "external_id": "usr_4711",
        "email": "ada@example.com",
        "email_verified": true,
        "type": "individual",
        "name": "Ada Ünal",
        "billing_name": null,
        "billing_address": {
            "line1": null, "line2": null, "postal_code": null, "city": null, "state": null,
            "country": "DE",
        },
        "tax_id": ["DE123456789", "eu_vat"],
        "locale": "de-DE",
        "organization_id": "7a3dbb0c-95f0-4d7f-b4de-2f8a1f6f9f02",
        "default_payment_method_id": null,
        "deleted_at": null,
        "first_user_event_at": null,
        "avatar_url": null,
    })
}

pub(crate) fn state() -> Value {
    let meter = json!({
        "id": "b2f5f9de-9a50-4b6d-8bd5-60a3f0c2a8b7",
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "meter_id": "a1f3c7d2-93be-4c58-8a56-7cf1a5b7e9d0",
        "consumed_units": 25.5,
        "credited_units": 100,
        "balance": 74.5,
    });
    let grant = json!({
        "id": "d0a0a6a5-5b1e-4f52-9d3b-1a4d3c8e7f90",
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "granted_at": "2026-02-03T13:37:01Z",
        "benefit_id": "f4c2e7b8-6a9d-4d21-bb4a-5e1f2c3d4e5f",
        "benefit_type": "custom",
        "benefit_metadata": {},
        "properties": {},
    });
    let state = with(customer(), "/active_subscriptions", json!([]));
    let state = with(state, "/granted_benefits", json!([grant]));
    with(state, "/active_meters", json!([meter]))
}

pub(crate) fn page(items: &Value) -> Value {
    json!({"items": items, "pagination": {"total_count": 1, "max_page": 1}})
}

pub(crate) fn card() -> Value {
    json!({
        "id": "3f1c9e77-5a5b-4d58-a3b7-8f6c0d2e1a4b",
        "created_at": "2026-02-03T13:37:00Z",
        "modified_at": null,
        "processor": "stripe",
        "customer_id": CUSTOMER,
        "type": "card",
        "is_default": true,
        "method_metadata": {
            "brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2031, "wallet": null,
        },
    })
}

/// `value` with the member at `pointer` set.
pub(crate) fn with(mut value: Value, pointer: &str, member: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let object = value.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    object.insert(key.to_owned(), member);
    value
}

/// `value` without the member at `pointer`, which must be there.
pub(crate) fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let object = value.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    object.remove(key).unwrap();
    value
}

/// A whole answer of this status, on a connection that ends with it.
pub(crate) fn answer(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    headed(status, &format!("content-type: {content_type}\r\n"), body)
}

/// A whole answer whose body is JSON.
pub(crate) fn json_answer(status: u16, body: impl ToString) -> Vec<u8> {
    answer(status, "application/json", body.to_string())
}

/// A whole answer with these header lines, and a length that fits the body.
pub(crate) fn headed(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Scripted\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}
