//! What callers put around attempts and calls.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::api::{Builder, Get, Item, Shop};
use crate::runtime::test_util::{Answer, FakeServer};
use crate::runtime::{
    Body, BoxFuture, Bytes, Context, Elapsed, Error, ErrorKind, HeaderValue, Middleware,
    NextAttempt, NextCall, Refusal, Reply, Request, TransportError, TransportFault,
};

fn builder(server: &FakeServer) -> Builder {
    Shop::builder().token("t0ken").transport(server.clone())
}

fn item() -> Answer {
    Answer::bytes(200, "application/json", r#"{"id":7}"#)
}

type Attempted = Result<::http::Response<Body>, TransportError>;
type Events = Arc<Mutex<Vec<String>>>;

/// Notes when it is entered and left.
struct Note(&'static str, Events);

impl Note {
    fn note(&self, event: String) {
        self.1.lock().unwrap().push(format!("{} {event}", self.0));
    }
}

impl Middleware for Note {
    fn attempt<'a>(
        &'a self,
        request: Request<Body>,
        context: Context<'a>,
        next: NextAttempt<'a>,
    ) -> BoxFuture<'a, Attempted> {
        Box::pin(async move {
            assert_eq!(request.extensions().get(), Some(&context.route()));
            self.note(format!("attempt {} of {}", context.attempt(), context.route().id));
            let response = next.send(request).await;
            self.note(match &response {
                Ok(response) => response.status().to_string(),
                Err(error) => error.to_string(),
            });
            response
        })
    }

    fn call<'a>(
        &'a self,
        context: Context<'a>,
        next: NextCall<'a>,
    ) -> BoxFuture<'a, Result<Reply, Error>> {
        Box::pin(async move {
            self.note(format!("call {} of {}", context.attempt(), context.route().id));
            let reply = next.send().await?;
            self.note(format!("{} after {}", reply.status(), reply.attempts()));
            Ok(reply)
        })
    }
}

#[tokio::test]
async fn the_first_is_outermost_in_both_places() {
    let events = Events::default();
    let server = FakeServer::new().answer(Answer::reset()).answer(item());
    let shop = builder(&server)
        .middleware(Note("a", Arc::clone(&events)))
        .middleware(Note("b", Arc::clone(&events)))
        .build()
        .unwrap();
    shop.get("1").await.unwrap();
    assert_eq!(
        *events.lock().unwrap(),
        [
            "a call 0 of items:get",
            "b call 0 of items:get",
            "a attempt 1 of items:get",
            "b attempt 1 of items:get",
            "b the connection failed",
            "a the connection failed",
            "a attempt 2 of items:get",
            "b attempt 2 of items:get",
            "b 200 OK",
            "a 200 OK",
            "b 200 OK after 2",
            "a 200 OK after 2",
        ]
    );
}

/// A middleware of one function around each attempt.
fn around_attempt<F>(function: F) -> impl Middleware
where
    F: for<'a> Fn(Request<Body>, NextAttempt<'a>) -> BoxFuture<'a, Attempted>,
    F: Send + Sync + 'static,
{
    struct Around<F>(F);

    impl<F> Middleware for Around<F>
    where
        F: for<'a> Fn(Request<Body>, NextAttempt<'a>) -> BoxFuture<'a, Attempted>,
        F: Send + Sync + 'static,
    {
        fn attempt<'a>(
            &'a self,
            request: Request<Body>,
            _: Context<'a>,
            next: NextAttempt<'a>,
        ) -> BoxFuture<'a, Attempted> {
            self.0(request, next)
        }
    }

    Around(function)
}

/// A middleware of one function around each call.
fn around_call<F>(function: F) -> impl Middleware
where
    F: for<'a> Fn(Context<'a>, NextCall<'a>) -> BoxFuture<'a, Result<Reply, Error>>,
    F: Send + Sync + 'static,
{
    struct Around<F>(F);

    impl<F> Middleware for Around<F>
    where
        F: for<'a> Fn(Context<'a>, NextCall<'a>) -> BoxFuture<'a, Result<Reply, Error>>,
        F: Send + Sync + 'static,
    {
        fn call<'a>(
            &'a self,
            context: Context<'a>,
            next: NextCall<'a>,
        ) -> BoxFuture<'a, Result<Reply, Error>> {
            self.0(context, next)
        }
    }

    Around(function)
}

#[tokio::test]
async fn an_attempt_can_be_changed() {
    let server = FakeServer::new().answer(item()).answer(Answer::status(503)).answer(item());
    let shop = builder(&server)
        .middleware(around_attempt(|mut request: Request<Body>, next| {
            request.headers_mut().insert("x-signature", HeaderValue::from_static("s"));
            next.send(request)
        }))
        .build()
        .unwrap();
    shop.get("1").await.unwrap();
    shop.get("1").await.unwrap();
    let signatures: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("x-signature").map(str::to_owned))
        .collect();
    assert_eq!(signatures, [const { Some("s") }; 3].map(|s| s.map(str::to_owned)));
    // It does not see more than is sent: the credential is there.
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer t0ken"));
}

#[tokio::test]
async fn an_attempt_can_be_answered_in_the_server_s_stead() {
    let server = FakeServer::new();
    let shop = builder(&server)
        .middleware(around_attempt(|_, _| {
            let body = Body::from(Bytes::from_static(br#"{"id":9}"#));
            Box::pin(std::future::ready(Ok(::http::Response::new(body))))
        }))
        .build()
        .unwrap();
    let response = shop.get("1").with_response().await.unwrap();
    assert_eq!((response.value, response.attempts), (Item { id: 9 }, 1));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_attempt_can_be_made_twice_within_one() {
    let server = FakeServer::new().answer(Answer::status(401)).answer(item());
    let shop = builder(&server)
        .middleware(around_attempt(|request, next| {
            Box::pin(async move {
                let body = request.body().try_clone().unwrap();
                let (head, first) = request.into_parts();
                let again = Request::from_parts(head.clone(), body);
                let response = next.send(Request::from_parts(head, first)).await?;
                if response.status() == 401 { next.send(again).await } else { Ok(response) }
            })
        }))
        .build()
        .unwrap();
    let response = shop.get("1").with_response().await.unwrap();
    assert_eq!(response.attempts, 1);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn an_attempt_can_fail_as_a_transport_does() {
    for (fault, kind, attempts) in [
        (TransportFault::Connect, ErrorKind::Connect, 3),
        (TransportFault::Other, ErrorKind::Transport, 3),
        (TransportFault::Timeout(Elapsed::Read), ErrorKind::Timeout(Elapsed::Read), 3),
        (TransportFault::Refused, ErrorKind::Refused(Refusal::Transport), 0),
    ] {
        let server = FakeServer::new();
        let shop = builder(&server)
            .middleware(around_attempt(move |_, _| {
                let error = TransportError::new(fault, "the circuit is open");
                Box::pin(std::future::ready(Err(error)))
            }))
            .build()
            .unwrap();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, attempts));
        let source = std::error::Error::source(&*error).unwrap();
        assert_eq!(source.to_string(), "the circuit is open");
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn an_attempt_that_hangs_is_cut_as_the_network_would_be() {
    let server = FakeServer::new();
    let shop = builder(&server)
        .retries(0)
        .middleware(around_attempt(|_, _| Box::pin(std::future::pending())))
        .build()
        .unwrap();
    let error = shop.get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Elapsed::Attempt));
    assert_eq!(server.elapsed(), Duration::from_secs(30));
}

#[tokio::test]
async fn a_call_can_be_answered_without_a_request() {
    let server = FakeServer::new();
    let shop = builder(&server)
        .middleware(around_call(|context, _| {
            assert_eq!(context.route(), Get::ROUTE);
            let cached = ::http::Response::new(Bytes::from_static(br#"{"id":5}"#));
            Box::pin(std::future::ready(Ok(Reply::new(context.route(), cached))))
        }))
        .build()
        .unwrap();
    let response = shop.get("1").with_response().await.unwrap();
    assert_eq!((response.value, response.attempts), (Item { id: 5 }, 0));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_call_can_be_run_twice() {
    let server = FakeServer::new().answer(Answer::status(404)).answer(item());
    let shop = builder(&server)
        .middleware(around_call(|_, next| {
            Box::pin(async move {
                let reply = next.send().await?;
                if reply.status() == 404 { next.send().await } else { Ok(reply) }
            })
        }))
        .build()
        .unwrap();
    assert_eq!(shop.get("1").await.unwrap(), Item { id: 7 });
    server.assert_done();
}

#[tokio::test]
async fn a_call_can_fail_with_an_error_of_its_own() {
    let server = FakeServer::new();
    let shop = builder(&server)
        .middleware(around_call(|_, _| {
            let error = Error::configuration("not in this environment");
            Box::pin(std::future::ready(Err(error)))
        }))
        .build()
        .unwrap();
    let error = shop.get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!((error.attempts(), server.requests().len()), (0, 0));
}

#[tokio::test]
async fn both_places_are_passed_by_raw_and_untyped_calls() {
    let events = Events::default();
    let server = FakeServer::new().answer(item()).answer(item());
    let shop = builder(&server).middleware(Note("m", Arc::clone(&events))).build().unwrap();
    shop.get("1").raw().await.unwrap();
    shop.client.request(crate::runtime::Method::GET, "/x").await.unwrap();
    assert_eq!(events.lock().unwrap().len(), 8);
}
