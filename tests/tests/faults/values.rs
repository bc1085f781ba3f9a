//! Values in paths, queries and headers: the server reads exactly what was given, as one value in
//! its place, or the call is refused before a connection opens.

use fastrand::Rng;
use polar_sdk::runtime::{Body, Error, ErrorKind, Refusal, Request};
use polar_sdk::types::{MetadataQuery, MetadataQueryValue};
use serde_json::json;

use super::bodies::{customer, json_answer, page};
use super::client::{Settings, polar};
use super::server::{Server, Step};
use super::strings::{NASTY, count, decoded, random};

const EXTERNAL: &str = "/v1/customers/external/";

/// Whether a path may hold this value as a segment.
fn fits_path(value: &str) -> bool {
    !matches!(value, "" | "." | "..") && !value.contains(char::is_control)
}

/// Whether a header may hold this value, so that the server reads the same.
fn fits_header(value: &str) -> bool {
    value.chars().all(|c| matches!(c, ' '..='~' | '\t')) && value.trim() == value
}

/// The fixed strings, and so many random ones unless the environment asks for more.
fn inputs(default: usize, seed: u64) -> impl Iterator<Item = String> {
    exactly(count(default), seed)
}

/// The fixed strings, and so many random ones.
fn exactly(count: usize, seed: u64) -> impl Iterator<Item = String> {
    let mut rng = Rng::with_seed(seed);
    let random = std::iter::repeat_with(move || random(&mut rng)).take(count);
    NASTY.into_iter().map(str::to_owned).chain(random)
}

fn assert_refused(result: Result<Request<Body>, Error>, refusal: Refusal, value: &str) {
    let error = result.map(|request| request.uri().clone()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused(refusal), "{value:?}");
}

#[test]
fn a_path_value_is_one_segment() {
    let polar = polar("https://api.example.com/base", &Settings::default()).unwrap();
    for value in inputs(60_000, 1) {
        let built = polar.customers().get_external(&value).build();
        if !fits_path(&value) {
            assert_refused(built, Refusal::Path, &value);
            continue;
        }
        let request = built.unwrap_or_else(|error| panic!("{value:?}: {error}"));
        let uri = request.uri();
        assert_eq!(uri.host(), Some("api.example.com"), "{value:?}");
        assert_eq!(uri.query(), None, "{value:?}");
        let segment = uri.path().strip_prefix("/base/v1/customers/external/");
        assert_eq!(segment.and_then(decoded).as_deref(), Some(&*value), "{uri}");
        // Whoever decodes once must not find a step to another path.
        assert!(!matches!(segment, Some("." | "..")), "{value:?}");
    }
}

/// A second parser, the one of browsers, reads the same target out of the URL.
#[test]
fn parsers_agree_on_the_target() {
    let polar = polar("https://api.example.com", &Settings::default()).unwrap();
    for value in inputs(20_000, 2).filter(|value| fits_path(value)) {
        let call = polar.customers().get_state_external(&value).extra_query("q", &value);
        let text = call.build().unwrap().uri().to_string();
        let url = reqwest::Url::parse(&text).unwrap();
        assert_eq!(url.as_str(), text, "{value:?}");
        assert_eq!(url.path_segments().unwrap().count(), 5, "{value:?}");
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!(pairs, [("q".to_owned(), value.clone())], "{value:?}");
    }
}

/// The pairs of a query as a server reads them.
fn pairs(request: &Request<Body>) -> Vec<(String, String)> {
    let query = request.uri().query().unwrap_or_default();
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        Some((decoded(name)?, decoded(value)?))
    };
    query.split('&').map(|text| pair(text).unwrap_or_else(|| panic!("{query}"))).collect()
}

#[test]
fn a_query_value_is_one_pair() {
    let polar = polar("https://api.example.com", &Settings::default()).unwrap();
    let mut names = Rng::with_seed(3);
    for value in inputs(40_000, 4) {
        let name = random(&mut names);
        let metadata = MetadataQueryValue::from(value.clone());
        let metadata = MetadataQuery::from([(name.clone(), metadata)]);
        let call = polar.customers().list().query(&value).metadata(&metadata);
        // A name of its own, so that no parameter is replaced by it.
        let call = call.extra_query(&format!("x{name}"), &value);
        let request = call.build().unwrap_or_else(|error| panic!("{name:?} {value:?}: {error}"));
        let expected = [
            ("query".to_owned(), value.clone()),
            (format!("metadata[{name}]"), value.clone()),
            (format!("x{name}"), value.clone()),
        ];
        assert_eq!(pairs(&request), expected, "{name:?} {value:?}");
        assert_eq!(request.uri().path(), "/v1/customers/");
    }
}

#[test]
fn a_header_value_is_one_header() {
    let polar = polar("https://api.example.com", &Settings::default()).unwrap();
    let plain = polar.customers().list().build().unwrap().headers().len();
    for value in inputs(60_000, 5) {
        let built = polar.customers().list().header("x-test", &value).build();
        if !fits_header(&value) {
            assert_refused(built, Refusal::Header, &value);
            continue;
        }
        let request = built.unwrap_or_else(|error| panic!("{value:?}: {error}"));
        assert_eq!(request.headers().len(), plain + 1, "{value:?}");
        assert_eq!(request.headers()["x-test"], value, "{value:?}");
    }
}

/// Headers that frame the message or steer the connection.
const RESERVED: [&str; 10] = [
    "Connection",
    "Content-Length",
    "Host",
    "Keep-Alive",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

#[test]
fn a_header_name_is_a_name() {
    let polar = polar("https://api.example.com", &Settings::default()).unwrap();
    // RFC 9110, section 5.6.2.
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    for name in inputs(20_000, 6).chain(RESERVED.map(str::to_owned)) {
        let built = polar.customers().list().header(&name, "v").build();
        let reserved = RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(&name));
        if name.is_empty() || !name.bytes().all(token) || reserved {
            assert_refused(built, Refusal::Header, &name);
        } else {
            assert_eq!(built.unwrap().headers()[&name], "v", "{name:?}");
        }
    }
}

/// What was built is also what arrives.
#[test]
fn values_arrive_as_they_were_given() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let values: Vec<String> =
        exactly(2_000, 7).filter(|value| fits_path(value) && fits_header(value)).collect();
    assert!(values.len() > 300, "{}", values.len());
    let answer = String::from_utf8(json_answer(200, customer())).unwrap();
    let answer = answer.replace("connection: close\r\n", "").into_bytes();
    let answered = |_: &String| [Step::Read, Step::Write(answer.clone())];
    let server = Server::start(vec![values.iter().flat_map(answered).collect()], None);
    let polar = polar(&format!("http://{}", server.address()), &Settings::default()).unwrap();
    runtime.block_on(async {
        for value in &values {
            let call = polar.customers().get_external(value).extra_query("q", value);
            call.header("x-test", value).await.unwrap();
        }
    });
    let requests = server.requests();
    assert_eq!((requests.len(), server.connections()), (values.len(), 1));
    for (request, value) in requests.iter().zip(&values) {
        let (path, query) = request.target.split_once('?').unwrap();
        assert_eq!(path.strip_prefix(EXTERNAL).and_then(decoded).as_ref(), Some(value));
        assert_eq!(query.strip_prefix("q=").and_then(decoded).as_ref(), Some(value));
        let header = request.head.lines().find_map(|line| line.strip_prefix("x-test: "));
        assert_eq!(header, Some(&**value));
        assert_eq!(request.head.matches("\r\n\r\n").count(), 1, "{value:?}");
    }
}

#[test]
fn a_refused_call_opens_no_connection() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = Server::start(
        vec![vec![Step::Read, Step::Write(json_answer(200, page(&json!([]))))]],
        None,
    );
    let polar = polar(&format!("http://{}", server.address()), &Settings::default()).unwrap();
    let customers = polar.customers();
    let mut refused = 0;
    runtime.block_on(async {
        for value in exactly(1_000, 8) {
            if !fits_path(&value) {
                let change = polar_sdk::types::CustomerUpdateExternalId::new();
                assert!(customers.get_external(&value).await.unwrap_err().is_refused());
                assert!(customers.delete_external(&value).await.unwrap_err().is_refused());
                let call = customers.update_external(&value, &change);
                assert!(call.await.unwrap_err().is_refused());
                refused += 3;
            }
            if !fits_header(&value) {
                let call = customers.list().header("x-test", &value);
                assert!(call.await.unwrap_err().is_refused());
                refused += 1;
            }
        }
    });
    assert!(refused > 300, "{refused}");
    assert_eq!(server.connections(), 0);
    runtime.block_on(async { customers.list().await.unwrap() });
    assert_eq!(server.connections(), 1);
}
