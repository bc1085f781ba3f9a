//! OAuth 2 client credentials: what the token endpoint is asked, what its answers mean, and where it
//! may stand.

use std::time::Duration;

use super::api::{Builder, Shop};
use super::simulation::World;
use super::support::{Answer, Recorder, answer, broken, chunks, json};
use crate::runtime::{
    BoxFuture, Bytes, ClientCredentials, ErrorKind, Request, Transport, TransportError,
    TransportFault,
};

const URL: &str = "https://auth.shop.example/oauth/token";
const CANARY: &str = "c4nary:s3cret/+ %";

fn client() -> ClientCredentials {
    ClientCredentials::new(URL, "till 7:x", CANARY)
}

fn builder(client: ClientCredentials) -> Builder {
    Shop::builder().credential_provider("token", client).retries(0)
}

fn token(text: &str) -> Answer {
    json(200, text)
}

async fn sent(client: ClientCredentials) -> Request<Bytes> {
    let recorder = Recorder::new([
        token(r#"{"access_token":"t1","token_type":"Bearer"}"#),
        json(200, r#"{"id":1}"#),
    ]);
    let shop = builder(client).transport(recorder.clone()).build().unwrap();
    shop.get("1").await.unwrap();
    let mut requests = recorder.sent();
    assert_eq!(requests[1].headers()["authorization"], "Bearer t1");
    requests.remove(0)
}

/// What a call fails with when the token endpoint answers so.
async fn failure(answer: Answer) -> (String, Option<String>, bool) {
    let recorder = Recorder::new([answer]);
    let shop = builder(client()).transport(recorder.clone()).build().unwrap();
    let error = shop.get("1").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credential, 0));
    assert_eq!(recorder.sent().len(), 1);
    let failure = error.credential_error().unwrap();
    let mut text = format!("{error} {error:?} {failure:?}");
    let mut source = std::error::Error::source(failure);
    while let Some(error) = source {
        text += &format!(" {error} {error:?}");
        source = error.source();
    }
    assert!(!text.contains("c4nary") && !text.contains("s3cret"), "{text}");
    (failure.to_string(), failure.code().map(str::to_owned), error.is_retryable())
}

#[tokio::test]
async fn the_request_is_a_form_with_basic_authentication() {
    let request = sent(client()).await;
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("POST", URL));
    assert_eq!(request.body(), "grant_type=client_credentials");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers()["user-agent"], "shop-sdk/1.0.0");
    assert!(request.headers()["authorization"].is_sensitive());
    // `till%207%3Ax:c4nary%3As3cret%2F%2B%20%25`, RFC 6749, section 2.3.1.
    assert_eq!(
        request.headers()["authorization"],
        "Basic dGlsbCUyMDclM0F4OmM0bmFyeSUzQXMzY3JldCUyRiUyQiUyMCUyNQ=="
    );
    // What the API's calls carry is not for the token endpoint.
    assert!(!request.headers().contains_key("shop-version"));
}

#[tokio::test]
async fn scopes_parameters_and_the_other_authentication() {
    let request = sent(client().scopes(["items:read", "items:write"])).await;
    assert_eq!(request.body(), "grant_type=client_credentials&scope=items%3Aread%20items%3Awrite");
    let request = sent(client().in_body().parameter("audience", "https://shop.example/&")).await;
    assert_eq!(
        request.body(),
        "grant_type=client_credentials&audience=https%3A%2F%2Fshop.example%2F%26\
         &client_id=till%207%3Ax&client_secret=c4nary%3As3cret%2F%2B%20%25"
    );
    assert!(!request.headers().contains_key("authorization"));
}

#[tokio::test]
async fn a_path_is_one_on_the_server() {
    for (reference, server, address) in [
        ("/token", "https://a.example/api/v1", "https://a.example/token"),
        ("/token?tenant=1", "http://127.0.0.1:8080", "http://127.0.0.1:8080/token?tenant=1"),
        ("//b.example/token", "https://a.example", "https://b.example/token"),
        ("https://b.example:8443/t", "https://a.example", "https://b.example:8443/t"),
        ("https://b.example/t", "http://localhost:1", "https://b.example/t"),
        ("http://[::1]:2/t", "http://localhost:1", "http://[::1]:2/t"),
    ] {
        let recorder = Recorder::new([token(r#"{"access_token":"t"}"#), answer(404, "", "")]);
        let shop = builder(ClientCredentials::new(reference, "i", "s"))
            .server(server)
            .transport(recorder.clone())
            .build()
            .unwrap();
        shop.get("1").await.unwrap_err();
        assert_eq!(recorder.sent()[0].uri().to_string(), address);
    }
}

#[test]
fn secrets_go_to_no_other_place() {
    let build = |client: ClientCredentials, server: &str| {
        let built = builder(client).server(server).allow_http().transport(Recorder::default());
        let error = built.build().map(drop).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains("c4nary"), "{error:?}");
        error.to_string()
    };
    for (reference, server) in [
        ("http://auth.example/token", "https://a.example"),
        ("http://localhost/token", "https://a.example"),
        ("http://a.example/token", "https://a.example"),
        ("http://auth.example/token", "http://localhost:1"),
        ("http://a.example:2/token", "http://a.example:1"),
        ("https://user:c4nary@auth.example/token", "https://a.example"),
        ("https://auth.example/#c4nary", "https://a.example"),
        ("https://auth.example/c4nary token", "https://a.example"),
        ("ftp://auth.example/token", "https://a.example"),
        ("token", "https://a.example"),
        ("", "https://a.example"),
        ("//", "https://a.example"),
        ("https://", "https://a.example"),
    ] {
        let text = build(ClientCredentials::new(reference, "i", CANARY), server);
        assert!(text.starts_with("the credential `token`: "), "{reference}: {text}");
    }
    for client in [
        ClientCredentials::new(URL, "", CANARY),
        ClientCredentials::new(URL, "i", ""),
        client().scopes([""]),
        client().scopes(["a b"]),
        client().scopes(["a\"b"]),
        client().scopes(["é"]),
    ] {
        build(client, "https://a.example");
    }
    // A server that was allowed to be plain may have its own token endpoint.
    let built = builder(ClientCredentials::new("/token", "i", "s"));
    built.server("http://a.example:1").allow_http().transport(Recorder::default()).build().unwrap();
}

#[tokio::test]
async fn what_an_answer_may_look_like() {
    for text in [
        r#"{"access_token":"t1","token_type":"bearer","expires_in":3600,"scope":"a"}"#,
        r#"{"access_token":"t1","token_type":"BEARER","expires_in":"3600"}"#,
        r#"{"access_token":"t1","expires_in":-1}"#,
        r#"{"access_token":"t1","expires_in":null,"more":{"a":[1]}}"#,
        r#"{"access_token":"t1","expires_in":99999999999999999999}"#,
    ] {
        let recorder = Recorder::new([token(text), json(200, r#"{"id":1}"#)]);
        let shop = builder(client()).transport(recorder.clone()).build().unwrap();
        shop.get("1").await.unwrap();
        assert_eq!(recorder.sent()[1].headers()["authorization"], "Bearer t1");
    }
}

#[tokio::test]
async fn answers_without_a_token() {
    let none = "the answer holds no access token";
    for (text, said) in [
        ("", none),
        ("c4nary", none),
        ("[]", none),
        (r#""c4nary""#, none),
        ("{}", none),
        (r#"{"access_token":""}"#, none),
        (r#"{"access_token":7}"#, none),
        (r#"{"access_token":"c4nary""#, none),
        (
            r#"{"access_token":"c4nary","token_type":"mac"}"#,
            "the access token is not a bearer token",
        ),
        (
            r#"{"access_token":"c4nary\n"}"#,
            "it is empty, or holds something else than visible ASCII",
        ),
    ] {
        assert_eq!(failure(token(text)).await, (said.to_owned(), None, false), "{text}");
    }
}

#[tokio::test]
async fn refusals_name_their_code_and_nothing_else() {
    let refused = |status: u16, code: &str| {
        let text = format!("the token endpoint refused with status {status}");
        if code.is_empty() { text } else { format!("{text}: {code}") }
    };
    for (status, body, code, retryable) in [
        (
            401,
            r#"{"error":"invalid_client","error_description":"c4nary"}"#,
            "invalid_client",
            false,
        ),
        (400, r#"{"error":"invalid_scope"}"#, "invalid_scope", false),
        (400, r#"{"error":"c4nary s3cret"}"#, "", false),
        (400, r#"{"error":7}"#, "", false),
        (403, "<html>c4nary</html>", "", false),
        (302, "", "", false),
        (503, "", "", true),
        (429, r#"{"error":"slow_down"}"#, "slow_down", true),
    ] {
        let (text, found, again) = failure(answer(status, "application/json", body)).await;
        assert_eq!(text, refused(status, code));
        assert_eq!(found.as_deref().unwrap_or_default(), code);
        assert_eq!(again, retryable, "{status}");
    }
}

#[tokio::test]
async fn trouble_on_the_way() {
    let none = "there was no answer".to_owned();
    assert_eq!(failure(Err(broken())).await, (none.clone(), None, true));
    let unreachable = TransportError::new(TransportFault::Connect, "refused");
    assert_eq!(failure(Err(unreachable)).await, (none.clone(), None, true));
    let huge = chunks((0..100).map(|_| Ok(Bytes::from(vec![b' '; 1024]))));
    let huge = ::http::Response::builder().body(huge).unwrap();
    assert_eq!(failure(Ok(huge)).await, (none, None, false));
}

#[tokio::test]
async fn trouble_that_may_pass_is_retried_within_the_policy() {
    let recorder = Recorder::new([
        answer(503, "", ""),
        Err(broken()),
        token(r#"{"access_token":"t1"}"#),
        json(200, r#"{"id":1}"#),
    ]);
    let shop = builder(client()).retries(2).transport(recorder.clone()).build().unwrap();
    assert_eq!(shop.get("1").with_response().await.unwrap().attempts, 1);
    assert_eq!(recorder.sent().len(), 4);
}

/// A token endpoint that numbers its tokens and takes two seconds, and an API that accepts what
/// `accepts` says.
fn world(accepts: impl Fn(&str, Duration) -> bool + Send + 'static) -> World {
    let mut issued = 0;
    World::new(move |request, now| {
        if request.uri().path() == "/oauth/token" {
            issued += 1;
            let text = format!(r#"{{"access_token":"t{issued}","expires_in":600}}"#);
            return (Duration::from_secs(2), token(&text));
        }
        let bearer = request.headers()["authorization"].to_str().unwrap();
        let accepted = accepts(bearer.strip_prefix("Bearer ").unwrap(), now);
        let answer = if accepted { json(200, r#"{"id":1}"#) } else { answer(401, "", "") };
        (Duration::from_secs(1), answer)
    })
}

fn calls(world: &World, shop: &Shop, at: &[u64]) -> Vec<Option<Result<u32, ErrorKind>>> {
    let calls = at.iter().map(|at| -> (BoxFuture<'_, _>, Duration) {
        let future = Box::pin(async move {
            world.wait(Duration::from_secs(*at)).await;
            let response = shop.get("1").with_response().await;
            response.map(|response| response.attempts).map_err(|error| error.kind())
        });
        (future, Duration::MAX)
    });
    world.run(calls)
}

#[test]
fn one_token_serves_all_calls_until_shortly_before_it_expires() {
    let world = world(|_, _| true);
    let shop = builder(client()).transport(world.clone()).build().unwrap();
    let mut at: Vec<u64> = (0..500).collect();
    at.extend([569, 570, 571, 575]);
    assert!(calls(&world, &shop, &at).iter().all(|outcome| *outcome == Some(Ok(1))));
    assert_eq!(world.count("/oauth/token"), 2);
}

#[test]
fn a_token_that_the_server_revokes_is_replaced_once() {
    let world = world(|token, now| token != "t1" || now < Duration::from_secs(100));
    let shop = builder(client()).transport(world.clone()).build().unwrap();
    let at: Vec<u64> = [0, 50].into_iter().chain([100; 30]).collect();
    let outcomes = calls(&world, &shop, &at);
    assert_eq!(outcomes[..2], [Some(Ok(1)); 2]);
    assert_eq!(outcomes[2..], [Some(Ok(2)); 30]);
    assert_eq!(world.count("/oauth/token"), 2);
}

#[test]
fn a_server_that_accepts_no_token_sees_each_call_twice() {
    let world = world(|_, _| false);
    let shop = builder(client()).retries(3).transport(world.clone()).build().unwrap();
    assert_eq!(calls(&world, &shop, &[0]), [Some(Err(ErrorKind::Status))]);
    assert_eq!((world.count("/oauth/token"), world.count("/v1/items/1")), (2, 2));
}

#[test]
fn a_token_endpoint_that_hangs_is_bounded() {
    let world = World::new(|_, _| (Duration::from_secs(9_999), json(200, "{}")));
    let shop = builder(client())
        .retries(2)
        .attempt_timeout(Duration::from_secs(7))
        .transport(world.clone())
        .build()
        .unwrap();
    assert_eq!(calls(&world, &shop, &[0]), [Some(Err(ErrorKind::Credential))]);
    assert_eq!(world.count("/oauth/token"), 3);
    assert!(Transport::now(&world) < Duration::from_secs(22));
}

#[test]
fn no_text_shows_the_secret() {
    let client = client().parameter("assertion", "c4nary").scopes(["a"]);
    let text = format!("{client:?} {client:#?}");
    let builder = builder(client).transport(Recorder::default());
    let text = format!("{text} {builder:?} {builder:#?}");
    let shop = builder.build().unwrap();
    let text = format!("{text} {shop:?} {:?}", shop.get("1"));
    assert!(!text.contains("c4nary") && !text.contains("s3cret"), "{text}");
}
