//! Bodies that change something: a key that was not set is absent, null is sent where null was
//! asked for, and nothing else is there. Compared as bytes, since the server looks at the keys.

use polar_sdk::runtime::Map;
use polar_sdk::{
    AddressInput, CountryAlpha2Input, CustomerCreate, CustomerIndividualCreate, CustomerTeamCreate,
    CustomerType, CustomerUpdate, CustomerUpdateExternalId, MemberCreateFromCustomer,
    MemberCreateFromCustomerRole, MemberOwnerCreate, MemberRole, MemberUpdate, MetadataValue,
    Nullish,
};
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies;
use super::support::{CUSTOMER, MEMBER, ORGANIZATION, client, id, server};

#[tokio::test]
async fn customer_update() {
    let new = CustomerUpdate::new;
    let cases = [
        (new(), "{}"),
        (new().name("Ada"), r#"{"name":"Ada"}"#),
        (new().name(""), r#"{"name":""}"#),
        (new().name_null(), r#"{"name":null}"#),
        (new().email("a@example.com"), r#"{"email":"a@example.com"}"#),
        (new().email_null(), r#"{"email":null}"#),
        (new().external_id("usr_1"), r#"{"external_id":"usr_1"}"#),
        (new().external_id_null(), r#"{"external_id":null}"#),
        (new().tax_id("DE1"), r#"{"tax_id":"DE1"}"#),
        (new().tax_id_null(), r#"{"tax_id":null}"#),
        (new().locale("fr-CA"), r#"{"locale":"fr-CA"}"#),
        (new().locale_null(), r#"{"locale":null}"#),
        (new().r#type(CustomerType::Team), r#"{"type":"team"}"#),
        (new().type_null(), r#"{"type":null}"#),
        (new().billing_address(address()), r#"{"billing_address":{"country":"DE","line2":null}}"#),
        (new().billing_address_null(), r#"{"billing_address":null}"#),
        (
            new().metadata(metadata()),
            r#"{"metadata":{"beta":false,"ratio":0.5,"s":"x","seats":3}}"#,
        ),
        (new().metadata(Map::new()), r#"{"metadata":{}}"#),
        (new().tax_id("DE1").tax_id_null(), r#"{"tax_id":null}"#),
        (new().tax_id_null().tax_id("DE1"), r#"{"tax_id":"DE1"}"#),
        (new().tax_id_null().name("Ada"), r#"{"name":"Ada","tax_id":null}"#),
    ];
    let server = server(cases.iter().map(|_| Answer::json(200, bodies::individual())));
    let polar = client(&server);
    for (index, (body, expected)) in cases.iter().enumerate() {
        polar.customers().update(id(CUSTOMER), body).await.unwrap();
        assert_eq!(text(&server.requests()[index].body), *expected);
    }
}

#[tokio::test]
async fn customer_update_by_external_id() {
    let new = CustomerUpdateExternalId::new;
    let cases = [
        (new(), "{}"),
        (new().name("Ada"), r#"{"name":"Ada"}"#),
        (new().name_null(), r#"{"name":null}"#),
        (new().email("a@example.com"), r#"{"email":"a@example.com"}"#),
        (new().email_null(), r#"{"email":null}"#),
        (new().tax_id("DE1"), r#"{"tax_id":"DE1"}"#),
        (new().tax_id_null(), r#"{"tax_id":null}"#),
        (new().locale("en"), r#"{"locale":"en"}"#),
        (new().locale_null(), r#"{"locale":null}"#),
        (new().billing_address(address()), r#"{"billing_address":{"country":"DE","line2":null}}"#),
        (new().billing_address_null(), r#"{"billing_address":null}"#),
        (new().metadata(Map::new()), r#"{"metadata":{}}"#),
    ];
    let server = server(cases.iter().map(|_| Answer::json(200, bodies::individual())));
    let polar = client(&server);
    for (index, (body, expected)) in cases.iter().enumerate() {
        polar.customers().update_external("usr_1", body).await.unwrap();
        assert_eq!(text(&server.requests()[index].body), *expected);
    }
}

#[tokio::test]
async fn member_update() {
    let new = MemberUpdate::new;
    let cases = [
        (new(), "{}"),
        (new().name("Grace"), r#"{"name":"Grace"}"#),
        (new().name_null(), r#"{"name":null}"#),
        (new().email("g@example.com"), r#"{"email":"g@example.com"}"#),
        (new().email_null(), r#"{"email":null}"#),
        (new().role(MemberRole::BillingManager), r#"{"role":"billing_manager"}"#),
        (new().role("auditor"), r#"{"role":"auditor"}"#),
        (new().role_null(), r#"{"role":null}"#),
    ];
    let server = server(cases.iter().map(|_| Answer::json(200, bodies::member())));
    let polar = client(&server);
    let members = polar.customers().members();
    for (index, (body, expected)) in cases.iter().enumerate() {
        members.update(id(CUSTOMER), id(MEMBER), body).await.unwrap();
        assert_eq!(text(&server.requests()[index].body), *expected);
    }
}

#[test]
fn a_field_can_be_decided_at_run_time() {
    let from_form = |name: Option<&str>| {
        let mut body = CustomerUpdate::new();
        body.name = Nullish::from_option(name.map(str::to_owned));
        serde_json::to_string(&body).unwrap()
    };
    assert_eq!(from_form(None), r#"{"name":null}"#);
    assert_eq!(from_form(Some("Ada")), r#"{"name":"Ada"}"#);
    let mut body = CustomerUpdate::new().name("Ada");
    body.name = Nullish::Absent;
    assert_eq!(serde_json::to_string(&body).unwrap(), "{}");
}

#[tokio::test]
async fn customer_create() {
    let individual = || CustomerIndividualCreate::new("a@example.com");
    let team = CustomerTeamCreate::new;
    let owner = || MemberOwnerCreate::new("o@example.com").name_null().external_id("o1");
    let cases: Vec<(CustomerCreate, Value)> = vec![
        (individual().into(), json!({"type": "individual", "email": "a@example.com"})),
        (team().into(), json!({"type": "team"})),
        (
            individual()
                .name("Ada")
                .external_id_null()
                .locale("en")
                .tax_id("DE1")
                .organization_id(id(ORGANIZATION))
                .owner_null()
                .metadata(metadata())
                .billing_address(address())
                .into(),
            json!({
                "type": "individual", "email": "a@example.com", "name": "Ada",
                "external_id": null, "locale": "en", "tax_id": "DE1",
                "organization_id": ORGANIZATION, "owner": null,
                "metadata": {"beta": false, "ratio": 0.5, "s": "x", "seats": 3},
                "billing_address": {"country": "DE", "line2": null},
            }),
        ),
        (
            team().email_null().name("Crew").owner(owner()).into(),
            json!({
                "type": "team", "email": null, "name": "Crew",
                "owner": {"email": "o@example.com", "name": null, "external_id": "o1"},
            }),
        ),
    ];
    let server = server(cases.iter().map(|_| Answer::json(201, bodies::individual())));
    let polar = client(&server);
    for (index, (body, expected)) in cases.iter().enumerate() {
        polar.customers().create(body).await.unwrap();
        let sent: Value = serde_json::from_slice(&server.requests()[index].body).unwrap();
        assert_eq!(&sent, expected);
    }
}

#[tokio::test]
async fn member_create() {
    let new = || MemberCreateFromCustomer::new("g@example.com");
    let cases = [
        (new(), r#"{"email":"g@example.com"}"#),
        (new().name_null().external_id_null(), {
            r#"{"email":"g@example.com","external_id":null,"name":null}"#
        }),
        (new().role(MemberCreateFromCustomerRole::BillingManager), {
            r#"{"email":"g@example.com","role":"billing_manager"}"#
        }),
    ];
    let server = server(cases.iter().map(|_| Answer::json(201, bodies::member())));
    let polar = client(&server);
    for (index, (body, expected)) in cases.iter().enumerate() {
        polar.customers().members().create(id(CUSTOMER), body).await.unwrap();
        assert_eq!(text(&server.requests()[index].body), *expected);
    }
}

#[test]
fn a_body_without_a_type_is_an_individual() {
    let read: CustomerCreate = serde_json::from_str(r#"{"email":"a@example.com"}"#).unwrap();
    assert_eq!(read, CustomerIndividualCreate::new("a@example.com").into());
    let read: CustomerCreate = serde_json::from_str(r#"{"name":"Crew","type":"team"}"#).unwrap();
    assert_eq!(read, CustomerTeamCreate::new().name("Crew").into());
}

#[test]
fn the_countries_of_the_two_directions_differ_by_the_five_that_cannot_be_sent() {
    use polar_sdk::CountryAlpha2;

    let output: Vec<&str> = CountryAlpha2::KNOWN.iter().map(CountryAlpha2::as_str).collect();
    let input: Vec<&str> =
        CountryAlpha2Input::KNOWN.iter().map(CountryAlpha2Input::as_str).collect();
    assert_eq!((output.len(), input.len()), (249, 244));
    let only: Vec<&str> = output.into_iter().filter(|code| !input.contains(code)).collect();
    assert_eq!(only, ["CU", "IR", "KP", "RU", "SY"]);
}

fn address() -> AddressInput {
    AddressInput::new(CountryAlpha2Input::De).line2_null()
}

fn metadata() -> Map<String, MetadataValue> {
    Map::from([
        ("s".to_owned(), MetadataValue::String("x".to_owned())),
        ("seats".to_owned(), MetadataValue::Integer(3)),
        ("ratio".to_owned(), MetadataValue::Number(0.5)),
        ("beta".to_owned(), MetadataValue::Boolean(false)),
    ])
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}
