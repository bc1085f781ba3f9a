//! The constant wins over the open string, and the open variant keeps what it does not know.

use union_open_variant::PaymentMethod;

#[test]
fn the_constant_wins() -> Result<(), serde_json::Error> {
    for text in [
        r#"{"id":"a","type":"card","last4":"4242"}"#,
        r#"{"type":"card","last4":"4242","id":"a"}"#,
        r#"{"last4":"4242","id":"a","type":"card"}"#,
    ] {
        let method: PaymentMethod = serde_json::from_str(text)?;
        assert!(matches!(method, PaymentMethod::Card(_)), "{text}: {method:?}");
    }
    Ok(())
}

#[test]
fn another_type_keeps_its_keys() -> Result<(), serde_json::Error> {
    let method: PaymentMethod =
        serde_json::from_str(r#"{"id":"a","type":"sepa_debit","iban":{"last4":"1234"}}"#)?;
    let PaymentMethod::Generic(generic) = &method else { panic!("{method:?}") };
    assert_eq!(generic.r#type, "sepa_debit");
    assert_eq!(
        serde_json::to_value(&method)?,
        serde_json::json!({"id": "a", "type": "sepa_debit", "iban": {"last4": "1234"}})
    );
    Ok(())
}
