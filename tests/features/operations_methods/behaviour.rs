//! The method of each request, and answers without a body.

use operations_methods::runtime::test_util::{Answer, FakeServer, Matching};
use operations_methods::{Probe, SearchRequest};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn probe(server: &FakeServer) -> Result<Probe> {
    Ok(Probe::builder().transport(server.clone()).build()?)
}

#[test]
fn any_token_is_a_method() -> Result {
    let probe = probe(&FakeServer::new())?;
    let things = probe.things();
    let request = things.search(&SearchRequest::new("x")).build()?;
    assert_eq!((request.method().as_str(), request.uri().path()), ("QUERY", "/things"));
    assert_eq!(request.body().as_bytes(), Some(&br#"{"text":"x"}"#[..]));
    assert_eq!(things.copy("/there").build()?.method().as_str(), "COPY");
    assert_eq!(things.m_search_things().build()?.method().as_str(), "M-SEARCH");
    assert_eq!(things.delete().body(&[1]).build()?.body().as_bytes(), Some(&b"[1]"[..]));
    Ok(())
}

#[tokio::test]
async fn what_has_no_body_is_not_read() -> Result {
    let server = FakeServer::new().always(Matching::any(), |_| Answer::status(204));
    let probe = probe(&server)?;
    probe.things().probe().await?;
    probe.things().delete().await?;
    Ok(())
}
