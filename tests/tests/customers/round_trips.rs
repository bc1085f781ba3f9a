//! Bodies of customers, read and written again: equal to what was sent, key by key, or refused.

use polar_sdk::Customer;
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies::{individual, minimal, nulls, team};
use super::support::{CUSTOMER, client, id, server, with, without, written};

enum Expected {
    Same,
    Without(&'static str),
    Refused,
}

/// Nine bodies that a server may send, and three that it may not.
fn bodies() -> Vec<(&'static str, Value, Expected)> {
    use Expected::{Refused, Same, Without};
    let object = json!({"nested": true});
    vec![
        ("full", individual(), Same),
        ("minimal", minimal(), Same),
        ("nulls", nulls(), Same),
        ("team", team(), Same),
        ("team without an email", without(team(), "/email"), Same),
        ("unknown field", with(individual(), "/shoe_size", json!([44])), Without("/shoe_size")),
        ("unknown tax ID format", with(individual(), "/tax_id", json!(["x", "xx_new"])), Same),
        ("unknown country", with(individual(), "/billing_address/country", json!("ZZ")), Same),
        ("unknown type", with(individual(), "/type", json!("robot")), Same),
        ("no id", without(individual(), "/id"), Refused),
        ("metadata with an object", with(individual(), "/metadata/plan", object), Refused),
        ("a number for a name", with(individual(), "/name", json!(7)), Refused),
    ]
}

#[tokio::test]
async fn twelve_bodies() {
    let bodies = bodies();
    assert_eq!(bodies.len(), 12);
    let server = server(bodies.iter().map(|(_, body, _)| Answer::json(200, body)));
    let polar = client(&server);
    let mut accepted = Vec::new();
    for (name, body, expected) in bodies {
        let outcome = polar.customers().get(id(CUSTOMER)).await;
        match (expected, outcome) {
            (Expected::Same, Ok(customer)) => assert_eq!(written(&customer), body, "{name}"),
            (Expected::Without(key), Ok(customer)) => {
                assert_eq!(written(&customer), without(body, key), "{name}");
            }
            (Expected::Refused, Err(error)) => assert!(error.fault().is_some(), "{name}"),
            (Expected::Refused, Ok(_)) => accepted.push(name),
            (_, Err(error)) => panic!("{name}: {error}"),
        }
    }
    assert!(accepted.is_empty(), "not refused: {accepted:?}");
}

#[test]
fn reading_what_was_written_gives_the_same_value() {
    for (name, body, expected) in bodies() {
        if matches!(expected, Expected::Refused) {
            continue;
        }
        let first: Customer = serde_json::from_value(body).unwrap();
        let again: Customer = serde_json::from_value(written(&first)).unwrap();
        assert_eq!(first, again, "{name}");
    }
}
