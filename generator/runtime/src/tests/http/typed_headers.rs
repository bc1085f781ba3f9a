//! Headers of answers as values.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::runtime::{Date, HeaderMap, header_value};

fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(*name, value.parse().unwrap());
    }
    headers
}

#[test]
fn each_type_reads_its_form() {
    let headers = headers(&[
        ("x-count", "7"),
        ("x-flag", "true"),
        ("etag", "\"abc\""),
        ("x-day", "2026-01-02"),
        ("x-list", "a, b"),
        ("x-list", "c"),
        ("x-numbers", "1,2"),
        ("x-pairs", "R=1,G=2"),
        ("x-flat", "R,1,G,2"),
        ("x-json", r#"{"k":[1]}"#),
    ]);
    assert_eq!(header_value(&headers, "X-Count"), Some(7_i64));
    assert_eq!(header_value(&headers, "x-count"), Some("7".to_owned()));
    assert_eq!(header_value(&headers, "x-flag"), Some(true));
    // The quotes are part of the value (RFC 9110, section 8.8.3).
    assert_eq!(header_value(&headers, "etag"), Some("\"abc\"".to_owned()));
    assert_eq!(header_value(&headers, "x-day"), Some("2026-01-02".parse::<Date>().unwrap()));
    let list = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(header_value(&headers, "x-list"), Some(list));
    assert_eq!(header_value(&headers, "x-numbers"), Some(vec![1, 2]));
    let pairs = BTreeMap::from([("R".to_owned(), 1), ("G".to_owned(), 2)]);
    assert_eq!(header_value(&headers, "x-pairs"), Some(pairs.clone()));
    assert_eq!(header_value(&headers, "x-flat"), Some(pairs));
    let json: Option<BTreeMap<String, Vec<i64>>> = header_value(&headers, "x-json");
    assert_eq!(json, Some(BTreeMap::from([("k".to_owned(), vec![1])])));
}

#[test]
fn what_does_not_fit_is_not_there() {
    let headers = headers(&[("x-count", "many"), ("x-odd", "a,b,c")]);
    assert_eq!(header_value::<i64>(&headers, "x-count"), None);
    assert_eq!(header_value::<Value>(&headers, "x-absent"), None);
    assert_eq!(header_value::<BTreeMap<String, String>>(&headers, "x-odd"), None);
}
