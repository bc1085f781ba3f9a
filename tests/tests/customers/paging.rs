//! Lists, walked to the end that the server states, and no further.

use polar_sdk::runtime::{ErrorKind, Position};
use polar_sdk::{Customer, PaymentMethod};
use serde_json::{Value, json};
use tests::server::{Answer, Server};

use super::bodies::{generic, individual, page};
use super::support::{CUSTOMER, client, id, server, with};

/// A page of these customers, told apart by their names.
fn named(names: &[&str], total_count: u64, max_page: u64) -> Answer {
    let items = names.iter().map(|name| with(individual(), "/name", json!(name))).collect();
    Answer::json(200, page(Value::Array(items), total_count, max_page))
}

fn name(customer: &Customer) -> &str {
    match customer {
        Customer::Individual(customer) => customer.name.as_deref().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn targets(server: &Server) -> Vec<String> {
    server.requests().into_iter().map(|request| request.target).collect()
}

fn three() -> [Answer; 3] {
    [named(&["a", "b"], 5, 3), named(&["c", "d"], 5, 3), named(&["e"], 5, 3)]
}

#[tokio::test]
async fn three_pages() {
    let server = server(three());
    let polar = client(&server);
    let mut pages = polar.customers().list().active(true).limit(2).pages();
    assert_eq!((pages.page_number(), pages.total_count(), pages.max_page()), (Some(1), None, None));
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().items.len());
        assert_eq!((pages.total_count(), pages.max_page()), (Some(5), Some(3)));
    }
    assert_eq!(sizes, [2, 2, 1]);
    assert_eq!(pages.page_number(), None);
    assert!(pages.next().await.is_none());
    assert_eq!(
        targets(&server),
        [1, 2, 3].map(|page| format!("/v1/customers/?active=true&limit=2&page={page}"))
    );
}

#[tokio::test]
async fn the_items_of_three_pages() {
    let server = server(three());
    let polar = client(&server);
    let mut items = polar.customers().list().items();
    let mut names = Vec::new();
    while let Some(item) = items.next().await {
        names.push(name(&item.unwrap()).to_owned());
        // No page is fetched before one of its items is asked for.
        assert_eq!(server.requests().len(), names.len().div_ceil(2));
    }
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    assert_eq!(items.total_count(), Some(5));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_empty_list_has_no_page() {
    let server = server([named(&[], 0, 0), named(&[], 0, 0)]);
    let polar = client(&server);
    let mut items = polar.customers().list().items();
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(items.total_count(), Some(0));
    let mut pages = polar.customers().list().pages();
    assert!(pages.next().await.unwrap().unwrap().items.is_empty());
    assert!(pages.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_walk_resumes_where_another_stopped() {
    let server = server(three());
    let polar = client(&server);
    let mut first = polar.customers().list().pages();
    first.next().await.unwrap().unwrap();
    let next = first.page_number().unwrap();
    drop(first);
    let mut rest = polar.customers().list().page(i64::try_from(next).unwrap()).items();
    let mut names = Vec::new();
    while let Some(item) = rest.next().await {
        names.push(name(&item.unwrap()).to_owned());
    }
    assert_eq!(names, ["c", "d", "e"]);
    assert_eq!(targets(&server), [1, 2, 3].map(|page| format!("/v1/customers/?page={page}")));
}

/// A position is a text for a while, and says which item of its page comes next.
#[tokio::test]
async fn a_walk_resumes_within_a_page_in_another_process() {
    let [first, second, third] = three();
    let server = server([first.clone(), first, second, third]);
    let polar = client(&server);
    let mut items = polar.customers().list().limit(2).items();
    assert_eq!(name(&items.next().await.unwrap().unwrap()), "a");
    let kept = serde_json::to_string(&items.position()).unwrap();
    drop(items);
    assert_eq!(kept, r#""page+1:1""#);

    let position: Position = serde_json::from_str(&kept).unwrap();
    let mut rest = polar.customers().list().limit(2).items().resume(position);
    let mut names = Vec::new();
    while let Some(item) = rest.next().await {
        names.push(name(&item.unwrap()).to_owned());
    }
    assert_eq!((names.concat().as_str(), rest.position()), ("bcde", None));
    assert_eq!(
        targets(&server),
        [1, 1, 2, 3].map(|page| format!("/v1/customers/?limit=2&page={page}"))
    );
}

#[tokio::test]
async fn pages_are_asked_for_ahead_on_request() {
    let server = server(three());
    let polar = client(&server);
    let mut items = polar.customers().list().items().prefetch(2);
    items.next().await.unwrap().unwrap();
    let mut count = 1;
    while let Some(item) = items.next().await {
        item.unwrap();
        count += 1;
    }
    // The second and the third page may come to the server in either order.
    let mut targets = targets(&server);
    targets.sort();
    assert_eq!(targets, [1, 2, 3].map(|page| format!("/v1/customers/?page={page}")));
    assert_eq!(count, 5);
}

/// The server lowers `limit` to 100 in silence, so only its own number of pages is right.
#[tokio::test]
async fn a_limit_that_the_server_lowers_loses_nothing() {
    let names: Vec<String> = (0..250).map(|index| index.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let server = server(names.chunks(100).map(|names| named(names, 250, 3)));
    let polar = client(&server);
    let mut items = polar.customers().list().limit(500).items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(name(&item.unwrap()).to_owned());
    }
    assert_eq!(seen, names);
    assert_eq!(
        targets(&server),
        [1, 2, 3].map(|page| format!("/v1/customers/?limit=500&page={page}"))
    );
}

#[tokio::test]
async fn an_error_in_the_middle_keeps_the_place() {
    let [first, second, third] = three();
    let answers = [
        first,
        Answer::new(502, "<html>").header("content-type", "text/html"),
        Answer::json(200, json!({"items": [], "pagination": 3})),
        second,
        third,
    ];
    let server = server(answers);
    let polar = client(&server);
    let mut items = polar.customers().list().items();
    let mut log = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => log.push(name(&item).to_owned()),
            Err(error) => {
                log.push(format!("{:?}", error.kind()));
                assert_eq!(items.pages().page_number(), Some(2));
                assert_eq!(items.total_count(), Some(5));
            }
        }
    }
    assert_eq!(log, ["a", "b", "Status", "Decode", "c", "d", "e"]);
    assert_eq!(targets(&server), [1, 2, 2, 2, 3].map(|page| format!("/v1/customers/?page={page}")));
}

#[tokio::test]
async fn a_page_that_always_fails_ends_the_walk() {
    let server = server((0..20).map(|_| Answer::json(500, json!({"error": "X", "detail": "y"}))));
    let polar = client(&server);
    let mut items = polar.customers().list().items();
    let mut errors = 0;
    while let Some(item) = items.next().await {
        assert_eq!(item.unwrap_err().status().unwrap(), 500);
        errors += 1;
    }
    assert_eq!(errors, 10);
    assert_eq!(server.requests().len(), 10);
}

#[tokio::test]
async fn a_list_that_shrinks_while_it_is_read_ends_at_the_empty_page() {
    let server = server([named(&["a", "b"], 5, 3), named(&[], 2, 3)]);
    let polar = client(&server);
    let mut items = polar.customers().list().items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.unwrap();
        count += 1;
    }
    assert_eq!((count, server.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_list_without_an_end_is_stopped() {
    let server = server((0..5).map(|_| named(&["again"], 1 << 40, 1 << 40)));
    let polar = client(&server);
    let mut items = polar.customers().list().items().max_requests(3);
    let mut count = 0;
    let error = loop {
        match items.next().await.unwrap() {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::TooManyPages);
    assert_eq!((count, server.requests().len()), (3, 3));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn payment_methods_have_pages_too() {
    let methods = |kinds: &[&str]| {
        let items = kinds.iter().map(|kind| generic(kind)).collect();
        Answer::json(200, page(Value::Array(items), 3, 2))
    };
    let answers = [methods(&["a", "b"]), methods(&["c"]), methods(&["a", "b"]), methods(&["c"])];
    let server = server(answers);
    let polar = client(&server);
    let kind = |method: PaymentMethod| match method {
        PaymentMethod::Generic(method) => method.r#type,
        other => panic!("{other:?}"),
    };
    let mut kinds = Vec::new();
    let mut items = polar.customers().list_payment_methods(id(CUSTOMER)).items();
    while let Some(item) = items.next().await {
        kinds.push(kind(item.unwrap()));
    }
    let mut items = polar.customers().list_payment_methods_external("a/b").items();
    while let Some(item) = items.next().await {
        kinds.push(kind(item.unwrap()));
    }
    assert_eq!(kinds, ["a", "b", "c", "a", "b", "c"]);
    assert_eq!(
        targets(&server),
        [
            format!("/v1/customers/{CUSTOMER}/payment-methods?page=1"),
            format!("/v1/customers/{CUSTOMER}/payment-methods?page=2"),
            "/v1/customers/external/a%2Fb/payment-methods?page=1".to_owned(),
            "/v1/customers/external/a%2Fb/payment-methods?page=2".to_owned(),
        ]
    );
}
