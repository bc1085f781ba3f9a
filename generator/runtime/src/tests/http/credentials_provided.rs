//! Credentials that a provider gives: when it is asked, and what its answers do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::api::{Builder, Shop};
use super::simulation::World;
use super::support::{Recorder, answer, broken, json};
use crate::runtime::{
    BoxFuture, Bytes, CredentialContext, CredentialError, CredentialProvider, Elapsed, ErrorKind,
    Refusal, Request, Token, Upload,
};

const NEVER: Duration = Duration::MAX;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// What a provider does when it is asked for the nth time, after `latency`.
type Script = dyn Fn(usize) -> Result<Token, CredentialError> + Send + Sync;

#[derive(Clone)]
struct Scripted {
    asked: Arc<AtomicUsize>,
    rejected: Arc<Mutex<Vec<bool>>>,
    at_once: Arc<AtomicUsize>,
    latency: Option<(World, Duration)>,
    script: Arc<Script>,
}

impl Scripted {
    fn new(
        script: impl Fn(usize) -> Result<Token, CredentialError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            asked: Arc::default(),
            rejected: Arc::default(),
            at_once: Arc::default(),
            latency: None,
            script: Arc::new(script),
        }
    }

    /// Gives `t1`, `t2` …, each valid for `lifetime` seconds.
    fn counting(lifetime: Option<u64>) -> Self {
        Self::new(move |number| {
            let token = Token::new(format!("t{number}"));
            Ok(match lifetime {
                Some(lifetime) => token.expires_in(seconds(lifetime)),
                None => token,
            })
        })
    }

    fn slow(mut self, world: &World, latency: u64) -> Self {
        self.latency = Some((world.clone(), seconds(latency)));
        self
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl CredentialProvider for Scripted {
    fn credential<'a>(
        &'a self,
        context: CredentialContext<'a>,
    ) -> BoxFuture<'a, Result<Token, CredentialError>> {
        Box::pin(async move {
            assert_eq!(context.server(), "https://shop.example");
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            self.rejected.lock().unwrap().push(context.was_rejected());
            assert_eq!(self.at_once.fetch_add(1, Ordering::SeqCst), 0, "asked twice at once");
            let done = Leave(&self.at_once);
            if let Some((world, latency)) = &self.latency {
                world.wait(*latency).await;
            }
            drop(done);
            (self.script)(number)
        })
    }
}

struct Leave<'a>(&'a AtomicUsize);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn builder(provider: &Scripted) -> Builder {
    Shop::builder().credential_provider("token", provider.clone()).retries(0)
}

fn tokens(requests: &[Request<Bytes>]) -> Vec<String> {
    let token =
        |request: &Request<Bytes>| request.headers()["authorization"].to_str().unwrap().to_owned();
    requests.iter().map(token).collect()
}

fn well() -> World {
    World::new(|_, _| (seconds(1), json(200, r#"{"id":1}"#)))
}

/// Accepts one token alone.
fn accepting(token: &'static str) -> World {
    World::new(move |request, _| {
        let accepted = request.headers()["authorization"] == format!("Bearer {token}");
        (seconds(1), if accepted { json(200, r#"{"id":1}"#) } else { answer(401, "", "") })
    })
}

type Outcome = Result<u32, (ErrorKind, u32)>;

/// A call that begins at a time; its outcome is the number of its attempts.
fn call<'a>(world: &'a World, shop: &'a Shop, at: u64) -> (BoxFuture<'a, Outcome>, Duration) {
    let future = Box::pin(async move {
        world.wait(seconds(at)).await;
        match shop.get("1").with_response().await {
            Ok(response) => Ok(response.attempts),
            Err(error) => Err((error.kind(), error.attempts())),
        }
    });
    (future, NEVER)
}

fn sent(world: &World) -> Vec<String> {
    let requests: Vec<Request<Bytes>> =
        world.sent().into_iter().map(|(_, request)| request).collect();
    tokens(&requests)
}

#[tokio::test]
async fn what_was_given_is_kept() {
    let recorder = Recorder::new((0..3).map(|_| json(200, r#"{"id":1}"#)));
    let provider = Scripted::counting(None);
    let shop = builder(&provider).transport(recorder.clone()).build().unwrap();
    for _ in 0..3 {
        shop.clone().get("1").await.unwrap();
    }
    assert_eq!(tokens(&recorder.sent()), ["Bearer t1"; 3]);
    assert!(recorder.sent()[0].headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn a_function_is_a_provider() {
    let recorder = Recorder::new([json(200, r#"{"id":1}"#)]);
    let shop: Shop = Shop::builder()
        .credential_provider("key", || async { Ok(Token::new("k1")) })
        .transport(recorder.clone())
        .build()
        .unwrap();
    let route = Box::leak(Box::new(crate::runtime::Route {
        id: "x",
        method: "GET",
        path: "/x",
        server: "",
        security: &[&["token"], &["key"]],
        accept: "",
    }));
    crate::runtime::Call::new(&shop.client, route).raw().await.unwrap();
    assert_eq!(recorder.sent()[0].headers()["x-key"], "k1");
    assert!(!recorder.sent()[0].headers().contains_key("authorization"));
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_clients_have_providers_too() {
    use super::api::Get;
    use crate::runtime::{Blocking, Call, Client};
    struct Till(Client<Blocking>);
    impl From<Client<Blocking>> for Till {
        fn from(client: Client<Blocking>) -> Self {
            Self(client)
        }
    }
    let recorder =
        Recorder::new([json(200, r#"{"id":1}"#), answer(401, "", ""), json(200, r#"{"id":1}"#)]);
    let provider = Scripted::counting(None);
    let till: Till = crate::runtime::Builder::<Till, Blocking>::new(&super::api::API)
        .credential_provider("token", provider.clone())
        .transport(recorder.clone())
        .build()
        .unwrap();
    for _ in 0..2 {
        let call = Call::new(&till.0, Get::ROUTE).path("id", "1");
        call.send::<Get<'_>>().unwrap();
    }
    assert_eq!(tokens(&recorder.sent()), ["Bearer t1", "Bearer t1", "Bearer t2"]);
    assert_eq!(*provider.rejected.lock().unwrap(), [false, true]);
}

#[cfg(feature = "blocking")]
#[test]
fn threads_share_one_question() {
    use super::api::Get;
    use crate::runtime::{Blocking, Call, Client};
    let recorder = Recorder::new((0..8).map(|_| json(200, r#"{"id":1}"#)));
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let provider = move || {
        counter.fetch_add(1, Ordering::SeqCst);
        async {
            std::thread::sleep(Duration::from_millis(50));
            Ok(Token::new("t"))
        }
    };
    let client: Client<Blocking> = crate::runtime::Builder::new(&super::api::API)
        .credential_provider("token", provider)
        .transport(Patient(recorder.clone()))
        .build()
        .unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                Call::new(&client, Get::ROUTE).path("id", "1").send::<Get<'_>>().unwrap();
            });
        }
    });
    assert_eq!(recorder.sent().len(), 8);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

/// A recorder whose time does not pass by itself.
#[cfg(feature = "blocking")]
struct Patient(Recorder);

#[cfg(feature = "blocking")]
impl crate::runtime::Transport for Patient {
    fn send<'a>(
        &'a self,
        request: Request<crate::runtime::Body>,
        limits: crate::runtime::Limits,
    ) -> BoxFuture<'a, super::support::Answer> {
        self.0.send(request, limits)
    }

    fn sleep(&self, _: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(Box::pin(std::future::pending()))
    }
}

#[test]
fn calls_that_need_it_at_once_share_one_question() {
    let world = well();
    let provider = Scripted::counting(None).slow(&world, 5);
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    let calls = (0..100).map(|number| call(&world, &shop, number / 20));
    assert_eq!(world.run(calls), [Some(Ok(1)); 100]);
    assert_eq!(provider.asked(), 1);
    assert_eq!(sent(&world), ["Bearer t1"; 100]);
    assert!(world.sent().iter().all(|(at, _)| *at == seconds(5)));
}

#[test]
fn calls_that_wait_share_a_failure_as_well() {
    let world = well();
    let provider = Scripted::new(|number| match number {
        1 => Err(CredentialError::new("the vault is sealed")),
        _ => Ok(Token::new("t")),
    });
    let provider = provider.slow(&world, 5);
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    let calls = (0..50).map(|number| call(&world, &shop, if number < 40 { 0 } else { 6 }));
    let outcomes = world.run(calls);
    assert!(outcomes[..40].iter().all(|o| *o == Some(Err((ErrorKind::Credential, 0)))));
    assert!(outcomes[40..].iter().all(|outcome| *outcome == Some(Ok(1))));
    assert_eq!(provider.asked(), 2);
}

#[test]
fn who_gives_up_asking_leaves_it_to_the_next() {
    let world = well();
    let provider = Scripted::counting(None).slow(&world, 5);
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    let mut calls: Vec<_> = (0..3).map(|_| call(&world, &shop, 0)).collect();
    calls[0].1 = seconds(2);
    assert_eq!(world.run(calls), [None, Some(Ok(1)), Some(Ok(1))]);
    assert_eq!(provider.asked(), 2);
    assert_eq!(world.sent()[0].0, seconds(7));
}

#[test]
fn waiting_for_it_counts_against_the_time_of_the_call() {
    let world = well();
    let provider = Scripted::counting(None).slow(&world, 20);
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    let hasty = || -> (BoxFuture<'_, Outcome>, Duration) {
        let future = Box::pin(async {
            let outcome = shop.get("1").timeout(seconds(3)).await;
            outcome.map(|_| 0).map_err(|error| (error.kind(), error.attempts()))
        });
        (future, NEVER)
    };
    let outcomes = world.run([hasty(), call(&world, &shop, 0)]);
    let late = Err((ErrorKind::Timeout(Elapsed::Total), 0));
    assert_eq!(outcomes, [Some(late), Some(Ok(1))]);
    // The patient one asked when the other had given up.
    assert_eq!((provider.asked(), world.sent()[0].0), (2, seconds(23)));
}

#[test]
fn asking_has_a_time_out_of_its_own() {
    let world = well();
    let provider = Scripted::counting(None).slow(&world, 1_000);
    let shop =
        builder(&provider).attempt_timeout(seconds(4)).transport(world.clone()).build().unwrap();
    let call = async {
        let error = shop.get("1").await.unwrap_err();
        assert!(error.is_retryable() && error.credential_error().unwrap().is_temporary());
        error.to_string()
    };
    let outcomes = world.run::<String>([(Box::pin(call) as BoxFuture<'_, _>, NEVER)]);
    let text = "GET /v1/items/{id}: not sent: no credential `token`: obtaining it timed out";
    assert_eq!(outcomes, [Some(text.to_owned())]);
}

#[test]
fn it_is_replaced_before_it_expires() {
    for (lifetime, last, first) in [(3600, 3569, 3570), (100, 74, 75), (4, 2, 3)] {
        let world = well();
        let provider = Scripted::counting(Some(lifetime));
        let shop = builder(&provider).transport(world.clone()).build().unwrap();
        world.run([0, last, first].map(|at| call(&world, &shop, at)));
        assert_eq!(sent(&world), ["Bearer t1", "Bearer t1", "Bearer t2"], "{lifetime}");
        assert_eq!(*provider.rejected.lock().unwrap(), [false, false]);
    }
    let world = well();
    let provider = Scripted::counting(Some(0));
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    world.run([0, 1, 2].map(|at| call(&world, &shop, at)));
    assert_eq!(sent(&world), ["Bearer t1", "Bearer t2", "Bearer t3"]);
}

#[test]
fn what_is_still_valid_is_used_while_another_is_fetched() {
    let world = well();
    let provider = Scripted::counting(Some(100)).slow(&world, 10);
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    world.run([0, 80, 82, 95].map(|at| call(&world, &shop, at)));
    // Sent at 10, 82, 90 and 95.
    assert_eq!(sent(&world), ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[test]
fn what_is_still_valid_outlives_a_failure_to_replace_it() {
    let world = well();
    let provider = Scripted::new(|number| match number {
        1 => Ok(Token::new("t1").expires_in(seconds(100))),
        _ => Err(CredentialError::new("out of order")),
    });
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    let outcomes = world.run([0, 80, 81, 82, 90, 101].map(|at| call(&world, &shop, at)));
    assert_eq!(outcomes[..5], [Some(Ok(1)); 5]);
    assert_eq!(outcomes[5], Some(Err((ErrorKind::Credential, 0))));
    // At 0, 80, 90 and 101: it is not asked for every call.
    assert_eq!(provider.asked(), 4);
}

#[test]
fn a_rejected_one_is_replaced_once_per_call() {
    let world = accepting("t2");
    let provider = Scripted::counting(None);
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    assert_eq!(world.run([0, 10].map(|at| call(&world, &shop, at))), [Some(Ok(2)), Some(Ok(1))]);
    assert_eq!(sent(&world), ["Bearer t1", "Bearer t2", "Bearer t2"]);
    assert_eq!(*provider.rejected.lock().unwrap(), [false, true]);

    let world = accepting("none");
    let provider = Scripted::counting(None);
    let shop = builder(&provider).retries(5).transport(world.clone()).build().unwrap();
    let outcomes = world.run([0, 10].map(|at| call(&world, &shop, at)));
    assert_eq!(outcomes, [Some(Err((ErrorKind::Status, 2))); 2]);
    assert_eq!(sent(&world), ["t1", "t2", "t3", "t4"].map(|token| format!("Bearer {token}")));
    assert_eq!(*provider.rejected.lock().unwrap(), [false, true, true, true]);
}

#[test]
fn calls_that_were_rejected_together_ask_once() {
    let world = accepting("t2");
    let provider = Scripted::counting(None).slow(&world, 3);
    let shop = builder(&provider).transport(world.clone()).build().unwrap();
    let calls = (0..20).map(|_| call(&world, &shop, 0));
    assert_eq!(world.run(calls), [Some(Ok(2)); 20]);
    assert_eq!(provider.asked(), 2);
}

#[tokio::test]
async fn a_fixed_credential_is_not_sent_again() {
    let recorder = Recorder::new([answer(401, "", "")]);
    let error = recorder.builder().retries(5).build().unwrap().get("1").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (401, 1));
}

#[tokio::test]
async fn what_is_not_idempotent_is_sent_again_after_401_alone() {
    for (status, times) in [(401, 2), (403, 1), (500, 1)] {
        let answers = [answer(status, "", ""), answer(status, "", "")];
        let recorder = Recorder::new(answers);
        let provider = Scripted::counting(None);
        let shop = builder(&provider).retries(5).transport(recorder.clone()).build().unwrap();
        shop.start().await.unwrap_err();
        assert_eq!(recorder.sent().len(), times, "{status}");
        assert_eq!(recorder.sent()[0].method(), "POST");
    }
}

#[tokio::test]
async fn a_body_that_is_gone_is_not_sent_again() {
    let transport = Draining(Mutex::default());
    let provider = Scripted::counting(None);
    let shop = builder(&provider).transport(transport).build().unwrap();
    let upload = || Upload::from_stream(super::support::chunks([Ok(Bytes::from_static(b"a"))]));
    let call = crate::runtime::Call::new(&shop.client, super::api::Start::ROUTE);
    let answer = call.upload("text/plain", upload()).raw().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(provider.asked(), 1);
    // The token is forgotten all the same.
    let call = crate::runtime::Call::new(&shop.client, super::api::Start::ROUTE);
    call.upload("text/plain", upload()).raw().await.unwrap();
    assert_eq!(*provider.rejected.lock().unwrap(), [false, true]);
}

/// Answers 401 to everything, whatever its body.
struct Draining(Mutex<usize>);

impl crate::runtime::Transport for Draining {
    fn send<'a>(
        &'a self,
        _: Request<crate::runtime::Body>,
        _: crate::runtime::Limits,
    ) -> BoxFuture<'a, super::support::Answer> {
        *self.0.lock().unwrap() += 1;
        Box::pin(std::future::ready(answer(401, "", "")))
    }
}

#[tokio::test]
async fn failures_that_may_pass_are_retried() {
    for (temporary, asked) in [(true, 3), (false, 1)] {
        let provider = Scripted::new(move |_| {
            let failure = CredentialError::from_source(broken());
            Err(if temporary { failure.temporary() } else { failure })
        });
        let shop = builder(&provider).retries(2).transport(Recorder::default()).build().unwrap();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credential, 0));
        assert_eq!(error.is_retryable(), temporary);
        assert_eq!(provider.asked(), asked);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_a_failure_without_its_text() {
    for secret in ["", "c4nary\n", "c4n ary"] {
        let provider = Scripted::new(move |_| Ok(Token::new(secret)));
        let shop = builder(&provider).transport(Recorder::default()).build().unwrap();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credential);
        assert!(!format!("{error} {error:?}").contains("c4n"), "{error:?}");
    }
}

#[tokio::test]
async fn a_refused_call_asks_nobody() {
    let provider = Scripted::counting(None);
    let shop = builder(&provider).transport(Recorder::default()).build().unwrap();
    assert!(shop.get("..").await.unwrap_err().is_refused());
    assert!(shop.get("1").header("host", "x").await.unwrap_err().is_refused());
    assert_eq!(provider.asked(), 0);
    // What the caller sets himself is not asked for.
    let recorder = Recorder::new([json(200, r#"{"id":1}"#)]);
    let shop = builder(&provider).transport(recorder).build().unwrap();
    shop.get("1").header("authorization", "Bearer own").await.unwrap();
    assert_eq!(provider.asked(), 0);
}

#[tokio::test]
async fn a_request_can_be_built_once_it_is_there() {
    let recorder = Recorder::new([json(200, r#"{"id":1}"#)]);
    let provider = Scripted::counting(Some(100));
    let shop = builder(&provider).transport(recorder.clone()).build().unwrap();
    let error = shop.get("1").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Credential));
    let text = "the credential `token` is yet to be obtained, which sending would do";
    assert!(error.to_string().ends_with(text), "{error}");
    shop.get("1").await.unwrap();
    assert_eq!(shop.get("1").build().unwrap().headers()["authorization"], "Bearer t1");
    // Time passes in the recorder when somebody waits.
    crate::runtime::Transport::sleep(&recorder, seconds(101)).unwrap().await;
    assert!(shop.get("1").build().is_err(), "it has expired");
}

#[tokio::test]
async fn undescribed_requests_have_it_too() {
    let recorder = Recorder::new([answer(200, "", "")]);
    let provider = Scripted::counting(None);
    let shop = builder(&provider).transport(recorder.clone()).build().unwrap();
    shop.client.request(crate::runtime::Method::GET, "/x").await.unwrap();
    assert_eq!(tokens(&recorder.sent()), ["Bearer t1"]);
}

#[test]
fn the_last_given_counts_whatever_it_is() {
    let provider = Scripted::counting(None);
    let shop: Shop = builder(&provider).token("t").transport(well()).build().unwrap();
    assert_eq!(shop.get("1").build().unwrap().headers()["authorization"], "Bearer t");
    let built = Shop::builder().credential_provider("nothing", provider).build();
    assert_eq!(built.map(drop).unwrap_err().to_string(), "no security scheme is named `nothing`");
}
