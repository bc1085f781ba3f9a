//! Which links are followed: those below the client's own server, whatever they look like.

use serde_json::json;

use super::api::API;
use super::paging_api::*;
use super::support::{Answer, Recorder, json as body};
use crate::runtime::{Async, Builder, Client, ErrorKind, NextFault};

fn next(items: &[i64], link: &str) -> Answer {
    sheet(items, &json!({"links": {"next": link}}))
}

/// What is asked for after a page with this link, or why nothing is.
async fn follow(server: &str, link: &str) -> Result<String, ErrorKind> {
    let recorder = Recorder::new([next(&[1], link), sheet(&[2], &json!({}))]);
    let client: Client = Builder::new(&API)
        .server(server)
        .allow_http()
        .credential("token", "t0ken")
        .transport(recorder.clone())
        .build()
        .unwrap();
    let seen = log(Linked::of(&client).extra_query("q", "x").items()).await;
    let sent = recorder.sent();
    for request in &sent {
        // Whatever the link says, the credential goes to the server that was chosen.
        assert!(request.uri().to_string().starts_with(server), "{}", request.uri());
    }
    match seen.as_slice() {
        [Ok(1), Ok(2)] => Ok(sent[1].uri().to_string()),
        [Ok(1), Err(kind)] => Err(*kind),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn links_replace_path_and_query() {
    let shop = "https://shop.example";
    for (link, target) in [
        ("https://shop.example/v1/items?after=2", "/v1/items?after=2"),
        ("HTTPS://SHOP.example:443/v1/items?after=2", "/v1/items?after=2"),
        ("https://shop.example:/v1/items", "/v1/items"),
        ("//shop.example/v1/items?a=b", "/v1/items?a=b"),
        ("/v2/things?a=b#there", "/v2/things?a=b"),
        ("?a=b", "/v1/items?a=b"),
        ("items?a=b:c", "/v1/items?a=b:c"),
        ("things", "/v1/things"),
        ("https://shop.example?a=b", "/?a=b"),
        ("https://shop.example", "/"),
        ("/v1/items?at=https://evil.example/", "/v1/items?at=https://evil.example/"),
        ("/v1/items?q=it's|é\"<>", "/v1/items?q=it%27s%7C%C3%A9%22%3C%3E"),
        ("/v1/items?a=%zz&b[]=1", "/v1/items?a=%zz&b[]=1"),
    ] {
        assert_eq!(follow(shop, link).await, Ok(format!("{shop}{target}")), "{link}");
    }
    // The prefix of the server's address stays.
    let shop = "https://shop.example:8443/api";
    for (link, target) in [
        ("https://shop.example:8443/api/v1/items?a=b", "/v1/items?a=b"),
        ("/api/v1/items?a=b", "/v1/items?a=b"),
        ("/api?a=b", "?a=b"),
        ("?a=b", "/v1/items?a=b"),
        ("items?a=b", "/v1/items?a=b"),
    ] {
        assert_eq!(follow(shop, link).await, Ok(format!("{shop}{target}")), "{link}");
    }
    let shop = "http://127.0.0.1:80";
    assert_eq!(follow(shop, "http://127.0.0.1/v1/i").await, Ok(format!("{shop}/v1/i")));
    let shop = "http://[::1]:8080";
    assert_eq!(follow(shop, "http://[::1]:8080/v1/i").await, Ok(format!("{shop}/v1/i")));
}

#[tokio::test]
async fn links_elsewhere_are_errors() {
    let elsewhere = Err(ErrorKind::NextPage(NextFault::Elsewhere));
    for link in [
        "https://evil.example/v1/items",
        "//evil.example/v1/items",
        "http://shop.example/v1/items",
        "https://shop.example:444/v1/items",
        "https://shop.example:99999/v1/items",
        "https://shop.example:x/v1/items",
        "https://shop.example.evil.example/v1/items",
        "https://shop.example@evil.example/v1/items",
        "https://user@shop.example/v1/items",
        "https://user:pass@shop.example/v1/items",
        "https://shop.example%40evil.example/",
        "https:///v1/items",
        "//",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://shop.example/",
    ] {
        assert_eq!(follow("https://shop.example", link).await, elsewhere, "{link}");
    }
    let base = "https://shop.example/api";
    for link in ["/v1/items", "/apiary/v1", "https://shop.example/", "https://shop.example?a"] {
        assert_eq!(follow(base, link).await, elsewhere, "{link}");
    }
    assert_eq!(follow("http://[::1]:8080", "http://[::2]:8080/").await, elsewhere);
    // Nor is it followed the other way round: what was chosen is plain http.
    assert_eq!(follow("http://shop.example", "https://shop.example/").await, elsewhere);
}

#[tokio::test]
async fn links_that_cannot_be_sent_are_errors() {
    let malformed = Err(ErrorKind::NextPage(NextFault::Malformed));
    let long = format!("/{}", "a".repeat(70_000));
    for link in [
        "/v1/../admin",
        "/v1/%2e%2E/admin",
        "/v1/./items",
        "../admin",
        "/v1\\..\\admin",
        "\\\\evil.example/",
        "/\\evil.example",
        "/v1/items?a=\r\nx-evil: 1",
        "/v1/items\0",
        " /v1/items",
        "/v1/it ems",
        "https:shop.example/v1",
        "https:/v1/items",
        &long,
    ] {
        assert_eq!(follow("https://shop.example", link).await, malformed, "{link:.40}");
    }
    let base = "https://shop.example/api";
    assert_eq!(follow(base, "/api/../v1/items").await, malformed);
}

#[tokio::test]
async fn a_link_that_comes_again_ends_the_walk() {
    let answers = || [next(&[1], "?a=1"), next(&[2], "?a=2"), next(&[3], "/v1/items?a=1")];
    let (seen, asked) = walk!(Linked, answers());
    let repeated = ErrorKind::NextPage(NextFault::Repeated);
    assert_eq!(seen, [Ok(1), Ok(2), Ok(3), Err(repeated)]);
    assert_eq!(asked, ["", "?a=1", "?a=2"]);
    // An empty page that leads to itself is an end as some servers write it.
    let (seen, _) = walk!(Linked, [next(&[1], "?a=1"), next(&[], "?a=1")]);
    assert_eq!(seen, [Ok(1)]);
}

#[tokio::test]
async fn a_credential_in_a_link_is_neither_kept_nor_doubled() {
    let link = "/v1/items?api%20key=s3cret&a=b&api key=s3cret".replace("api key", "api%20key");
    let recorder = Recorder::new([next(&[1], &link), sheet(&[2], &json!({}))]);
    let client: Client = Builder::new(&API)
        .credential("query_key", "s3cret")
        .transport(recorder.clone())
        .build()
        .unwrap();
    let mut pages = Linked::of(&client).pages();
    pages.next().await.unwrap().unwrap();
    let kept = serde_json::to_string(&pages.position()).unwrap();
    assert_eq!(kept, r#""link:/v1/items?a=b""#);
    pages.next().await.unwrap().unwrap();
    assert_eq!(asked(&recorder), ["?api%20key=s3cret", "?a=b&api%20key=s3cret"]);
}

/// What follows a page with these `Link` headers.
async fn head(headers: &[&str]) -> Option<String> {
    let answers = || {
        let mut first = body(200, r#"[{"id":1}]"#).unwrap();
        for header in headers {
            let value = http::HeaderValue::from_bytes(header.as_bytes()).unwrap();
            first.headers_mut().append("link", value);
        }
        [Ok(first), body(200, r#"[{"id":2}]"#)]
    };
    let (seen, asked) = walk!(Headed, answers());
    match seen.as_slice() {
        [Ok(1)] => None,
        [Ok(1), Ok(2)] => Some(asked[1].clone()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn link_headers() {
    for header in [
        "<?a=1>; rel=\"next\"",
        "<?a=1>;rel=next",
        "<?a=1>; REL=Next",
        "<?a=1> ; rel = \"next\"",
        "<?p=0>; rel=\"prev\", <?a=1>; rel=\"next\"",
        "<?p=0>; rel=\"prev\",<?a=1>;rel=next,<?z=9>; rel=last",
        "<?a=1>; rel=\"prefetch next\"",
        "<?a=1>; title=\"a, b; rel=\\\"prev\\\" <?x>\"; rel=next",
        ", ,<?p=0>; rel=first,, <?a=1>; rel=next",
        "<?a=1>; rel=next; rel=prev",
        "<?a=1>; flag; rel=next",
        "<?a=1>;; ;rel=next",
        "<?p=0>, <?a=1>; rel=next",
        "<https://shop.example/v1/items?a=1>; rel=\"next\"",
        "<?a=1>; rel=\"next",
    ] {
        assert_eq!(head(&[header]).await.as_deref(), Some("?a=1"), "{header}");
    }
    for header in [
        "",
        "<>; rel=next",
        "<?a=1>",
        "<?a=1; rel=next",
        "?a=1; rel=next",
        "<?a=1>; rel=prev; rel=next",
        "<?a=1>; rel=nextish",
        "<?a=1>; rev=next",
        "<?a=1>; rel=\"\\next,\"",
        "<?a=1>; anchor=\"/other\"; rel=next",
        "<?a=1>; rel*=UTF-8''next",
        "<?p=0> garbage, <?a=1>; rel=next",
        "<?a=1>; title=\"open; rel=next",
        "<?a=1>; =next",
    ] {
        assert_eq!(head(&[header]).await, None, "{header}");
    }
    // Several headers are one list; what is wrong in one ends that alone.
    assert_eq!(head(&["<?p=0>; rel=prev", "<?a=1>; rel=next"]).await.as_deref(), Some("?a=1"));
    assert_eq!(head(&["<broken", "<?a=1>; rel=next"]).await.as_deref(), Some("?a=1"));
    let many = format!("{}<?a=1>; rel=next", "<?p=0>; rel=prev, ".repeat(2_000));
    assert_eq!(head(&[&many]).await.as_deref(), Some("?a=1"));
    assert_eq!(head(&["é <x", "<?a=é>; rel=next"]).await.as_deref(), Some("?a=%C3%A9"));
}

#[tokio::test]
async fn link_headers_lead_nowhere_else_either() {
    let mut first = body(200, r#"[{"id":1}]"#).unwrap();
    let link = "<https://evil.example/v1/items>; rel=next";
    first.headers_mut().append("link", link.parse().unwrap());
    let recorder = Recorder::new([Ok(first)]);
    let client = client_of::<Async>(&recorder);
    let mut pages = Headed::of(&client).pages();
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NextPage(NextFault::Elsewhere));
    assert!(!error.is_retryable() && !error.to_string().contains("evil"), "{error}");
    assert!(pages.next().await.is_none() && pages.position().is_none());
}
