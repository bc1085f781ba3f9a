//! `conformance`: an independent mock server (Prism, from npm) answers from the spec and judges every
//! request the SDK makes of it.
//!
//! Which calls are made, and what of an answer counts as a violation, is decided by the tests that are
//! run here. This adds a second opinion: what the server wrote into its own log.

mod log;
pub mod prism;

use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::report::{Report, count};
use log::Log;
use prism::Prism;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// The test that violates the document on purpose: a judge that sleeps proves nothing.
const OFFENCES: &str = "tests::every_offence_is_reported";

/// The test that calls every operation.
const REQUESTS: &str = "tests::every_request_conforms";

/// The customer that the example program asks for; the mock server knows every one.
const CUSTOMER: &str = "eef661d2-fef0-428f-bbd6-1f22a4b292df";

/// Runs `conformance`.
///
/// # Errors
/// With exit code 3 when the server cannot be installed or started, 1 when a test fails or the server
/// complains.
pub fn run(job: &Job<'_>, report: &mut Report) -> Result<(), Failure> {
    let home = job.places.root.join("target/conformance");
    timed(report, "install", || prism::install(&home))?;
    let start = |name: &str| Prism::start(&home, name, &job.places.spec);

    let mut judge = timed(report, "start", || start("offences"))?;
    let offences =
        timed(report, "offences", || session(job, &mut judge, |url| test(job, url, OFFENCES)))?;
    if offences.complaint.is_none() {
        let what = "the mock server does not complain of requests that violate the document";
        return Err(blamed(job, &judge, what.to_owned()));
    }

    let mut judge = timed(report, "start again", || start("requests"))?;
    let requests = timed(report, "requests", || {
        session(job, &mut judge, |url| {
            test(job, url, REQUESTS)?;
            example(job, url)
        })
    })?;
    match requests {
        Log { complaint: Some(line), .. } => {
            Err(blamed(job, &judge, format!("the mock server complains: {line}")))
        }
        Log { requests: 0, .. } => {
            Err(blamed(job, &judge, "no request reached the mock server".to_owned()))
        }
        Log { requests, .. } => {
            report.title = format!(
                "{} {} found no violation in {}",
                prism::PACKAGE,
                prism::VERSION,
                count(requests, "request")
            );
            Ok(())
        }
    }
}

/// Lets `work` talk to the server, stops it whatever came of that, and reads its log.
fn session(
    job: &Job<'_>,
    judge: &mut Prism,
    work: impl FnOnce(&str) -> Result<(), Failure>,
) -> Result<Log, Failure> {
    let done = work(&judge.url);
    judge.stop();
    done.map_err(|failure| failure.help(seen(job, judge)))?;
    Log::read(&judge.log).map_err(|error| Failure::read(&judge.log, &error))
}

fn test(job: &Job<'_>, url: &str, name: &str) -> Result<(), Failure> {
    let output = cargo(job)
        .args(["test", "--package", "tests", "--test", "conformance", "--"])
        .args(["--ignored", "--nocapture", "--exact", name])
        .env("PRISM_URL", url)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| no_cargo(&error))?;
    // What the tests print is for people; nothing can be done for a closed stream.
    let _ = io::stderr().write_all(&output.stdout);
    if !output.status.success() {
        let what = format!("the test {name} failed ({})", output.status);
        return Err(Failure::new(Exit::Findings, what));
    }
    // Cargo is content as well when no test has this name.
    if !String::from_utf8_lossy(&output.stdout).contains("test result: ok. 1 passed;") {
        return Err(Failure::new(Exit::Findings, format!("there is no test {name}")));
    }
    Ok(())
}

/// The program of the SDK's front page, with the transport and the settings that users have.
fn example(job: &Job<'_>, url: &str) -> Result<(), Failure> {
    let output = cargo(job)
        .args(["run", "--quiet", "--package", "polar-sdk", "--example", "customers_get", "--"])
        .arg(CUSTOMER)
        .env("POLAR_SERVER", url)
        .env("POLAR_ACCESS_TOKEN", "polar_oat_example")
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| no_cargo(&error))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let first = printed.lines().next().unwrap_or_default();
    if output.status.success() && first.starts_with("individual") {
        Ok(())
    } else {
        let status = output.status;
        let what = format!("the example customers_get printed `{first}` and ended with {status}");
        Err(Failure::new(Exit::Findings, what))
    }
}

fn cargo(job: &Job<'_>) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(&job.places.root).stdin(Stdio::null());
    cargo
}

fn no_cargo(error: &io::Error) -> Failure {
    Failure::new(Exit::Input, format!("cannot run cargo: {error}"))
}

fn blamed(job: &Job<'_>, judge: &Prism, what: String) -> Failure {
    Failure::new(Exit::Findings, what).help(seen(job, judge))
}

fn seen(job: &Job<'_>, judge: &Prism) -> String {
    format!("what the server saw is in {}", job.shown(&judge.log))
}
