//! Answers that bear the names which generic parameters usually have: what `operation!` and
//! `paged!` declare must not stand in front of them.

use serde::Deserialize;

use super::support::{Answer, Recorder, json};
use crate::runtime::{Async, Call};

macro_rules! answers {
    ($($module:ident $type:ident)*) => {
        $(
            #[derive(Clone, Debug, PartialEq, Deserialize)]
            pub(super) struct $type {
                items: Vec<$type>,
            }

            #[expect(dead_code, reason = "a call has more methods than are tried here")]
            mod $module {
                use super::{$type, Async, Call};

                #[derive(Clone, Debug, PartialEq)]
                pub(super) enum Failure {
                    NotFound($type),
                    Gone,
                }

                #[derive(Clone, Debug)]
                #[must_use = "a call is sent when it is awaited"]
                pub(super) struct List<'a, M = Async> {
                    pub(super) call: Call<'a, M>,
                }
                operation! {
                    List: GET "/" "list" security [] accept "application/json";
                    $type { 200 => json };
                    Failure { 404 => NotFound json, 410 => Gone empty };
                }
                paged! { List: page "page", items [items]: $type; }
            }
        )*

        #[tokio::test]
        async fn answers_of_any_name() {
            $(
                let recorder = Recorder::new([page(200), page(404), page(200)]);
                let client = recorder.shop().client;
                let empty = $type { items: Vec::new() };
                let answer = $type { items: vec![empty.clone()] };
                let list = || $module::List { call: Call::new(&client, &$module::List::ROUTE) };
                assert_eq!(list().await.unwrap(), answer);
                let error = list().await.unwrap_err();
                assert_eq!(error.documented(), Some(&$module::Failure::NotFound(answer)));
                assert_eq!(list().items().next().await.unwrap().unwrap(), empty);
            )*
        }
    };
}

answers! { position Position d D s S a A e E t T }

fn page(status: u16) -> Answer {
    json(status, r#"{"items":[{"items":[]}]}"#)
}
