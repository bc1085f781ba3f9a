//! Which credentials are sent, and that each is sent once.

use super::api::Probe;
use super::api::{API, Shop};
use super::support::{Recorder, json};
use crate::runtime::{Api, Body, Call, ErrorKind, Refusal, Request, Route};

fn sent(
    builder: super::api::Builder,
    security: &'static [&'static [&'static str]],
) -> Result<Request<Body>, String> {
    let route = Route { id: "x", method: "GET", path: "/x", server: "", security, accept: "" };
    let route: &'static Route = Box::leak(Box::new(route));
    let shop: Shop = builder.transport(Recorder::default()).build().unwrap();
    Call::new(&shop.client, route).build().map_err(|error| {
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Credential));
        error.to_string()
    })
}

fn authorization(request: &Request<Body>) -> Vec<&str> {
    let values = request.headers().get_all("authorization").iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

#[test]
fn the_first_alternative_with_credentials_is_applied_once() {
    let builder = || Shop::builder().credential("key", "k").token("t");
    let request = sent(builder(), &[&["login"], &["token"], &["key"]]).unwrap();
    assert_eq!(authorization(&request), ["Bearer t"]);
    assert!(!request.headers().contains_key("x-key"));

    let request = sent(builder(), &[&["key"], &["token"]]).unwrap();
    assert_eq!(authorization(&request), [""; 0]);
    assert_eq!(request.headers()["x-key"], "k");

    let request = sent(builder(), &[&["login", "key"], &["token", "key"]]).unwrap();
    assert_eq!(authorization(&request), ["Bearer t"]);
    assert_eq!(request.headers()["x-key"], "k");
}

#[test]
fn public_and_optional_operations() {
    let request = sent(Shop::builder().token("t"), &[]).unwrap();
    assert_eq!(authorization(&request), [""; 0]);
    let request = sent(Shop::builder(), &[&[], &["token"]]).unwrap();
    assert_eq!(authorization(&request), [""; 0]);
    let request = sent(Shop::builder().token("t"), &[&[], &["token"]]).unwrap();
    assert_eq!(authorization(&request), ["Bearer t"]);
}

#[test]
fn a_missing_credential_is_refused_and_its_schemes_named() {
    let error = sent(Shop::builder().token("t"), &[&["login"], &["key", "token"]]).unwrap_err();
    assert_eq!(error, "GET /x: not sent: no credential: it needs login, or key with token");
    assert!(sent(Shop::builder(), &[&["unheard_of"]]).is_err());
}

#[test]
fn every_place() {
    let request = sent(Shop::builder().basic("login", "Aladdin", "open sesame"), &[&["login"]]);
    assert_eq!(authorization(&request.unwrap()), ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]);
    let request = sent(Shop::builder().credential("ticket", "t1"), &[&["ticket"]]).unwrap();
    assert_eq!(authorization(&request), ["Ticket t1"]);
    assert!(request.headers()["authorization"].is_sensitive());
    let request = sent(Shop::builder().credential("query_key", "a&b c"), &[&["query_key"]]);
    assert_eq!(request.unwrap().uri(), "https://shop.example/x?api%20key=a%26b%20c");
    let request = sent(Shop::builder().credential("cookie_key", "c1"), &[&["cookie_key"]]);
    let request = request.unwrap();
    assert_eq!(request.headers()["cookie"], "session=c1");
    assert!(request.headers()["cookie"].is_sensitive());
}

#[test]
fn two_credentials_for_one_header_are_refused() {
    let builder = Shop::builder().token("t").basic("login", "a", "b");
    let error = sent(builder, &[&["token", "login"]]).unwrap_err();
    assert!(error.ends_with("two of its credentials fill the header `authorization`"), "{error}");
}

#[test]
fn a_header_of_the_caller_takes_the_credential_s_place() {
    let shop: Shop = Shop::builder().transport(Recorder::default()).build().unwrap();
    let request = shop.get("1").header("Authorization", "Bearer other").build().unwrap();
    assert_eq!(authorization(&request), ["Bearer other"]);
    assert!(request.headers()["authorization"].is_sensitive());
    let shop = Recorder::default().shop();
    let request = shop.get("1").header("authorization", "Bearer other").build().unwrap();
    assert_eq!(authorization(&request), ["Bearer other"]);
}

#[test]
fn what_may_hold_a_secret_is_marked_without_a_scheme_too() {
    const PLAIN: Api = Api {
        user_agent: "a/1",
        server: "https://a.example",
        headers: &[],
        schemes: &[],
        rate_limits: &[],
    };
    let builder = super::api::Builder::new(&PLAIN).transport(Recorder::default());
    let shop: Shop = builder.build().unwrap();
    let call = Call::new(&shop.client, Probe::ROUTE).header("authorization", "x");
    let request = call.cookie_param("session", "y").build().unwrap();
    assert!(request.headers()["authorization"].is_sensitive());
    assert!(request.headers()["cookie"].is_sensitive());
}

#[tokio::test]
async fn a_refused_call_sends_nothing() {
    let recorder = Recorder::new([json(200, "{}")]);
    let shop: Shop = Shop::builder().transport(recorder.clone()).build().unwrap();
    let error = shop.get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Credential));
    assert!(recorder.sent().is_empty());
}

#[test]
fn credentials_that_cannot_be_sent_do_not_build_a_client() {
    let build = |scheme: &str, secret: &str| {
        let built =
            Shop::builder().credential(scheme, secret).transport(Recorder::default()).build();
        let error = built.map(drop).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = format!("{error} {error:?}");
        assert!(secret.is_empty() || !text.contains(secret.trim()), "{text}");
        error.to_string()
    };
    for secret in ["", " c4nary", "c4nary\n", "c4nary\r\nX: y", "c4n\0ary", "c4naré", "c4n ary"] {
        assert!(build("token", secret).starts_with("the credential `token`: "));
        build("key", secret);
        build("ticket", secret);
    }
    for secret in ["", "c4nary", "c4\nnary:x"] {
        build("login", secret);
    }
    for secret in ["", "c4nary;x", "c4 nary", "c4\"nary"] {
        build("cookie_key", secret);
    }
    build("query_key", "");
    assert_eq!(build("no such", "c4nary"), "no security scheme is named `no such`");
    let built = Shop::builder().basic("login", "a:b", "c").transport(Recorder::default()).build();
    assert!(built.is_err(), "a colon in the user name moves the password");
}

#[test]
fn the_last_credential_for_a_scheme_counts() {
    let request = sent(Shop::builder().token("one").token("two"), &[&["token"]]).unwrap();
    assert_eq!(authorization(&request), ["Bearer two"]);
    assert_eq!(API.schemes.len(), 6);
}
