//! What each kind of scheme puts on a request, and that mutual TLS puts nothing there.

use security_kinds::runtime::{Body, Request};
use security_kinds::{Builder, Probe};

fn probe(build: impl FnOnce(Builder) -> Builder) -> Probe {
    build(Probe::builder()).build().unwrap()
}

fn authorization(request: Request<Body>) -> String {
    request.headers()["authorization"].to_str().unwrap().to_owned()
}

#[test]
fn a_word_goes_before_the_secret() {
    let probe = probe(|builder| builder.word("t1"));
    assert_eq!(authorization(probe.doors().word().build().unwrap()), "Ticket t1");
}

#[test]
fn the_whole_header_may_be_the_key() {
    for key in ["Key k1", "k1"] {
        let probe = probe(|builder| builder.whole(key));
        assert_eq!(authorization(probe.doors().whole().build().unwrap()), key);
    }
    for key in ["Key  k1", " k1", "Key k1 ", "Key k\n1"] {
        assert!(Probe::builder().whole(key).build().is_err(), "{key:?}");
    }
}

#[test]
fn a_certificate_needs_no_credential_but_leaves_the_others() {
    let nobody = probe(|builder| builder);
    assert!(nobody.doors().certificate().build().unwrap().headers().get("authorization").is_none());
    assert!(nobody.doors().both().build().unwrap_err().is_refused());
    let somebody = probe(|builder| builder.word("t1"));
    assert_eq!(authorization(somebody.doors().both().build().unwrap()), "Ticket t1");
}

#[test]
fn what_is_combined_is_sent_together() {
    let probe = probe(|builder| builder.word("t1").key("k 1"));
    let request = probe.doors().challenge().build().unwrap();
    assert_eq!(request.uri(), "https://probe.example/challenge?key=k%201");
    assert_eq!(authorization(request), "Ticket t1");
}
