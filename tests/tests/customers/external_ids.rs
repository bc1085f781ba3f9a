//! External IDs are free text in one path segment: the server reads the given text after decoding
//! that segment once, or nothing is sent at all.

use polar_sdk::runtime::{Body, ErrorKind, Refusal, Request};
use polar_sdk::{CustomerUpdateExternalId, Error, MemberCreateFromCustomer, MemberUpdate, Polar};
use tests::server::Answer;

use super::bodies;
use super::support::{client, server};

const PREFIX: &str = "/v1/customers/external/";

#[tokio::test]
async fn an_id_is_one_encoded_segment() {
    let long = "ж".repeat(700);
    let cases = [
        ("usr_4711", "usr_4711"),
        ("a/b", "a%2Fb"),
        ("a?x=1", "a%3Fx%3D1"),
        ("a#b", "a%23b"),
        ("a b", "a%20b"),
        ("a+b", "a%2Bb"),
        ("100%", "100%25"),
        ("ü", "%C3%BC"),
        ("日本 🦀", "%E6%97%A5%E6%9C%AC%20%F0%9F%A6%80"),
        ("%2e%2e", "%252e%252e"),
        ("%2E", "%252E"),
        ("%2f", "%252f"),
        ("..%2f..", "..%252f.."),
        ("...", "..."),
        ("..;", "..%3B"),
        ("../../v1/orders", "..%2F..%2Fv1%2Forders"),
        ("..\\..", "..%5C.."),
        ("//evil.example", "%2F%2Fevil.example"),
        ("a:b@c", "a%3Ab%40c"),
        ("{id}", "%7Bid%7D"),
        (" ", "%20"),
        ("\"'<>|^`&=,;!$()*", "%22%27%3C%3E%7C%5E%60%26%3D%2C%3B%21%24%28%29%2A"),
        ("-._~", "-._~"),
        (&long, &"%D0%B6".repeat(700)),
    ];
    let server = server(cases.iter().map(|_| Answer::json(200, bodies::team())));
    let polar = client(&server);
    for (index, (external_id, segment)) in cases.into_iter().enumerate() {
        polar.customers().get_external(external_id).await.unwrap();
        let target = server.requests()[index].target.clone();
        assert_eq!(target, format!("{PREFIX}{segment}"));
        assert_eq!(decoded(&target[PREFIX.len()..]), external_id);
    }
}

#[tokio::test]
async fn two_ids_are_two_segments() {
    let cases = [("a/b", "c/d"), ("%2e", "..%00"), ("x", "state"), ("members", "a?b#c")];
    let server = server(cases.map(|_| Answer::json(200, bodies::member())));
    let polar = client(&server);
    for (index, (external_id, member)) in cases.into_iter().enumerate() {
        polar.customers().members().get_external(external_id, member).await.unwrap();
        let target = server.requests()[index].target.clone();
        let segments: Vec<String> = target.split('/').map(decoded).collect();
        let expected = ["", "v1", "customers", "external", external_id, "members", member];
        assert_eq!(segments, expected);
    }
}

const UNSENDABLE: [&str; 9] =
    ["", ".", "..", "\0", "a\nb", "a\r\nHost: evil.example", "\t", "\u{7f}", "\u{85}"];

#[tokio::test]
async fn what_would_be_another_path_is_refused_before_a_socket_opens() {
    let server = server([]);
    let polar = client(&server);
    for external_id in UNSENDABLE {
        let error = polar.customers().get_external(external_id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Path), "{external_id:?}");
        assert!(error.is_refused() && !error.is_retryable(), "{external_id:?}");
        assert!(error.status().is_none(), "{external_id:?}");
        let error = polar.customers().delete_external(external_id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Path), "{external_id:?}");
        let members = polar.customers().members();
        let error = members.delete_external("good", external_id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Path), "{external_id:?}");
        let error = members.delete_external(external_id, "good").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Path), "{external_id:?}");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn every_operation_with_an_external_id_refuses_the_same() {
    type Build = fn(&Polar, &str) -> Result<Request<Body>, Error>;
    let operations: [Build; 9] = [
        |polar, id| polar.customers().get_external(id).build(),
        |polar, id| {
            let body = CustomerUpdateExternalId::new();
            polar.customers().update_external(id, &body).build()
        },
        |polar, id| polar.customers().delete_external(id).build(),
        |polar, id| polar.customers().get_state_external(id).build(),
        |polar, id| polar.customers().list_payment_methods_external(id).build(),
        |polar, id| {
            let body = MemberCreateFromCustomer::new("a@example.com");
            polar.customers().members().create_external(id, &body).build()
        },
        |polar, id| polar.customers().members().get_external(id, id).build(),
        |polar, id| {
            polar.customers().members().update_external(id, "good", &MemberUpdate::new()).build()
        },
        |polar, id| polar.customers().members().delete_external("good", id).build(),
    ];
    let polar = Polar::new("polar_oat_x").unwrap();
    for build in operations {
        for external_id in UNSENDABLE {
            let error = build(&polar, external_id).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Path), "{external_id:?}");
        }
        let request = build(&polar, "a/b").unwrap();
        assert!(request.uri().path().starts_with("/v1/customers/external/"));
        assert!(request.uri().path().contains("/a%2Fb") && !request.uri().path().contains("/b"));
    }
}

/// Decodes percent-encoding once.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
