//! The SDK's first example, run as a user would run it: settings from the environment, one
//! customer, and which kind it is.

use std::process::{Command, Output};

use serde_json::json;
use tests::server::{Answer, Server};

use super::bodies::{individual, not_found, team};
use super::support::{CUSTOMER, TOKEN, server, with};

/// Runs the example with nothing in its environment but these variables.
fn run(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_customers_get"))
        .env_clear()
        .envs(variables.iter().copied())
        .args(arguments)
        .output()
        .unwrap()
}

fn run_against(server: &Server) -> Output {
    // The proxy would see the token; over plain http none may be used.
    let proxy = "http://127.0.0.1:1";
    let variables = [
        ("POLAR_ACCESS_TOKEN", TOKEN),
        ("POLAR_SERVER", &server.url()),
        ("HTTP_PROXY", proxy),
        ("http_proxy", proxy),
        ("ALL_PROXY", proxy),
    ];
    run(&variables, &[CUSTOMER])
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn it_prints_which_kind_of_customer_it_is() {
    let unknown = with(individual(), "/type", json!("robot"));
    let server = server([individual(), team(), unknown].map(|body| Answer::json(200, body)));
    let text = stdout(&run_against(&server));
    assert!(text.starts_with("individual: CustomerIndividual"), "{text}");
    assert!(text.contains("ada@example.com"), "{text}");
    let text = stdout(&run_against(&server));
    assert!(text.starts_with("team: CustomerTeam"), "{text}");
    let text = stdout(&run_against(&server));
    assert!(text.contains("robot") && !text.contains("individual"), "{text}");

    for request in server.requests() {
        assert_eq!(request.method, "GET");
        assert_eq!(request.target, format!("/v1/customers/{CUSTOMER}"));
        assert_eq!(request.header("authorization"), [format!("Bearer {TOKEN}")]);
        assert_eq!(request.header("polar-version"), ["2026-10"]);
    }
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn an_error_of_the_server_is_shown() {
    let server = server([Answer::json(404, not_found())]);
    let text = failure(&run_against(&server));
    assert!(text.contains("404 Not Found"), "{text}");
    assert!(!text.contains(TOKEN), "{text}");
}

#[test]
fn wrong_settings_are_named_and_not_shown() {
    let token = ("POLAR_ACCESS_TOKEN", "polar_oat_hunter2");
    for (variables, expected) in [
        (vec![], "POLAR_ACCESS_TOKEN is not set"),
        (vec![("POLAR_ACCESS_TOKEN", "")], "POLAR_ACCESS_TOKEN is not set"),
        (vec![("POLAR_ACCESS_TOKEN", "hunter2\n")], "the credential"),
        (vec![token, ("POLAR_SERVER", "http://api.polar.sh")], "plain http is refused"),
        (vec![token, ("POLAR_SERVER", "staging")], "the server's address"),
        (vec![token, ("POLAR_SERVER", "https://u:hunter2@polar.sh")], "the server's address"),
    ] {
        let text = failure(&run(&variables, &[CUSTOMER]));
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
    assert!(failure(&run(&[token], &[])).contains("usage"));
}
