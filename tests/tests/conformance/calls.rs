//! All calls of the SDK: each operation for each documented answer, then with every parameter and
//! every body. Each answer must decode into its typed form without losing anything.

use std::fmt::Debug;

use polar_sdk::runtime::{Map, Operation, OperationError, Response, Route, Uuid};
use polar_sdk::{CustomerSortProperty, MetadataQueryValue, Polar};
use serde::Serialize;
use serde_json::Value;

use super::bodies;
use super::document::Document;

pub(crate) const ORGANIZATION: &str = "7187ec3c-d75e-4eab-b8ab-862a5062b3e7";
const OTHER_ORGANIZATION: &str = "5b8d0d5c-5d5c-4b2e-9c8a-0f7c3c9c6c11";
const CUSTOMER: &str = "eef661d2-fef0-428f-bbd6-1f22a4b292df";
const MEMBER: &str = "13000135-b247-474c-8e58-9b19d7335ab6";

/// External IDs with everything that could be taken for something else in a path.
const EXTERNAL: &str = "a/b?c#d e%ü";
const MEMBER_EXTERNAL: &str = "m&n=o;p+q";

/// Asks once for each answer that the document gives the operation, each time with a new call.
macro_rules! each_answer {
    ($document:expr, $call:expr) => {
        for answer in &$document.operation(route(&$call).id).answers {
            let result = $call.header("Prefer", answer).with_response().await;
            check(answer, result);
        }
    };
}

pub(crate) async fn make_all(api: &Polar, document: &Document) {
    customers(api, document).await;
    members(api, document).await;
    parameters(api).await;
    sent_bodies(api).await;
    lists(api).await;
}

async fn customers(api: &Polar, document: &Document) {
    let (customers, id) = (api.customers(), id(CUSTOMER));
    let [create, ..] = bodies::creates();
    let [update, ..] = bodies::updates();
    let [update_external, ..] = bodies::updates_external();
    each_answer!(document, customers.list());
    each_answer!(document, customers.create(&create));
    each_answer!(document, customers.export());
    each_answer!(document, customers.get(id));
    each_answer!(document, customers.update(id, &update));
    each_answer!(document, customers.delete(id));
    each_answer!(document, customers.get_external(EXTERNAL));
    each_answer!(document, customers.update_external(EXTERNAL, &update_external));
    each_answer!(document, customers.delete_external(EXTERNAL));
    each_answer!(document, customers.get_state(id));
    each_answer!(document, customers.get_state_external(EXTERNAL));
    each_answer!(document, customers.list_payment_methods(id));
    each_answer!(document, customers.list_payment_methods_external(EXTERNAL));
}

async fn members(api: &Polar, document: &Document) {
    let (members, id, member) = (api.customers().members(), id(CUSTOMER), id(MEMBER));
    let [create, ..] = bodies::new_members();
    let [update, ..] = bodies::member_updates();
    each_answer!(document, members.create(id, &create));
    each_answer!(document, members.create_external(EXTERNAL, &create));
    each_answer!(document, members.get(id, member));
    each_answer!(document, members.update(id, member, &update));
    each_answer!(document, members.delete(id, member));
    each_answer!(document, members.get_external(EXTERNAL, MEMBER_EXTERNAL));
    each_answer!(document, members.update_external(EXTERNAL, MEMBER_EXTERNAL, &update));
    each_answer!(document, members.delete_external(EXTERNAL, MEMBER_EXTERNAL));
}

async fn parameters(api: &Polar) {
    let customers = api.customers();
    let organizations = [id(ORGANIZATION), id(OTHER_ORGANIZATION)];
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    let metadata = Map::from([
        ("plan".to_owned(), MetadataQueryValue::StringList(texts(&["pro", "a & b"]))),
        ("seats".to_owned(), MetadataQueryValue::IntegerList(vec![4, -5])),
        ("flags".to_owned(), MetadataQueryValue::BooleanList(vec![true, false])),
        ("note".to_owned(), MetadataQueryValue::String("x=y".to_owned())),
        ("rank".to_owned(), MetadataQueryValue::Integer(1)),
        ("beta".to_owned(), MetadataQueryValue::Boolean(true)),
    ]);
    let all = customers
        .list()
        .organization_id(organizations)
        .email("a+b@example.com")
        .query("harbour & co")
        .active(true)
        .page(2)
        .limit(500)
        // Prism refuses a single key, because it does not see an array in an array or null.
        .sorting(CustomerSortProperty::KNOWN)
        .metadata(&metadata);
    decoded(&all.with_response().await.unwrap());
    let one = customers.list().organization_id(id(ORGANIZATION)).active(false);
    decoded(&one.with_response().await.unwrap());

    decoded(&customers.export().organization_id(organizations).with_response().await.unwrap());
    decoded(&customers.export().organization_id(id(ORGANIZATION)).with_response().await.unwrap());
    for anonymize in [true, false] {
        customers.delete(id(CUSTOMER)).anonymize(anonymize).await.unwrap();
        customers.delete_external(EXTERNAL).anonymize(anonymize).await.unwrap();
    }
    let methods = customers.list_payment_methods(id(CUSTOMER)).page(1).limit(100);
    decoded(&methods.with_response().await.unwrap());
    let methods = customers.list_payment_methods_external(EXTERNAL).page(1).limit(1);
    decoded(&methods.with_response().await.unwrap());
}

async fn sent_bodies(api: &Polar) {
    let (customers, members) = (api.customers(), api.customers().members());
    let (id, member) = (id(CUSTOMER), id(MEMBER));
    for body in bodies::creates() {
        decoded(&customers.create(&body).with_response().await.unwrap());
    }
    for body in bodies::updates() {
        decoded(&customers.update(id, &body).with_response().await.unwrap());
    }
    for body in bodies::updates_external() {
        decoded(&customers.update_external(EXTERNAL, &body).with_response().await.unwrap());
    }
    for body in bodies::new_members() {
        decoded(&members.create(id, &body).with_response().await.unwrap());
        decoded(&members.create_external(EXTERNAL, &body).with_response().await.unwrap());
    }
    for body in bodies::member_updates() {
        decoded(&members.update(id, member, &body).with_response().await.unwrap());
        let update = members.update_external(EXTERNAL, MEMBER_EXTERNAL, &body);
        decoded(&update.with_response().await.unwrap());
    }
}

/// The examples are lists of two items on one page.
async fn lists(api: &Polar) {
    let customers = api.customers();
    let mut items = customers.list().items();
    assert!(items.next().await.unwrap().is_ok() && items.next().await.unwrap().is_ok());
    assert!(items.next().await.is_none());
    let mut items = customers.list_payment_methods(id(CUSTOMER)).items();
    assert!(items.next().await.unwrap().is_ok() && items.next().await.unwrap().is_ok());
    assert!(items.next().await.is_none());
    let mut pages = customers.list_payment_methods_external(EXTERNAL).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().items.len(), 2);
    assert!(pages.next().await.is_none());
}

/// Whether the answer asked for came, and came in its typed form.
fn check<T: Serialize + Debug, E: Debug>(
    asked: &str,
    result: Result<Response<T>, OperationError<E>>,
) {
    match result {
        Ok(response) => {
            assert!(asked.starts_with(&format!("code={}", response.status.as_str())), "{asked}");
            decoded(&response);
        }
        Err(error) => {
            let status = error.status().unwrap_or_else(|| panic!("{asked}: {error:?}"));
            assert!(asked.starts_with(&format!("code={}", status.as_str())), "{asked}: {error:?}");
            let documented = format!("{:?}", error.documented().expect("a documented error"));
            // The variants are called as HTTP calls the statuses: `NotFound(…)`.
            let variant = status.canonical_reason().unwrap().replace(' ', "");
            assert!(documented.starts_with(&format!("{variant}(")), "{documented}");
            assert!(!documented.contains("Unknown("), "{documented}");
        }
    }
}

/// Whether the value is typed throughout, and written again is what was received.
fn decoded<T: Serialize + Debug>(response: &Response<T>) {
    let shown = format!("{:?}", response.value);
    assert!(!shown.contains("Unknown("), "not typed: {shown}");
    let written = serde_json::to_value(&response.value).unwrap();
    let received = if response.body.is_empty() {
        Value::Null
    } else if response.headers["content-type"].as_bytes().starts_with(b"application/json") {
        serde_json::from_slice(&response.body).unwrap()
    } else {
        Value::from(std::str::from_utf8(&response.body).unwrap())
    };
    assert_eq!(written, received);
}

fn route<O: Operation>(_: &O) -> &'static Route {
    O::ROUTE
}

pub(crate) fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}
