//! What is tried again, how often, and when: never sooner than the server asks, never later than
//! the caller allows, and never what may have been done already.

use std::time::Duration;

use polar_sdk::runtime::{Elapsed, ErrorKind};
use serde_json::json;

use super::super::bodies::{customer, headed, json_answer};
use super::super::case::{Case, Expected};
use super::super::client::Act;
use super::super::server::{Script, Step};

/// Long enough for a request to be read even on a busy machine.
const SHORT: Duration = Duration::from_secs(1);

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = after_statuses();
    cases.extend(after_faults());
    cases.extend(as_asked());
    cases
}

fn after_statuses() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in [408, 429, 500, 502, 503, 504, 529] {
        let name = format!("a {status}, then a success");
        cases.push(again(name, fails(status, "")).attempts(2));
    }
    for status in [400, 401, 403, 404, 409, 410, 418, 422, 425] {
        let name = format!("a {status} is not tried again");
        cases.push(again(name, fails(status, "")).expect(answered(status)).attempts(1));
    }
    cases.extend([
        again("a failure that stays", fails(503, ""))
            .script(fails(503, ""))
            .expect(answered(503))
            .attempts(3),
        again("no retries are wanted", fails(503, ""))
            .set(|settings| settings.retries = 0)
            .expect(answered(503))
            .attempts(1),
        again(
            "a success that does not fit",
            vec![Step::Read, Step::Write(json_answer(200, json!({"type": "individual"})))],
        )
        .expect(Expected::Misfit("."))
        .attempts(1),
        again(
            "a redirect",
            vec![
                Step::Read,
                Step::Write(headed(307, "location: http://{trap}/\r\nretry-after: 0\r\n", "")),
            ],
        )
        .expect(answered(307))
        .attempts(1),
        again("a deletion after a 503", fails(503, ""))
            .act(Act::Delete)
            .expect(Expected::Value(json!(null)))
            .attempts(2),
        once("a creation after a 503", Act::Create, fails(503, ""), answered(503)),
        once(
            "a creation after a 503 that asks for it",
            Act::Create,
            fails(503, "retry-after: 0\r\n"),
            answered(503),
        ),
        once("a change after a 429", Act::Update, fails(429, "retry-after: 0\r\n"), answered(429)),
        once("a change after a 408", Act::Update, fails(408, "connection: close\r\n"), {
            answered(408)
        }),
    ]);
    cases
}

fn after_faults() -> Vec<Case> {
    let reset = || vec![Step::Read, Step::Reset];
    let cut = || vec![Step::Read, Step::Write(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec())];
    let hold = || vec![Step::Read, Step::Hold];
    let broken = || Expected::Fault(ErrorKind::Transport);
    let timed_out = |elapsed| Expected::Fault(ErrorKind::Timeout(elapsed));
    vec![
        again("a reset, then a success", reset()).attempts(2),
        again("a reset that stays", reset()).script(reset()).expect(broken()).attempts(3),
        // Whether the server has seen it cannot be known, but a `GET` does no harm.
        again(
            "a reset before the request is read, then a success",
            vec![Step::Pause(SHORT), Step::Reset],
        )
        .requests(1),
        again("a truncated head", cut()).attempts(2),
        again(
            "a truncated body",
            vec![
                Step::Read,
                Step::Write(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec()),
            ],
        )
        .attempts(2),
        again("silence, then a success", hold())
            .set(|settings| settings.attempt = SHORT)
            .within(SHORT * 2)
            .at_least(SHORT)
            .attempts(2),
        again("silence that stays", hold())
            .script(hold())
            .set(|settings| settings.attempt = SHORT)
            .expect(timed_out(Elapsed::Attempt))
            .within(SHORT * 4)
            .at_least(SHORT * 3)
            .attempts(3),
        // All attempts together are bounded, too.
        again("silence until the end", hold())
            .script(hold())
            .set(|settings| {
                settings.attempt = SHORT;
                settings.total = SHORT * 5 / 2;
                settings.retries = 9;
            })
            .expect(timed_out(Elapsed::Total))
            .within(SHORT * 5 / 2)
            .any_requests(),
        once("a creation after a reset", Act::Create, reset(), broken()),
        once("a creation after a truncated head", Act::Create, cut(), broken()),
        once("a change after a reset", Act::Update, reset(), broken()),
        once("a creation after silence", Act::Create, hold(), timed_out(Elapsed::Attempt))
            .set(|settings| settings.attempt = SHORT)
            .within(SHORT),
    ]
}

/// `Retry-After` (RFC 9110, section 10.2.3), in its forms and beyond them.
fn as_asked() -> Vec<Case> {
    let asks = |name: &str, headers: &str| {
        again(format!("to wait, {name}"), fails(503, headers)).attempts(2)
    };
    let too_long = |case: Case| case.expect(answered(503)).attempts(1);
    let second = Duration::from_secs(1);
    let date = "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    vec![
        asks("not at all", "retry-after: 0\r\n"),
        asks("one second", "retry-after: 1\r\n").at_least(second).within(second),
        asks("until a date", &format!("{date}retry-after: Sun, 06 Nov 1994 08:49:38 GMT\r\n"))
            .at_least(second)
            .within(second),
        asks(
            "until a date of RFC 850",
            &format!("{date}retry-after: Sunday, 06-Nov-94 08:49:38 GMT\r\n"),
        )
        .at_least(second)
        .within(second),
        asks(
            "until a date of asctime",
            &format!("{date}retry-after: Sun Nov  6 08:49:38 1994\r\n"),
        )
        .at_least(second)
        .within(second),
        asks("until a date that is past", "retry-after: Fri, 31 Dec 1999 23:59:59 GMT\r\n"),
        asks("until a date that never was", "retry-after: Fri, 31 Feb 2027 23:59:59 GMT\r\n"),
        // Mistakes: the client's own wait applies.
        asks("10^9 seconds", "retry-after: 1000000000\r\n"),
        asks("more seconds than there are", "retry-after: 99999999999999999999999\r\n"),
        asks("negative", "retry-after: -5\r\n"),
        asks("half a second", "retry-after: 0.5\r\n"),
        asks("a word", "retry-after: soon\r\n"),
        asks("nothing said", "retry-after:\r\n"),
        asks("other bytes", "retry-after: \u{fc}\r\n"),
        asks("until the end of time", "retry-after: Fri, 31 Dec 9999 23:59:59 GMT\r\n"),
        asks("said twice", "retry-after: 0\r\nretry-after: 3600\r\n"),
        // To come back sooner than asked helps nobody.
        too_long(asks("longer than anybody would", "retry-after: 120\r\n")),
        too_long(asks(
            "an hour by date",
            &format!("{date}retry-after: Sun, 06 Nov 1994 09:49:37 GMT\r\n"),
        )),
        too_long(asks("longer than the call may take", "retry-after: 10\r\n"))
            .set(|settings| settings.total = second * 5),
    ]
}

/// The first connection follows this script, the others answer. What is called is idempotent.
fn again(name: impl Into<String>, first: Script) -> Case {
    Case::new(name, first, Expected::Value(customer()))
        .then(vec![Step::Read, Step::Write(json_answer(200, customer()))])
        .set(|settings| settings.retries = 2)
}

/// What is called is not idempotent, so the server sees it once.
fn once(name: &str, act: Act, first: Script, expected: Expected) -> Case {
    again(name, first).act(act).expect(expected).attempts(1)
}

fn fails(status: u16, headers: &str) -> Script {
    vec![Step::Read, Step::Write(headed(status, headers, ""))]
}

fn answered(status: u16) -> Expected {
    Expected::Answer(ErrorKind::Status, status)
}
