//! The documented limits, as calls on a clock of their own meet them.

use std::future::ready;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rate_limits::runtime::{Body, BoxFuture, Limits, Request, Transport, TransportError};
use rate_limits::{Probe, Server};

/// Answers 204, and waits without any time passing but its own.
#[derive(Clone, Default)]
struct Clock(Arc<Mutex<Duration>>);

impl Transport for Clock {
    fn send<'a>(
        &'a self,
        _: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let answer = http::Response::builder().status(204).body(Body::default());
        Box::pin(ready(Ok(answer.unwrap())))
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        let clock = self.clone();
        Some(Box::pin(async move { *clock.0.lock().unwrap() += duration }))
    }

    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }
}

/// How long so many calls take.
fn took(server: impl Into<Server>, limited: bool, calls: usize) -> Duration {
    let clock = Clock::default();
    let builder = Probe::builder().server(server.into()).transport(clock.clone());
    let probe = if limited { builder.limit_rate() } else { builder }.build().unwrap();
    for _ in 0..calls {
        let mut call = pin!(IntoFuture::into_future(probe.doors().list()));
        match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => answer.unwrap(),
            Poll::Pending => panic!("nothing in it waits"),
        }
    }
    clock.now()
}

#[test]
fn each_server_has_its_own() {
    assert_eq!(took(Server::Production, false, 500).as_secs(), 0);
    assert_eq!(took(Server::Production, true, 50).as_secs(), 0);
    assert_eq!(took(Server::Production, true, 501).as_secs(), 60);
    assert_eq!(took(Server::Sandbox, true, 501).as_secs(), 26);
    let region = Server::Region { region: "eu".to_owned() };
    assert_eq!(took(region, true, 501).as_secs(), 26);
    assert_eq!(took("https://probe.example/", true, 501).as_secs(), 60);
}
