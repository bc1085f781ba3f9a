//! A token appears in one place, the `Authorization` header on the wire, and in no text that a
//! program could print.

use std::error::Error as StdError;
use std::fmt::Write;
use std::time::Duration;

use polar_sdk::{CustomerUpdate, Polar, Server, webhooks};
use serde_json::json;
use tests::server::Answer;

use super::bodies::{individual, not_found};
use super::support::{CUSTOMER, id, server};

const CANARY: &str = "polar_oat_c4n4ryT0ken";
/// Values that are personal, and so in no error either.
const PERSON: &str = "usr-p3rson";

fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        write!(text, " {source} {source:?}").unwrap();
        next = source.source();
    }
    text
}

fn check(text: &str) {
    assert!(!text.is_empty());
    assert!(!text.contains("c4n4ry"), "{text}");
    assert!(!text.contains(PERSON), "{text}");
}

#[tokio::test]
async fn no_text_of_anything_shows_the_token() {
    // The server repeats what it should not have seen, as a debug page would.
    let echo = json!({"error": "X", "detail": CANARY, "person": PERSON}).to_string();
    let server = server([
        Answer::json(404, &echo),
        Answer::json(422, &echo),
        Answer::json(500, &echo),
        Answer::json(200, &echo).header("x-echo", CANARY),
        Answer::json(200, individual()).cut_after(20),
        Answer::new(200, &*echo).header("content-type", "text/html"),
        Answer::json(200, individual()).after(Duration::from_millis(300)),
    ]);
    let builder = || Polar::builder().retries(0).oat(CANARY).server(Server::Custom(server.url()));
    check(&format!("{:?} {:#?}", builder(), builder()));
    let polar = builder().max_response_bytes(1 << 20).build().unwrap();
    let customers = polar.customers();
    check(&format!("{polar:?} {polar:#?} {customers:?} {:?}", customers.members()));

    let body = CustomerUpdate::new().name(PERSON);
    let call = customers.update_external(PERSON, &polar_sdk::CustomerUpdateExternalId::new());
    check(&format!("{call:?} {call:#?}"));
    let call = customers.list().email(PERSON).header("x-person", PERSON);
    check(&format!("{call:?} {:?} {:?}", call.clone().pages(), call.clone().items()));
    check(&format!("{:?}", IntoFuture::into_future(call)));
    let request = format!("{:?}", customers.get(id(CUSTOMER)).build().unwrap());
    assert!(!request.contains("c4n4ry"), "{request}");

    check(&chain(&customers.get_external(PERSON).await.unwrap_err()));
    check(&chain(&customers.update(id(CUSTOMER), &body).await.unwrap_err()));
    check(&chain(&customers.get_external(PERSON).await.unwrap_err().into_error()));
    check(&chain(&customers.list().query(PERSON).await.unwrap_err()));
    check(&chain(&customers.get_external(PERSON).await.unwrap_err()));
    check(&chain(&customers.get_external(PERSON).await.unwrap_err()));
    let call = customers.get_external(PERSON).timeout(Duration::from_millis(30));
    check(&chain(&call.await.unwrap_err()));

    let refused = customers.get_external(&format!("{PERSON}\n")).await.unwrap_err();
    check(&chain(&refused));
    let refused = customers.list().header("x", &format!("{PERSON}\n")).await.unwrap_err();
    check(&chain(&refused));
    for request in server.requests() {
        assert_eq!(request.header("authorization"), [format!("Bearer {CANARY}")]);
        assert!(!request.target.contains("c4n4ry"));
    }

    let url = server.url();
    drop(server);
    let gone = Polar::builder().oat(CANARY).server(url).build().unwrap();
    check(&chain(&gone.customers().get_external(PERSON).await.unwrap_err()));
}

#[test]
fn a_client_that_cannot_be_built_does_not_show_why_in_full() {
    let token = format!("{CANARY} ");
    check(&chain(&Polar::new(token.as_str()).unwrap_err()));
    let url = format!("https://{CANARY}@api.polar.sh");
    check(&chain(&Polar::builder().oat("t").server(url).build().unwrap_err()));
    let header = Polar::builder().oat("t").header("x-key", &format!("{CANARY}\n"));
    check(&format!("{header:?}"));
    check(&chain(&header.build().unwrap_err()));
}

#[test]
fn the_secret_of_a_webhook_is_not_shown() {
    let verifier = webhooks::verifier(CANARY).with_secret(CANARY);
    check(&format!("{verifier:?} {verifier:#?}"));
    check(&format!("{:?}", polar_sdk::Secret::from(CANARY)));
}

/// What the server sent stays reachable for those who ask for it.
#[tokio::test]
async fn the_body_is_there_for_those_who_ask() {
    let server = server([Answer::json(404, not_found())]);
    let polar = Polar::builder().oat(CANARY).server(server.url()).build().unwrap();
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.body().unwrap(), &not_found().to_string());
    check(&chain(&error));
}
