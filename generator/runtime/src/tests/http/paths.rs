//! A path value arrives as one segment, equal to what was given, or nothing is sent.

use super::support::Recorder;
use crate::runtime::{Call, ErrorKind, Refusal, Route};

/// What a server makes of the segment after `/v1/items/`.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let hex = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn nasty_values_arrive_equal() {
    let shop = Recorder::default().shop();
    for value in [
        "a/b",
        "a?x=1",
        "a#b",
        "../../v1/orders",
        "..%2f",
        "%2e%2e",
        "%2E",
        "%252e%252e",
        "...",
        ".a",
        "a.",
        "a;b",
        "a:b",
        "a@b",
        "a&b=c",
        "a+b",
        " ",
        " a ",
        "a%",
        "%",
        "%zz",
        "é",
        "日本",
        "🦀",
        "\u{202e}abc",
        "a\\b",
        "..\\..",
        "'",
        "\"",
        "<>",
        "{id}",
        "{}",
        "|",
        "^",
        "`",
        "[x]",
        "~",
        "-",
        "_",
        "*",
        "null",
        "\u{a0}",
        "\u{feff}",
    ] {
        let request = shop.get(value).build().unwrap_or_else(|error| panic!("{value:?}: {error}"));
        assert_eq!(request.uri().query(), None, "{value:?}");
        let segment = request.uri().path().strip_prefix("/v1/items/").unwrap();
        assert!(!segment.contains('/'), "{value:?}");
        assert_eq!(decoded(segment), value);
        assert!(
            segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)),
            "{segment}"
        );
    }
}

#[test]
fn values_that_would_be_another_path_are_refused() {
    let recorder = Recorder::default();
    let shop = recorder.shop();
    for value in ["", ".", "..", "a\r\nb", "\0", "\t", "a\u{7f}", "\u{85}", "\n", "\u{1b}[31m"] {
        let error = shop.get(value).build().map(drop).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Path), "{value:?}");
        assert!(error.to_string().starts_with("GET /v1/items/{id}: not sent: "), "{error}");
    }
}

#[test]
fn every_single_character_arrives_or_is_refused() {
    let shop = Recorder::default().shop();
    for value in (0..0x3000).filter_map(char::from_u32) {
        let value = value.to_string();
        match shop.get(&value).build() {
            Ok(request) => {
                let segment = request.uri().path().strip_prefix("/v1/items/").unwrap();
                assert_eq!(decoded(segment), value);
            }
            Err(_) => assert!(value == "." || value.contains(char::is_control), "{value:?}"),
        }
    }
}

/// The path that a template makes of its parameters.
fn filled(template: &'static str, parameters: &[(&str, &str)]) -> Result<String, ErrorKind> {
    let route =
        Route { id: "x", method: "GET", path: template, server: "", security: &[], accept: "" };
    let route: &'static Route = Box::leak(Box::new(route));
    let shop = Recorder::default().shop();
    let call = parameters
        .iter()
        .fold(Call::new(&shop.client, route), |call, (name, value)| call.path(name, value));
    match call.build() {
        Ok(request) => Ok(request.uri().path().to_owned()),
        Err(error) => Err(error.kind()),
    }
}

#[test]
fn segments_are_judged_as_a_whole() {
    let refused = Err(ErrorKind::Refused(Refusal::Path));
    assert_eq!(filled("/f/{a}{b}", &[("a", "."), ("b", ".")]), refused);
    assert_eq!(filled("/f/.{a}", &[("a", ".")]), refused);
    assert_eq!(filled("/f/%2e{a}", &[("a", ".")]), refused);
    assert_eq!(filled("/f/{a}.json", &[("a", ".")]), Ok("/f/..json".to_owned()));
    assert_eq!(filled("/f/{a}:{b}", &[("a", "x"), ("b", "y")]), Ok("/f/x:y".to_owned()));
    assert_eq!(filled("/{a}/{a}/", &[("a", "x")]), Ok("/x/x/".to_owned()));
}

#[test]
fn odd_templates_make_legal_paths_or_none() {
    let refused = Err(ErrorKind::Refused(Refusal::Path));
    assert_eq!(filled("/{a}", &[]), refused);
    assert_eq!(filled("/x/../y", &[]), refused);
    assert_eq!(filled("/a b?c#d", &[]), Ok("/a%20b".to_owned()));
    assert_eq!(filled("/a?b/../c", &[]), Ok("/a".to_owned()));
    assert_eq!(filled("x", &[]), Ok("/x".to_owned()));
    assert_eq!(filled("", &[]), Ok("/".to_owned()));
    assert_eq!(filled("//x", &[]), Ok("//x".to_owned()));
    assert_eq!(filled("/{", &[]), Ok("/%7B".to_owned()));
}

#[test]
fn a_fixed_query_comes_first() {
    static ROUTE: Route = Route {
        id: "x",
        method: "GET",
        path: "/x?action=run&id={id}",
        server: "",
        security: &[],
        accept: "",
    };
    let shop = Recorder::default().shop();
    let call = || Call::new(&shop.client, &ROUTE).path("id", "a&b/../c");
    let uri = call().query("q", &1).build().unwrap().uri().to_string();
    assert!(uri.ends_with("/x?action=run&id=a%26b%2F..%2Fc&q=1"), "{uri}");
    assert!(call().build().unwrap().uri().to_string().ends_with("c"), "{uri}");
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    let shop = Recorder::default().shop();
    let error = shop.get(&"a".repeat(100_000)).build().map(drop).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Url));
}
