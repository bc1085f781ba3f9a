//! Which server addresses a client accepts.

use super::api::Shop;
use super::support::Recorder;
use crate::runtime::{Call, ErrorKind, Refusal, Route, ServerUrl};

fn url(server: &str) -> Result<String, String> {
    let shop: Shop = match Recorder::default().builder().server(server).build() {
        Ok(shop) => shop,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            return Err(error.to_string());
        }
    };
    Ok(shop.get("1").build().unwrap().uri().to_string())
}

#[test]
fn accepted() {
    for (server, base) in [
        ("https://a.example", "https://a.example"),
        ("https://a.example/", "https://a.example"),
        ("https://a.example:8443/base/v2//", "https://a.example:8443/base/v2"),
        ("HTTPS://A.example", "https://A.example"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://127.0.0.1:1/x", "http://127.0.0.1:1/x"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
    ] {
        assert_eq!(url(server), Ok(format!("{base}/v1/items/1")), "{server}");
    }
}

#[test]
fn refused() {
    for server in [
        "",
        "/v1",
        "a.example",
        "ftp://a.example",
        "http://a.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://0x7f.1",
        "http://0.0.0.0",
        "https://",
        "https://:443",
        "https://user@a.example",
        "https://user:c4nary@a.example",
        "https://a.example?x=c4nary",
        "https://a.example/#x",
        "https://a.example/a b",
        "https://a.example\\@b.example",
        "https://a.example/../x",
        "https://a.example/%2e%2E/x",
        "https://a.example:99999",
        "https://a.example:",
        "https://a.example:x",
        "https://a.example\r\n",
        "https://é.example",
    ] {
        let error = url(server).expect_err(server);
        assert!(!error.contains("c4nary"), "{error}");
        assert!(error.starts_with("the server's address: "), "{error}");
    }
}

#[test]
fn the_fault_is_named() {
    let fault = |server| url(server).expect_err(server).replace("the server's address: ", "");
    assert_eq!(fault("https://u:p@a"), "a user name or password is not allowed in it");
    assert_eq!(fault("https://a?b"), "a query or a fragment is not allowed in it");
    assert_eq!(fault("http://a"), "plain http is refused: credentials would travel readable");
}

#[test]
fn plain_http_needs_to_be_asked_for() {
    let shop: Shop =
        Recorder::default().builder().server("http://a.example").allow_http().build().unwrap();
    assert_eq!(shop.get("1").build().unwrap().uri(), "http://a.example/v1/items/1");
}

#[test]
fn addresses_come_from_owned_and_borrowed_text() {
    assert_eq!(ServerUrl::from("https://a"), ServerUrl::from("https://a".to_owned()));
}

/// The address of a call whose operation has a server of its own.
fn own(server: &'static str, given: Option<&str>) -> Result<String, ErrorKind> {
    let route = Route { id: "x", method: "GET", path: "/x", server, security: &[], accept: "" };
    let route: &'static Route = Box::leak(Box::new(route));
    let builder = Shop::builder().transport(Recorder::default());
    let builder = match given {
        Some(given) => builder.server(given),
        None => builder,
    };
    let shop: Shop = builder.build().unwrap();
    let built = Call::new(&shop.client, route).build();
    built.map(|request| request.uri().to_string()).map_err(|error| error.kind())
}

#[test]
fn an_operation_has_a_server_of_its_own() {
    let files = "https://files.example/up/";
    assert_eq!(own(files, None), Ok("https://files.example/up/x".to_owned()));
    assert_eq!(own("", None), Ok("https://shop.example/x".to_owned()));
    // Whoever names a server means all calls: a token goes nowhere else then.
    let local = Some("http://localhost:1/base");
    assert_eq!(own(files, local), Ok("http://localhost:1/base/x".to_owned()));
    assert_eq!(own("/v2/", local), Ok("http://localhost:1/v2/x".to_owned()));
    assert_eq!(own("/", local), Ok("http://localhost:1/x".to_owned()));
    assert_eq!(own("http://files.example", None), Err(ErrorKind::Refused(Refusal::Url)));
    assert_eq!(own("/..", None), Err(ErrorKind::Refused(Refusal::Url)));
}
