//! The documented limits, as calls on a clock of their own meet them.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rate_limits::test_util::{Answer, FakeServer, Matching};
use rate_limits::{Probe, Server};

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

/// How long so many calls take.
fn took(server: impl Into<Server>, limited: bool, calls: usize) -> Duration {
    let fake = FakeServer::new().always(Matching::any(), |_| Answer::status(204));
    let builder = Probe::builder().server(server.into()).transport(fake.clone());
    let probe = if limited { builder.limit_rate() } else { builder }.build().unwrap();
    for _ in 0..calls {
        finished(probe.doors().list()).unwrap();
    }
    assert_eq!(fake.requests().len(), calls);
    fake.elapsed()
}

/// The output of a future that waits for no time but the fake server's, which passes as it is
/// polled.
fn finished<T>(future: impl IntoFuture<Output = T>) -> T {
    let mut future = pin!(future.into_future());
    for _ in 0..1000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
    panic!("it waits for something else");
}
