//! A small API, written as generated code is.

use serde::{Deserialize, Serialize};

use crate::runtime::{Api, Async, Bytes, Call, Client, NoErrors, RateLimit, Scheme, Secret, Style};

pub(super) const API: Api = Api {
    user_agent: "shop-sdk/1.0.0",
    server: "https://shop.example",
    headers: &[("Shop-Version", "2026-10")],
    schemes: &[
        ("token", Scheme::Bearer),
        ("login", Scheme::Basic),
        ("key", Scheme::Header("X-Key")),
        ("query_key", Scheme::Query("api key")),
        ("cookie_key", Scheme::Cookie("session")),
        ("ticket", Scheme::Http("Ticket")),
    ],
    rate_limits: &[
        ("https://sandbox.shop.example/", RateLimit::per_minute(100)),
        ("https://shop.example", RateLimit::per_minute(500)),
    ],
};

#[derive(Clone, Debug)]
pub(super) struct Shop {
    pub(super) client: Client,
}

impl From<Client> for Shop {
    fn from(client: Client) -> Self {
        Self { client }
    }
}

pub(super) type Builder = crate::runtime::Builder<Shop>;

impl Builder {
    pub(super) fn token(self, token: impl Into<Secret>) -> Self {
        self.credential("token", token)
    }
}

impl Shop {
    pub(super) fn builder() -> Builder {
        Builder::new(&API)
    }

    pub(super) fn get(&self, id: &str) -> Get<'_> {
        Get { call: Call::new(&self.client, Get::ROUTE).path("id", id) }
    }

    pub(super) fn list(&self) -> List<'_> {
        List { call: Call::new(&self.client, List::ROUTE) }
    }

    pub(super) fn update(&self, id: &str, body: &Item) -> Update<'_> {
        Update { call: Call::new(&self.client, Update::ROUTE).path("id", id).json(body) }
    }

    pub(super) fn delete(&self, id: &str) -> Delete<'_> {
        Delete { call: Call::new(&self.client, Delete::ROUTE).path("id", id) }
    }

    pub(super) fn export(&self) -> Export<'_> {
        Export { call: Call::new(&self.client, Export::ROUTE) }
    }

    pub(super) fn image(&self) -> Image<'_> {
        Image { call: Call::new(&self.client, Image::ROUTE) }
    }

    pub(super) fn probe(&self) -> Probe<'_> {
        Probe { call: Call::new(&self.client, Probe::ROUTE) }
    }

    pub(super) fn start(&self) -> Start<'_> {
        Start { call: Call::new(&self.client, Start::ROUTE) }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Item {
    pub(super) id: i64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct ItemPage {
    pub(super) items: Vec<Item>,
    pub(super) pagination: Pagination,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Pagination {
    pub(super) total_count: i64,
    pub(super) max_page: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Missing {
    pub(super) error: String,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(super) enum GetError {
    NotFound(Missing),
    Gone,
    Other(serde_json::Value),
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(super) enum StartOk {
    Ok(Item),
    Accepted,
}

macro_rules! call {
    ($($name:ident)*) => {
        $(
            #[derive(Clone, Debug)]
            #[must_use = "a call is sent when it is awaited"]
            pub(super) struct $name<'a, M = Async> {
                pub(super) call: Call<'a, M>,
            }
        )*
    };
}

call! { Get List Update Delete Export Image Probe Start }

impl List<'_> {
    pub(super) fn page(self, page: i64) -> Self {
        Self { call: self.call.query("page", &page) }
    }

    pub(super) fn sorting(self, sorting: &[&str]) -> Self {
        Self { call: self.call.query("sorting", sorting) }
    }

    pub(super) fn metadata(self, metadata: &serde_json::Value) -> Self {
        Self { call: self.call.query_as(Style::DeepObject, "metadata", metadata) }
    }
}

operation! {
    Get: GET "/v1/items/{id}" "items:get" security [["token"]] accept "application/json";
    Item { 200..=299 => json };
    GetError { 404 => NotFound json, 410 => Gone empty, 500..=599 => Other json };
}
operation! {
    List: GET "/v1/items/" "items:list" security [["token"], ["key"]] accept "application/json";
    ItemPage { 200..=299 => json };
    NoErrors {};
}
paged! {
    List: page "page", items [items]: Item, last [pagination.max_page],
    total [pagination.total_count];
}
operation! {
    Update: PATCH "/v1/items/{id}" "items:update" security [["token"]] accept "application/json";
    Option<Item> { 200..=299 => json };
    GetError { 404 => NotFound json, _ => Other json };
}
operation! {
    Delete: DELETE "/v1/items/{id}" "items:delete" security [["token"]] accept "application/json";
    () { 200..=299 => empty };
    NoErrors {};
}
operation! {
    Export: GET "/v1/items/export" "items:export" security [["token"]] accept "text/csv, application/json";
    String { 200..=299 => text };
    NoErrors {};
}
operation! {
    Image: GET "/v1/image" "image" security [] accept "image/png";
    Bytes { 200..=299 => bytes };
    NoErrors {};
}
operation! {
    Probe: HEAD "/v1/items" "probe" security [[]] accept "";
    () { _ => empty };
    NoErrors {};
}
operation! {
    Start: POST "/v1/start" "start" security [["token"]] accept "application/json";
    StartOk { 200 => Ok json, 202 => Accepted empty };
    NoErrors {};
}
