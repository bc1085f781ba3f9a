//! Tests of `runtime::test_util`.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::{Value, json};

use crate::runtime::test_util::{Answer, FakeServer, Matching, Unexpected};
use crate::runtime::{
    Api, Body, Builder, Bytes, Client, ErrorKind, Limits, Method, Refusal, Request, Route, Scheme,
    Transport, TransportError, TransportFault,
};

const SECOND: Duration = Duration::from_secs(1);

static API: Api = Api {
    user_agent: "test/1",
    server: "https://example.com/base",
    headers: &[],
    schemes: &[("key", Scheme::Query("api_key"))],
    rate_limits: &[],
};

fn client(server: &FakeServer) -> Client {
    Builder::new(&API).credential("key", "s3cret").transport(server.clone()).build().unwrap()
}

async fn get(client: &Client, path: &str) -> Result<Value, crate::runtime::Error> {
    client.request(Method::GET, path).await?.into_json()
}

#[tokio::test]
async fn answers_go_to_the_first_request_they_are_for() {
    let server = FakeServer::new()
        .on(("GET", "/b/{id}"), Answer::json(200, "b"))
        .answer(Answer::json(200, "any"))
        .on(("GET", "/a/{id}.{form}"), Answer::json(200, "a"))
        .always(("GET", "/a/{id}.{form}"), |request| Answer::json(200, request.path()))
        .always(("GET", "/b/{id}"), |_| Answer::json(200, "old"))
        .always(("GET", "/b/{id}"), |_| Answer::json(200, "new"));
    let client = client(&server);
    for (path, expected) in [
        ("/b/1", "b"),
        ("/a/1.txt", "any"),
        ("/a/1.txt", "a"),
        ("/a/2.txt", "/base/a/2.txt"),
        ("/b/1", "new"),
        ("/b/1", "new"),
    ] {
        assert_eq!(get(&client, path).await.unwrap(), expected);
    }
    server.assert_done();
}

#[tokio::test]
async fn paths_match_by_segment() {
    for (template, path, fits) in [
        ("/a/{id}", "/a/1", true),
        ("a/{id}", "/a/1", true),
        ("/a/{id}", "/a/x y%2Fz", true),
        ("/a b/{id}", "/a b/1", true),
        ("/a/{id}", "/a/", false),
        ("/a/{id}", "/a/1/", false),
        ("/a/{id}/", "/a/1/", true),
        ("/a/{id}", "/a/1/2", false),
        ("/a/{id}", "/b/1", false),
        ("/a/v{id}:run", "/a/v1:run", true),
        ("/a/v{id}:run", "/a/v:run", false),
        ("/a/v{id}:run", "/a/1:run", false),
        ("/base/a", "/a", true),
        ("/", "/", true),
        ("/a", "/A", false),
    ] {
        let server = FakeServer::new().on(("GET", template), Answer::json(200, "x"));
        assert_eq!(get(&client(&server), path).await.is_ok(), fits, "{template} and {path}");
        let server = FakeServer::new().on(("PUT", template), Answer::json(200, "x"));
        assert!(get(&client(&server), path).await.is_err());
    }
}

#[tokio::test]
async fn a_route_matches_by_itself_and_by_its_id() {
    static ROUTE: Route = Route {
        id: "items:get",
        method: "GET",
        path: "/items/{id}",
        server: "",
        security: &[],
        accept: "",
    };
    for matching in
        [Matching::any(), (&ROUTE).into(), "items:get".into(), ("GET", "/items/{id}").into()]
    {
        let server = FakeServer::new().on(matching.clone(), Answer::status(204));
        let client = client(&server);
        let call = crate::runtime::Call::new(&client, &ROUTE).path("id", "1");
        assert_eq!(call.raw().await.unwrap().status(), 204, "{matching}");
        assert_eq!(server.requests()[0].route(), Some(&ROUTE));
    }
    // An untyped request of the same path is another.
    let server = FakeServer::new().on("items:get", Answer::status(204));
    assert!(get(&client(&server), "/items/1").await.is_err());
}

#[tokio::test]
async fn what_is_not_expected_fails_at_once_and_names_the_request() {
    let server = FakeServer::new().on(("GET", "/b"), Answer::status(204));
    let error = client(&server).request(Method::GET, "/a").query("q", "v4lue").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Transport));
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "not expected: GET /base/a");
    assert!(source.is::<Unexpected>());
    assert_eq!(server.requests().len(), 1);
    assert_eq!(server.unexpected().len(), 1);
    let shown = format!("{error:?} {server:?} {:?}", server.requests());
    assert!(!shown.contains("s3cret") && !shown.contains("v4lue"), "{shown}");
    // The request itself has all of it.
    let sent = server.last_request().unwrap();
    assert_eq!(sent.query(), [("q", "v4lue"), ("api_key", "s3cret")]);
    assert_eq!(sent.url(), "https://example.com/base/a?q=v4lue&api_key=s3cret");
}

#[tokio::test]
#[should_panic = "the fake server is not done:
  not expected: GET /base/a
  not asked for: Answer(204 No Content) for GET /b
  not asked for: Answer(silent) for any request"]
async fn what_is_left_is_listed() {
    let server = FakeServer::new().on(("GET", "/b"), Answer::status(204));
    let _ = get(&client(&server), "/a").await;
    server.answer(Answer::silent());
    server.assert_done();
}

#[tokio::test]
async fn what_is_no_answer_says_so() {
    let unwritable = std::collections::BTreeMap::from([((1, 2), 3)]);
    for (answer, wrong) in [
        (Answer::status(7), "7 is no HTTP status"),
        (Answer::json(200, &unwritable), "its body cannot be written as JSON"),
        (Answer::status(200).header("a b", "c"), "the header `a b` cannot be sent"),
        (Answer::status(200).header("a", "c\n"), "the header `a` cannot be sent"),
    ] {
        let error = get(&client(&FakeServer::new().answer(answer)), "/a").await.unwrap_err();
        assert!(error.is_refused());
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(wrong), "{source}");
    }
}

#[tokio::test]
async fn a_streamed_body_is_put_together() {
    let server = FakeServer::new().answer(Answer::status(204));
    let pieces = [Ok(Bytes::from_static(b"{\"a\"")), Ok(Bytes::from_static(b":1}"))];
    let body = super::http::support::chunks(pieces);
    let upload = crate::runtime::Upload::from_stream(body);
    client(&server).request(Method::POST, "/a").body("application/json", upload).await.unwrap();
    assert_eq!(server.requests()[0].json(), Some(json!({"a": 1})));
}

#[tokio::test]
async fn what_fails_while_it_is_sent_fails_the_call() {
    let server = FakeServer::new();
    let failure = TransportError::new(TransportFault::Other, "the file is gone");
    let upload = crate::runtime::Upload::from_stream(super::http::support::chunks([Err(failure)]));
    let client = client(&server);
    let error = client.request(Method::POST, "/a").body("text/plain", upload).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn time_passes_only_for_who_waits() {
    let server = FakeServer::new();
    assert_eq!(server.elapsed(), Duration::ZERO);
    server.advance(5 * SECOND);
    server.sleep(2 * SECOND).unwrap().await;
    assert_eq!((server.elapsed(), server.now()), (7 * SECOND, 7 * SECOND));
    let (short, long) = (server.sleep(SECOND).unwrap(), server.sleep(3 * SECOND).unwrap());
    tokio::join!(long, short);
    assert_eq!(server.elapsed(), 10 * SECOND);
    // What is over already takes no further time.
    let late = server.sleep(SECOND).unwrap();
    server.advance(4 * SECOND);
    late.await;
    assert_eq!(server.elapsed(), 14 * SECOND);
}

#[tokio::test]
async fn a_wait_that_nobody_polls_holds_up_no_other() {
    let server = FakeServer::new();
    let mut forgotten = pin!(server.sleep(SECOND).unwrap());
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(forgotten.as_mut().poll(&mut context), Poll::Pending);
    server.sleep(2 * SECOND).unwrap().await;
    assert_eq!(server.elapsed(), 2 * SECOND);
    forgotten.await;
    assert_eq!(server.elapsed(), 2 * SECOND);
}

#[test]
fn a_thread_is_enough() {
    // As a blocking client runs its calls: polled until ready, without an async runtime.
    let server = FakeServer::new().answer(Answer::status(204).after(3 * SECOND));
    let request = Request::new(Body::default());
    let client = client(&server);
    let mut call = pin!(client.request(Method::GET, request.uri().path()).into_future());
    let mut context = Context::from_waker(Waker::noop());
    let reply = loop {
        if let Poll::Ready(reply) = call.as_mut().poll(&mut context) {
            break reply.unwrap();
        }
    };
    assert_eq!((reply.code(), server.elapsed()), (204, 3 * SECOND));
    let limits: Limits = server.requests()[0].limits();
    assert_eq!(limits.attempt, 30 * SECOND);
}
