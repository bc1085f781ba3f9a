//! Payment methods: cards by their `type`, everything else in the generic form, with what it
//! brought along.

use polar_sdk::{ListResourcePaymentMethod, Nullish, PaymentMethod};
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies::{card, generic, page};
use super::support::{CUSTOMER, client, id, read, server, with, without, written};

fn kr_card() -> Value {
    with(generic("kr_card"), "/method_metadata", json!({"brand": "shinhan", "last4": null}))
}

#[tokio::test]
async fn a_list_of_all_kinds() {
    let body = page(json!([card(), generic("paypal"), kr_card()]), 3, 1);
    let server = server([Answer::json(200, body.clone())]);
    let list: ListResourcePaymentMethod =
        client(&server).customers().list_payment_methods(id(CUSTOMER)).await.unwrap();
    assert_eq!(written(&list), body);
    let [PaymentMethod::Card(card), PaymentMethod::Generic(paypal), PaymentMethod::Generic(kr)] =
        list.items.as_slice()
    else {
        panic!("{list:?}")
    };
    assert_eq!(card.method_metadata.last4, "4242");
    assert_eq!(card.method_metadata.exp_year, 2031);
    assert_eq!(card.method_metadata.wallet, Nullish::Null);
    assert_eq!(paypal.r#type, "paypal");
    assert!(paypal.additional.is_empty());
    assert_eq!(kr.r#type, "kr_card");
    assert_eq!(kr.additional["method_metadata"], json!({"brand": "shinhan", "last4": null}));
}

#[test]
fn each_is_written_as_it_was_read() {
    let cases = [
        card(),
        with(card(), "/method_metadata/wallet", json!("apple_pay")),
        without(card(), "/method_metadata/wallet"),
        with(card(), "/processor", json!("toss")),
        generic("paypal"),
        generic("Card"),
        generic(""),
        kr_card(),
        with(kr_card(), "/more", json!([1, {"x": null}])),
        // Nothing says what these are.
        without(card(), "/type"),
        without(generic("x"), "/type"),
        with(generic("x"), "/type", Value::Null),
        with(generic("x"), "/type", json!(3)),
    ];
    for body in cases {
        let read: PaymentMethod = read(&body);
        assert_eq!(written(&read), body);
    }
}

#[test]
fn the_type_decides_and_not_the_fields() {
    let lookalike = with(card(), "/type", json!("sepa_debit"));
    let read_lookalike: PaymentMethod = read(&lookalike);
    let PaymentMethod::Generic(generic) = &read_lookalike else { panic!("{read_lookalike:?}") };
    assert_eq!(generic.r#type, "sepa_debit");
    assert_eq!(generic.additional["method_metadata"], lookalike["method_metadata"]);
    for body in [without(card(), "/type"), with(card(), "/type", json!(3))] {
        let read: PaymentMethod = read(&body);
        assert!(matches!(read, PaymentMethod::Unknown(_)), "{read:?}");
    }
}

#[test]
fn a_card_without_its_details_is_refused() {
    for (body, named) in [
        (without(card(), "/method_metadata"), "method_metadata"),
        (without(card(), "/method_metadata/last4"), "last4"),
        (with(card(), "/method_metadata/exp_month", json!("12")), "12"),
    ] {
        let error = serde_json::from_str::<PaymentMethod>(&body.to_string()).unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
    }
}
