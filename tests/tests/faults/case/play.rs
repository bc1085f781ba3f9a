//! Plays a case and judges what came of it.
//!
//! Whatever a case expects, each is also held to the same general promises: the call ends in time,
//! memory stays bounded, no text shows the token, nobody but the server addressed hears of the
//! call, and the server sees no request more than it should.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use polar_sdk::runtime::{Error, ErrorKind};

use super::super::client::{self, Mode, Outcome};
use super::super::secret::shows_token;
use super::super::server::{Server, Step, replace};
use super::{Case, Expected, Target};

/// How much later than its limit a call may end, on a machine that is busy with other things.
const SLACK: Duration = Duration::from_secs(4);

/// How many bytes a client may hold at a time, whatever the server sends. What these cases allow an
/// answer to have is far below; most of what is held are the certificates of authorities.
const MEMORY: u64 = 4 << 20;

/// Lets a server do with a connection what it does after a call, and a client notice.
const BETWEEN: Duration = Duration::from_millis(500);

/// How many cases of a group run side by side; most of them only wait.
const WORKERS: usize = 12;

impl Case {
    /// Plays the case.
    fn run(&self, mode: Mode) -> Result<(), String> {
        // Some servers point to this one, which must never hear of it.
        let trap = Server::start(vec![vec![Step::Read]], None);
        let trapped = |script| replace(script, "{trap}", trap.address());
        let scripts = self.scripts.iter().cloned().map(trapped).collect();
        let tls = match &self.target {
            Target::Secure(_, tls) => tls.clone(),
            Target::Mistaken(tls) => Some(Arc::clone(tls)),
            Target::Server | Target::Elsewhere(_) => None,
        };
        let server = Server::start(scripts, tls);
        let url = match &self.target {
            Target::Server | Target::Mistaken(_) => format!("http://{}", server.address()),
            Target::Secure(host, _) => format!("https://{host}:{}", server.address().port()),
            Target::Elsewhere(url) => url.clone(),
        };

        let mut played = None;
        let memory = allocation_counter::measure(|| {
            played = Some(self.play(&url, mode));
        });
        let (outcome, took) = played.ok_or("not played")??;

        let mut faults = Vec::new();
        let expected = match (mode, &self.expected_blocking) {
            (Mode::Blocking, Some(expected)) => expected,
            _ => &self.expected,
        };
        if let Err(fault) = judge(&outcome, expected) {
            faults.push(fault);
        }
        if shows_token(&outcome.texts) {
            faults.push(format!("shows the token: {}", outcome.texts));
        }
        let limit = self.within + self.within / 10 + SLACK;
        if took > limit {
            faults.push(format!("took {took:?}, more than {limit:?}"));
        }
        if took < self.at_least {
            faults.push(format!("took {took:?}, less than {:?}", self.at_least));
        }
        if self.attempts.is_some_and(|attempts| attempts != outcome.attempts) {
            faults.push(format!("says it made {} attempts", outcome.attempts));
        }
        if memory.bytes_max > MEMORY {
            faults.push(format!("held {} bytes", memory.bytes_max));
        }
        if trap.connections() > 0 {
            faults.push("went where the server pointed to".to_owned());
        }
        if let Some(expected) = self.requests {
            let requests = settled(&server, expected);
            if requests != expected {
                faults.push(format!("the server saw {requests} requests, not {expected}"));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n    ")) }
    }

    /// The outcome of the last call, and how long it took.
    fn play(&self, url: &str, mode: Mode) -> Result<(Outcome, Duration), String> {
        match mode {
            Mode::Awaited => self.play_awaited(url),
            Mode::Blocking => self.play_blocking(url),
        }
    }

    fn play_awaited(&self, url: &str) -> Result<(Outcome, Duration), String> {
        // On one thread all that is allocated is counted.
        let runtime = match self.threads {
            false => tokio::runtime::Builder::new_current_thread().enable_all().build(),
            true => tokio::runtime::Runtime::new(),
        };
        let runtime = runtime.map_err(|error| error.to_string())?;
        let played = runtime.block_on(async {
            let polar = client::polar(url, &self.settings).map_err(no_client)?;
            for _ in 0..self.earlier {
                earlier(client::perform(&polar, self.act).await)?;
                tokio::time::sleep(BETWEEN).await;
            }
            let start = Instant::now();
            let outcome = client::perform(&polar, self.act).await;
            Ok((outcome, start.elapsed()))
        });
        // A name being looked up is not waited for.
        runtime.shutdown_background();
        played
    }

    fn play_blocking(&self, url: &str) -> Result<(Outcome, Duration), String> {
        let polar = client::blocking_polar(url, &self.settings).map_err(no_client)?;
        for _ in 0..self.earlier {
            earlier(client::perform_blocking(&polar, self.act))?;
            thread::sleep(BETWEEN);
        }
        let start = Instant::now();
        let outcome = client::perform_blocking(&polar, self.act);
        Ok((outcome, start.elapsed()))
    }
}

fn no_client(error: Error) -> String {
    format!("no client: {error}")
}

/// A call before the one that is judged must have succeeded.
fn earlier(outcome: Outcome) -> Result<(), String> {
    outcome.result.map(drop).map_err(|error| format!("an earlier call failed: {error:?}"))
}

/// Plays all cases, several at a time.
pub(crate) fn run_all(cases: Vec<Case>, mode: Mode) {
    let faults = Mutex::new(Vec::new());
    let queue = Mutex::new(cases.into_iter());
    let next = || queue.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(case) = next() {
                    if let Err(fault) = case.run(mode) {
                        faults.lock().unwrap().push(format!("{}:\n    {fault}", case.name));
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{} cases:\n{}", faults.len(), faults.join("\n"));
}

/// Whether the outcome is the expected one.
fn judge(outcome: &Outcome, expected: &Expected) -> Result<(), String> {
    let error = match (&outcome.result, expected) {
        (Ok(value), Expected::Value(wanted)) if value == wanted => return Ok(()),
        (Ok(value), _) => return Err(format!("got {value}, not {expected:?}")),
        (Err(error), _) => error,
    };
    let status = error.status().map(|status| status.as_u16());
    let (kind, fault) = (error.kind(), error.fault());
    let as_expected = match expected {
        Expected::Value(_) => false,
        Expected::Fault(wanted) => kind == *wanted && status.is_none(),
        Expected::Unconnected => error.is_connect() && status.is_none(),
        Expected::Answer(wanted, code) => kind == *wanted && status == Some(*code),
        Expected::Cut(code) => {
            kind == ErrorKind::Status && status == Some(*code) && error.is_truncated()
        }
        Expected::Documented(code) => {
            kind == ErrorKind::Status && status == Some(*code) && outcome.documented
        }
        Expected::Misfit(path) => {
            kind == ErrorKind::Decode && fault.is_some_and(|fault| fault.path == *path)
        }
        Expected::NoJson(path) => {
            kind == ErrorKind::Decode && fault.is_some_and(|fault| fault.path.starts_with(path))
        }
    };
    // A body that was read as documented is expected to be said so, and no other.
    let documented = matches!(expected, Expected::Documented(_)) == outcome.documented;
    if as_expected && documented {
        return Ok(());
    }
    Err(format!("got {error:?} ({fault:?}), not {expected:?}"))
}

/// How many requests the server has read once it has had a moment to read all.
fn settled(server: &Server, expected: usize) -> usize {
    let deadline = Instant::now() + Duration::from_secs(2);
    while server.requests().len() < expected && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(5));
    }
    server.requests().len()
}
