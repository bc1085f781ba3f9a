//! When requests are sent under a rate limit.

use std::time::Duration;

use super::api::{Builder, Shop};
use super::simulation::World;
use super::support::{Answer, Recorder, answer, json};
use crate::runtime::{BoxFuture, Elapsed, ErrorKind, RateLimit, Transport};

const NEVER: Duration = Duration::MAX;
const MINUTE: Duration = Duration::from_secs(60);

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn builder(world: &World) -> Builder {
    Shop::builder().token("t").retries(0).timeout(seconds(100_000)).transport(world.clone())
}

type Outcome = Result<(), (ErrorKind, u32)>;

fn call<'a>(shop: &'a Shop) -> BoxFuture<'a, Outcome> {
    Box::pin(async move {
        match shop.get("1").await {
            Ok(_) => Ok(()),
            Err(error) => Err((error.kind(), error.attempts())),
        }
    })
}

fn calls<'a>(shop: &'a Shop, number: usize) -> Vec<(BoxFuture<'a, Outcome>, Duration)> {
    (0..number).map(|_| (call(shop), NEVER)).collect()
}

fn busy(retry_after: &str) -> Answer {
    let mut answer = answer(429, "", "").unwrap();
    answer.headers_mut().insert("retry-after", retry_after.parse().unwrap());
    Ok(answer)
}

fn times(world: &World) -> Vec<Duration> {
    world.sent().into_iter().map(|(at, _)| at).collect()
}

/// The most requests within any stretch of time as long as `per`.
fn most(times: &[Duration], per: Duration) -> usize {
    let within = |from: Duration, at: Duration| at >= from && at - from < per;
    let from = |from: &Duration| times.iter().filter(|at| within(*from, **at)).count();
    times.iter().map(from).max().unwrap_or(0)
}

fn well() -> World {
    World::new(|_, _| (Duration::ZERO, json(200, r#"{"id":1}"#)))
}

#[test]
fn no_stretch_of_time_holds_more_than_the_limit() {
    for (limit, requests, burst) in [
        (RateLimit::per_minute(500), 500, 50),
        (RateLimit::per_minute(60).burst(60), 60, 60),
        (RateLimit::per_minute(60).burst(1), 60, 1),
        (RateLimit::per_minute(1), 1, 1),
        (RateLimit::per_minute(7).burst(3), 7, 3),
        (RateLimit::per_minute(3).burst(99), 3, 3),
    ] {
        let world = well();
        let shop = builder(&world).rate_limit(limit).build().unwrap();
        let outcomes = world.run(calls(&shop.clone(), requests * 4));
        assert!(outcomes.iter().all(|outcome| *outcome == Some(Ok(()))));
        let times = times(&world);
        assert_eq!(times.iter().filter(|at| at.is_zero()).count(), burst, "{limit:?}");
        assert!(most(&times, MINUTE) <= requests, "{limit:?}: {}", most(&times, MINUTE));
        // It is used well, too.
        let took = times.last().unwrap().as_secs_f64() / 60.0;
        let (requests, burst) = (requests as f64, burst as f64);
        let best = (requests * 4.0 - burst) / (requests - burst + 1.0);
        assert!(took <= best + 0.01, "{limit:?}: {took} for {best}");
    }
}

#[test]
fn a_pause_gives_back_no_more_than_the_burst() {
    let world = well();
    let shop = builder(&world).rate_limit(RateLimit::per_minute(10).burst(4)).build().unwrap();
    let later = |at: u64, number: usize| -> Vec<(BoxFuture<'_, Outcome>, Duration)> {
        let delayed = |_| -> (BoxFuture<'_, Outcome>, Duration) {
            let (world, shop) = (&world, &shop);
            (
                Box::pin(async move {
                    world.wait(seconds(at)).await;
                    call(shop).await
                }),
                NEVER,
            )
        };
        (0..number).map(delayed).collect()
    };
    world.run(later(0, 20).into_iter().chain(later(3600, 20)));
    let times = times(&world);
    assert_eq!(times.iter().filter(|at| **at == seconds(3600)).count(), 4);
    assert!(most(&times, MINUTE) <= 10);
}

#[test]
fn clones_share_the_limit_and_keep_their_order() {
    let world = World::new(|_, _| (seconds(1), json(200, r#"{"id":1}"#)));
    let shop = builder(&world).rate_limit(RateLimit::per_second(1)).build().unwrap();
    let clones: Vec<Shop> = (0..5).map(|_| shop.clone()).collect();
    let calls = clones.iter().enumerate().map(|(number, shop)| {
        let future: BoxFuture<'_, _> = Box::pin(async move {
            shop.get(&number.to_string()).await.map_err(|error| error.to_string())
        });
        (future, NEVER)
    });
    world.run(calls);
    let paths: Vec<String> =
        world.sent().iter().map(|(_, request)| request.uri().path().to_owned()).collect();
    assert_eq!(paths, [0, 1, 2, 3, 4].map(|number| format!("/v1/items/{number}")));
}

#[test]
fn nobody_sends_before_the_wait_that_the_server_asks_for_is_over() {
    let mut served = 0;
    let world = World::new(move |_, _| {
        served += 1;
        let answer = if served == 3 { busy("20") } else { json(200, r#"{"id":1}"#) };
        (Duration::from_millis(100), answer)
    });
    let limit = RateLimit::per_minute(60).burst(1);
    let shop = builder(&world).rate_limit(limit).build().unwrap();
    let outcomes = world.run(calls(&shop, 10));
    assert_eq!(outcomes.iter().filter(|outcome| **outcome != Some(Ok(()))).count(), 1);
    let times = times(&world);
    // The third was sent at about 2 s and answered 100 ms later.
    let after: Vec<Duration> = times.iter().copied().filter(|at| *at > seconds(3)).collect();
    assert_eq!((times.len(), after.len()), (10, 7));
    assert!(after[0] >= Duration::from_millis(22_100), "{after:?}");
    assert!(after[0] < seconds(24), "{after:?}");
    // They come one by one, as they would have without it.
    assert!(after.windows(2).all(|pair| pair[1] - pair[0] >= seconds(1)), "{after:?}");
}

#[test]
fn a_burst_waits_as_well() {
    let mut served = 0;
    let world = World::new(move |_, _| {
        served += 1;
        (Duration::ZERO, if served == 1 { busy("30") } else { json(200, r#"{"id":1}"#) })
    });
    let shop = builder(&world).rate_limit(RateLimit::per_minute(60).burst(5)).build().unwrap();
    world.run(calls(&shop, 3));
    assert_eq!(times(&world), [0, 30, 30].map(seconds));
}

#[test]
fn what_the_server_asks_for_is_capped_and_only_429_counts() {
    for (first, wait) in [
        (busy("600"), 60),
        (busy("99999999999"), 0),
        (busy("soon"), 0),
        (answer(429, "", ""), 0),
        (
            busy("30").map(|mut answer| {
                *answer.status_mut() = crate::runtime::StatusCode::SERVICE_UNAVAILABLE;
                answer
            }),
            0,
        ),
    ] {
        let mut first = Some(first);
        let world = World::new(move |_, _| {
            (Duration::ZERO, first.take().unwrap_or_else(|| json(200, r#"{"id":1}"#)))
        });
        let shop = builder(&world).rate_limit(RateLimit::per_minute(60).burst(5)).build().unwrap();
        world.run(calls(&shop, 2));
        assert_eq!(times(&world), [0, wait].map(seconds));
    }
}

#[test]
fn waiting_counts_against_the_time_of_the_call() {
    let world = well();
    let shop = builder(&world)
        .rate_limit(RateLimit::per_minute(60).burst(1))
        .timeout(Duration::from_millis(3_500))
        .build()
        .unwrap();
    let mut outcomes = world.run(calls(&shop, 10));
    let refused = outcomes.split_off(4);
    assert!(outcomes.iter().all(|outcome| *outcome == Some(Ok(()))));
    let late = ErrorKind::Timeout(Elapsed::Total);
    assert!(refused.iter().all(|outcome| *outcome == Some(Err((late, 0)))), "{refused:?}");
    assert_eq!(times(&world).len(), 4);
    // Those who were refused took no turn from others.
    let patient: BoxFuture<'_, _> = Box::pin(async {
        shop.get("1").timeout(seconds(10)).await.map(drop).map_err(|error| error.to_string())
    });
    world.run([(patient, NEVER)]);
    assert!(times(&world)[4] < Duration::from_millis(4_100), "{:?}", times(&world));
}

#[test]
fn a_standstill_ends_calls_whose_time_it_takes() {
    let mut served = 0;
    let world = World::new(move |_, _| {
        served += 1;
        (Duration::ZERO, if served == 2 { busy("50") } else { json(200, r#"{"id":1}"#) })
    });
    let shop = builder(&world)
        .rate_limit(RateLimit::per_minute(60).burst(1))
        .timeout(seconds(30))
        .build()
        .unwrap();
    let outcomes = world.run(calls(&shop, 4));
    let late = ErrorKind::Timeout(Elapsed::Total);
    assert_eq!(outcomes[2..], [Some(Err((late, 0))), Some(Err((late, 0)))]);
    assert!(Transport::now(&world) < seconds(10), "the end is known at once");
}

#[test]
fn retries_take_their_turn() {
    let mut served = 0;
    let world = World::new(move |_, _| {
        served += 1;
        (Duration::ZERO, if served <= 2 { answer(500, "", "") } else { json(200, r#"{"id":1}"#) })
    });
    let shop = builder(&world)
        .retries(2)
        .backoff(Duration::from_millis(1), Duration::from_millis(1))
        .rate_limit(RateLimit::per_minute(60).burst(1))
        .build()
        .unwrap();
    let outcomes = world.run(calls(&shop, 1));
    assert_eq!(outcomes, [Some(Ok(()))]);
    let times = times(&world);
    assert_eq!(times.len(), 3);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= seconds(1)), "{times:?}");
}

#[test]
fn what_is_refused_takes_no_turn() {
    let world = well();
    let shop = builder(&world).rate_limit(RateLimit::per_hour(2).burst(2)).build().unwrap();
    let refused: Vec<(BoxFuture<'_, _>, Duration)> = (0..10)
        .map(|_| -> (BoxFuture<'_, _>, Duration) {
            (Box::pin(async { shop.get("..").await.unwrap_err().is_refused() }), NEVER)
        })
        .collect();
    assert!(world.run(refused).iter().all(|refused| *refused == Some(true)));
    assert_eq!(world.run(calls(&shop, 2)), [Some(Ok(())), Some(Ok(()))]);
    assert_eq!(times(&world), [Duration::ZERO; 2]);
}

#[test]
fn the_documented_limit_is_that_of_the_server() {
    for (server, at_once) in [("https://shop.example", 50), ("https://sandbox.shop.example", 10)] {
        let world = well();
        let shop = builder(&world).server(server).limit_rate().build().unwrap();
        world.run(calls(&shop, 60));
        assert_eq!(times(&world).iter().filter(|at| at.is_zero()).count(), at_once, "{server}");
    }
    let built = builder(&well()).server("https://other.example").limit_rate().build();
    let error = built.map(drop).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.to_string(), "the API documents no rate limit for this server");
}

#[test]
fn without_being_asked_nothing_is_limited() {
    let world = well();
    let shop = builder(&world).build().unwrap();
    world.run(calls(&shop, 2_000));
    assert!(times(&world).iter().all(Duration::is_zero));
}

#[test]
fn a_limit_that_is_none_builds_no_client() {
    for limit in [
        RateLimit::per_minute(0),
        RateLimit::new(5, Duration::ZERO),
        RateLimit::per_second(0).burst(3),
    ] {
        let built = builder(&well()).rate_limit(limit).build();
        assert_eq!(built.map(drop).unwrap_err().kind(), ErrorKind::Configuration, "{limit:?}");
    }
    for limit in [
        RateLimit::new(u32::MAX, Duration::MAX),
        RateLimit::new(1, Duration::MAX),
        RateLimit::new(u32::MAX, Duration::from_nanos(1)),
    ] {
        let world = well();
        let shop = builder(&world).rate_limit(limit).build().unwrap();
        assert_eq!(world.run(calls(&shop, 1)), [Some(Ok(()))], "{limit:?}");
    }
}

#[tokio::test]
async fn a_transport_that_cannot_wait_is_named() {
    struct Sleepless(Recorder);
    impl Transport for Sleepless {
        fn send<'a>(
            &'a self,
            request: crate::runtime::Request<crate::runtime::Body>,
            limits: crate::runtime::Limits,
        ) -> BoxFuture<'a, Answer> {
            self.0.send(request, limits)
        }
    }
    let recorder = Recorder::new([json(200, r#"{"id":1}"#)]);
    let shop = Shop::builder()
        .token("t")
        .transport(Sleepless(recorder))
        .rate_limit(RateLimit::per_minute(2))
        .build()
        .unwrap();
    shop.get("1").await.unwrap();
    let error = shop.get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.attempts(), 0);
}
