//! Answers of another kind than asked for: other content types, no body, too much of one, and odd
//! statuses.

use polar_sdk::runtime::ErrorKind;
use serde_json::{Value, json};

use super::super::bodies::{answer, customer, headed, json_answer};
use super::super::case::{Case, Expected};
use super::super::client::Act;

pub(crate) fn cases() -> Vec<Case> {
    let text = &customer().to_string();
    let typed = |content_type: &str| answer(200, content_type, text);
    let value = || Expected::Value(customer());
    let wrong = || Expected::Answer(ErrorKind::ContentType, 200);
    let html = "<!DOCTYPE html><title>Log in</title>";
    let misfit = || Expected::Misfit(".");
    let failed = |status| Expected::Answer(ErrorKind::Status, status);
    let not_found = || json!({"error": "ResourceNotFound", "detail": "Not found"});
    vec![
        Case::answer("a page of HTML", answer(200, "text/html", html), wrong()),
        Case::answer("HTML for a text", answer(200, "text/html; charset=utf-8", html), wrong())
            .act(Act::Export),
        Case::answer("an image", typed("image/png"), wrong()),
        Case::answer("XML", answer(200, "application/xml", "<customer/>"), wrong()),
        Case::answer("a form", typed("application/x-www-form-urlencoded"), wrong()),
        Case::answer("events", typed("text/event-stream"), wrong()),
        Case::answer("HTML that says JSON", answer(200, "application/json", html), misfit()),
        Case::answer("no content type", headed(200, "", text), value()),
        Case::answer("an empty content type", typed(""), value()),
        Case::answer("a content type of a vendor", typed("application/vnd.polar+json"), value()),
        Case::answer(
            "a content type in capitals",
            typed("Application/JSON;Charset=UTF-8"),
            value(),
        ),
        Case::answer("plain text", typed("text/plain"), value()),
        Case::answer(
            "a content type of other bytes",
            {
                let head = b"HTTP/1.1 200 OK\r\ncontent-type: \xff\r\ncontent-length: ".as_slice();
                [head, text.len().to_string().as_bytes(), b"\r\n\r\n", text.as_bytes()].concat()
            },
            wrong(),
        ),
        Case::answer("nothing", json_answer(200, ""), misfit()),
        Case::answer("white space", json_answer(200, " \r\n\t "), misfit()),
        Case::answer("null", json_answer(200, "null"), misfit()),
        Case::answer("a number", json_answer(200, "0"), misfit()),
        Case::answer("two values", json_answer(200, format!("{text}{text}")), misfit()),
        Case::answer("a value and a letter", json_answer(200, format!("{text}x")), misfit()),
        Case::answer("a value and a zero", json_answer(200, format!("{text}\0")), misfit()),
        Case::answer("a value and white space", json_answer(200, format!("\n{text}\r\n")), value()),
        Case::answer("a guard before the value", json_answer(200, format!(")]}}',\n{text}")), {
            misfit()
        }),
        Case::answer("no content where some is due", headed(204, "", ""), {
            Expected::Answer(ErrorKind::Decode, 204)
        }),
        Case::answer("a part of the content", headed(206, "", text), value()),
        Case::answer("a status that nobody knows", headed(299, "", text), value()),
        Case::answer("no content", "HTTP/1.1 204 No Content\r\n\r\n", {
            Expected::Value(Value::Null)
        })
        .act(Act::Delete),
        Case::answer("content where none is due", json_answer(200, text), {
            Expected::Value(Value::Null)
        })
        .act(Act::Delete),
        Case::answer("a documented failure", json_answer(404, not_found()), {
            Expected::Documented(404)
        }),
        Case::answer("a failure of HTML", answer(404, "text/html", html), failed(404)),
        Case::answer("a failure without a body", headed(422, "", ""), failed(422)),
        Case::answer("a failure of another form", json_answer(422, json!([1])), failed(422)),
        Case::answer("an undocumented failure", json_answer(418, not_found()), failed(418)),
        Case::answer("a failure of an unknown class", json_answer(799, not_found()), failed(799)),
        Case::answer("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n", {
            Expected::Fault(ErrorKind::Transport)
        }),
        Case::answer("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", {
            Expected::Fault(ErrorKind::Transport)
        }),
        Case::answer(
            "a change of protocol",
            "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
            failed(101),
        ),
        Case::answer("another protocol", "SSH-2.0-OpenSSH_9.9\r\n", {
            Expected::Fault(ErrorKind::Transport)
        }),
        Case::answer("HTTP/2 without being asked", b"\0\0\0\x04\0\0\0\0\0".as_slice(), {
            Expected::Fault(ErrorKind::Transport)
        }),
    ]
}
