//! How long a client waits before it tries again, by a clock that only waiting moves.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use polar_sdk::Polar;
use polar_sdk::runtime::{Body, BoxFuture, Bytes, Limits, Request, Transport, TransportError};

use super::client::run;

/// A server that fails always, and a clock that moves only when somebody waits.
#[derive(Clone, Default)]
struct Clock(Arc<Mutex<Times>>);

#[derive(Default)]
struct Times {
    now: Duration,
    waits: Vec<Duration>,
    requests: usize,
}

impl Transport for Clock {
    fn send<'a>(
        &'a self,
        _: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        self.0.lock().unwrap().requests += 1;
        let answer = http::Response::builder().status(503);
        Box::pin(std::future::ready(Ok(answer.body(Body::from(Bytes::new())).unwrap())))
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        let clock = Arc::clone(&self.0);
        Some(Box::pin(async move {
            let mut times = clock.lock().unwrap();
            times.now += duration;
            times.waits.push(duration);
        }))
    }

    fn now(&self) -> Duration {
        self.0.lock().unwrap().now
    }
}

/// The waits of a call that is retried so often, with the default back-off.
fn waits(retries: u32, total: Duration) -> (Vec<Duration>, usize) {
    let clock = Clock::default();
    let builder = Polar::builder().oat("t").transport(clock.clone());
    let polar = builder.retries(retries).timeout(total).build().unwrap();
    let error = run(async { polar.customers().list().await.unwrap_err() });
    assert_eq!(error.status().unwrap(), 503);
    let times = std::mem::take(&mut *clock.0.lock().unwrap());
    assert_eq!(times.requests, usize::try_from(error.attempts()).unwrap());
    (times.waits, times.requests)
}

#[test]
fn waits_are_random_and_double_up_to_a_bound() {
    const HOUR: Duration = Duration::from_secs(3600);
    // RFC 9110 has no say in it: full jitter, from 250 ms to 8 s.
    let most = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000].map(Duration::from_millis);
    let samples: Vec<Vec<Duration>> = (0..400).map(|_| waits(8, HOUR).0).collect();
    for (index, most) in most.into_iter().enumerate() {
        let column: Vec<Duration> = samples.iter().map(|waits| waits[index]).collect();
        assert!(column.iter().all(|wait| *wait <= most), "{index}");
        let mean = column.iter().sum::<Duration>() / 400;
        // The mean of 400 is that near in all but one of many billion runs.
        assert!(mean > most * 2 / 5 && mean < most * 3 / 5, "{index}: {mean:?}");
    }
    assert!(samples.iter().all(|waits| waits.len() == 8));
}

#[test]
fn no_wait_goes_beyond_the_time_of_the_call() {
    let total = Duration::from_secs(3);
    for _ in 0..100 {
        let (waits, requests) = waits(50, total);
        assert!(waits.iter().sum::<Duration>() < total, "{waits:?}");
        assert_eq!(requests, waits.len() + 1);
        assert!(requests > 2, "{waits:?}");
    }
}
