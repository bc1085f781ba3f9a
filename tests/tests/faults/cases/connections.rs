//! Connections that do not come about, that break, or that were kept for too long.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;
use std::time::Duration;

use polar_sdk::runtime::{Elapsed, ErrorKind};
use serde_json::json;
use socket2::{Domain, Socket, Type};

use super::super::bodies::{customer, headed, json_answer, with};
use super::super::case::{Case, Expected, vacant};
use super::super::client::Act;
use super::super::server::Step;

const SHORT: Duration = Duration::from_millis(300);

pub(crate) fn cases() -> Vec<Case> {
    let text = customer().to_string();
    let broken = || Expected::Fault(ErrorKind::Transport);
    let unconnected = || Expected::Fault(ErrorKind::Connect);
    let value = || Expected::Value(customer());
    // An answer after which the connection stays.
    let kept = || {
        let answer = json_answer(200, customer());
        String::from_utf8(answer).unwrap().replace("connection: close\r\n", "").into_bytes()
    };
    let other = || json_answer(200, with(customer(), "/name", json!("Grace")));
    let mut cases = vec![
        Case::new("nobody listens", vec![], unconnected())
            .elsewhere(format!("http://{}", vacant())),
        Case::new("nobody listens for TLS", vec![], unconnected())
            .elsewhere(format!("https://{}", vacant())),
        Case::new("the name is unknown", vec![], Expected::Unconnected)
            .elsewhere("http://polar.invalid")
            .set(|settings| {
                settings.allow_http = true;
                settings.connect = Duration::from_secs(2);
            })
            .within(Duration::from_secs(2)),
        Case::new(
            "a reset before the request is read",
            vec![Step::Pause(SHORT), Step::Reset],
            broken(),
        ),
        Case::new("a reset instead of an answer", vec![Step::Read, Step::Reset], broken()),
        Case::new(
            "a reset inside the head",
            vec![
                Step::Read,
                Step::Write(b"HTTP/1.1 200 OK\r\ncontent-".to_vec()),
                Step::Pause(SHORT),
                Step::Reset,
            ],
            broken(),
        ),
        Case::new("an end instead of an answer", vec![Step::Read], broken()),
        Case::new("an end before the request is read", vec![], broken()),
        Case::new(
            "one direction ends without an answer",
            vec![Step::Read, Step::Finish, Step::Hold],
            broken(),
        ),
        Case::new(
            "one direction ends after the answer",
            {
                vec![
                    Step::Read,
                    Step::Write(json_answer(200, customer())),
                    Step::Finish,
                    Step::Hold,
                ]
            },
            value(),
        ),
        Case::new(
            "the answer comes before the request is read",
            vec![Step::Pause(SHORT), Step::Write(headed(413, "", "")), Step::Hold],
            Expected::Answer(ErrorKind::Status, 413),
        )
        .act(Act::Create),
        // A connection that was kept and then closed, reset or fallen silent.
        Case::new(
            "a kept connection that has ended",
            vec![Step::Read, Step::Write(kept()), Step::Pause(Duration::from_millis(20))],
            value(),
        )
        .earlier(1)
        .requests(2),
        Case::new(
            "a kept connection that was reset",
            vec![
                Step::Read,
                Step::Write(kept()),
                Step::Pause(Duration::from_millis(20)),
                Step::Reset,
            ],
            value(),
        )
        .earlier(1)
        .requests(2),
        Case::new(
            "a kept connection that is silent",
            vec![Step::Read, Step::Write(kept()), Step::Hold],
            Expected::Fault(ErrorKind::Timeout(Elapsed::Attempt)),
        )
        .earlier(1)
        .requests(1)
        .set(|settings| settings.attempt = SHORT * 5)
        .within(SHORT * 5),
        Case::new(
            "a kept connection that is used",
            vec![Step::Read, Step::Write(kept()), Step::Read, Step::Write(kept()), Step::Hold],
            value(),
        )
        .earlier(1)
        .requests(2),
        // Whoever smuggled it in: it is not the answer to the next call.
        Case::new(
            "a second answer that nobody asked for",
            vec![Step::Read, Step::Write([kept(), other()].concat()), Step::Hold],
            value(),
        )
        .then(vec![Step::Read, Step::Write(json_answer(200, customer()))])
        .earlier(1)
        .requests(2),
        Case::new(
            "a request timeout on a kept connection",
            vec![Step::Read, Step::Write([kept(), headed(408, "", "")].concat())],
            value(),
        )
        .earlier(1)
        .requests(2),
        Case::answer(
            "HTTP/1.0",
            format!("HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{text}"),
            value(),
        ),
        Case::answer(
            "HTTP/1.0 with a length",
            {
                let length = text.len();
                format!("HTTP/1.0 200 OK\r\ncontent-length: {length}\r\n\r\n{text}trailing")
            },
            value(),
        ),
        Case::answer("HTTP/0.9", text.clone(), broken()),
        Case::answer("HTTP/3.0", format!("HTTP/3.0 200 OK\r\n\r\n{text}"), broken()),
        Case::answer(
            "a line feed alone",
            format!("HTTP/1.1 200 OK\ncontent-type: application/json\n\n{text}"),
            value(),
        ),
    ];
    if cfg!(target_os = "linux") {
        cases.push(full());
    }
    cases
}

/// A server whose queue of new connections is full: Linux then leaves a client's attempts
/// unanswered.
fn full() -> Case {
    static QUEUE: LazyLock<(Socket, Vec<Socket>)> = LazyLock::new(|| {
        let socket = || Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let listener = socket();
        listener.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
        listener.listen(0).unwrap();
        let address = listener.local_addr().unwrap();
        let waiting = (0..4).map(|_| {
            let client = socket();
            client.set_nonblocking(true).unwrap();
            // Begins to connect; whether it comes about does not matter.
            drop(client.connect(&address));
            client
        });
        let waiting = waiting.collect();
        (listener, waiting)
    });
    let address = QUEUE.0.local_addr().unwrap().as_socket().unwrap();
    Case::new(
        "a server that lets nobody in",
        vec![],
        Expected::Fault(ErrorKind::Timeout(Elapsed::Connect)),
    )
    .elsewhere(format!("http://{address}"))
    .set(|settings| settings.connect = SHORT)
    .within(SHORT)
}
