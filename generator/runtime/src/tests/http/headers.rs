//! Which headers can be set, and that none smuggles anything.

use super::api::{Shop, Start};
use super::support::Recorder;
use crate::runtime::{Call, ErrorKind, Refusal};

#[test]
fn constant_headers_are_replaced_by_the_builder_and_by_the_call() {
    let shop: Shop =
        Recorder::default().builder().header("shop-version", "2027-01").build().unwrap();
    let request = shop.get("1").build().unwrap();
    assert_eq!(request.headers()["shop-version"], "2027-01");
    let request = shop.get("1").header("Shop-Version", "next").build().unwrap();
    assert_eq!(request.headers().get_all("shop-version").iter().count(), 1);
    assert_eq!(request.headers()["shop-version"], "next");
}

#[test]
fn accept_and_user_agent_can_be_replaced() {
    let shop = Recorder::default().shop();
    let request = shop.get("1").header("accept", "text/html").header("user-agent", "me").build();
    let request = request.unwrap();
    assert_eq!(request.headers()["accept"], "text/html");
    assert_eq!(request.headers()["user-agent"], "me");
    let request = shop.probe().build().unwrap();
    assert!(!request.headers().contains_key("accept"));
}

#[test]
fn framing_headers_and_broken_values_are_refused() {
    let shop = Recorder::default().shop();
    for (name, value) in [
        ("host", "evil.example"),
        ("Content-Length", "0"),
        ("transfer-encoding", "chunked"),
        ("connection", "close"),
        ("", "x"),
        ("a b", "x"),
        ("a\r\nb", "x"),
        ("a:", "x"),
        ("x", "c4nary\r\nEvil: 1"),
        ("x", "c4nary\n"),
        ("x", "c4nary\0"),
        ("x", " c4nary"),
        ("x", "c4nary\u{7f}"),
        ("x", "c4naré"),
    ] {
        let error = shop.get("1").header(name, value).build().map(drop).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused(Refusal::Header), "{name:?}: {value:?}");
        let text = format!("{error} {error:?}");
        assert!(!text.contains("c4n") && !text.contains('\r'), "{text}");

        let built = Recorder::default().builder().header(name, value).build();
        assert_eq!(built.map(drop).unwrap_err().kind(), ErrorKind::Configuration);
        let call = Call::new(&shop.client, Start::ROUTE).header_param(name, value);
        assert_eq!(call.build().map(drop).unwrap_err().kind(), ErrorKind::Refused(Refusal::Header));
    }
    let built = Recorder::default().builder().user_agent_suffix("a\r\nb").build();
    assert_eq!(built.map(drop).unwrap_err().kind(), ErrorKind::Configuration);
}
