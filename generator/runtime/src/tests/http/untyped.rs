//! Requests of paths that no operation describes.

use std::time::Duration;

use serde_json::{Value, json};

use super::api::{Builder, Item, Shop};
use crate::runtime::test_util::{Answer, FakeServer, Matching};
use crate::runtime::{ErrorKind, Method, Refusal};

fn builder(server: &FakeServer) -> Builder {
    Shop::builder().token("t0ken").transport(server.clone())
}

fn shop(server: &FakeServer) -> Shop {
    builder(server).build().unwrap()
}

#[tokio::test]
async fn paths_arrive_as_they_are_meant() {
    for (path, sent) in [
        ("/v2/things", "/v2/things"),
        ("/v2/things/", "/v2/things/"),
        ("v2/things", "/v2/things"),
        ("/", "/"),
        ("", "/"),
        ("/a b", "/a%20b"),
        ("/a?b=c", "/a%3Fb=c"),
        ("/a#b", "/a%23b"),
        ("/a%2Fb", "/a%2Fb"),
        ("/a\\b", "/a%5Cb"),
        ("/é", "/%C3%A9"),
        ("/a\r\nx: y", "/a%0D%0Ax:%20y"),
        ("/{id}", "/%7Bid%7D"),
        ("/...", "/..."),
        ("/@evil.example/x", "/@evil.example/x"),
        ("/:80/x", "/:80/x"),
    ] {
        let server = FakeServer::new().answer(Answer::status(204));
        shop(&server).client.request(Method::GET, path).await.unwrap();
        let url = server.last_request().unwrap().url();
        assert_eq!(url, format!("https://shop.example{sent}"), "{path:?}");
    }
}

#[tokio::test]
async fn paths_that_mean_another_are_refused() {
    let server = FakeServer::new();
    let shop = shop(&server);
    for path in [
        "/..",
        "/.",
        "/a/../b",
        "/a/./b",
        "/%2e%2e/a",
        "/%2E./a",
        "/a/.%2e",
        "//evil.example/a",
        "/a//b",
        "//",
    ] {
        let error = shop.client.request(Method::GET, path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Path), "{path}");
        // The path may be personal.
        assert!(!error.to_string().contains(path) || path.len() < 3, "{error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_server_s_own_path_comes_first() {
    let server = FakeServer::new().answer(Answer::status(204));
    let shop = builder(&server).server("https://example.com/api/").build().unwrap();
    shop.client.request(Method::GET, "/a").await.unwrap();
    assert_eq!(server.last_request().unwrap().url(), "https://example.com/api/a");
}

#[tokio::test]
async fn the_usual_methods_are_sent_and_no_others() {
    let server = FakeServer::new().always(Matching::any(), |_| Answer::status(204));
    let shop = shop(&server);
    let usual = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];
    for name in usual {
        let method: Method = name.parse().unwrap();
        let reply = shop.client.request(method.clone(), "/x").await.unwrap();
        assert_eq!((reply.status().as_u16(), reply.route().method), (204, name));
        assert_eq!(server.last_request().unwrap().method(), &method);
    }
    for name in ["CONNECT", "get", "PURGE"] {
        let error = shop.client.request(name.parse().unwrap(), "/x").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Url), "{name}");
    }
    assert_eq!(server.requests().len(), usual.len());
}

#[tokio::test]
async fn the_client_s_headers_and_credential_are_sent() {
    let server = FakeServer::new().answer(Answer::status(204)).answer(Answer::status(204));
    let shop = builder(&server).header("x-app", "mine").build().unwrap();
    let request = || shop.client.request(Method::POST, "/x");
    request().await.unwrap();
    request().header("authorization", "Bearer other").header("x-app", "call's").await.unwrap();
    let sent = server.requests();
    for (name, first, second) in [
        ("authorization", "Bearer t0ken", "Bearer other"),
        ("x-app", "mine", "call's"),
        ("shop-version", "2026-10", "2026-10"),
        ("user-agent", "shop-sdk/1.0.0", "shop-sdk/1.0.0"),
        ("accept", "*/*", "*/*"),
    ] {
        assert_eq!(sent[0].header(name), Some(first));
        assert_eq!(sent[1].header(name), Some(second));
    }
    // Without a credential it is a request without one.
    server.answer(Answer::status(204));
    let nobody: Shop = Shop::builder().transport(server.clone()).build().unwrap();
    nobody.client.request(Method::GET, "/x").await.unwrap();
    assert_eq!(server.last_request().unwrap().header("authorization"), None);
}

#[tokio::test]
async fn query_and_bodies() {
    let server = FakeServer::new().always(Matching::any(), |_| Answer::status(204));
    let shop = shop(&server);
    let request = || shop.client.request(Method::POST, "/x");
    request().query("a", "b&c=d").query("n", &[1, 2]).json(&json!({"k": null})).await.unwrap();
    let sent = server.last_request().unwrap();
    assert_eq!(sent.query(), [("a", "b&c=d"), ("n", "1"), ("n", "2")]);
    assert_eq!(sent.query_value("n"), Some("1"));
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.json(), Some(json!({"k": null})));

    request().body("text/csv", "a,b").await.unwrap();
    let sent = server.last_request().unwrap();
    assert_eq!((sent.header("content-type"), &sent.body()[..]), (Some("text/csv"), &b"a,b"[..]));
    assert_eq!(sent.json(), None);

    let unwritable = std::collections::BTreeMap::from([((1, 2), 3)]);
    let error = request().query("q", &unwritable).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Query));
}

#[tokio::test]
async fn the_answer_reads_itself() {
    let server = FakeServer::new();
    let shop = shop(&server);
    let request = || shop.client.request(Method::GET, "/x");

    server.answer(Answer::json(201, &json!({"id": 3})).header("x-request-id", "r1"));
    let reply = request().await.unwrap();
    assert_eq!((reply.code(), reply.attempts()), (201, 1));
    assert_eq!(reply.headers()["x-request-id"], "r1");
    assert_eq!(reply.body(), r#"{"id":3}"#);
    assert_eq!(reply.json::<Value>().unwrap(), json!({"id": 3}));
    assert_eq!(reply.into_json::<Item>().unwrap(), Item { id: 3 });

    server.answer(Answer::json(200, &json!({"id": "x"})));
    let error = request().await.unwrap().into_json::<Item>().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    assert_eq!(error.fault().unwrap().path, "id");

    server.answer(Answer::text(200, "text"));
    assert_eq!(request().await.unwrap().text().unwrap(), "text");

    server.answer(Answer::bytes(200, "text/html", "<p>"));
    let error = request().await.unwrap().into_json::<Item>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ContentType);
}

#[tokio::test]
async fn a_status_that_is_no_success_is_an_error() {
    for status in [301, 304, 400, 404, 499, 503] {
        let server = FakeServer::new().answer(Answer::text(status, "why").header("x", "y"));
        let shop = shop(&server);
        let error = shop.client.request(Method::GET, "/x").retries(0).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, status));
        assert_eq!(error.body().unwrap(), "why");
        assert_eq!(error.headers().unwrap()["x"], "y");
        assert!(error.to_string().starts_with("GET (untyped): "), "{error}");
    }
}

#[tokio::test]
async fn it_has_the_limits_of_a_call() {
    let server = FakeServer::new();
    let shop = shop(&server);
    let request = || shop.client.request(Method::GET, "/x");
    server.answer(Answer::text(200, "12345"));
    let error = request().max_response_bytes(4).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    server.answer(Answer::silent());
    let error = request().timeout(Duration::from_secs(1)).await.unwrap_err();
    assert!(error.is_timeout());
    server.answer(Answer::text(404, "as it is"));
    assert_eq!(request().raw().await.unwrap().status(), 404);
}
