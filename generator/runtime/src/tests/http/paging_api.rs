//! A list of each style, written as generated code is, and a walk over it in both modes.

use serde::Deserialize;

use super::api::{API, Item};
use super::support::{Answer, Recorder, json};
use crate::runtime::{
    Async, Builder, Call, Client, ErrorKind, Items, Mode, NoErrors, Nullish, Paged,
};

/// A page with everything that a style may want; what is absent says nothing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Sheet {
    pub(super) items: Option<Vec<Item>>,
    #[serde(default)]
    pub(super) total: Option<i64>,
    #[serde(default)]
    pub(super) has_more: Option<bool>,
    #[serde(default)]
    pub(super) links: Nullish<Links>,
    #[serde(default)]
    pub(super) paging: Option<Paging>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Links {
    #[serde(default)]
    pub(super) next: Nullish<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Paging {
    pub(super) next: Option<Box<Next>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Next {
    pub(super) after: String,
}

macro_rules! lists {
    ($($name:ident $path:literal $output:ty { $($row:tt)+ })*) => {
        $(
            #[derive(Clone, Debug)]
            #[must_use = "a call is sent when it is awaited"]
            pub(super) struct $name<'a, M = Async> {
                pub(super) call: Call<'a, M>,
            }
            operation! {
                $name: GET $path "list" security [["token"], ["query_key"]] accept "application/json";
                $output { 200..=299 => json };
                NoErrors {};
            }
            paged! { $name: $($row)+; }

            impl<'a, M> $name<'a, M> {
                pub(super) fn of(client: &'a Client<M>) -> Self {
                    Self { call: Call::new(client, $name::ROUTE) }
                }
            }
        )*
    };
}

lists! {
    Numbers "/v1/items" Sheet { page "page" from 0, items [items]: Item, more [has_more] }
    Flagged "/v1/items" Sheet { page "page", items [items]: Item, more [links?.next] }
    Offsets "/v1/items" Sheet { offset "offset", items [items]: Item, total [total], more [has_more] }
    Cursors "/v1/items" Sheet {
        cursor "after" from [paging?.next?.after], items [items]: Item, total [total], more [has_more]
    }
    Ids "/v1/items" Sheet { cursor "starting_after" from item [id], items [items]: Item, more [has_more] }
    Linked "/v1/items" Sheet { link from [links?.next], items [items]: Item }
    Headed "/v1/items" Vec<Item> { link header, items []: Item }
}

pub(super) fn client_of<M: Mode>(recorder: &Recorder) -> Client<M> {
    builder(recorder).build().unwrap()
}

pub(super) fn builder<M: Mode>(recorder: &Recorder) -> Builder<Client<M>, M> {
    Builder::new(&API).credential("token", "t0ken").retries(0).transport(recorder.clone())
}

/// A page of these items, and whatever else it says.
pub(super) fn sheet(items: &[i64], rest: &serde_json::Value) -> Answer {
    let items: Vec<_> = items.iter().map(|id| serde_json::json!({"id": id})).collect();
    let mut page = serde_json::json!({"items": items});
    let members = page.as_object_mut().unwrap();
    members.extend(rest.as_object().unwrap().clone());
    json(200, &page.to_string())
}

/// The targets that were asked for, without the path that all have.
pub(super) fn asked(recorder: &Recorder) -> Vec<String> {
    let target = |uri: &http::Uri| uri.path_and_query().unwrap().to_string();
    recorder
        .sent()
        .iter()
        .map(|request| target(request.uri()).trim_start_matches("/v1/items").to_owned())
        .collect()
}

pub(super) type Log = Vec<Result<i64, ErrorKind>>;

pub(super) async fn log<O: Paged<Item = Item>>(mut items: Items<'_, O>) -> Log {
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.map(|item| item.id).map_err(|error| error.kind()));
    }
    assert!(items.next().await.is_none(), "a walk that has ended stays so");
    seen
}

#[cfg(feature = "blocking")]
pub(super) fn log_blocking<O: Paged<Item = Item>>(
    mut items: Items<'_, O, crate::runtime::Blocking>,
) -> Log {
    let seen = items.by_ref().map(|item| item.map(|item| item.id).map_err(|error| error.kind()));
    let seen = seen.collect();
    assert!(items.next().is_none(), "a walk that has ended stays so");
    seen
}

/// What a walk over these answers gives and asks for; the same in both modes.
macro_rules! walk {
    ($list:ident, $answers:expr) => {{
        let recorder = Recorder::new($answers);
        let client = client_of::<Async>(&recorder);
        let walk = (log($list::of(&client).items()).await, asked(&recorder));
        #[cfg(feature = "blocking")]
        {
            let recorder = Recorder::new($answers);
            let client = client_of::<crate::runtime::Blocking>(&recorder);
            let seen = log_blocking($list::of(&client).items());
            assert_eq!((seen, asked(&recorder)), walk, "blocking");
        }
        walk
    }};
}
pub(super) use walk;
