//! The request that a call renders, and the value it returns.

use std::time::Duration;

use serde_json::{Value, json};

use super::api::{Item, Shop, StartOk};
use super::support::{Recorder, json as json_answer};
use crate::runtime::{Bytes, Call, ErrorKind, Refusal};

#[tokio::test]
async fn get_sends_what_the_document_says() {
    let recorder = Recorder::new([json_answer(200, r#"{"id":7}"#)]);
    let shop = recorder.builder().user_agent_suffix("app/2").build().unwrap();
    assert_eq!(shop.get("a b").await.unwrap(), Item { id: 7 });

    let sent = recorder.sent();
    assert_eq!(sent[0].method(), "GET");
    assert_eq!(sent[0].uri(), "https://shop.example/v1/items/a%20b");
    let headers: Vec<(&str, &str)> = sent[0]
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    assert_eq!(
        headers,
        [
            ("user-agent", "shop-sdk/1.0.0 app/2"),
            ("shop-version", "2026-10"),
            ("accept", "application/json"),
            ("authorization", "Bearer t0ken"),
        ]
    );
    assert!(sent[0].body().is_empty());
    assert_eq!(recorder.limits()[0].attempt, Duration::from_secs(30));
}

#[tokio::test]
async fn the_trailing_slash_of_the_template_stays() {
    let shop = Recorder::default().shop();
    let request = shop.list().page(2).sorting(&["-created_at", "name"]).build().unwrap();
    assert_eq!(
        request.uri(),
        "https://shop.example/v1/items/?page=2&sorting=-created_at&sorting=name"
    );
}

#[tokio::test]
async fn setting_a_parameter_again_replaces_it_in_place() {
    let shop = Recorder::default().shop();
    let list = shop.list().page(1).sorting(&["a", "b"]).page(2).sorting(&["c"]);
    let request = list.extra_query("page", "3").build().unwrap();
    assert_eq!(request.uri().query(), Some("page=3&sorting=c"));
}

#[tokio::test]
async fn a_list_without_items_and_a_null_are_not_sent() {
    let shop = Recorder::default().shop();
    let request = shop.list().sorting(&[]).metadata(&Value::Null).build().unwrap();
    assert_eq!(request.uri().query(), None);
}

#[tokio::test]
async fn bodies_carry_their_content_type() {
    let recorder = Recorder::default();
    let shop = recorder.shop();
    let request = shop.update("1", &Item { id: 1 }).build().unwrap();
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.body().as_bytes().unwrap(), r#"{"id":1}"#);

    let call = || Call::new(&shop.client, super::api::Start::ROUTE);
    let request = call().form(&json!({"a b": "c&d", "e": [1, 2], "f": null})).build().unwrap();
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.body().as_bytes().unwrap(), "a%20b=c%26d&e=1&e=2");

    let request = call().upload("text/csv", "a,b".to_owned()).build().unwrap();
    assert_eq!(request.headers()["content-type"], "text/csv");
    assert_eq!(request.body().as_bytes().unwrap(), "a,b");

    let bytes = Bytes::from_static(b"\xFF\x00");
    let request = call().upload("image/png", bytes.clone()).build().unwrap();
    assert_eq!(request.body().as_bytes().unwrap(), &bytes);

    let request = call().json_as("application/merge-patch+json", &json!({})).build().unwrap();
    assert_eq!(request.headers()["content-type"], "application/merge-patch+json");
}

#[tokio::test]
async fn what_cannot_be_written_surfaces_when_sent_and_nothing_is_sent() {
    let recorder = Recorder::default();
    let shop = recorder.shop();
    let unwritable = std::collections::BTreeMap::from([((1, 2), 3)]);
    let call = || Call::new(&shop.client, super::api::Start::ROUTE);
    for (call, refusal) in [
        (call().json(&unwritable), Refusal::Body),
        (call().form(&[1, 2]), Refusal::Body),
        (call().query("q", &unwritable), Refusal::Query),
        (call().path("p", &unwritable), Refusal::Path),
        (call().header_param("h", &"a\r\nb"), Refusal::Header),
        (call().cookie_param("c", &unwritable), Refusal::Cookie),
        (call().upload("text/plain\n", String::new()), Refusal::Header),
    ] {
        let error = call.send::<super::api::Start<'_>>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(refusal), "{error}");
        assert!(error.is_refused() && !error.is_retryable());
    }
    assert!(recorder.sent().is_empty());
}

#[tokio::test]
async fn the_first_refusal_is_the_one_reported() {
    let shop = Recorder::default().shop();
    let error = shop.get("..").header("a", "\n").build().map(drop);
    // `..` is refused only when the path is put together; the header is refused at once.
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Refused(Refusal::Header));
}

/// The options of one call, as every operation has them.
macro_rules! all_options {
    ($call:expr) => {{
        let call = $call.header("x-a", "b").extra_query("c", "d");
        let call = call.timeout(Duration::from_secs(3)).max_response_bytes(0);
        let request = call.build().unwrap();
        assert_eq!(request.headers()["x-a"], "b");
        assert_eq!(request.uri().query(), Some("c=d"));
        let raw =
            call.clone().attempt_timeout(Duration::from_secs(2)).retries(1).idempotent().raw();
        assert_eq!(raw.await.unwrap().status(), 200);
        // One byte is over the limit, whatever the operation would have read.
        assert_eq!(call.with_response().await.unwrap_err().kind(), ErrorKind::TooLarge);
    }};
}

#[tokio::test]
async fn every_operation_has_every_option() {
    let recorder = Recorder::new((0..16).map(|_| json_answer(200, "1")));
    let shop = recorder.shop();
    all_options!(shop.get("1"));
    all_options!(shop.list());
    all_options!(shop.update("1", &Item { id: 1 }));
    all_options!(shop.delete("1"));
    all_options!(shop.export());
    all_options!(shop.image());
    all_options!(shop.probe());
    all_options!(shop.start());
    for (index, limits) in recorder.limits().into_iter().enumerate() {
        let seconds = if index % 2 == 0 { 2 } else { 3 };
        assert_eq!(limits.attempt, Duration::from_secs(seconds));
    }
}

#[tokio::test]
async fn with_response_gives_the_answer_beside_the_value() {
    let mut answer = json_answer(201, r#"{ "id": 1 }"#);
    answer.as_mut().unwrap().headers_mut().insert("x-request-id", "r-1".parse().unwrap());
    let response = Recorder::new([answer]).shop().get("1").with_response().await.unwrap();
    assert_eq!(response.value, Item { id: 1 });
    assert_eq!(response.status, 201);
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(response.body, r#"{ "id": 1 }"#);
}

#[test]
fn an_answer_of_any_operation_decodes() {
    use super::api::{Delete, Export, Get, Image, List, Probe, Start, Update};
    let answer = |status: u16| {
        let mut answer = ::http::Response::new(Bytes::from_static(br#"{"id":3}"#));
        *answer.status_mut() = status.try_into().unwrap();
        answer
    };
    assert_eq!(Get::decode(answer(200)).unwrap(), Item { id: 3 });
    assert_eq!(Update::decode(answer(200)).unwrap(), Some(Item { id: 3 }));
    assert_eq!(Export::decode(answer(200)).unwrap(), r#"{"id":3}"#);
    assert_eq!(Image::decode(answer(200)).unwrap(), r#"{"id":3}"#);
    Delete::decode(answer(204)).unwrap();
    Probe::decode(answer(200)).unwrap();
    assert_eq!(Start::decode(answer(202)).unwrap(), StartOk::Accepted);
    assert_eq!(List::decode(answer(200)).unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn calls_are_send_and_small() {
    fn sendable<T: Send>(value: T) -> T {
        value
    }
    let shop = Recorder::default().shop();
    drop(sendable(shop.get("1")));
    drop(sendable(shop.get("1").into_future()));
    drop(sendable(shop.get("1").with_response()));
    drop(sendable(shop.list().pages()));
    drop(sendable(shop.list().items()));
    assert!(size_of::<super::api::Get<'_>>() <= 3 * size_of::<usize>());
}

#[cfg(not(feature = "reqwest"))]
#[tokio::test]
async fn without_a_transport_calls_are_built_and_not_sent() {
    let shop = Shop::builder().token("t").build().unwrap();
    assert!(shop.get("1").build().is_ok());
    assert_eq!(shop.get("1").await.unwrap_err().kind(), ErrorKind::Configuration);
}

#[test]
fn clones_of_a_client_share_it() {
    fn shareable<T: Clone + Send + Sync + 'static>(_: &T) {}
    let shop: Shop = Recorder::default().shop();
    shareable(&shop);
    shareable(&shop.client);
}
