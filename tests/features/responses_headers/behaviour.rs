//! The headers of an answer as values of their types.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use responses_headers::api::things::ListHeaders;
use responses_headers::test_util::{Answer, FakeServer, Matching};
use responses_headers::{ThingsListResponseXState, Probe};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
#[expect(deprecated, reason = "a header is")]
fn headers_are_read_as_documented() -> Result {
    let server = FakeServer::new().always(Matching::any(), |_| {
        Answer::json(200, &["a"])
            .header("x-total", "12")
            .header("x-tags", "a, b")
            .header("x-until", "2026-01-02T03:04:05Z")
            .header("x-state", "new")
            .header("etag", "\"v1\"")
            .header("x-wait", "soon")
    });
    let probe: Probe = Probe::builder().transport(server).build()?;
    let answer = now(probe.things().list().with_response())??;
    assert_eq!(answer.value, ["a"]);
    let headers = ListHeaders::from(&answer.headers);
    assert_eq!(headers.x_total(), Some(12));
    assert_eq!(headers.x_tags(), Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(headers.x_until(), Some("2026-01-02T03:04:05Z".parse()?));
    assert_eq!(headers.x_state(), Some(ThingsListResponseXState::Unknown("new".to_owned())));
    assert_eq!(headers.e_tag().as_deref(), Some("\"v1\""));
    assert_eq!(headers.next_header(), None);
    assert_eq!(headers.x_wait(), None);
    Ok(())
}

/// What a future gives that has nothing to wait for.
fn now<T>(future: impl IntoFuture<Output = T>) -> Result<T> {
    match pin!(future.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Ok(value),
        Poll::Pending => Err("it waits".into()),
    }
}
