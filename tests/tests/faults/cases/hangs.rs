//! Servers that take their time, at every joint. The call ends by the limit that is meant for it,
//! though all others are far away.

use std::time::Duration;

use polar_sdk::runtime::{Elapsed, ErrorKind};

use super::super::bodies::{customer, json_answer};
use super::super::case::{Case, Expected};
use super::super::client::Act;
use super::super::server::{Script, Step};

const SHORT: Duration = Duration::from_millis(300);

/// Long enough for an answer to begin even on a busy machine, for a limit that counts from the
/// beginning of the call.
const LONGER: Duration = Duration::from_millis(1_500);

/// Between two drips; much less than [`SHORT`].
const DRIP: Duration = Duration::from_millis(20);

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

pub(crate) fn cases() -> Vec<Case> {
    let sized = || format!("{HEAD}content-length: 99999\r\n\r\n");
    let chunked = || format!("{HEAD}transfer-encoding: chunked\r\n\r\n");
    vec![
        silence("nothing is read", vec![]).requests(0),
        silence("nothing is answered", vec![Step::Read]),
        silence("the status line stops", started("HTTP/1.1 2")),
        silence("the headers stop", started("HTTP/1.1 200 OK\r\nx: ")),
        silence("only an interim answer comes", started("HTTP/1.1 103 Early Hints\r\n\r\n")),
        stall("the body stops at its beginning", sized()),
        stall("the body stops", sized() + "{\"id\":"),
        stall("a chunk stops", chunked() + "ff\r\n{\"id\":"),
        stall("the last chunk does not come", chunked() + "2\r\n{}\r\n"),
        stall("the trailers do not end", chunked() + "2\r\n{}\r\n0\r\nx: y\r\n"),
        stall("the connection does not end", format!("{HEAD}\r\n{}", customer())),
        silence("the end of one direction is no answer", vec![Step::Read, Step::Pause(SHORT * 4)]),
        drip("the headers drip", "HTTP/1.1 200 OK\r\nx: ", "y"),
        drip("the header lines drip", "HTTP/1.1 200 OK\r\n", "x: y\r\n"),
        drip("interim answers drip", "", "HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n"),
        drip("the body drips", &sized(), " ").kept(),
        drip("chunks drip", &chunked(), "1\r\n \r\n").kept(),
        drip("a chunk's extension drips", &(chunked() + "1;x="), "y").kept(),
        drip("a change's answer drips", &sized(), " ").act(Act::Update).kept(),
        Case::new(
            "a failure's body stops",
            hold(vec![Step::Read, Step::Write(failure("{\"error\":").into())]),
            Expected::Cut(503),
        )
        .set(|settings| settings.read = SHORT)
        .within(SHORT),
        Case::new(
            "a failure's body drips",
            {
                vec![Step::Read, Step::Write(failure("").into()), Step::Repeat(b" ".to_vec(), DRIP)]
            },
            Expected::Cut(503),
        )
        .set(|settings| settings.total = LONGER)
        .within(LONGER),
        // Slow is not silent.
        Case::new(
            "each piece comes in time",
            {
                let answer = json_answer(200, customer());
                let pieces = answer.chunks(answer.len().div_ceil(8)).map(<[u8]>::to_vec);
                let paused = |piece| [Step::Write(piece), Step::Pause(SHORT / 3)];
                [Step::Read].into_iter().chain(pieces.flat_map(paused)).collect()
            },
            Expected::Value(customer()),
        )
        .set(|settings| settings.read = SHORT * 5)
        .within(SHORT * 3),
    ]
}

/// There is no answer; the time of the attempt ends it.
fn silence(name: &str, script: Script) -> Case {
    Case::new(name, hold(script), Expected::Fault(ErrorKind::Timeout(Elapsed::Attempt)))
        .set(|settings| settings.attempt = LONGER)
        .within(LONGER)
}

/// The answer has begun; the time between two pieces of its body ends it.
fn stall(name: &str, sent: String) -> Case {
    let expected = Expected::Answer(ErrorKind::Timeout(Elapsed::Read), 200);
    Case::new(name, hold(started(sent)), expected)
        .set(|settings| settings.read = SHORT)
        .within(SHORT)
}

/// The time of the whole call ends it; no pause is long enough to.
fn drip(name: &str, first: &str, again: &str) -> Case {
    let script = vec![Step::Read, Step::Write(first.into()), Step::Repeat(again.into(), DRIP)];
    Case::new(name, script, Expected::Fault(ErrorKind::Timeout(Elapsed::Total)))
        .set(|settings| settings.total = LONGER)
        .within(LONGER)
}

fn started(bytes: impl Into<Vec<u8>>) -> Script {
    vec![Step::Read, Step::Write(bytes.into())]
}

fn hold(mut script: Script) -> Script {
    script.push(Step::Hold);
    script
}

fn failure(sent: &str) -> String {
    format!(
        "HTTP/1.1 503 X\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{sent}"
    )
}

impl Case {
    /// The head of the answer is known when time runs out.
    fn kept(self) -> Self {
        self.expect(Expected::Answer(ErrorKind::Timeout(Elapsed::Total), 200))
    }
}
