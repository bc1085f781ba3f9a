//! Webhooks: known answers, and everything that must not be accepted.
//!
//! The fixed signatures come from Python's standard library, `k` being the UTF-8 bytes of the
//! secret: `base64.b64encode(hmac.new(k, f"{id}.{timestamp}.{body}".encode(), "sha256").digest())`.
//! Those for other bodies are computed here from RFC 2104 and SHA-256 alone.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use polar_sdk::runtime::{HeaderMap, HeaderValue};
use polar_sdk::webhooks::{Verifier, WebhookError, verifier};
use polar_sdk::{Customer, CustomerState, WebhookEvent};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::bodies::{individual, state, team};
use super::support::{with, without, written};

const SECRET: &str = "polar_whs_Ünsicher+/=key";
const OLD_SECRET: &str = "polar_whs_old";
/// It looks like a secret whose key is base64; Polar's key is the text itself.
const PREFIXED_SECRET: &str = "whsec_cG9sYXItc2VjcmV0";

const ID: &str = "msg_2xKfQ8";
const TIMESTAMP: u64 = 1_767_225_600;
const BODY: &str = "{\"type\":\"customer.created\",\"timestamp\":\"2026-01-01T00:00:00.123456Z\",\
    \"data\":{\"id\":\"1c1ad4a2-41ac-4ce9-a45e-6d7f10a7f6b5\",\
    \"created_at\":\"2026-01-01T00:00:00Z\",\"modified_at\":null,\"metadata\":{},\
    \"email\":\"ada@example.com\",\"email_verified\":false,\"type\":\"individual\",\
    \"name\":\"Ada Ünal\",\"billing_name\":null,\"billing_address\":null,\"tax_id\":null,\
    \"organization_id\":\"7a3dbb0c-95f0-4d7f-b4de-2f8a1f6f9f02\",\"deleted_at\":null,\
    \"first_user_event_at\":null,\"avatar_url\":null}}";

const SIGNATURE: &str = "v1,/49xMB8Q/tp2uH2QfZzIutQJWGEYiY/2pWoGL7+lb18=";
const OLD_SIGNATURE: &str = "v1,ihLJo3X3BZnM/lwqKLCVlZB+zwHKdqLLkqC/p4o6ZX0=";
const PREFIXED_SIGNATURE: &str = "v1,+Rk+gZPZnsF1kCQDTB5D9XH16iLaEKpcjA+o5RsV/Ok=";
/// Made with the bytes that [`PREFIXED_SECRET`] would encode.
const BASE64_SIGNATURE: &str = "v1,ZNNhfBRo874YP6M+VYm4RnCoRAcHxt6Thjxto8P/i3s=";

fn headers(signature: &str) -> HeaderMap {
    let timestamp = TIMESTAMP.to_string();
    let pairs =
        [("webhook-id", ID), ("webhook-timestamp", &timestamp), ("webhook-signature", signature)];
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.insert(name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn at(seconds: i64) -> SystemTime {
    let signed = UNIX_EPOCH + Duration::from_secs(TIMESTAMP);
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 { signed - distance } else { signed + distance }
}

fn verify(verifier: &Verifier, signature: &str, body: &str) -> Result<WebhookEvent, WebhookError> {
    verifier.verify_at(&headers(signature), body.as_bytes(), at(0))
}

/// The signature of a body, by RFC 2104.
fn sign(secret: &str, timestamp: u64, body: &str) -> String {
    let mut key = [0_u8; 64];
    key[..secret.len()].copy_from_slice(secret.as_bytes());
    let inner = Sha256::new()
        .chain_update(key.map(|byte| byte ^ 0x36))
        .chain_update(format!("{ID}.{timestamp}.{body}"))
        .finalize();
    let outer = Sha256::new().chain_update(key.map(|byte| byte ^ 0x5c)).chain_update(inner);
    format!("v1,{}", STANDARD.encode(outer.finalize()))
}

#[test]
fn the_two_ways_to_a_signature_agree() {
    assert_eq!(sign(SECRET, TIMESTAMP, BODY), SIGNATURE);
    assert_eq!(sign(OLD_SECRET, TIMESTAMP, BODY), OLD_SIGNATURE);
    assert_eq!(sign(PREFIXED_SECRET, TIMESTAMP, BODY), PREFIXED_SIGNATURE);
}

#[test]
fn a_known_answer() {
    let event = verify(&verifier(SECRET), SIGNATURE, BODY).unwrap();
    let WebhookEvent::CustomerCreated(event) = event else { panic!("{event:?}") };
    assert_eq!(event.timestamp.to_string(), "2026-01-01T00:00:00.123456Z");
    let Customer::Individual(customer) = event.data else { panic!() };
    assert_eq!(customer.name.as_deref(), Some("Ada Ünal"));
}

#[test]
fn the_key_is_the_text_of_the_secret() {
    verify(&verifier(PREFIXED_SECRET), PREFIXED_SIGNATURE, BODY).unwrap();
    let error = verify(&verifier(PREFIXED_SECRET), BASE64_SIGNATURE, BODY).unwrap_err();
    assert!(matches!(error, WebhookError::Signature), "{error}");
}

#[test]
fn several_signatures_and_secrets() {
    let only_new = verifier(SECRET);
    let both = || verifier(OLD_SECRET).with_secret(SECRET);
    for signatures in [
        format!("{OLD_SIGNATURE} {SIGNATURE}"),
        format!("{SIGNATURE} {OLD_SIGNATURE}"),
        format!("v1a,AAAA v2,BBBB {SIGNATURE}"),
        format!("v1,%%% v1, {SIGNATURE}"),
    ] {
        verify(&only_new, &signatures, BODY).unwrap();
        verify(&both(), &signatures, BODY).unwrap();
    }
    verify(&both(), OLD_SIGNATURE, BODY).unwrap();
    verify(&both(), SIGNATURE, BODY).unwrap();
    let error = verify(&only_new, OLD_SIGNATURE, BODY).unwrap_err();
    assert!(matches!(error, WebhookError::Signature), "{error}");
}

#[test]
fn what_does_not_fit_is_refused() {
    let verifier = verifier(SECRET);
    let changed_body = BODY.replace("ada@", "eve@");
    let cut = &SIGNATURE[..SIGNATURE.len() - 4];
    let bare = SIGNATURE.trim_start_matches("v1,");
    let other_version = SIGNATURE.replace("v1,", "v2,");
    for (signature, body) in [
        (SIGNATURE, changed_body.as_str()),
        (SIGNATURE, ""),
        (SIGNATURE, &format!("{BODY}\n")),
        (OLD_SIGNATURE, BODY),
        (PREFIXED_SIGNATURE, BODY),
        (cut, BODY),
        (bare, BODY),
        (&other_version, BODY),
        ("v1,", BODY),
        ("v1", BODY),
    ] {
        let error = verify(&verifier, signature, body).unwrap_err();
        assert!(matches!(error, WebhookError::Signature), "{signature}: {error}");
    }
    for name in ["webhook-id", "webhook-timestamp"] {
        let mut headers = headers(SIGNATURE);
        headers.insert(name, HeaderValue::from_static("1767225601"));
        let error = verifier.verify_at(&headers, BODY.as_bytes(), at(0)).unwrap_err();
        assert!(matches!(error, WebhookError::Signature), "{name}: {error}");
    }
}

#[test]
fn five_minutes_either_way() {
    let default = verifier(SECRET);
    let strict = verifier(SECRET).tolerance(Duration::from_secs(1));
    let check = |verifier: &Verifier, seconds: i64| match verifier.verify_at(
        &headers(SIGNATURE),
        BODY.as_bytes(),
        at(seconds),
    ) {
        Ok(_) => "accepted",
        Err(WebhookError::TooOld) => "old",
        Err(WebhookError::TooNew) => "new",
        Err(error) => panic!("{error}"),
    };
    for (seconds, expected) in [
        (0, "accepted"),
        (300, "accepted"),
        (301, "old"),
        (-300, "accepted"),
        (-301, "new"),
        (100_000_000, "old"),
        (-100_000_000, "new"),
    ] {
        assert_eq!(check(&default, seconds), expected, "{seconds}");
    }
    assert_eq!(check(&strict, 2), "old");
    assert_eq!(check(&strict, -2), "new");
    assert_eq!(check(&strict, 1), "accepted");
}

/// An old webhook with a wrong signature is a forgery, whatever its age.
#[test]
fn the_signature_is_checked_before_the_age() {
    let old = verifier(SECRET).verify_at(&headers(OLD_SIGNATURE), BODY.as_bytes(), at(900));
    assert!(matches!(old.unwrap_err(), WebhookError::Signature));
}

#[test]
fn the_clock_of_the_machine() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    for (seconds, accepted) in [(now, true), (now - 200, true), (now - 400, false)] {
        let mut headers = headers(&sign(SECRET, seconds, BODY));
        headers.insert("webhook-timestamp", HeaderValue::from(seconds));
        let outcome = verifier(SECRET).verify(&headers, BODY.as_bytes());
        assert_eq!(outcome.is_ok(), accepted, "{outcome:?}");
    }
}

#[test]
fn headers_that_are_missing_or_wrong() {
    let verifier = verifier(SECRET);
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut headers = headers(SIGNATURE);
        headers.remove(name);
        match verifier.verify_at(&headers, BODY.as_bytes(), at(0)) {
            Err(WebhookError::MissingHeader(missing)) => assert_eq!(missing, name),
            other => panic!("{name}: {other:?}"),
        }
        let mut twice = self::headers(SIGNATURE);
        twice.append(name, HeaderValue::from_static("x"));
        match verifier.verify_at(&twice, BODY.as_bytes(), at(0)) {
            Err(WebhookError::InvalidHeader(invalid)) => assert_eq!(invalid, name),
            other => panic!("{name}: {other:?}"),
        }
    }
    for timestamp in ["", "now", "1767225600.5", " 1767225600", "99999999999999999999"] {
        let mut headers = headers(SIGNATURE);
        headers.insert("webhook-timestamp", HeaderValue::from_str(timestamp).unwrap());
        let error = verifier.verify_at(&headers, BODY.as_bytes(), at(0)).unwrap_err();
        assert!(
            matches!(error, WebhookError::InvalidHeader("webhook-timestamp")),
            "{timestamp:?}: {error}"
        );
    }
}

#[test]
fn an_empty_secret_accepts_nothing() {
    let signature = sign("", TIMESTAMP, BODY);
    let error = verify(&verifier(""), &signature, BODY).unwrap_err();
    assert!(matches!(error, WebhookError::InvalidSecret), "{error}");
}

fn event(r#type: &str, data: Value) -> Value {
    json!({"type": r#type, "timestamp": "2026-01-01T00:00:00.5Z", "data": data})
}

fn delivered(body: &Value) -> Result<WebhookEvent, WebhookError> {
    let body = body.to_string();
    verify(&verifier(SECRET), &sign(SECRET, TIMESTAMP, &body), &body)
}

#[test]
fn each_event_is_its_own_type() {
    let created = delivered(&event("customer.created", individual())).unwrap();
    assert!(matches!(&created, WebhookEvent::CustomerCreated(e)
        if matches!(e.data, Customer::Individual(_))));
    let updated = delivered(&event("customer.updated", team())).unwrap();
    assert!(matches!(&updated, WebhookEvent::CustomerUpdated(e)
        if matches!(e.data, Customer::Team(_))));
    let deleted = delivered(&event("customer.deleted", individual())).unwrap();
    assert!(matches!(&deleted, WebhookEvent::CustomerDeleted(_)));
    let changed = delivered(&event("customer.state_changed", state())).unwrap();
    assert!(matches!(&changed, WebhookEvent::CustomerStateChanged(e)
        if matches!(e.data, CustomerState::Individual(_))));

    let types = [&created, &updated, &deleted, &changed].map(|event| event.tag().unwrap());
    let expected =
        ["customer.created", "customer.updated", "customer.deleted", "customer.state_changed"];
    assert_eq!(types, expected);
    assert_eq!(written(&changed), event("customer.state_changed", state()));
}

#[test]
fn what_this_version_does_not_know_is_kept() {
    let order = event("order.created", json!({"id": 1, "lines": [{"sku": null}]}));
    let read = delivered(&order).unwrap();
    assert_eq!(read, WebhookEvent::Unknown(order.clone()));
    assert_eq!(read.tag(), Some("order.created"));
    assert_eq!(written(&read), order);

    let robot = event("customer.created", with(individual(), "/type", json!("robot")));
    let read = delivered(&robot).unwrap();
    let WebhookEvent::CustomerCreated(created) = &read else { panic!("{read:?}") };
    assert_eq!(created.data.tag(), Some("robot"));
    assert_eq!(written(&read), robot);
}

#[test]
fn a_signed_body_that_does_not_fit_names_the_place() {
    let body = with(event("customer.updated", individual()), "/data/email", json!(7));
    let WebhookError::Body(fault) = delivered(&body).unwrap_err() else { panic!() };
    assert_eq!(fault.path, "data.email");
    let body = without(event("customer.updated", individual()), "/timestamp");
    let WebhookError::Body(fault) = delivered(&body).unwrap_err() else { panic!() };
    assert!(fault.message.contains("`timestamp`"), "{fault}");
    let unsigned = verify(&verifier(SECRET), SIGNATURE, "{").unwrap_err();
    assert!(matches!(unsigned, WebhookError::Signature), "{unsigned}");
}
