//! Query parameters, as the bytes of the request's target.

use polar_sdk::api::customers::List;
use polar_sdk::runtime::Map;
use polar_sdk::{CustomerSortProperty, MetadataQuery, MetadataQueryValue};
use serde_json::json;
use tests::server::Answer;

use super::bodies::page;
use super::support::{CUSTOMER, ORGANIZATION, client, id, server};

const OTHER: &str = "0be1b3a4-12e7-4f0b-93d3-f0b9bb5b2f0a";

#[tokio::test]
async fn the_list_writes_its_parameters() {
    type Set = for<'a> fn(List<'a>) -> List<'a>;
    let cases: Vec<(Set, String)> = vec![
        (|list| list, String::new()),
        (|list| list.organization_id(id(ORGANIZATION)), format!("organization_id={ORGANIZATION}")),
        (
            |list| list.organization_id([id(ORGANIZATION), id(OTHER)]),
            format!("organization_id={ORGANIZATION}&organization_id={OTHER}"),
        ),
        (|list| list.email("a+b@example.com"), "email=a%2Bb%40example.com".to_owned()),
        (|list| list.query("Ünal & Co = 100%#?"), {
            "query=%C3%9Cnal%20%26%20Co%20%3D%20100%25%23%3F".to_owned()
        }),
        (|list| list.query(""), "query=".to_owned()),
        (|list| list.active(true), "active=true".to_owned()),
        (|list| list.active(false), "active=false".to_owned()),
        (|list| list.page(3).limit(500), "page=3&limit=500".to_owned()),
        (|list| list.page(3).page(4), "page=4".to_owned()),
        (
            |list| {
                list.sorting(&[
                    CustomerSortProperty::NameDesc,
                    CustomerSortProperty::Name,
                    CustomerSortProperty::CreatedAtDesc,
                    CustomerSortProperty::CreatedAt,
                    CustomerSortProperty::EmailDesc,
                    CustomerSortProperty::Email,
                    CustomerSortProperty::from("-balance"),
                ])
            },
            "sorting=-name&sorting=name&sorting=-created_at&sorting=created_at\
             &sorting=-email&sorting=email&sorting=-balance"
                .to_owned(),
        ),
        (|list| list.sorting(&[]), String::new()),
        (|list| list.metadata(&metadata()), {
            "metadata%5Ba%20b%26%5D=x%20y&metadata%5Bbeta%5D=true&metadata%5Bplan%5D=pro\
             &metadata%5Bplan%5D=team&metadata%5Bseats%5D=12"
                .to_owned()
        }),
        (|list| list.metadata(&MetadataQuery::new()), String::new()),
        (|list| list.extra_query("beta", "1").limit(1), "beta=1&limit=1".to_owned()),
    ];
    let server = server(cases.iter().map(|_| Answer::json(200, page(json!([]), 0, 0))));
    let polar = client(&server);
    for (index, (set, query)) in cases.iter().enumerate() {
        set(polar.customers().list()).await.unwrap();
        let question = if query.is_empty() { "" } else { "?" };
        let expected = format!("/v1/customers/{question}{query}");
        assert_eq!(server.requests()[index].target, expected);
    }
}

#[tokio::test]
async fn the_other_operations_write_theirs() {
    let server = server([
        Answer::new(200, "ID\r\n").header("content-type", "text/csv"),
        Answer::json(200, page(json!([]), 0, 0)),
        Answer::json(200, page(json!([]), 0, 0)),
        Answer::new(204, ""),
        Answer::new(204, ""),
    ]);
    let polar = client(&server);
    let customers = polar.customers();
    customers.export().organization_id(vec![id(ORGANIZATION), id(OTHER)]).await.unwrap();
    customers.list_payment_methods(id(CUSTOMER)).page(2).limit(100).await.unwrap();
    customers.list_payment_methods_external("x y").limit(1).await.unwrap();
    customers.delete(id(CUSTOMER)).anonymize(true).await.unwrap();
    customers.delete_external("x").anonymize(false).await.unwrap();
    let targets: Vec<String> = server.requests().into_iter().map(|r| r.target).collect();
    assert_eq!(
        targets,
        [
            format!("/v1/customers/export?organization_id={ORGANIZATION}&organization_id={OTHER}"),
            format!("/v1/customers/{CUSTOMER}/payment-methods?page=2&limit=100"),
            "/v1/customers/external/x%20y/payment-methods?limit=1".to_owned(),
            format!("/v1/customers/{CUSTOMER}?anonymize=true"),
            "/v1/customers/external/x?anonymize=false".to_owned(),
        ]
    );
}

fn metadata() -> MetadataQuery {
    Map::from([
        ("plan".to_owned(), MetadataQueryValue::StringList(vec!["pro".into(), "team".into()])),
        ("seats".to_owned(), MetadataQueryValue::Integer(12)),
        ("beta".to_owned(), MetadataQueryValue::Boolean(true)),
        ("a b&".to_owned(), MetadataQueryValue::String("x y".to_owned())),
    ])
}
