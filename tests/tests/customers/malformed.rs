//! Successes that are none: refused with the place in the JSON, and with everything that arrived.

use polar_sdk::runtime::ErrorKind;
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies::{card, generic, grant, individual, page, state, team};
use super::support::{CUSTOMER, client, id, server, with, without};

#[tokio::test]
async fn a_customer_that_does_not_fit() {
    let cases: Vec<(Value, &str, &str)> = vec![
        (without(individual(), "/id"), ".", "missing field `id`"),
        (without(team(), "/organization_id"), ".", "missing field `organization_id`"),
        (with(individual(), "/id", json!("42")), "id", "UUID"),
        (with(individual(), "/email_verified", json!("yes")), "email_verified", "boolean"),
        (with(individual(), "/created_at", json!("yesterday")), "created_at", "year"),
        (with(individual(), "/metadata", json!([1])), "metadata", "a map"),
        (with(individual(), "/tax_id", json!(["x"])), "tax_id", "tuple"),
        (without(individual(), "/billing_address/country"), "billing_address", "`country`"),
        (
            with(individual(), "/billing_address/country", json!(49)),
            { "billing_address.country" },
            "string",
        ),
    ];
    refuses(cases).await;
}

/// A value of metadata is a scalar; anything else is no value that a later version could add.
#[tokio::test]
async fn metadata_that_holds_more_than_scalars() {
    let plan = |value: Value| with(individual(), "/metadata/plan", value);
    refuses(vec![
        (plan(json!({"a": 1})), "metadata.plan", ""),
        (plan(json!([1])), "metadata.plan", ""),
        (plan(Value::Null), "metadata.plan", ""),
    ])
    .await;
}

/// Each body is refused as a customer, at this path, with a message that names this.
async fn refuses(cases: Vec<(Value, &str, &str)>) {
    let server = server(cases.iter().map(|(body, ..)| Answer::json(200, body)));
    let polar = client(&server);
    let mut wrong = Vec::new();
    for (body, path, named) in &cases {
        let Err(error) = polar.customers().get(id(CUSTOMER)).await else {
            wrong.push(format!("accepted, should fail at `{path}`"));
            continue;
        };
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), &body.to_string());
        let fault = error.fault().unwrap();
        if fault.path != *path || !fault.message.contains(named) {
            wrong.push(format!("expected `{path}` and {named:?}: {fault}"));
        }
        assert!(error.to_string().contains(&fault.path), "{error}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_place_is_named_deep_inside_too() {
    let list = |items: Value| page(items, 2, 1);
    let answers = [
        list(json!([individual(), without(team(), "/id")])),
        list(json!([individual(), with(team(), "/metadata", json!(1))])),
        list(json!([card(), with(card(), "/method_metadata/exp_year", json!("2031"))])),
        list(json!([generic("paypal"), without(card(), "/method_metadata")])),
        with(state(), "/active_subscriptions/0/meters/0/amount", json!("0")),
        with(state(), "/granted_benefits", {
            json!([grant("downloadables", json!({"files": [7]}))])
        }),
    ];
    let server = server(answers.into_iter().map(|body| Answer::json(200, body)));
    let polar = client(&server);
    let customers = polar.customers();
    let methods = || customers.list_payment_methods(id(CUSTOMER));
    let paths = [
        customers.list().await.unwrap_err().fault().unwrap().path.clone(),
        customers.list().await.unwrap_err().fault().unwrap().path.clone(),
        methods().await.unwrap_err().fault().unwrap().path.clone(),
        methods().await.unwrap_err().fault().unwrap().path.clone(),
        customers.get_state(id(CUSTOMER)).await.unwrap_err().fault().unwrap().path.clone(),
        customers.get_state(id(CUSTOMER)).await.unwrap_err().fault().unwrap().path.clone(),
    ];
    assert_eq!(
        paths,
        [
            "items[1]",
            "items[1].metadata",
            "items[1].method_metadata.exp_year",
            "items[1]",
            "active_subscriptions[0].meters[0].amount",
            "granted_benefits[0].properties.files[0]",
        ]
    );
}

#[tokio::test]
async fn a_body_that_is_no_json() {
    let texts = ["", "{", "{\"id\": ", "<html>", "{} {}", "\u{feff}"];
    let server = server(texts.map(|text| Answer::json(200, text)));
    let polar = client(&server);
    for text in texts {
        let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{text}");
        assert_eq!(error.status().unwrap(), 200, "{text}");
        assert_eq!(error.body().unwrap(), text, "{text}");
        assert_eq!(error.documented(), None, "{text}");
        assert!(!error.is_retryable(), "{text}");
    }
}

#[tokio::test]
async fn a_doubled_key_is_refused() {
    let text = individual().to_string().replacen('{', r#"{"email":"first@example.com","#, 1);
    let server = server([Answer::json(200, text)]);
    let error = client(&server).customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.fault().unwrap().message.contains("duplicate field `email`"), "{error}");
}

#[tokio::test]
async fn a_page_of_a_proxy_does_not_pass_for_a_success() {
    let html = "<html>please log in</html>";
    let page = || Answer::new(200, html).header("content-type", "text/html");
    let server = server([page(), page(), page()]);
    let polar = client(&server);
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ContentType);
    assert_eq!(error.body().unwrap(), html);
    let error = polar.customers().export().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ContentType);
    assert_eq!(error.body().unwrap(), html);
    let error = polar.customers().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ContentType);
}

#[tokio::test]
async fn a_byte_order_mark_and_another_label_do_no_harm() {
    let body = format!("\u{feff}{}\n", individual());
    let server = server([
        Answer::json(200, &body),
        Answer::new(200, individual().to_string()).header("content-type", "text/plain"),
        Answer::new(200, individual().to_string()),
    ]);
    let polar = client(&server);
    for _ in 0..3 {
        let customer = polar.customers().get(id(CUSTOMER)).await.unwrap();
        assert_eq!(customer.tag(), Some("individual"));
    }
}

#[tokio::test]
async fn a_walk_names_the_place_in_the_page() {
    let bad = page(json!([individual(), with(team(), "/email", json!(7))]), 2, 2);
    let answers = [page(json!([individual()]), 2, 2), bad];
    let server = server(answers.into_iter().map(|body| Answer::json(200, body)));
    let polar = client(&server);
    let mut items = polar.customers().list().items();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.fault().unwrap().path, "items[1].email");
}

#[tokio::test]
async fn a_documented_error_that_does_not_fit_names_the_place() {
    let bodies =
        [json!({"detail": [{"loc": ["id"], "msg": 7, "type": "x"}]}), json!({"detail": 7})];
    let server = server(bodies.into_iter().map(|body| Answer::json(422, body)));
    let polar = client(&server);
    for path in ["detail[0].msg", "detail"] {
        let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.documented()), (422, None));
        assert_eq!(error.fault().unwrap().path, path, "{error}");
    }
}
