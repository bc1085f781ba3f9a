//! How often a server sees a call: once, if another time could do harm; and never so often that
//! retries keep a server down.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use polar_sdk::runtime::{Error, ErrorKind};
use polar_sdk::{Polar, types::CustomerIndividualCreate, types::CustomerUpdate};

use super::bodies::{CUSTOMER, headed};
use super::client::{Settings, blocking_polar, polar};
use super::server::{Script, Server, Step};

/// How many calls are made that must not be repeated.
const CALLS: usize = 10_000;

/// How many of them a client makes that blocks.
const BLOCKING_CALLS: usize = 2_000;

/// How many of them are under way at a time.
const TASKS: usize = 64;

/// How many retries a client's budget pays for when nothing succeeds.
const BUDGET: usize = 500 / 5;

/// As [`BUDGET`], after time-outs.
const BUDGET_AFTER_TIMEOUTS: usize = 500 / 10;

/// Enough for a request to be read, and little enough to be waited for often.
const SHORT: Duration = Duration::from_millis(200);

/// As long as nothing is to time out.
const LONG: Duration = Duration::from_secs(30);

/// Everything that goes wrong after the server may have acted, and some that goes wrong before.
fn faults() -> Vec<Script> {
    // Connections that stay are used again, and the next call on them meets another fault.
    let kept = |status: u16, headers: &str| {
        let head = format!("HTTP/1.1 {status} X\r\n{headers}content-length: 0\r\n\r\n");
        Step::Write(head.into_bytes())
    };
    let closed = |status, headers: &str| Step::Write(headed(status, headers, ""));
    let write = |text: &str| Step::Write(text.into());
    let ok = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    vec![
        vec![Step::Read, Step::Reset],
        vec![Step::Read],
        vec![Step::Read, closed(500, "")],
        vec![Step::Read, closed(502, "retry-after: 0\r\n")],
        vec![Step::Read, kept(503, "retry-after: 0\r\n"), Step::Read, kept(504, ""), Step::Reset],
        vec![Step::Read, kept(429, "retry-after: 0\r\n"), Step::Reset],
        vec![Step::Read, kept(500, ""), Step::Read, Step::Reset],
        vec![Step::Read, kept(500, ""), Step::Read, write("HTTP/1.1 200"), Step::Reset],
        vec![Step::Read, closed(408, "")],
        vec![Step::Read, Step::Hold],
        vec![Step::Read, write(ok), Step::Hold],
        vec![Step::Read, write("HTTP/1.1 2")],
        vec![Step::Read, write(&format!("{ok}content-length: 999\r\n\r\n{{\"id\":"))],
        vec![Step::Read, write(&format!("{ok}transfer-encoding: chunked\r\n\r\nff\r\n{{"))],
        vec![Step::Read, write("no HTTP at all\r\n\r\n")],
        vec![Step::Read, closed(307, "location: http://{own}/\r\n")],
        vec![Step::Read, kept(503, ""), write("HTTP/1.1 200 OK\r\n\r\n")],
        vec![Step::Reset],
        vec![],
    ]
}

/// Would retry eagerly; attempts take so long at most.
fn impatient(attempt: Duration) -> Settings {
    let soon = Duration::from_millis(1);
    Settings { attempt, retries: 3, backoff: (soon, soon * 2), ..Settings::default() }
}

fn eager(server: &Server, attempt: Duration) -> Polar {
    polar(&url(server), &impatient(attempt)).unwrap()
}

fn url(server: &Server) -> String {
    format!("http://{}", server.address())
}

/// Makes calls from several tasks; how each of them failed.
fn fail_all<F>(calls: usize, call: impl Fn(usize) -> F + Clone + Send + 'static) -> Vec<Error>
where
    F: Future<Output = Option<Error>> + Send,
{
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS)
            .map(|task| {
                let call = call.clone();
                tokio::spawn(async move {
                    let mut errors = Vec::new();
                    for number in (task..calls).step_by(TASKS) {
                        errors.push(call(number).await.expect("every answer is a failure"));
                    }
                    errors
                })
            })
            .collect();
        let mut errors = Vec::new();
        for task in tasks {
            errors.extend(task.await.unwrap());
        }
        errors
    })
}

/// How often the server has seen each call, by the number in its header.
fn sightings(server: &Server) -> BTreeMap<usize, usize> {
    let mut seen = BTreeMap::new();
    for request in server.requests() {
        let number = request.head.lines().find_map(|line| line.strip_prefix("x-call: "));
        *seen.entry(number.unwrap().parse().unwrap()).or_default() += 1;
    }
    seen
}

/// The call of this number, by a client of either kind: every other one creates, the rest change.
macro_rules! call {
    ($client:expr, $number:expr, $($wait:tt)*) => {{
        let (customers, label) = ($client.customers(), $number.to_string());
        if $number % 2 == 0 {
            let create = CustomerIndividualCreate::new("ada@example.com").into();
            let call = customers.create(&create).header("x-call", &label);
            call$($wait)*.err().map(Error::from)
        } else {
            let change = CustomerUpdate::new().name("Ada");
            let call = customers.update(CUSTOMER.parse().unwrap(), &change);
            call.header("x-call", &label)$($wait)*.err().map(Error::from)
        }
    }};
}

/// So many calls were made of this server, and it saw none of them twice.
fn assert_sent_once(server: &Server, calls: usize, errors: &[Error]) {
    assert_eq!(errors.len(), calls);
    let seen = sightings(server);
    let repeated: Vec<_> = seen.iter().filter(|(_, times)| **times > 1).collect();
    assert!(repeated.is_empty(), "{repeated:?}");
    // Most faults come after the request was read.
    assert!(seen.len() > calls / 3, "{}", seen.len());
    let methods: Vec<String> =
        server.requests().into_iter().map(|request| request.method).collect();
    for method in ["POST", "PATCH"] {
        assert!(methods.iter().filter(|seen| *seen == method).count() > calls / 8);
    }
    for kind in [ErrorKind::Transport, ErrorKind::Status] {
        assert!(errors.iter().any(|error| error.kind() == kind), "{kind:?}");
    }
    assert!(errors.iter().any(Error::is_timeout));
}

/// A server for so many calls, whose connections go wrong in turn.
fn faulty(calls: usize) -> Server {
    Server::start(faults().into_iter().cycle().take(4 * calls).collect(), None)
}

#[test]
fn what_is_not_idempotent_is_sent_once() {
    let server = faulty(CALLS);
    let client = eager(&server, SHORT);
    let errors = fail_all(CALLS, move |number| {
        let client = client.clone();
        async move { call!(client, number, .await) }
    });
    assert_sent_once(&server, CALLS, &errors);
}

#[test]
fn what_is_not_idempotent_is_sent_once_by_a_client_that_blocks() {
    let server = faulty(BLOCKING_CALLS);
    let client = blocking_polar(&url(&server), &impatient(SHORT)).unwrap();
    let errors = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for task in 0..TASKS {
            let (client, errors) = (&client, &errors);
            scope.spawn(move || {
                for number in (task..BLOCKING_CALLS).step_by(TASKS) {
                    let error = call!(client, number, .send());
                    errors.lock().unwrap().push(error.expect("every answer is a failure"));
                }
            });
        }
    });
    assert_sent_once(&server, BLOCKING_CALLS, &errors.into_inner().unwrap());
}

/// That repetition would be seen, if there were any.
#[test]
fn what_the_caller_calls_idempotent_is_repeated() {
    let server = Server::start(vec![vec![Step::Read, Step::Reset]], None);
    let client = eager(&server, LONG);
    let errors = fail_all(20, move |number| {
        let client = client.clone();
        async move {
            let create = CustomerIndividualCreate::new("ada@example.com").into();
            let call = client.customers().create(&create).header("x-call", &number.to_string());
            call.idempotent().await.err().map(Error::from)
        }
    });
    assert!(errors.iter().all(|error| error.attempts() == 4));
    assert_eq!(sightings(&server).into_values().collect::<Vec<_>>(), [4; 20]);
}

/// Calls a server that fails always; how many requests it saw.
fn stampede(script: Script, attempt: Duration, calls: usize) -> usize {
    let server = Server::start(vec![script], None);
    let client = eager(&server, attempt);
    let errors = fail_all(calls, move |_| {
        // The clones of a client share its budget.
        let client = client.clone();
        async move { client.customers().list().await.err().map(Error::from) }
    });
    let attempts: u32 = errors.iter().map(Error::attempts).sum();
    let requests = server.requests().len();
    assert!(requests <= usize::try_from(attempts).unwrap(), "{requests} of {attempts}");
    requests
}

#[test]
fn retries_do_not_multiply_the_load_of_a_server_that_is_down() {
    let down = vec![Step::Read, Step::Write(headed(503, "retry-after: 0\r\n", ""))];
    let requests = stampede(down, LONG, 2_000);
    assert!((2_000 + BUDGET / 2..=2_000 + BUDGET).contains(&requests), "{requests}");
}

#[test]
fn retries_after_time_outs_cost_more() {
    let requests = stampede(vec![Step::Read, Step::Hold], SHORT, 500);
    assert!(requests <= 500 + BUDGET_AFTER_TIMEOUTS, "{requests}");
}
