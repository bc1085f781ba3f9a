//! An event, and the ways in which its data becomes a value.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::sse::RawEvent;
use crate::runtime::http::answer::reply::Unread;
use crate::runtime::json;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its type: `message` if the server gave none.
    pub event: String,
    /// The last identifier that the server gave an event, this one or an earlier one; empty if
    /// there was none.
    pub id: String,
    /// Its data.
    pub data: T,
}

/// How the data of an event becomes a value, and which data stands for the end.
pub struct EventFormat<T> {
    pub(crate) read: fn(&RawEvent) -> Result<T, Unread>,
    pub(crate) end: Option<&'static str>,
}

impl<T: DeserializeOwned> EventFormat<T> {
    /// The data is JSON.
    #[must_use]
    pub fn json() -> Self {
        Self { read: |event| json::from_slice(&event.data).map_err(Unread::Json), end: None }
    }

    /// The event as a whole is the value: an object with its type as `event`, its identifier as
    /// `id`, and its data as `data`, which is JSON or, if it cannot be, text. Data that is itself an
    /// object with `data` in it is taken for the whole: some servers send the event in the event.
    #[must_use]
    pub fn envelope() -> Self {
        Self { read: envelope, end: None }
    }
}

impl EventFormat<String> {
    /// The data is text.
    #[must_use]
    pub fn text() -> Self {
        let read =
            |event: &RawEvent| String::from_utf8(event.data.clone()).map_err(|_| Unread::Text);
        Self { read, end: None }
    }
}

impl<T> EventFormat<T> {
    /// An event with this data says that no other will come.
    #[must_use]
    pub fn until(mut self, data: &'static str) -> Self {
        self.end = Some(data);
        self
    }
}

impl<T> std::fmt::Debug for EventFormat<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventFormat").field("end", &self.end).finish_non_exhaustive()
    }
}

fn envelope<T: DeserializeOwned>(event: &RawEvent) -> Result<T, Unread> {
    let text = str::from_utf8(&event.data).map_err(|_| Unread::Text)?;
    let whole = |data: Value| {
        let mut members = Map::new();
        members.insert("event".to_owned(), event.event.clone().into());
        if !event.id.is_empty() {
            members.insert("id".to_owned(), event.id.clone().into());
        }
        members.insert("data".to_owned(), data);
        json::from_slice(Value::Object(members).to_string().as_bytes())
    };
    let value = match serde_json::from_str::<Value>(text) {
        Ok(data) if data.get("data").is_some() => json::from_slice(&event.data),
        Ok(data) => whole(data).or_else(|fault| whole(text.into()).map_err(|_| fault)),
        Err(_) => whole(text.into()),
    };
    value.map_err(Unread::Json)
}
