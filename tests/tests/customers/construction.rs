//! Making a client: servers, credentials, headers. What can be wrong is found before a call.

use std::process::Command;

use polar_sdk::runtime::ErrorKind;
use polar_sdk::{Polar, Server};
use tests::server::Answer;

use super::bodies::individual;
use super::support::{CUSTOMER, TOKEN, builder, client, id, server};

/// The address that a client of this server would call.
fn address(server: Server) -> Result<String, polar_sdk::Error> {
    let polar = Polar::builder().oat(TOKEN).server(server).build()?;
    Ok(polar.customers().list().build()?.uri().to_string())
}

#[test]
fn servers_by_name_and_by_url() {
    let polar = Polar::new(TOKEN).unwrap();
    let default = polar.customers().list().build().unwrap().uri().to_string();
    assert_eq!(default, "https://api.polar.sh/v1/customers/");
    for (server, expected) in [
        (Server::Production, "https://api.polar.sh/v1/customers/"),
        (Server::Sandbox, "https://sandbox-api.polar.sh/v1/customers/"),
        (Server::from("production"), "https://api.polar.sh/v1/customers/"),
        (Server::from("sandbox"), "https://sandbox-api.polar.sh/v1/customers/"),
        (Server::from("https://polar.example/api/"), "https://polar.example/api/v1/customers/"),
        (Server::from("https://polar.example:8443"), "https://polar.example:8443/v1/customers/"),
        (Server::from("http://localhost:8000"), "http://localhost:8000/v1/customers/"),
        (Server::from("http://[::1]:8000"), "http://[::1]:8000/v1/customers/"),
        (Server::from("http://127.8.9.1"), "http://127.8.9.1/v1/customers/"),
    ] {
        assert_eq!(address(server).unwrap(), expected);
    }
}

/// The environment belongs to the whole process, so a child of this test reads it.
#[test]
fn the_environment_names_server_and_token() {
    for (server, expected) in [
        (None, "https://api.polar.sh/v1/customers/"),
        (Some(""), "https://api.polar.sh/v1/customers/"),
        (Some("production"), "https://api.polar.sh/v1/customers/"),
        (Some("sandbox"), "https://sandbox-api.polar.sh/v1/customers/"),
        (Some("https://polar.example/api"), "https://polar.example/api/v1/customers/"),
    ] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "construction::print_what_the_environment_says", "--ignored"]);
        child.arg("--nocapture").env_clear().env("POLAR_ACCESS_TOKEN", "polar_oat_env");
        child.envs(server.map(|server| ("POLAR_SERVER", server)));
        let output = child.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(&format!("to {expected} as Bearer polar_oat_env;")), "{text}");
    }
}

#[test]
#[ignore = "the child of another test"]
fn print_what_the_environment_says() {
    let request = Polar::from_env().unwrap().customers().list().build().unwrap();
    let token = request.headers()["authorization"].to_str().unwrap();
    println!("to {} as {token};", request.uri());
}

#[test]
fn addresses_that_are_not_safe_are_refused() {
    for url in [
        "http://api.polar.sh",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "ftp://api.polar.sh",
        "api.polar.sh",
        "",
        "staging",
        "https://",
        "https://user:hunter2@api.polar.sh",
        "https://api.polar.sh?x=1",
        "https://api.polar.sh#x",
        "https://api.polar.sh/a/../b",
        "https://api.polar.sh/%2e%2e",
        "https://api.polar.sh:99999",
        "https://api.polar.sh\r\nX: y",
        "https:\\\\api.polar.sh",
    ] {
        let error = address(Server::from(url)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
        let texts = format!("{error} {error:?}");
        assert!(!texts.contains("hunter2"), "{texts}");
    }
    let polar = Polar::builder().oat(TOKEN).server("http://10.0.0.1").allow_http().build();
    polar.unwrap();
}

#[tokio::test]
async fn the_path_of_a_server_comes_first() {
    let server = server([Answer::json(200, individual())]);
    let url = format!("{}/proxy/polar/", server.url());
    let polar = Polar::builder().oat(TOKEN).server(url).build().unwrap();
    polar.customers().get(id(CUSTOMER)).await.unwrap();
    assert_eq!(server.requests()[0].target, format!("/proxy/polar/v1/customers/{CUSTOMER}"));
}

#[tokio::test]
async fn each_kind_of_token_is_one_bearer_token() {
    let server = server((0..5).map(|_| Answer::json(200, individual())));
    let url = || Server::Custom(server.url());
    for (polar, token) in [
        (Polar::builder().oat("o1").server(url()).build(), "o1"),
        (Polar::builder().pat("p1").server(url()).build(), "p1"),
        (Polar::builder().oidc("i1").server(url()).build(), "i1"),
        (Polar::builder().oat("old").oat("new").server(url()).build(), "new"),
    ] {
        polar.unwrap().customers().get(id(CUSTOMER)).await.unwrap();
        let request = server.requests().pop().unwrap();
        assert_eq!(request.header("authorization"), [format!("Bearer {token}")]);
    }
    let all = Polar::builder().oat("o1").pat("p1").oidc("i1").server(url()).build().unwrap();
    all.customers().get(id(CUSTOMER)).await.unwrap();
    let request = server.requests().pop().unwrap();
    assert_eq!(request.header("authorization").len(), 1);
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = server([]);
    let polar = Polar::builder().server(Server::Custom(server.url())).build().unwrap();
    let error = polar.customers().get(id(CUSTOMER)).await.unwrap_err();
    assert!(error.is_refused(), "{error}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn tokens_that_cannot_be_sent_are_refused_and_not_shown() {
    for token in ["", "hunter2 ", " hunter2", "hunter2\n", "hunter2\r\nX: y", "hünter2", "\0"] {
        let error = Polar::new(token).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{token:?}");
        let texts = format!("{error} {error:?}");
        assert!(!texts.contains("nter2"), "{texts}");
    }
}

#[tokio::test]
async fn headers_of_a_client_and_of_a_call() {
    let server = server((0..2).map(|_| Answer::json(200, individual())));
    let polar = builder(&server)
        .user_agent_suffix("shop/1.2 (test)")
        .header("Polar-Version", "2026-04")
        .header("X-Team", "blue")
        .build()
        .unwrap();
    polar.customers().get(id(CUSTOMER)).await.unwrap();
    let call = polar.customers().get(id(CUSTOMER)).header("x-team", "red");
    call.header("x-trace", "17").extra_query("debug", "a b").await.unwrap();

    let [first, second] = server.requests().try_into().unwrap();
    let user_agent = first.header("user-agent")[0];
    assert!(user_agent.starts_with("polar-sdk/"), "{user_agent}");
    assert!(user_agent.ends_with(" shop/1.2 (test)"), "{user_agent}");
    assert_eq!(first.header("polar-version"), ["2026-04"]);
    assert_eq!(first.header("x-team"), ["blue"]);
    assert_eq!(second.header("x-team"), ["red"]);
    assert_eq!(second.header("x-trace"), ["17"]);
    assert_eq!(second.target, format!("/v1/customers/{CUSTOMER}?debug=a%20b"));
}

#[tokio::test]
async fn headers_that_would_break_a_request_are_refused() {
    let server = server([]);
    let polar = client(&server);
    for (name, value) in [
        ("host", "evil.example"),
        ("content-length", "7"),
        ("transfer-encoding", "chunked"),
        ("connection", "upgrade"),
        ("x y", "z"),
        ("x", "a\r\nb: c"),
        ("x", "ü"),
        ("", "x"),
    ] {
        let call = polar.customers().get(id(CUSTOMER)).header(name, value);
        assert!(call.await.unwrap_err().is_refused(), "{name}: {value}");
        let error = builder(&server).header(name, value).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}: {value}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn redirects_are_reported_and_not_followed() {
    let other = server([]);
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/v1/customers/{CUSTOMER}", other.url());
        let server = server([Answer::new(status, "").header("location", &location)]);
        let error = client(&server).customers().get(id(CUSTOMER)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.headers().unwrap()["location"], location.as_str());
        assert_eq!(server.connections(), 1);
    }
    // To the same origin neither.
    let server = server([Answer::new(307, "").header("location", "/v1/elsewhere")]);
    let error = client(&server).customers().list().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!((server.connections(), other.connections()), (1, 0));
}

#[tokio::test]
async fn a_client_can_be_shared_between_tasks() {
    let server = server((0..4).map(|_| Answer::json(200, individual())));
    let polar = client(&server);
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let polar = polar.clone();
            tokio::spawn(async move { polar.customers().get(id(CUSTOMER)).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.requests().len(), 4);
}
