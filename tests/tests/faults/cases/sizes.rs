//! Answers that are too large, or that lie about their size. Nothing is read beyond the limit, and
//! what is read does not depend on what the server announces.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use polar_sdk::runtime::{Elapsed, ErrorKind};
use serde_json::json;

use super::super::bodies::{card, customer, headed, json_answer, page};
use super::super::case::{Case, Expected};
use super::super::client::Act;
use super::super::server::Step;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const CHUNKED: &str = "transfer-encoding: chunked\r\n\r\n";

/// The limit of a successful answer in these cases.
const LIMIT: u64 = 64 << 10;

const TOO_LARGE: Expected = Expected::Answer(ErrorKind::TooLarge, 200);

pub(crate) fn cases() -> Vec<Case> {
    let body = customer().to_string();
    let length = body.len();
    let announced = |length: &str| format!("{HEAD}content-length: {length}\r\n\r\n{body}");
    let compressed = |coding: &str, bytes: Vec<u8>| {
        let headers = format!("content-type: application/json\r\ncontent-encoding: {coding}\r\n");
        headed(200, &headers, bytes)
    };
    let padded = |spaces: usize| format!("{body}{}", " ".repeat(spaces));
    let limit = usize::try_from(LIMIT).unwrap();
    vec![
        // Nothing more than the head is needed to refuse.
        limited("a gigabyte is announced", announced("1073741824"), TOO_LARGE),
        limited("2^63 is announced", announced("9223372036854775808"), TOO_LARGE),
        limited("more than 2^64 is announced", announced("99999999999999999999"), broken()),
        limited("a negative length is announced", announced("-1"), broken()),
        limited("a length in hexadecimal is announced", announced("0x10"), broken()),
        limited(
            "two lengths are announced",
            format!("{HEAD}content-length: {length}\r\ncontent-length: 5\r\n\r\n{body}"),
            broken(),
        ),
        limited(
            "the length is said twice",
            {
                let line = format!("content-length: {length}\r\n");
                format!("{HEAD}{line}{line}\r\n{body}")
            },
            Expected::Value(customer()),
        ),
        // RFC 9112, section 6.3: the chunks count.
        limited(
            "a length and chunks are announced",
            format!("{HEAD}content-length: 5\r\n{CHUNKED}{length:x}\r\n{body}\r\n0\r\n\r\n"),
            Expected::Value(customer()),
        ),
        limited("less is announced than comes", announced("5"), Expected::Misfit(".")),
        limited(
            "nothing is announced and much comes",
            format!("{HEAD}\r\n{}", padded(limit * 4)),
            TOO_LARGE,
        ),
        limited("the limit is reached", json_answer(200, padded(limit - length)), {
            Expected::Value(customer())
        }),
        limited(
            "the limit is passed by one byte",
            json_answer(200, padded(limit - length + 1)),
            TOO_LARGE,
        ),
        limited(
            "the limit is passed by one byte in chunks",
            {
                let body = padded(limit - length + 1);
                format!("{HEAD}{CHUNKED}{:x}\r\n{body}\r\n0\r\n\r\n", body.len())
            },
            TOO_LARGE,
        ),
        endless("chunks do not end", format!("{HEAD}{CHUNKED}"), &chunk(16 << 10), TOO_LARGE),
        endless(
            "one chunk does not end",
            format!("{HEAD}{CHUNKED}7fffffffffffffff\r\n"),
            &[b' '; 16 << 10],
            TOO_LARGE,
        ),
        limited(
            "a chunk of more than 2^64 is announced",
            format!("{HEAD}{CHUNKED}fffffffffffffffff\r\n{body}"),
            Expected::Answer(ErrorKind::Transport, 200),
        ),
        endless(
            "a chunk's extension does not end",
            format!("{HEAD}{CHUNKED}1;x="),
            &[b'y'; 16 << 10],
            Expected::Answer(ErrorKind::Transport, 200),
        ),
        endless(
            "trailers do not end",
            format!("{HEAD}{CHUNKED}2\r\n{{}}\r\n0\r\n"),
            b"x: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n",
            Expected::Answer(ErrorKind::Transport, 200),
        )
        // The other library counts no trailers, so only time ends it.
        .expect_blocking(Expected::Answer(ErrorKind::Timeout(Elapsed::Total), 200))
        .set(|settings| settings.total = Duration::from_secs(3))
        .within(Duration::from_secs(3)),
        endless(
            "a failure does not end",
            format!("{}{CHUNKED}", HEAD.replace("200 OK", "500 X")),
            &chunk(16 << 10),
            Expected::Cut(500),
        ),
        // RFC 9110, section 15.2, sets no bound on their number. On a single thread, whoever reads
        // them is not interrupted, so the time-out could not be kept there; on several it is kept
        // late if all of them are busy.
        endless(
            "interim answers do not end",
            "",
            b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n",
            Expected::Fault(ErrorKind::Timeout(Elapsed::Total)),
        )
        .expect_blocking(large_head())
        .threads()
        .set(|settings| settings.total = Duration::from_millis(300))
        .within(Duration::from_secs(20)),
        endless("a status line does not end", "HTTP/1.1 200 ", &[b'y'; 16 << 10], large_head()),
        endless("a header does not end", "HTTP/1.1 200 OK\r\nx: ", &[b'y'; 16 << 10], large_head()),
        limited(
            "a header of a megabyte",
            {
                format!(
                    "HTTP/1.1 200 OK\r\nx: {}\r\ncontent-length: 0\r\n\r\n",
                    "y".repeat(1 << 20)
                )
            },
            large_head(),
        ),
        limited(
            "headers of 100 KiB",
            headed(200, &format!("x: {}\r\n", "y".repeat(100 << 10)), &body),
            large_head(),
        ),
        limited(
            "10,000 headers",
            {
                format!("HTTP/1.1 200 OK\r\n{}content-length: 0\r\n\r\n", "x: y\r\n".repeat(10_000))
            },
            large_head(),
        ),
        // Nobody asked for a content coding, so none is undone, and no bomb goes off.
        limited("a bomb of gzip", compressed("gzip", gzip_bomb()), Expected::Misfit(".")),
        limited("a bomb of zstd", compressed("zstd", zstd_bomb()), Expected::Misfit(".")),
        limited("a bomb of brotli", compressed("br", BROTLI_BOMB.to_vec()), Expected::Misfit(".")),
        limited("a bomb of two codings", compressed("gzip, br", gzip_bomb()), {
            Expected::Misfit(".")
        }),
        // Of a value that is larger in memory than as text, the text's limit bounds both.
        limited(
            "many small members",
            {
                let mut text = "[".to_owned();
                text.push_str(&"{},".repeat(20_000));
                text.push_str("{}]");
                json_answer(200, text)
            },
            Expected::Misfit("."),
        ),
        limited(
            "a list of many",
            json_answer(200, page(&json!(vec![card(); 100]))),
            Expected::Value(page(&json!(vec![card(); 100]))),
        )
        .act(Act::Methods),
        limited(
            "a text that is too large",
            {
                let text = "a,b\r\n".repeat(limit);
                headed(200, "content-type: text/csv\r\n", text)
            },
            TOO_LARGE,
        )
        .act(Act::Export),
    ]
}

fn limited(name: &str, bytes: impl Into<Vec<u8>>, expected: Expected) -> Case {
    Case::answer(name, bytes, expected).set(|settings| settings.max_bytes = Some(LIMIT))
}

/// The server writes as fast as it can until the client hangs up.
fn endless(name: &str, first: impl Into<Vec<u8>>, again: &[u8], expected: Expected) -> Case {
    let script =
        vec![Step::Read, Step::Write(first.into()), Step::Repeat(again.to_vec(), Duration::ZERO)];
    Case::new(name, script, expected).set(|settings| settings.max_bytes = Some(LIMIT))
}

/// The headers are more than the client takes.
fn large_head() -> Expected {
    Expected::Fault(ErrorKind::TooLarge)
}

fn broken() -> Expected {
    Expected::Fault(ErrorKind::Transport)
}

fn chunk(bytes: usize) -> Vec<u8> {
    format!("{bytes:x}\r\n{}\r\n", " ".repeat(bytes)).into_bytes()
}

/// 8 MiB of spaces in 8 KiB.
fn gzip_bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..8 {
        encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

/// 256 MiB of spaces: a frame (RFC 8878, section 3.1.1) of 2,048 blocks, each one byte that is
/// repeated 128 KiB times.
fn zstd_bomb() -> Vec<u8> {
    const BLOCK: u32 = 128 << 10;
    const RUN: u32 = 1 << 1;
    let mut bytes = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    for block in 0..2048 {
        let last = u32::from(block == 2047);
        let [low, middle, high, _] = (BLOCK << 3 | RUN | last).to_le_bytes();
        bytes.extend([low, middle, high, b' ']);
    }
    bytes
}

/// The beginning of a stream (RFC 7932, section 9.1) with the largest window and a metablock of
/// 16 MiB; a decoder would make room for it before it finds the rest missing.
const BROTLI_BOMB: &[u8] = &[0x0f, 0xff, 0xff, 0xff, 0x80, 0x20, 0x20, 0x20];
