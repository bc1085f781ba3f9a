//! The request's target, byte for byte, for each style of a query parameter.

use parameters_query::runtime::Timestamp;
use parameters_query::{Probe, SearchFilter, SearchJson, Sort};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[test]
fn every_style() -> Result {
    let probe = Probe::builder().server("https://probe.example").build()?;
    let words = ["a b".to_owned(), "c&d".to_owned()];
    let request = probe
        .search()
        .search("x/y?", Timestamp::UNIX_EPOCH)
        .exploded(&words)
        .commas(&words)
        .spaces(&[1, 2])
        .pipes(&[1, 2])
        .sorting(&[Sort::CreatedAtDesc, Sort::Unknown("é".to_owned())])
        .filter(&SearchFilter::new().min(1.5).tags(words.to_vec()))
        .json(&SearchJson::new().deep(true))
        .filter_x("1")
        .build()?;
    let target = request.uri().path_and_query().map(|target| target.to_string());
    let target = target.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or_default();
    assert_eq!(path, "/search");
    let pairs: Vec<&str> = query.split('&').collect();
    assert_eq!(
        pairs,
        [
            "q=x%2Fy%3F",
            "since=1970-01-01T00%3A00%3A00Z",
            "exploded=a%20b",
            "exploded=c%26d",
            "commas=a%20b,c%26d",
            "spaces=1%202",
            "pipes=1%7C2",
            "sorting=-created_at",
            "sorting=%C3%A9",
            "filter%5Bmin%5D=1.5",
            "filter%5Btags%5D=a%20b",
            "filter%5Btags%5D=c%26d",
            "json=%7B%22deep%22%3Atrue%7D",
            "filter%5Bx%5D=1",
        ]
    );
    Ok(())
}
