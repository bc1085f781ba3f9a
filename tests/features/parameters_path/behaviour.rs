//! The request's path for each style of a path parameter, and values that would lead elsewhere.

use parameters_path::runtime::Uuid;
use parameters_path::{Probe, StylesGetType};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn probe() -> Result<Probe> {
    Ok(Probe::builder().server("https://probe.example/v1").build()?)
}

#[test]
fn every_style() -> Result {
    let probe = probe()?;
    let list = ["a,b".to_owned(), "c".to_owned()];
    let request = probe.styles().get(&[1, 2], 3, &list, &StylesGetType::A).build()?;
    assert_eq!(request.uri().path(), "/v1/styles/1,2/.3/;matrix=a%2Cb;matrix=c/a");
    let day = "2026-01-02".parse()?;
    let request = probe.range().get(day, day).build()?;
    assert_eq!(request.uri().path(), "/v1/range/2026-01-02-2026-01-02");
    Ok(())
}

#[test]
fn a_value_stays_in_its_segment() -> Result {
    let probe = probe()?;
    let request = probe.things().get("a/b?c#d %2e", Uuid::nil()).build()?;
    assert!(request.uri().path().starts_with("/v1/a%2Fb%3Fc%23d%20%252e/things/"));
    assert_eq!(request.uri().query(), None);
    for refused in ["", ".", "..", "a\nb"] {
        assert!(probe.things().get(refused, Uuid::nil()).build().is_err(), "{refused:?}");
    }
    Ok(())
}
