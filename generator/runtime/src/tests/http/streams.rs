//! Operations whose answers are read while they arrive, written as generated code is, and what is
//! common to their tests.

use serde::Deserialize;

use super::api::Shop;
use super::support::{Answer, Recorder, chunks};
use crate::runtime::{Async, Bytes, Call, NoErrors};

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Tick {
    pub(super) n: i64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Whole {
    pub(super) event: String,
    pub(super) data: serde_json::Value,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(super) enum WatchError {
    NotFound(serde_json::Value),
}

macro_rules! call {
    ($($name:ident)*) => {
        $(
            #[derive(Clone, Debug)]
            #[must_use = "a call is sent when it is awaited"]
            pub(super) struct $name<'a, M = Async> {
                pub(super) call: Call<'a, M>,
            }

            impl<'a> $name<'a> {
                pub(super) fn of(shop: &'a Shop) -> Self {
                    Self { call: Call::new(&shop.client, Self::ROUTE) }
                }
            }
        )*
    };
}

call! { Watch Talk Say Read Ask }

operation! {
    Watch: GET "/v1/watch" "watch" security [["token"]] accept "text/event-stream";
    Tick { 200..=299 => events json until "[DONE]" };
    WatchError { 404 => NotFound json };
}
operation! {
    Talk: POST "/v1/talk" "talk" security [["token"]] accept "text/event-stream";
    String { 200..=299 => events text };
    NoErrors {};
}
operation! {
    Say: GET "/v1/say" "say" security [["token"]] accept "text/event-stream";
    Whole { 200..=299 => events envelope };
    NoErrors {};
}
operation! {
    Read: GET "/v1/rows" "read" security [["token"]] accept "application/jsonl";
    Tick { 200..=299 => lines json };
    WatchError { 404 => NotFound json };
}
operation! {
    Ask: POST "/v1/ask" "ask" security [["token"]] accept "application/json";
    Tick { 200..=299 => json };
    NoErrors {};
}
streamed! { Ask: Tick => events json until "[DONE]", accept "text/event-stream", flag "stream"; }

/// An answer whose body arrives in these pieces.
pub(super) fn live<'p>(content_type: &str, pieces: impl IntoIterator<Item = &'p [u8]>) -> Answer {
    let pieces: Vec<_> =
        pieces.into_iter().map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let response = ::http::Response::builder().header("content-type", content_type);
    Ok(response.body(chunks(pieces)).unwrap())
}

pub(super) fn events<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> Answer {
    live("text/event-stream", pieces)
}

/// Every way to cut `text` in two, the text in one piece, and the text byte by byte.
pub(super) fn cuts(text: &[u8]) -> Vec<Vec<&[u8]>> {
    let mut all: Vec<Vec<&[u8]>> =
        (0..=text.len()).map(|at| vec![&text[..at], &text[at..]]).collect();
    all.push(text.chunks(1).collect());
    all
}

pub(super) fn shop(answers: impl IntoIterator<Item = Answer>) -> Shop {
    Recorder::new(answers).shop()
}
