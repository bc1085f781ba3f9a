//! Every operation, once: what arrives at the server, and what its success becomes.

use serde_json::Value;
use tests::server::{Answer, Request, Server};

use super::bodies::CSV;
use super::mode::{Caller, Mode};
use super::operations::{self, Operation, Success};
use super::support::{TOKEN, server};

#[test]
fn there_are_21_operations_with_different_targets() {
    let operations = operations::all();
    assert_eq!(operations.len(), 21);
    let mut lines: Vec<_> = operations.iter().map(|o| (o.method, o.target.as_str())).collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 21);
}

#[test]
fn every_operation_sends_what_the_api_expects_and_reads_its_success() {
    for mode in Mode::BOTH {
        let operations = operations::all();
        let server = server(operations.iter().map(success));
        check(&operations, &server, &mode.caller(&server));
    }
}

fn check(operations: &[Operation], server: &Server, caller: &Caller) {
    for (index, operation) in operations.iter().enumerate() {
        let outcome = caller.call(operation);
        let requests = server.requests();
        assert_eq!(requests.len(), index + 1, "{}", operation.id);
        check_request(operation, &requests[index]);

        let answered = outcome.unwrap_or_else(|failure| panic!("{}: {failure:?}", operation.id));
        let (status, value) = match operation.success {
            Success::Json(status, body) => (status, body()),
            Success::Csv => (200, Value::from(CSV)),
            Success::Empty => (204, Value::Null),
        };
        assert_eq!(answered.status, status, "{}", operation.id);
        assert_eq!(answered.value, value, "{}", operation.id);
        assert_eq!(answered.headers["polar-version"], "2026-10", "{}", operation.id);
        assert_eq!(answered.body, sent(operation.success), "{}", operation.id);
    }
}

fn check_request(operation: &Operation, request: &Request) {
    let id = operation.id;
    assert_eq!(request.method, operation.method, "{id}");
    assert_eq!(request.target, operation.target, "{id}");

    // Nothing but these, and each of them once.
    let mut names: Vec<String> =
        request.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    let mut expected = vec!["accept", "authorization", "host", "polar-version", "user-agent"];
    if operation.body.is_some() {
        expected.extend(["content-length", "content-type"]);
    }
    expected.sort_unstable();
    assert_eq!(names, expected, "{id}");

    assert_eq!(request.header("authorization"), [format!("Bearer {TOKEN}")], "{id}");
    assert_eq!(request.header("polar-version"), ["2026-10"], "{id}");
    let user_agent = request.header("user-agent")[0];
    assert!(user_agent.starts_with("polar-sdk/"), "{id}: {user_agent}");
    let accept = match operation.success {
        Success::Csv => "text/csv, application/json",
        Success::Json(..) | Success::Empty => "application/json",
    };
    assert_eq!(request.header("accept"), [accept], "{id}");

    match &operation.body {
        Some(body) => {
            assert_eq!(request.header("content-type"), ["application/json"], "{id}");
            let sent: Value = serde_json::from_slice(&request.body).unwrap();
            assert_eq!(&sent, body, "{id}");
        }
        None => assert!(request.body.is_empty(), "{id}"),
    }
}

fn success(operation: &Operation) -> Answer {
    let body = sent(operation.success);
    let answer = match operation.success {
        Success::Json(status, _) => {
            Answer::new(status, body).header("content-type", "application/json")
        }
        Success::Csv => Answer::new(200, body).header("content-type", "text/csv; charset=utf-8"),
        Success::Empty => Answer::new(204, body),
    };
    answer.header("polar-version", "2026-10")
}

fn sent(success: Success) -> String {
    match success {
        Success::Json(_, body) => body().to_string(),
        Success::Csv => CSV.to_owned(),
        Success::Empty => String::new(),
    }
}
