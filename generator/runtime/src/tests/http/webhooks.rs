//! Known answers, and everything that must not pass.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::runtime::HeaderMap;
use crate::runtime::webhooks::{Encoding, KeyRule, Scheme, Verifier, WebhookError};

const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const AT: u64 = 1_614_265_330;
const BODY: &[u8] = br#"{"test": 2432232314}"#;

/// The secret and signature of the Standard Webhooks test suite.
const ENCODED: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ENCODED_SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

const PLAIN: &str = "shop_whs_0123456789";
const PLAIN_SIGNATURE: &str = "v1,5I52w+r9IuqaY1sRltXOIqbN0MKzJ2ZhNKyrsyWNoE0=";
const NEW: &str = "shop_whs_new";
const NEW_SIGNATURE: &str = "v1,lWW2qym/lmmpZX8yfY4DpHcqXfSAb54qvSwZMYriuW4=";
/// Of the body `not json`.
const TEXT_SIGNATURE: &str = "v1,6LiZc6X9qxL0A4EaMBuW4rSi2J3XpT8arUF/0l/ZcwY=";

fn headers(signature: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("webhook-id", ID.parse().unwrap());
    headers.insert("webhook-timestamp", AT.into());
    headers.insert("webhook-signature", signature.parse().unwrap());
    headers
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn plain() -> Verifier<Value> {
    Verifier::new(PLAIN, KeyRule::Utf8)
}

fn outcome(verifier: &Verifier<Value>, headers: &HeaderMap, body: &[u8], now: u64) -> String {
    match verifier.verify_at(headers, body, at(now)) {
        Ok(event) => event.to_string(),
        Err(error) => error.to_string(),
    }
}

const INVALID: &str = "no signature of the webhook is valid";

#[test]
fn known_answers() {
    let encoded = Verifier::<Value>::new(ENCODED, KeyRule::Base64);
    let event = encoded.verify_at(&headers(ENCODED_SIGNATURE), BODY, at(AT)).unwrap();
    assert_eq!(event, json!({"test": 2432232314_i64}));
    let bare = Verifier::<Value>::new(&ENCODED[6..], KeyRule::Base64);
    assert!(bare.verify_at(&headers(ENCODED_SIGNATURE), BODY, at(AT)).is_ok());
    assert!(plain().verify_at(&headers(PLAIN_SIGNATURE), BODY, at(AT)).is_ok());
    // The rules make different keys of the same secret.
    let other = Verifier::<Value>::new(ENCODED, KeyRule::Utf8);
    assert_eq!(outcome(&other, &headers(ENCODED_SIGNATURE), BODY, AT), INVALID);
}

#[test]
fn any_of_several_signatures_and_secrets_passes() {
    for signature in [
        format!("{NEW_SIGNATURE} {PLAIN_SIGNATURE}"),
        format!("v1a,ed25519 v2,x {PLAIN_SIGNATURE}"),
        format!("v1,!!! v1, {PLAIN_SIGNATURE} v1,AAAA"),
        format!("  {PLAIN_SIGNATURE}"),
    ] {
        assert!(plain().verify_at(&headers(&signature), BODY, at(AT)).is_ok(), "{signature}");
    }
    let rotating = Verifier::<Value>::new(NEW, KeyRule::Utf8).with_secret(PLAIN);
    assert!(rotating.verify_at(&headers(PLAIN_SIGNATURE), BODY, at(AT)).is_ok());
    assert!(rotating.verify_at(&headers(NEW_SIGNATURE), BODY, at(AT)).is_ok());
    assert_eq!(outcome(&plain(), &headers(NEW_SIGNATURE), BODY, AT), INVALID);
}

#[test]
fn forged_signatures_fail() {
    let bare = PLAIN_SIGNATURE.strip_prefix("v1,").unwrap();
    let cut = &PLAIN_SIGNATURE[..PLAIN_SIGNATURE.len() - 4];
    for signature in [
        bare.to_owned(),
        format!("v2,{bare}"),
        format!("V1,{bare}"),
        format!("v1;{bare}"),
        format!("v1, {bare}"),
        format!("v1,{bare}="),
        cut.to_owned(),
        "v1,".to_owned(),
        "x".to_owned(),
        format!("{}{PLAIN_SIGNATURE}", "v1,AAAA ".repeat(16)),
    ] {
        assert_eq!(outcome(&plain(), &headers(&signature), BODY, AT), INVALID, "{signature}");
    }
    for index in 0..BODY.len() {
        let mut body = BODY.to_vec();
        body[index] ^= 1;
        assert_eq!(outcome(&plain(), &headers(PLAIN_SIGNATURE), &body, AT), INVALID);
    }
    for (name, value) in [("webhook-id", "msg_other"), ("webhook-timestamp", "1614265331")] {
        let mut headers = headers(PLAIN_SIGNATURE);
        headers.insert(name, value.parse().unwrap());
        assert_eq!(outcome(&plain(), &headers, BODY, AT), INVALID);
    }
}

#[test]
fn the_tolerance_holds_both_ways() {
    let headers = headers(PLAIN_SIGNATURE);
    let event = json!({"test": 2432232314_i64}).to_string();
    for (now, expected) in [
        (AT + 300, event.as_str()),
        (AT + 301, "the webhook is too old"),
        (AT - 300, event.as_str()),
        (AT - 301, "the webhook is from the future"),
        (0, "the webhook is from the future"),
        (u64::MAX / 4, "the webhook is too old"),
    ] {
        assert_eq!(outcome(&plain(), &headers, BODY, now), expected, "{now}");
    }
    let strict = plain().tolerance(Duration::ZERO);
    assert_eq!(outcome(&strict, &headers, BODY, AT + 1), "the webhook is too old");
    let lax = plain().tolerance(Duration::MAX);
    assert_eq!(outcome(&lax, &headers, BODY, 0), event);
    let before = UNIX_EPOCH - Duration::from_secs(1);
    assert!(matches!(plain().verify_at(&headers, BODY, before), Err(WebhookError::TooNew)));
    assert!(matches!(plain().verify(&headers, BODY), Err(WebhookError::TooOld)));
}

#[test]
fn missing_and_broken_headers_are_told_apart() {
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut without = headers(PLAIN_SIGNATURE);
        without.remove(name);
        let missing = format!("the header `{name}` is missing");
        assert_eq!(outcome(&plain(), &without, BODY, AT), missing);
        let invalid = format!("the header `{name}` is not valid");
        let mut twice = headers(PLAIN_SIGNATURE);
        twice.append(name, "x".parse().unwrap());
        assert_eq!(outcome(&plain(), &twice, BODY, AT), invalid);
        for value in [&b""[..], b"\xFF"] {
            let mut broken = headers(PLAIN_SIGNATURE);
            broken.insert(name, ::http::HeaderValue::from_bytes(value).unwrap());
            assert_eq!(outcome(&plain(), &broken, BODY, AT), invalid);
        }
    }
    for timestamp in ["x", "1e9", "1614265330.5", "99999999999999999999", "+ 1", ""] {
        let mut broken = headers(PLAIN_SIGNATURE);
        broken.insert("webhook-timestamp", timestamp.parse().unwrap());
        let invalid = "the header `webhook-timestamp` is not valid";
        assert_eq!(outcome(&plain(), &broken, BODY, AT), invalid, "{timestamp}");
    }
    let mut extreme = headers(PLAIN_SIGNATURE);
    extreme.insert("webhook-timestamp", i64::MIN.into());
    assert_eq!(outcome(&plain(), &extreme, BODY, AT), INVALID);
}

#[test]
fn the_body_is_parsed_only_when_it_is_verified() {
    assert_eq!(outcome(&plain(), &headers(PLAIN_SIGNATURE), b"not json", AT), INVALID);
    let error = plain().verify_at(&headers(TEXT_SIGNATURE), b"not json", at(AT)).unwrap_err();
    assert!(matches!(error, WebhookError::Body(_)), "{error}");
    let error = plain().verify_at(&headers(TEXT_SIGNATURE), b"not json", at(AT + 999));
    assert!(matches!(error, Err(WebhookError::TooOld)));
}

#[test]
fn unusable_secrets_never_verify() {
    for (secret, rule) in [
        ("", KeyRule::Utf8),
        ("", KeyRule::Base64),
        ("whsec_", KeyRule::Base64),
        ("whsec_!!!", KeyRule::Base64),
    ] {
        let verifier = Verifier::<Value>::new(secret, rule);
        let error = verifier.verify_at(&headers(PLAIN_SIGNATURE), BODY, at(AT)).unwrap_err();
        assert!(matches!(error, WebhookError::InvalidSecret), "{secret}");
    }
}

#[test]
fn no_text_shows_the_secret() {
    let verifier = plain().with_secret("c4nary");
    let text = format!("{verifier:?} {verifier:#?}");
    assert!(!text.contains("c4nary") && !text.contains(PLAIN), "{text}");
}

/// The signature of the body alone, as GitHub has it, and the secret of its documentation's example.
const HEX: Scheme =
    Scheme::Body { header: "x-hub-signature-256", prefix: "sha256=", encoding: Encoding::Hex };
const HEX_SECRET: &str = "It's a Secret to Everybody";

fn signed(name: &'static str, value: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(name, value.parse().unwrap());
    headers
}

#[test]
fn a_signature_of_the_body_alone() {
    // The example of GitHub's documentation, whose body is no JSON: so the signature is right.
    let verifier = Verifier::<Value>::of(HEX, HEX_SECRET, KeyRule::Utf8);
    let right = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let verify = |value: &str, body: &[u8]| {
        verifier.verify(&signed("x-hub-signature-256", value), body).unwrap_err()
    };
    for signature in [format!("sha256={right}"), format!("sha256={}", right.to_uppercase())] {
        assert!(matches!(verify(&signature, b"Hello, World!"), WebhookError::Body(_)));
        assert!(matches!(verify(&signature, b"Hello, World?"), WebhookError::Signature));
    }
    for signature in [
        right.to_owned(),
        format!("sha1={right}"),
        format!("sha256= {right}"),
        format!("sha256={right}00"),
        format!("sha256={}", &right[1..]),
        format!("sha256={}", &right[2..]),
        format!("sha256=+{}", &right[1..]),
        "sha256=".to_owned(),
        "sha256=é".to_owned(),
    ] {
        let mut headers = HeaderMap::new();
        let value = ::http::HeaderValue::from_bytes(signature.as_bytes()).unwrap();
        headers.insert("x-hub-signature-256", value);
        let error = verifier.verify(&headers, b"Hello, World!").unwrap_err();
        assert!(!matches!(error, WebhookError::Body(_)), "{signature}");
    }
    let missing = verifier.verify(&HeaderMap::new(), b"{}").unwrap_err();
    assert_eq!(missing.to_string(), "the header `x-hub-signature-256` is missing");
}

#[test]
fn such_signatures_have_several_secrets_and_encodings_but_no_age() {
    let scheme = Scheme::Body { header: "x-signature", prefix: "", encoding: Encoding::Base64 };
    let verifier = Verifier::<Value>::of(scheme, "new", KeyRule::Utf8).with_secret(HEX_SECRET);
    let headers = signed("x-signature", "5kFtB7/ocJ598erHrJaEuWK0L5IbBPXuRn08t31TcTo=");
    for now in [0, AT, u64::MAX / 4] {
        let event = verifier.verify_at(&headers, BODY, at(now)).unwrap();
        assert_eq!(event, json!({"test": 2432232314_i64}));
    }
    let other = Verifier::<Value>::of(scheme, "new", KeyRule::Utf8);
    assert_eq!(outcome(&other, &headers, BODY, AT), INVALID);
    let empty = Verifier::<Value>::of(scheme, "", KeyRule::Utf8);
    let error = empty.verify(&headers, BODY).unwrap_err();
    assert!(matches!(error, WebhookError::InvalidSecret));
}
