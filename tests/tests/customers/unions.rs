//! Customers are individuals or teams by their `type`, wherever it stands in the object; of a type
//! that nobody knows yet, everything is kept.

use polar_sdk::{Customer, CustomerState, Nullish};
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies::{individual, minimal, page, state, team, team_state};
use super::support::{CUSTOMER, client, id, read, server, with, without, written};

#[tokio::test]
async fn a_customer_is_what_its_type_says() {
    let unknown = with(individual(), "/type", json!("robot"));
    let server = server([individual(), team(), unknown.clone()].map(|b| Answer::json(200, b)));
    let polar = client(&server);

    let Customer::Individual(individual) = polar.customers().get(id(CUSTOMER)).await.unwrap()
    else {
        panic!("not an individual")
    };
    assert_eq!(individual.email, "ada@example.com");
    assert_eq!(individual.id, id(CUSTOMER));
    assert_eq!(individual.created_at.to_string(), "2026-03-04T05:06:07.891011Z");

    let Customer::Team(team) = polar.customers().get(id(CUSTOMER)).await.unwrap() else {
        panic!("not a team")
    };
    assert_eq!(team.email, Nullish::Null);
    assert_eq!(team.external_id.as_deref(), Nullish::Value("usr_4711"));

    let customer = polar.customers().get(id(CUSTOMER)).await.unwrap();
    assert_eq!(customer.tag(), Some("robot"));
    let Customer::Unknown(value) = &customer else { panic!("{customer:?}") };
    assert_eq!(value, &unknown);
    assert_eq!(written(&customer), unknown);
}

#[test]
fn the_type_may_stand_anywhere() {
    for body in [individual(), team()] {
        let Value::Object(members) = &body else { panic!() };
        let tag = ("type".to_owned(), members["type"].clone());
        let rest = || members.iter().filter(|(key, _)| *key != "type");
        let first: Vec<_> = std::iter::once((&tag.0, &tag.1)).chain(rest()).collect();
        let last: Vec<_> = rest().chain(std::iter::once((&tag.0, &tag.1))).collect();
        for order in [first, last] {
            let members: Vec<String> =
                order.iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
            let text = format!("{{{}}}", members.join(","));
            let customer: Customer = serde_json::from_str(&text).unwrap();
            assert_eq!(customer, read(&body));
            assert_eq!(customer.tag(), body["type"].as_str());
        }
    }
}

#[test]
fn what_has_no_usable_type_is_kept() {
    for body in [
        without(individual(), "/type"),
        with(individual(), "/type", json!(7)),
        with(individual(), "/type", Value::Null),
        with(individual(), "/type", json!("Individual")),
        json!({}),
    ] {
        let customer: Customer = read(&body);
        assert!(matches!(customer, Customer::Unknown(_)), "{body}");
        assert_eq!(written(&customer), body);
    }
}

/// A kind that is not known yet is an object all the same; anything else is no customer.
#[test]
fn what_is_no_object_is_refused() {
    for body in [json!([individual()]), json!("individual"), json!(7), json!(true), Value::Null] {
        let error = serde_json::from_str::<Customer>(&body.to_string()).unwrap_err().to_string();
        assert!(error.contains("expected an object (Customer)"), "{error}");
    }
}

#[test]
fn a_team_may_leave_out_its_email_and_an_individual_may_not() {
    let team: Customer = read(&without(team(), "/email"));
    let Customer::Team(team) = team else { panic!("{team:?}") };
    assert_eq!(team.email, Nullish::Absent);
    let text = without(minimal(), "/email").to_string();
    let error = serde_json::from_str::<Customer>(&text).unwrap_err().to_string();
    assert!(error.contains("email"), "{error}");
}

#[tokio::test]
async fn one_unknown_customer_does_not_spoil_a_list() {
    let unknown = json!({"type": "robot", "serial": [1, {"a": null}]});
    let body = page(json!([individual(), unknown, team()]), 3, 1);
    let server = server([Answer::json(200, body.clone())]);
    let list = client(&server).customers().list().await.unwrap();
    let tags: Vec<_> = list.items.iter().map(|customer| customer.tag().unwrap()).collect();
    assert_eq!(tags, ["individual", "robot", "team"]);
    assert_eq!(written(&list), body);
}

#[test]
fn a_state_is_what_its_type_says() {
    let individual: CustomerState = read(&state());
    let CustomerState::Individual(value) = &individual else { panic!("{individual:?}") };
    assert_eq!(value.active_subscriptions[0].meters[0].consumed_units, 25.5);
    assert_eq!(value.active_meters[0].balance, 74.5);
    assert_eq!(written(&individual), state());
    let team: CustomerState = read(&team_state());
    assert!(matches!(team, CustomerState::Team(_)));
    let unknown = with(state(), "/type", json!("robot"));
    let kept: CustomerState = read(&unknown);
    assert!(matches!(kept, CustomerState::Unknown(_)));
    assert_eq!(written(&kept), unknown);
}
