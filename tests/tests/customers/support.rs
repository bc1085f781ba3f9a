//! A client of the loopback server, and what the tests of all operations share.

use polar_sdk::Polar;
use polar_sdk::runtime::Uuid;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::server::{Answer, Server};

pub(crate) const TOKEN: &str = "polar_oat_loopback";

pub(crate) const CUSTOMER: &str = "1c1ad4a2-41ac-4ce9-a45e-6d7f10a7f6b5";
pub(crate) const MEMBER: &str = "8f9c2f64-1b5e-4c0f-8a57-0d9c1d3f2b11";
pub(crate) const ORGANIZATION: &str = "7a3dbb0c-95f0-4d7f-b4de-2f8a1f6f9f02";

pub(crate) fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

pub(crate) fn server(answers: impl IntoIterator<Item = Answer>) -> Server {
    Server::start(answers).unwrap()
}

pub(crate) fn client(server: &Server) -> Polar {
    builder(server).build().unwrap()
}

/// Without retries: each test says which requests it expects. `retries` has those that repeat.
pub(crate) fn builder(server: &Server) -> polar_sdk::Builder {
    Polar::builder().retries(0).oat(TOKEN).server(polar_sdk::Server::Custom(server.url()))
}

/// Reads a value as the SDK reads a body of this type.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> T {
    match serde_json::from_str(&value.to_string()) {
        Ok(read) => read,
        Err(error) => panic!("{error}\nin {value:#}"),
    }
}

/// Writes a value as the SDK writes a body.
pub(crate) fn written(value: &impl Serialize) -> Value {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// `value` with the member at `pointer` set.
pub(crate) fn with(mut value: Value, pointer: &str, member: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let object = value.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    object.insert(key.to_owned(), member);
    value
}

/// `value` without the member at `pointer`, which must be there.
pub(crate) fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let object = value.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
    object.remove(key).unwrap();
    value
}
