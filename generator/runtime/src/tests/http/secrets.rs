//! A canary in every credential, and every text that the runtime can print.

use super::api::Shop;
use super::support::{Recorder, answer, broken, json};
use crate::runtime::{Error, Secret};

const CANARY: &str = "c4nary-s3cret";

fn clean(text: impl AsRef<str>) {
    let text = text.as_ref();
    assert!(!text.contains("c4nary") && !text.contains("YTpjNG5hcn"), "{text}");
}

fn chain(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text += &format!(" {error} {error:?}");
        source = error.source();
    }
    text
}

#[tokio::test]
async fn no_text_shows_a_secret() {
    clean(format!("{:?}", Secret::from(CANARY)));
    let recorder = Recorder::new([
        json(200, r#"{"id":1}"#),
        answer(500, "", ""),
        Err(broken()),
        json(200, "{}"),
    ]);
    let builder = Shop::builder()
        .retries(0)
        .token(CANARY)
        .basic("login", "a", CANARY)
        .credential("key", CANARY)
        .credential("query_key", CANARY)
        .credential("cookie_key", CANARY)
        .transport(recorder.clone());
    clean(format!("{builder:?} {builder:#?}"));
    let shop = builder.build().unwrap();
    clean(format!("{shop:?} {shop:#?}"));
    let call = shop.get("c4nary-id").header("x-key", CANARY);
    clean(format!("{call:?} {:?}", call.clone().with_response()));
    clean(format!("{:?} {:?}", shop.list().pages(), shop.list().items()));
    clean(format!("{:?}", shop.get("1").build().unwrap()));
    clean(format!("{:?}", shop.list().header("x-key", CANARY).build().unwrap()));
    clean(format!("{:?}", call.with_response().await.unwrap()));
    for _ in 0..3 {
        clean(chain(&shop.get("c4nary-id").await.unwrap_err().into()));
    }
    // The secret did travel.
    for request in recorder.sent() {
        assert_eq!(request.headers()["authorization"], format!("Bearer {CANARY}"));
    }
}

#[test]
fn secrets_are_neither_shown_nor_serialised() {
    assert_eq!(format!("{:?}", Secret::from(CANARY.to_owned())), "Secret(..)");
    assert_eq!(Secret::from("a"), Secret::from("a".to_owned()));
}
