//! The probes that the two official Python SDKs were put to, one test each, named after them.
//! Every one of them goes over the wire.

use std::time::Duration;

use polar_sdk::api::customers::GetError;
use polar_sdk::runtime::{ErrorKind, Map, Timestamp, Uuid};
use polar_sdk::{
    BenefitType, Customer, CustomerIndividual, CustomerState, CustomerStateBenefitGrant,
    CustomerStateBenefitGrantProperties as Properties, MetadataQueryValue, PaymentMethod,
    TaxIdFormat,
};
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies::{generic, grant, individual, not_found, page, state};
use super::support::{CUSTOMER, client, id, server, with, without, written};

async fn get(body: Value) -> Customer {
    let server = server([Answer::json(200, body)]);
    client(&server).customers().get(id(CUSTOMER)).await.unwrap()
}

async fn get_individual(body: Value) -> CustomerIndividual {
    match get(body).await {
        Customer::Individual(customer) => customer,
        other => panic!("{other:?}"),
    }
}

async fn get_grant(grant: Value) -> CustomerStateBenefitGrant {
    let body = with(state(), "/granted_benefits", json!([grant]));
    let server = server([Answer::json(200, body)]);
    match client(&server).customers().get_state(id(CUSTOMER)).await.unwrap() {
        CustomerState::Individual(mut state) => state.granted_benefits.remove(0),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn probe_properties_of_four_grants_keep_all_data() {
    for (benefit_type, properties) in [
        ("license_keys", json!({"license_key_id": "k1", "display_key": "****-1"})),
        ("downloadables", json!({"files": ["f1", "f2"]})),
        ("github_repository", json!({"repository_owner": "acme", "permission": "pull"})),
        ("slack_shared_channel", json!({"channel_id": "c1", "invited_email": "a@example.com"})),
    ] {
        let grant = get_grant(grant(benefit_type, properties.clone())).await;
        let right = match &grant.properties {
            Properties::LicenseKeys(keys) => keys.display_key.as_deref() == Some("****-1"),
            Properties::Downloadables(downloads) => downloads.files.is_some(),
            Properties::GithubRepository(github) => github.permission.is_some(),
            Properties::SlackSharedChannel(slack) => slack.channel_id.is_some(),
            _ => false,
        };
        assert!(right, "{grant:?}");
        assert_eq!(written(&grant.properties), properties);
    }
}

#[tokio::test]
async fn probe_a_github_grant_with_only_an_account_is_github() {
    let grant = get_grant(grant("github_repository", json!({"account_id": "h1"}))).await;
    let Properties::GithubRepository(github) = grant.properties else { panic!("{grant:?}") };
    assert_eq!(github.account_id.as_option().unwrap(), "h1");
}

#[tokio::test]
async fn probe_a_new_benefit_type_is_kept() {
    let properties = json!({"seats": 3, "deep": {"x": [null]}});
    let grant = get_grant(grant("hologram", properties.clone())).await;
    assert_eq!(grant.benefit_type, BenefitType::Unknown("hologram".to_owned()));
    assert_eq!(grant.properties, Properties::Unknown(properties));
}

#[tokio::test]
async fn probe_a_new_customer_type_is_kept() {
    let body = with(individual(), "/type", json!("robot"));
    let customer = get(body.clone()).await;
    assert_eq!(customer.tag(), Some("robot"));
    assert_eq!(written(&customer), body);
}

#[tokio::test]
async fn probe_a_new_tax_id_format_is_kept() {
    let body = with(individual(), "/tax_id", json!(["X1", "xx_new"]));
    let (value, format) = get_individual(body).await.tax_id.unwrap();
    assert_eq!(value, "X1");
    assert_eq!(format, TaxIdFormat::Unknown("xx_new".to_owned()));
}

#[tokio::test]
async fn probe_the_type_of_a_tax_id_is_a_pair() {
    let tax_id: Option<(String, TaxIdFormat)> = get_individual(individual()).await.tax_id;
    assert_eq!(tax_id, Some(("DE123456789".to_owned(), TaxIdFormat::EuVat)));
}

#[tokio::test]
async fn probe_times_and_uuids_have_their_own_types() {
    let customer = get_individual(individual()).await;
    let (created_at, id): (Timestamp, Uuid) = (customer.created_at, customer.id);
    assert_eq!(created_at.as_microsecond(), 1_772_600_767_891_011);
    assert_eq!(id.get_version_num(), 4);
}

#[tokio::test]
async fn probe_a_kr_card_keeps_its_metadata() {
    let metadata = json!({"brand": "shinhan", "last4": "1234"});
    let body = with(generic("kr_card"), "/method_metadata", metadata.clone());
    let server = server([Answer::json(200, page(json!([body]), 1, 1))]);
    let list = client(&server).customers().list_payment_methods(id(CUSTOMER)).await.unwrap();
    let [PaymentMethod::Generic(method)] = list.items.as_slice() else { panic!("{list:?}") };
    assert_eq!(method.r#type, "kr_card");
    assert_eq!(method.additional["method_metadata"], metadata);
    assert_eq!(written(&list.items[0]), body);
}

#[tokio::test]
async fn probe_a_required_billing_name_may_be_absent() {
    let customer = get_individual(without(individual(), "/billing_name")).await;
    assert_eq!(customer.billing_name, None);
    assert_eq!(customer.name.as_deref(), Some("Ada Ünal"));
}

#[tokio::test]
async fn probe_a_404_with_html_is_a_404() {
    let html = "<html><h1>404</h1></html>";
    let server = server([Answer::new(404, html).header("content-type", "text/html")]);
    let error = client(&server).customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.body().unwrap(), html);
    assert_eq!(error.documented(), None);
}

#[tokio::test]
async fn probe_the_404_of_the_router_is_a_404() {
    let routed = json!({"detail": "Not Found"});
    let server = server([Answer::json(404, &routed), Answer::json(404, not_found())]);
    let polar = client(&server);
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.body().unwrap(), &routed.to_string());
    // And the documented one is typed.
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    let Some(GetError::NotFound(body)) = error.documented() else { panic!("{error:?}") };
    assert_eq!(body.detail, "Not found");
}

#[tokio::test]
async fn probe_retry_after_as_a_date() {
    let answer = Answer::new(429, "")
        .header("date", "Sat, 22 Aug 2026 10:00:00 GMT")
        .header("retry-after", "Sat, 22 Aug 2026 10:01:30 GMT");
    let server = server([answer]);
    let error = client(&server).customers().list().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
}

#[tokio::test]
async fn probe_external_ids_reach_their_own_resource() {
    let cases = [
        ("a/b", "a%2Fb"),
        ("a?x=1", "a%3Fx%3D1"),
        ("a#b", "a%23b"),
        ("../../v1/orders", "..%2F..%2Fv1%2Forders"),
    ];
    let server = server(cases.map(|_| Answer::json(200, individual())));
    let polar = client(&server);
    for (index, (external_id, segment)) in cases.into_iter().enumerate() {
        polar.customers().get_external(external_id).await.unwrap();
        let target = &server.requests()[index].target;
        assert_eq!(target, &format!("/v1/customers/external/{segment}"));
    }
}

#[tokio::test]
async fn probe_metadata_with_two_values_repeats_its_key() {
    let server = server([Answer::json(200, page(json!([]), 0, 0))]);
    let values = MetadataQueryValue::StringList(vec!["a".to_owned(), "b".to_owned()]);
    let query = Map::from([("k".to_owned(), values)]);
    client(&server).customers().list().metadata(&query).await.unwrap();
    let expected = "/v1/customers/?metadata%5Bk%5D=a&metadata%5Bk%5D=b";
    assert_eq!(server.requests()[0].target, expected);
}

#[tokio::test]
async fn probe_the_user_agent_names_the_sdk() {
    let server = server([Answer::json(200, individual())]);
    client(&server).customers().get(id(CUSTOMER)).await.unwrap();
    let request = &server.requests()[0];
    let [user_agent] = request.header("user-agent")[..] else { panic!("{request:?}") };
    let version = user_agent.strip_prefix("polar-sdk/").unwrap();
    assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{user_agent}");
}
