//! Answers that end too early, at every joint of HTTP/1.1 framing (RFC 9112, section 8).
//!
//! What was cut is never taken for a value. A failed status that had arrived is kept, since it says
//! more than the connection's end.

use polar_sdk::runtime::ErrorKind;

use super::super::bodies::{customer, headed};
use super::super::case::{Case, Expected};
use super::super::client::Act;
use super::super::server::Step;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

pub(crate) fn cases() -> Vec<Case> {
    let body = customer().to_string();
    let length = body.len();
    let sized = |sent: &str| format!("{HEAD}content-length: {length}\r\n\r\n{sent}");
    let chunked = |rest: &str| format!("{HEAD}transfer-encoding: chunked\r\n\r\n{rest}");
    let half = body.split_at(length / 2).0;
    // Between the two bytes of the `Ü` in the name.
    let letter = body.find('Ü').map_or(0, |at| at + 1);
    let inside_letter = [sized("").as_bytes(), body.as_bytes().split_at(letter).0].concat();
    vec![
        cut("before the first byte", ""),
        cut("inside the version", "HTT"),
        cut("inside the status", "HTTP/1.1 20"),
        cut("after the status line", "HTTP/1.1 200 OK\r\n"),
        cut("inside a header's name", "HTTP/1.1 200 OK\r\ncontent-ty"),
        cut("inside a header's value", "HTTP/1.1 200 OK\r\ncontent-length: 1"),
        cut("before the empty line", HEAD),
        kept("before the body", sized("")),
        kept("in the middle of the body", sized(half)),
        kept("inside a letter", inside_letter),
        kept("one byte before the end of the body", sized(body.split_at(length - 1).0)),
        kept("inside a chunk's size", chunked("1")),
        kept("inside a chunk", chunked(&format!("{length:x}\r\n{half}"))),
        kept("after a whole value, before the last chunk", {
            chunked(&format!("{length:x}\r\n{body}\r\n"))
        }),
        // RFC 9112, section 8, calls it complete once the chunk of size zero is there.
        kept("inside the last chunk", chunked(&format!("{length:x}\r\n{body}\r\n0\r\n")))
            .expect_blocking(Expected::Value(customer())),
        // Without a length, the end of the connection is the end of the body.
        Case::answer("of a body without a length", format!("{HEAD}\r\n{half}"), {
            Expected::NoJson("")
        }),
        Case::answer("of a whole body without a length", format!("{HEAD}\r\n{body}"), {
            Expected::Value(customer())
        }),
        Case::answer("of a text", sized("ID,External ID\r\n"), {
            Expected::Answer(ErrorKind::Transport, 200)
        })
        .act(Act::Export),
        // A reset is no end, not even of a body without a length.
        Case::new(
            "of a text without a length by a reset",
            vec![
                Step::Read,
                Step::Write(b"HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\n\r\nID\r\n".to_vec()),
                Step::Pause(PAUSE),
                Step::Reset,
            ],
            Expected::Answer(ErrorKind::Transport, 200),
        )
        .act(Act::Export),
        Case::new(
            "by a reset",
            vec![Step::Read, Step::Write(sized(half).into()), Step::Pause(PAUSE), Step::Reset],
            Expected::Answer(ErrorKind::Transport, 200),
        ),
        Case::answer("of a failure's body", failure(r#"{"error":"Res"#), Expected::Cut(404)),
        Case::new(
            "of a failure's body by a reset",
            vec![Step::Read, Step::Write(failure("").into()), Step::Pause(PAUSE), Step::Reset],
            Expected::Cut(404),
        ),
        Case::answer(
            "of a failure without a body",
            headed(404, "", ""),
            Expected::Answer(ErrorKind::Status, 404),
        ),
        Case::answer("of what was created", sized(half), {
            Expected::Answer(ErrorKind::Transport, 200)
        })
        .act(Act::Create),
    ]
}

/// Long enough for what was written before a reset to be read.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(200);

/// Ends before there is an answer.
fn cut(name: &str, sent: &str) -> Case {
    Case::answer(name, sent, Expected::Fault(ErrorKind::Transport))
}

/// Ends after the head of an answer.
fn kept(name: &str, sent: impl Into<Vec<u8>>) -> Case {
    Case::answer(name, sent, Expected::Answer(ErrorKind::Transport, 200))
}

fn failure(sent: &str) -> String {
    format!("HTTP/1.1 404 X\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{sent}")
}
