//! Tests as users of the SDK write them for code of their own: no server, no waiting.

use std::time::Duration;

use polar_sdk::api::customers::{Get, GetError, List, Update};
use polar_sdk::runtime::{Elapsed, ErrorKind, Method, Uuid};
use polar_sdk::test_util::{Answer, FakeServer, Matching, example, random};
use polar_sdk::{
    Customer, CustomerIndividual, CustomerUpdate, Error, ListResourceCustomer, Polar,
    ResourceNotFound, blocking,
};
use serde_json::json;

fn polar(server: &FakeServer) -> Polar {
    Polar::builder().oat("polar_oat_offline").transport(server.clone()).build().unwrap()
}

/// The code that is tested: gives a name to all customers that have none, and counts them.
async fn name_the_nameless(polar: &Polar, name: &str) -> Result<usize, Error> {
    let mut named = 0;
    let mut customers = polar.customers().list().limit(100).items();
    while let Some(customer) = customers.next().await {
        if let Customer::Individual(CustomerIndividual { id, name: None, .. }) = customer? {
            polar.customers().update(id, &CustomerUpdate::new().name(name)).await?;
            named += 1;
        }
    }
    Ok(named)
}

fn individual(name: Option<&str>) -> Customer {
    let mut customer: CustomerIndividual = example();
    customer.name = name.map(str::to_owned);
    Customer::Individual(customer)
}

fn page(customers: Vec<Customer>, last: i64) -> Answer {
    let mut page: ListResourceCustomer = example();
    page.pagination.max_page = last;
    page.items = customers;
    Answer::json(200, &page)
}

#[tokio::test]
async fn the_nameless_of_two_pages_are_named() {
    let server = FakeServer::new()
        .on(List::ROUTE, page(vec![individual(None), individual(Some("Ada"))], 2))
        .on(List::ROUTE, page(vec![individual(None)], 2))
        .always(Update::ROUTE, |_| Answer::example::<Customer>(200));
    assert_eq!(name_the_nameless(&polar(&server), "N. N.").await.unwrap(), 2);

    let sent = server.requests();
    let shown: Vec<String> = sent.iter().map(|request| request.to_string()).collect();
    let id = example::<CustomerIndividual>().id;
    let update = format!("PATCH /v1/customers/{id}");
    assert_eq!(shown, ["GET /v1/customers/", &update, "GET /v1/customers/", &update]);
    assert_eq!(sent[2].query(), [("limit", "100"), ("page", "2")]);
    assert_eq!(sent[1].json(), Some(json!({"name": "N. N."})));
    assert_eq!(sent[1].header("authorization"), Some("Bearer polar_oat_offline"));
    server.assert_done();
}

#[tokio::test]
async fn an_overloaded_server_is_waited_for_in_no_time() {
    let server = FakeServer::new()
        .answer(Answer::status(429).header("retry-after", "30"))
        .answer(Answer::reset())
        .answer(page(Vec::new(), 0));
    assert_eq!(name_the_nameless(&polar(&server), "").await.unwrap(), 0);
    assert!(server.elapsed() >= Duration::from_secs(30));
    server.assert_done();
}

#[tokio::test]
async fn failures_are_what_they_would_be() {
    let server = FakeServer::new()
        .on(List::ROUTE, page(vec![individual(None)], 1))
        .on("customers:update", Answer::silent());
    let error = name_the_nameless(&polar(&server), "").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout(Elapsed::Attempt), 1));
    assert_eq!(server.elapsed(), Duration::from_secs(30));

    let missing: ResourceNotFound = example();
    server.on(("GET", "/v1/customers/{id}"), Answer::json(404, &missing));
    let error = polar(&server).customers().get(Uuid::nil()).await.unwrap_err();
    assert_eq!(error.documented(), Some(&GetError::NotFound(missing)));
}

#[tokio::test]
async fn a_request_that_was_not_expected_is_named() {
    let server = FakeServer::new().on(Get::ROUTE, Answer::example::<Customer>(200));
    let error = name_the_nameless(&polar(&server), "").await.unwrap_err();
    assert!(error.is_refused());
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "not expected: GET /v1/customers/");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn blocking_clients_have_the_same_server() {
    let server = FakeServer::new()
        .answer(Answer::status(503))
        .answer(Answer::example::<Customer>(200).after(Duration::from_secs(3)));
    let builder = blocking::Polar::builder().oat("polar_oat_offline").transport(server.clone());
    let polar = builder.build().unwrap();
    assert_eq!(polar.customers().get(Uuid::nil()).send().unwrap(), example::<Customer>());
    assert!(server.elapsed() >= Duration::from_secs(3));
    server.assert_done();
}

#[tokio::test]
async fn whatever_a_newer_server_sends_is_read() {
    let server = FakeServer::new();
    let polar = polar(&server);
    for seed in 0..50 {
        let customer: Customer = random(seed);
        server.answer(Answer::json(200, &customer));
        assert_eq!(polar.customers().get(Uuid::nil()).await.unwrap(), customer);
    }
    server.always(Matching::any(), |request| Answer::text(200, request.url()));
    let reply = polar.request(Method::GET, "/v1/later").await.unwrap();
    assert_eq!(reply.text().unwrap(), "https://api.polar.sh/v1/later");
}
