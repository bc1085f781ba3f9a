//! Names of the settings are those of Rust; what is sent is called as ever.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use operation_names::Probe;
use operation_names::test_util::{Answer, FakeServer, Recorded};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn names_on_the_wire_stay() -> Result {
    let server = FakeServer::new();
    let server = (0..4).fold(server, |server, _| server.answer(Answer::status(204)));
    let probe = Probe::builder().server("https://probe.example").transport(server.clone()).build()?;
    ready(probe.customers().list().organization("o").limit(2).into_future())?;
    ready(probe.customers().post_customers().into_future())?;
    ready(probe.customers().members().all("c").into_future())?;
    ready(probe.system().status().into_future())?;
    let asked: Vec<String> = server.requests().iter().map(Recorded::url).collect();
    assert_eq!(
        asked,
        [
            "https://probe.example/customers?filter%5Borg%5D=o&limit=2",
            "https://probe.example/customers",
            "https://probe.example/customers/c/members",
            "https://probe.example/status",
        ]
    );
    Ok(())
}

/// The output of a future that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
