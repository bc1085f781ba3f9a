//! Which failed attempts are made again, after which wait, and how often altogether.

use std::time::Duration;

use super::api::{Builder, Item, Shop};
use super::support::chunks;
use crate::runtime::test_util::{Answer, FakeServer, Matching};
use crate::runtime::{
    Body, BoxFuture, Bytes, Elapsed, ErrorKind, Limits, Method, Refusal, Request, Transport,
    TransportError, TransportFault, Upload,
};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// All methods that an operation can have, and whether sending twice is sending once.
const METHODS: [(Method, bool); 8] = [
    (Method::GET, true),
    (Method::HEAD, true),
    (Method::PUT, true),
    (Method::DELETE, true),
    (Method::OPTIONS, true),
    (Method::TRACE, true),
    (Method::POST, false),
    (Method::PATCH, false),
];

fn builder(server: &FakeServer) -> Builder {
    Shop::builder().token("t0ken").transport(server.clone())
}

fn shop(server: &FakeServer) -> Shop {
    builder(server).build().unwrap()
}

fn item() -> Answer {
    Answer::bytes(200, "application/json", r#"{"id":7}"#)
}

/// A server that answers everything alike.
fn always(answer: impl Fn() -> Answer + Send + Sync + 'static) -> FakeServer {
    FakeServer::new().always(Matching::any(), move |_| answer())
}

/// What happens, the kind of error it is, and whether the server may have seen the request.
type Fault = (fn() -> Answer, ErrorKind, bool);

/// What may pass.
fn faults() -> [Fault; 7] {
    [
        (Answer::refused, ErrorKind::Connect, false),
        (Answer::unreachable, ErrorKind::Timeout(Elapsed::Connect), false),
        (Answer::reset, ErrorKind::Transport, true),
        (Answer::silent, ErrorKind::Timeout(Elapsed::Attempt), true),
        (|| Answer::status(200).chunk("{").then_reset(), ErrorKind::Transport, true),
        (|| Answer::status(200).chunk("{").then_silent(), ErrorKind::Timeout(Elapsed::Read), true),
        (|| Answer::status(503), ErrorKind::Status, true),
    ]
}

#[tokio::test]
async fn statuses_that_may_pass_are_retried_and_no_others() {
    for status in (300..=999).filter(|status| *status != 304) {
        let transient = matches!(status, 408 | 429 | 500..=599);
        let server = FakeServer::new().answer(Answer::status(status)).answer(item());
        let outcome = shop(&server).get("1").with_response().await;
        assert_eq!(outcome.is_ok(), transient, "{status}");
        let attempts = outcome.map_or_else(|error| error.attempts(), |response| response.attempts);
        assert_eq!(attempts, if transient { 2 } else { 1 }, "{status}");
        assert_eq!(server.requests().len(), attempts as usize, "{status}");
    }
}

#[tokio::test]
async fn faults_are_retried_where_that_does_no_harm() {
    for (fault, kind, seen) in faults() {
        for (method, harmless) in METHODS {
            let repeated = harmless || !seen;
            let server = FakeServer::new().answer(fault()).answer(Answer::status(200));
            let shop = shop(&server);
            // A HEAD has no body, but what the server sends as one is read all the same.
            let outcome = shop.client.request(method.clone(), "/x").await;
            let context = format!("{method} after {kind:?}");
            match outcome {
                Ok(reply) => {
                    assert!(repeated, "{context}");
                    assert_eq!(reply.attempts(), 2, "{context}");
                }
                Err(error) => {
                    assert!(!repeated, "{context}: {error}");
                    assert_eq!((error.kind(), error.attempts()), (kind, 1), "{context}");
                    assert!(error.is_retryable(), "{context}");
                }
            }
            assert_eq!(server.requests().len(), if repeated { 2 } else { 1 }, "{context}");

            let server = FakeServer::new().answer(fault()).answer(Answer::status(200));
            let stated = self::shop(&server);
            stated.client.request(method, "/x").idempotent().await.unwrap();
            server.assert_done();
        }
    }
}

#[tokio::test]
async fn the_last_error_is_reported_with_the_number_of_attempts() {
    for (fault, kind, _) in faults() {
        let server = always(fault);
        let error = shop(&server).get("1").timeout(HOUR).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 3));
        assert!(error.to_string().ends_with(" (after 3 attempts)"), "{error}");
        assert_eq!(server.requests().len(), 3);
        let error = shop(&server).get("1").retries(0).await.unwrap_err();
        assert!(!error.to_string().contains("attempts"), "{error}");
    }
}

#[tokio::test]
async fn the_number_of_retries_is_the_client_s_or_the_call_s() {
    for most in [0, 1, 5] {
        let server = always(|| Answer::status(500));
        let own = builder(&server).retries(most).build().unwrap();
        assert_eq!(own.get("1").await.unwrap_err().attempts(), most + 1);
        assert_eq!(shop(&server).get("1").retries(most).await.unwrap_err().attempts(), most + 1);
        assert_eq!(own.get("1").retries(3).await.unwrap_err().attempts(), 4);
        let untyped = own.client.request(Method::GET, "/x").retries(2);
        assert_eq!(untyped.await.unwrap_err().attempts(), 3);
    }
}

#[tokio::test]
async fn what_cannot_pass_is_not_retried() {
    let declined = || TransportError::new(TransportFault::Refused, "the circuit is open");
    let server = FakeServer::new().answer(Answer::fault(declined()));
    let error = shop(&server).get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Transport));
    assert!(!error.is_retryable());

    let undecodable = Answer::bytes(200, "application/json", "{}");
    let error = shop(&FakeServer::new().answer(undecodable)).get("1").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));

    let server = FakeServer::new();
    let error = shop(&server).get("..").await.unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (0, 0));
}

#[tokio::test]
async fn a_body_that_can_be_sent_once_is_sent_once() {
    let stream = || Upload::from_stream(chunks([Ok(Bytes::from_static(b"a"))]));
    for (fault, kind, _) in faults() {
        let server = FakeServer::new().answer(fault());
        let shop = shop(&server);
        let call = shop.client.request(Method::PUT, "/x").body("text/plain", stream()).idempotent();
        let error = call.await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 1));
        assert_eq!(server.requests()[0].body(), "a");
    }
}

#[tokio::test]
async fn a_body_that_is_made_anew_arrives_whole_each_time() {
    let made = || chunks([Ok(Bytes::from_static(b"a")), Ok(Bytes::from_static(b"b"))]);
    for body in [Upload::repeatable(made), Upload::from("ab")] {
        let server = FakeServer::new().answer(Answer::reset()).answer(Answer::status(204));
        let shop = shop(&server);
        shop.client.request(Method::PUT, "/x").body("text/plain", body).await.unwrap();
        let bodies: Vec<Bytes> =
            server.requests().iter().map(|request| request.body().clone()).collect();
        assert_eq!(bodies, ["ab", "ab"]);
    }
}

/// The waits before each further request.
fn waits(server: &FakeServer) -> Vec<Duration> {
    let times: Vec<Duration> = server.requests().iter().map(|request| request.at()).collect();
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[tokio::test]
async fn waits_are_random_up_to_a_bound_that_doubles() {
    const RUNS: u32 = 1000;
    let bounds = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000].map(Duration::from_millis);
    let mut longest = [Duration::ZERO; 8];
    let mut shortest = [HOUR; 8];
    let mut sum = [Duration::ZERO; 8];
    for seed in 0..RUNS {
        fastrand::seed(seed.into());
        let server = always(|| Answer::status(502));
        let call = shop(&server);
        call.get("1").retries(8).timeout(HOUR).await.unwrap_err();
        for (index, wait) in waits(&server).into_iter().enumerate() {
            assert!(wait <= bounds[index], "seed {seed}: {wait:?} before retry {}", index + 1);
            longest[index] = longest[index].max(wait);
            shortest[index] = shortest[index].min(wait);
            sum[index] += wait;
        }
    }
    for index in 0..8 {
        assert!(longest[index] > bounds[index].mul_f64(0.98), "{:?}", longest[index]);
        assert!(shortest[index] < bounds[index].mul_f64(0.02), "{:?}", shortest[index]);
        let mean = (sum[index] / RUNS).div_duration_f64(bounds[index]);
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}

#[tokio::test]
async fn the_bounds_of_waits_can_be_set() {
    for seed in 0..200 {
        fastrand::seed(seed);
        let server = always(|| Answer::status(502));
        let slow = builder(&server).backoff(3 * SECOND, 4 * SECOND).timeout(HOUR).build().unwrap();
        slow.get("1").retries(6).await.unwrap_err();
        for (index, wait) in waits(&server).into_iter().enumerate() {
            assert!(wait <= if index == 0 { 3 * SECOND } else { 4 * SECOND });
        }
    }
    let server = always(|| Answer::status(502));
    let at_once = builder(&server).backoff(Duration::ZERO, Duration::ZERO).build().unwrap();
    at_once.get("1").retries(6).await.unwrap_err();
    assert_eq!((server.requests().len(), server.elapsed()), (7, Duration::ZERO));
    let patient = builder(&server).backoff(Duration::MAX, Duration::MAX).build().unwrap();
    assert_eq!(patient.get("1").await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_server_that_asks_for_time_gets_it() {
    const DATE: &str = "Wed, 21 Oct 2026 07:28:00 GMT";
    // What it asks for, and the shortest wait; none where it asks for too much.
    for (asked, wait) in [
        ("0", Some(0)),
        ("1", Some(1)),
        ("20", Some(20)),
        ("59", Some(59)),
        ("60", Some(60)),
        ("61", None),
        ("86400", None),
        ("Wed, 21 Oct 2026 07:28:30 GMT", Some(30)),
        ("Wednesday, 21-Oct-26 07:28:30 GMT", Some(30)),
        ("Wed Oct 21 07:28:30 2026", Some(30)),
        ("Wed, 21 Oct 2026 07:29:01 GMT", None),
        ("Wed, 21 Oct 2026 07:00:00 GMT", Some(0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
        // What makes no sense counts as nothing.
        ("1000000000", Some(0)),
        ("99999999999999999999999999", Some(0)),
        ("-5", Some(0)),
        ("1.5", Some(0)),
        ("soon", Some(0)),
        ("", Some(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some(0)),
    ] {
        for status in [408, 429, 500, 503] {
            let answer = Answer::status(status).header("retry-after", asked).header("date", DATE);
            let server = FakeServer::new().answer(answer).answer(item());
            let outcome = shop(&server).get("1").timeout(HOUR).await;
            match wait {
                Some(wait) => {
                    outcome.unwrap();
                    let asked_for = Duration::from_secs(wait);
                    let waited = server.elapsed();
                    let longest = asked_for.max(SECOND / 4);
                    assert!((asked_for..=longest).contains(&waited), "{asked}: {waited:?}");
                }
                None => {
                    let error = outcome.unwrap_err();
                    assert_eq!(error.attempts(), 1, "{asked}");
                    assert!(error.retry_after().unwrap() > 60 * SECOND, "{asked}");
                    assert_eq!(server.elapsed(), Duration::ZERO);
                }
            }
        }
    }
}

#[tokio::test]
async fn the_longest_wait_that_a_server_may_ask_for_can_be_set() {
    for (longest, attempts) in [(19, 1), (20, 2), (21, 2)] {
        let answer = Answer::status(429).header("retry-after", "20");
        let server = FakeServer::new().answer(answer).answer(item());
        let shop = builder(&server).max_retry_after(longest * SECOND).build().unwrap();
        let _ = shop.get("1").await;
        assert_eq!(server.requests().len(), attempts, "{longest}");
    }
}

#[tokio::test]
async fn being_asked_for_time_makes_no_call_harmless() {
    let server = FakeServer::new().answer(Answer::status(503).header("retry-after", "2"));
    let error = shop(&server).start().await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(2 * SECOND)));
}

#[tokio::test]
async fn the_budget_bounds_all_retries_and_successes_fill_it() {
    let server = always(|| Answer::status(500));
    let first = builder(&server).retries(1).build().unwrap();
    let second = first.clone();
    // 500 tokens at 5 each, whichever clone spends them.
    for round in 0..75 {
        for shop in [&first, &second] {
            let _ = shop.get("1").await;
        }
        let sent = server.requests().len();
        assert_eq!(sent, (4 * (round + 1)).min(2 * (round + 1) + 100));
    }
    // Another client has its own.
    assert_eq!(shop(&server).get("1").await.unwrap_err().attempts(), 3);

    // Four successes are too little for a retry, five are enough.
    for (successes, attempts) in [(4, 1), (1, 2), (0, 1)] {
        for _ in 0..successes {
            server.answer(item());
            first.get("1").await.unwrap();
        }
        assert_eq!(second.get("1").await.unwrap_err().attempts(), attempts);
    }
    // It is never fuller than at first.
    for _ in 0..2000 {
        server.answer(item());
        first.get("1").await.unwrap();
    }
    let before = server.requests().len();
    for _ in 0..150 {
        let _ = first.get("1").await;
    }
    assert_eq!(server.requests().len() - before, 250);
}

#[tokio::test]
async fn a_retry_after_a_time_out_costs_twice_as_much() {
    for fault in [Answer::silent, Answer::unreachable] {
        let server = always(fault);
        let shop = builder(&server).retries(1).timeout(HOUR).build().unwrap();
        for _ in 0..100 {
            let _ = shop.get("1").await;
        }
        assert_eq!(server.requests().len(), 150);
    }
}

#[tokio::test]
async fn the_total_time_out_cuts_waits_and_attempts() {
    // A wait that would end after it is not begun; the failure at hand is what is reported.
    let server = always(|| Answer::status(503).header("retry-after", "30"));
    let error = shop(&server).get("1").timeout(30 * SECOND).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1));
    assert_eq!(server.elapsed(), Duration::ZERO);

    let server = always(|| Answer::status(503).header("retry-after", "9"));
    let error = shop(&server).get("1").retries(10).timeout(30 * SECOND).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 4));
    assert_eq!(server.elapsed(), 27 * SECOND);

    // An attempt is cut when the call is over.
    let server = FakeServer::new()
        .answer(Answer::status(503).header("retry-after", "9"))
        .answer(Answer::silent());
    let error = shop(&server).get("1").timeout(10 * SECOND).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout(Elapsed::Total), 2));
    assert_eq!(server.elapsed(), 10 * SECOND);
    assert_eq!(server.requests()[1].limits().attempt, SECOND);
}

/// Passes requests on, but cannot wait.
struct Restless(FakeServer);

impl Transport for Restless {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>> {
        self.0.send(request, limits)
    }
}

#[tokio::test]
async fn a_transport_that_cannot_wait_retries_nothing() {
    for (fault, kind, _) in faults() {
        if matches!(kind, ErrorKind::Timeout(Elapsed::Attempt | Elapsed::Read)) {
            continue;
        }
        let server = FakeServer::new().answer(fault());
        let shop: Shop = Shop::builder().token("t").transport(Restless(server)).build().unwrap();
        let error = shop.get("1").await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 1));
    }
}

#[tokio::test]
async fn what_may_do_harm_is_never_sent_twice() {
    let seen = faults().into_iter().filter(|(_, _, seen)| *seen);
    let faults: Vec<fn() -> Answer> = seen.map(|(fault, ..)| fault).collect();
    let mut random = fastrand::Rng::with_seed(1);
    let server = FakeServer::new();
    let shop = builder(&server).retries(5).build().unwrap();
    for call in 1..=10_000 {
        let (fault, status) =
            (random.choice(&faults).unwrap(), random.choice([408, 429, 500, 599]));
        server.answer(if random.bool() { fault() } else { Answer::status(status.unwrap()) });
        if random.bool() {
            shop.start().await.unwrap_err();
        } else {
            shop.update("1", &Item { id: 1 }).await.unwrap_err();
        }
        if call % 500 == 0 {
            assert_eq!(server.requests().len(), call);
        }
    }
    server.assert_done();
}
