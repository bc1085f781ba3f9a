//! Redirects (RFC 9110, section 15.4): none is followed, wherever it points, because a credential
//! would go there too. The answer itself is the error.

use polar_sdk::runtime::ErrorKind;

use super::super::bodies::headed;
use super::super::case::{Case, Expected};
use super::super::client::Act;
use super::super::secret::TOKEN;
use super::super::server::Step;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        cases.push(redirect(format!("{status} to another port"), status, "http://{trap}/"));
        cases.push(redirect(format!("{status} to the same server"), status, "http://{own}/v1/x"));
    }
    cases.extend([
        redirect("to another scheme", 302, "https://{trap}/v1/customers/"),
        redirect("to another host", 307, "http://polar.invalid/"),
        redirect(
            "to itself, for ever",
            307,
            &format!("/v1/customers/{}", super::super::bodies::CUSTOMER),
        ),
        redirect("to a relative path", 302, "../../v2/customers"),
        redirect("to a host without a scheme", 301, "//{trap}/v1/customers/"),
        redirect("with user information", 302, "http://user:password@{trap}/"),
        redirect("to a script", 302, "javascript:alert(1)"),
        redirect("to nowhere", 302, ""),
        redirect("to a text with the token", 302, &format!("http://{{trap}}/?token={TOKEN}")),
        redirect("to a very long place", 308, &format!("http://{{trap}}/{}", "a".repeat(32 << 10))),
        redirect("of several choices", 300, "http://{trap}/"),
        redirect("to a proxy", 305, "http://{trap}/"),
        redirect("to what was not modified", 304, "http://{trap}/"),
        // As frameworks do when the slash at the end of the path is missing; the method stays.
        redirect("of a body to the path without its slash", 307, "http://{own}/v1/customers")
            .act(Act::Create),
        redirect("of a change", 308, "http://{trap}/").act(Act::Update),
        redirect("of a deletion to a form", 303, "http://{trap}/").act(Act::Delete),
        Case::answer(
            "without a place",
            headed(302, "", "moved"),
            Expected::Answer(ErrorKind::Status, 302),
        ),
        Case::answer(
            "to two places",
            headed(302, "location: http://{trap}/\r\nlocation: http://{own}/\r\n", ""),
            Expected::Answer(ErrorKind::Status, 302),
        ),
        Case::answer(
            "by a refresh header",
            headed(200, "refresh: 0; url=http://{trap}/\r\ncontent-type: text/html\r\n", "<html>"),
            Expected::Answer(ErrorKind::ContentType, 200),
        ),
        Case::answer(
            "by a content location",
            headed(500, "content-location: http://{trap}/\r\n", ""),
            Expected::Answer(ErrorKind::Status, 500),
        ),
        Case::answer(
            "by an alternative service",
            headed(503, "alt-svc: h2=\"{trap}\"; ma=86400\r\n", ""),
            Expected::Answer(ErrorKind::Status, 503),
        )
        .then(vec![Step::Read]),
    ]);
    cases
}

fn redirect(name: impl Into<String>, status: u16, location: &str) -> Case {
    let answer = headed(status, &format!("location: {location}\r\n"), "");
    Case::answer(name, answer, Expected::Answer(ErrorKind::Status, status))
}
