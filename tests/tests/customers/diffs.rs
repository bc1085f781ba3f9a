//! `CustomerUpdate::diff`: what is sent to lead from one state of a customer to another.

use polar_sdk::{
    Customer, CustomerIndividual, CustomerUpdate, CustomerUpdateExternalId, Member, MemberUpdate,
};
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies;
use super::support::{CUSTOMER, client, id, read, server, with, without, written};

#[tokio::test]
async fn a_customer_is_read_changed_and_sent_back() {
    let changed = with(bodies::individual(), "/name", json!("Ada"));
    let server = server([
        Answer::json(200, bodies::individual()),
        Answer::json(200, &changed),
        Answer::json(200, &changed),
    ]);
    let polar = client(&server);
    let old = polar.customers().get(id(CUSTOMER)).await.unwrap();
    let Customer::Individual(mut new) = old.clone() else { panic!("{old:?}") };
    new.name = Some("Ada".to_owned());
    let new = Customer::Individual(new);
    let stored =
        polar.customers().update(id(CUSTOMER), &CustomerUpdate::diff(&old, &new)).await.unwrap();
    assert_eq!(server.requests()[1].body, br#"{"name":"Ada"}"#);
    assert_eq!(stored, new);
    polar.customers().update(id(CUSTOMER), &CustomerUpdate::diff(&stored, &new)).await.unwrap();
    assert_eq!(server.requests()[2].body, b"{}", "nothing is left to change");
}

fn change(new: &Value) -> Value {
    let (old, new): (Customer, Customer) = (read(&bodies::individual()), read(new));
    written(&CustomerUpdate::diff(&old, &new))
}

#[test]
fn each_field_by_itself() {
    let set = |pointer: &str, value: Value| change(&with(bodies::individual(), pointer, value));
    assert_eq!(change(&bodies::individual()), json!({}));
    assert_eq!(set("/name", json!(null)), json!({"name": null}));
    assert_eq!(set("/email", json!("b@example.com")), json!({"email": "b@example.com"}));
    assert_eq!(set("/external_id", json!(null)), json!({"external_id": null}));
    assert_eq!(set("/locale", json!("fr")), json!({"locale": "fr"}));
    assert_eq!(set("/metadata", json!({"a": 1})), json!({"metadata": {"a": 1}}));
    let absent = without(bodies::individual(), "/locale");
    assert_eq!(change(&absent), json!({"locale": null}), "absent is none, as null is");
    // The server alone sets these, or takes them in another form than it gives them.
    for (pointer, value) in [
        ("/id", json!("8f9c2f64-1b5e-4c0f-8a57-0d9c1d3f2b11")),
        ("/email_verified", json!(false)),
        ("/avatar_url", json!(null)),
        ("/billing_address/city", json!("Bremen")),
        ("/tax_id", json!(null)),
    ] {
        assert_eq!(set(pointer, value), json!({}), "{pointer}");
    }
}

#[test]
fn several_fields_at_once() {
    let new = with(bodies::individual(), "/name", json!(null));
    let new = with(with(new, "/email", json!("b@example.com")), "/metadata", json!({}));
    assert_eq!(change(&new), json!({"email": "b@example.com", "metadata": {}, "name": null}));
}

#[test]
fn an_individual_that_becomes_a_team_is_sent_as_one() {
    let team = change(&with(bodies::individual(), "/type", json!("team")));
    assert_eq!(
        team,
        json!({
            "email": "ada@example.com", "external_id": "usr_4711", "locale": "de-DE",
            "metadata": {"plan": "pro", "seats": 12, "ratio": 0.25, "beta": true},
            "name": "Ada Ünal", "type": "team",
        })
    );
    let unknown = with(bodies::individual(), "/type", json!("guild"));
    assert_eq!(change(&unknown), json!({}), "nothing is known of a guild");
}

#[test]
fn variants_and_other_updates() {
    let old: CustomerIndividual = read(&bodies::individual());
    let new: CustomerIndividual = read(&with(bodies::individual(), "/name", json!("Ada")));
    assert_eq!(CustomerUpdate::diff(&old, &new), CustomerUpdate::new().name("Ada"));
    let update = CustomerUpdateExternalId::diff(&old, &new);
    assert_eq!(update, CustomerUpdateExternalId::new().name("Ada"));

    let member = bodies::member();
    let (old, new): (Member, Member) =
        (read(&member), read(&with(member.clone(), "/role", json!("auditor"))));
    assert_eq!(written(&MemberUpdate::diff(&old, &new)), json!({"role": "auditor"}));
}
