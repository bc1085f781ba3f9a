//! Events are told apart, and what is unknown is kept.

use webhooks_unsigned::WebhookEvent;

#[test]
fn events_are_told_apart() {
    let read = |text: &str| serde_json::from_str::<WebhookEvent>(text).unwrap();
    assert!(matches!(
        read(r#"{"kind":"opened","by":"me","new":1}"#),
        WebhookEvent::Opened(opened) if opened.by.as_deref() == Some("me")
    ));
    assert!(matches!(read(r#"{"kind":"closed"}"#), WebhookEvent::Closed(_)));
    let WebhookEvent::Unknown(value) = read(r#"{"kind":"broken","by":[1]}"#) else {
        panic!("no such event is known");
    };
    assert_eq!(value.to_string(), r#"{"kind":"broken","by":[1]}"#);
}
