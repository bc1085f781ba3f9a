//! Every documented error of every operation arrives as its own type; a status that an operation
//! does not document never does, whatever its body looks like.

use polar_sdk::runtime::ErrorKind;
use serde_json::{Value, json};
use tests::server::Answer;

use super::bodies::{ambiguous, invalid, not_found, not_permitted};
use super::operations::{self, Documented, Failure};
use super::support::{CUSTOMER, client, id, server, without};

const STATUSES: [u16; 4] = [403, 404, 409, 422];

#[test]
fn each_documented_status_of_each_operation_is_typed_and_no_other() {
    for (mode, operation) in operations::in_both_modes() {
        let server = server(
            STATUSES
                .map(|status| Answer::json(status, body(status)).header("x-request-id", "req_17")),
        );
        let caller = mode.caller(&server);
        for status in STATUSES {
            let place = format!("{} {status}, {mode:?}", operation.id);
            let Failure { error, documented } = caller.call(&operation).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Status, "{place}");
            assert_eq!(error.status().unwrap().as_u16(), status, "{place}");
            assert_eq!(error.request_id(), Some("req_17"), "{place}");
            assert_eq!(error.body().unwrap(), &body(status).to_string(), "{place}");
            assert_eq!(error.route().unwrap().id, operation.id, "{place}");
            if operation.errors.contains(&status) {
                let documented = documented.unwrap_or_else(|| panic!("{place}: {error:?}"));
                assert_eq!(documented.status(), status, "{place}");
                assert_eq!(documented.body(), typed(status), "{place}");
            } else {
                assert_eq!(documented, None, "{place}");
            }
        }
    }
}

#[tokio::test]
async fn a_validation_error_tells_where_and_why() {
    use polar_sdk::ValidationErrorLocation::{Integer, String};

    let server = server([Answer::json(422, invalid())]);
    let error = client(&server).customers().get(id(CUSTOMER)).await.unwrap_err();
    let Some(Documented::UnprocessableEntity(body)) =
        error.documented().cloned().map(Documented::from)
    else {
        panic!("{error:?}");
    };
    let problems = body.detail.unwrap();
    assert_eq!(problems.len(), 1);
    let problem = &problems[0];
    let place: Vec<_> =
        vec![String("body".into()), String("items".into()), Integer(3), String("email".into())];
    assert_eq!(problem.loc, place);
    assert_eq!(problem.msg, "A customer with this email address already exists.");
    assert_eq!(problem.r#type, "value_error");
    assert_eq!(problem.input, Some(json!({"email": ["ada@example.com"]})));
    let context = problem.ctx.as_ref().unwrap();
    assert_eq!(context["reason"], json!("taken"));
    assert_eq!(context["count"], json!(1));
}

#[tokio::test]
async fn a_validation_error_needs_no_detail() {
    let server = server([Answer::json(422, json!({"error": "RequestValidationError"}))]);
    let error = client(&server).customers().list().await.unwrap_err();
    let polar_sdk::api::customers::ListError::UnprocessableEntity(body) =
        error.documented().unwrap()
    else {
        panic!("{error:?}");
    };
    assert_eq!(body.detail, None);
}

#[tokio::test]
async fn the_question_mark_turns_the_error_of_an_operation_into_the_common_one() {
    async fn call(polar: &polar_sdk::Polar) -> Result<(), polar_sdk::Error> {
        polar.customers().get(id(CUSTOMER)).await?;
        polar.customers().delete(id(CUSTOMER)).await?;
        Ok(())
    }
    let answers = [
        Answer::json(200, super::bodies::individual()),
        Answer::json(404, not_found()).header("polar-version", "2026-10"),
    ];
    let server = server(answers);
    let error = call(&client(&server)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.headers().unwrap()["polar-version"], "2026-10");
    assert_eq!(error.body().unwrap(), &not_found().to_string());
    assert!(!error.is_retryable());
    assert_eq!(error.to_string(), "DELETE /v1/customers/{id}: 404 Not Found");
}

fn body(status: u16) -> Value {
    match status {
        403 => not_permitted(),
        404 => not_found(),
        409 => ambiguous(),
        422 => invalid(),
        _ => panic!("{status}"),
    }
}

/// The part of the body that its schema has.
fn typed(status: u16) -> Value {
    match status {
        422 => without(without(invalid(), "/error"), "/detail/0/url"),
        _ => body(status),
    }
}
