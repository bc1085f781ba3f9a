//! `conformance`: an independent mock server (Prism, from npm) answers from the spec and judges every
//! request the SDK makes of it. It listens on the loopback address only.
//!
//! Which calls are made and what counts as a violation is decided by the test it runs.

use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::report::{Report, count};
use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The package and the version whose judgement we rely on.
const PACKAGE: &str = "@stoplight/prism-cli";
const VERSION: &str = "5.16.0";

/// What the server saw.
const LOG: &str = "prism.log";

/// Prism reads the document before it listens; on a busy machine that takes a while.
const START: Duration = Duration::from_secs(60);

/// Runs `conformance`.
///
/// # Errors
/// With exit code 3 when the server cannot be installed or started, 1 when the test fails.
pub fn run(job: &Job<'_>, report: &mut Report) -> Result<(), Failure> {
    let home = job.places.root.join("target/conformance");
    timed(report, "install", || install(&home))?;
    let (mut server, port) = timed(report, "start", || start(&home, &job.places.spec))?;
    let tests = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["test", "--package", "tests", "--test", "conformance", "--", "--ignored"])
        .current_dir(&job.places.root)
        .env("PRISM_URL", format!("http://127.0.0.1:{port}"))
        .status();
    server.stop();
    let log = job.shown(&home.join(LOG));
    match tests {
        Err(error) => Err(Failure::new(Exit::Input, format!("cannot run cargo: {error}"))),
        Ok(status) if !status.success() => {
            Err(Failure::new(Exit::Findings, format!("the conformance test failed ({status})"))
                .help(format!("what the server saw is in {log}")))
        }
        Ok(_) => {
            let requests = judged(&home.join(LOG)).map_err(|what| {
                Failure::new(Exit::Findings, what).help(format!("what the server saw is in {log}"))
            })?;
            let requests = count(requests, "request");
            report.title = format!("{PACKAGE} {VERSION} found no violation in {requests}");
            Ok(())
        }
    }
}

/// How many requests the server saw; the first complaint, if it has one.
///
/// A test that calls nothing would pass as well, so the judge's own count is what is believed.
fn judged(log: &Path) -> Result<usize, String> {
    let text = fs::read_to_string(log)
        .map_err(|error| format!("cannot read the server's log: {error}"))?;
    let complaint = |line: &&str| {
        line.contains("did not pass the validation rules") || line.contains("terminated with error")
    };
    if let Some(line) = text.lines().find(complaint) {
        return Err(format!("the mock server complains: {}", line.trim()));
    }
    match text.lines().filter(|line| line.contains("Request received")).count() {
        0 => Err("no request reached the mock server".to_owned()),
        requests => Ok(requests),
    }
}

/// A child process that does not outlive its owner.
struct Server(Child);

impl Server {
    fn stop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn install(home: &Path) -> Result<(), Failure> {
    if installed(home).as_deref() == Some(VERSION) {
        return Ok(());
    }
    fs::create_dir_all(home)
        .map_err(|error| Failure::write(format_args!("create {}", home.display()), &error))?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel",
        "error",
    ]);
    let status = npm
        .arg("--prefix")
        .arg(home)
        .arg(format!("{PACKAGE}@{VERSION}"))
        .stdout(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(
            Exit::Input,
            format!("npm could not install {PACKAGE} {VERSION} ({status})"),
        )),
        Err(error) => Err(Failure::new(
            Exit::Input,
            format!("NOT CHECKED: npm cannot be run ({error})"),
        )
        .help("install Node.js with npm; without it no independent judge has seen the requests")),
    }
}

/// The version of the package that is installed below `home`.
fn installed(home: &Path) -> Option<String> {
    let manifest = fs::read(package(home).join("package.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    manifest.get("version")?.as_str().map(str::to_owned)
}

fn package(home: &Path) -> PathBuf {
    home.join("node_modules").join(PACKAGE)
}

fn start(home: &Path, spec: &Path) -> Result<(Server, u16), Failure> {
    let failed =
        |what: &str, error: io::Error| Failure::new(Exit::Input, format!("cannot {what}: {error}"));
    let port = free_port().map_err(|error| failed("find a free port", error))?;
    let log = home.join(LOG);
    let out = File::create(&log).map_err(|error| failed("write the server's log", error))?;
    let err = out.try_clone().map_err(|error| failed("write the server's log", error))?;
    let child = Command::new("node")
        .arg(package(home).join("dist/index.js"))
        .args(["mock", "--errors", "-h", "127.0.0.1", "-p", &port.to_string()])
        .arg(spec)
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .map_err(|error| failed("run node", error))?;
    let mut server = Server(child);
    let since = Instant::now();
    while TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).is_err() {
        let ended = server.0.try_wait().ok().flatten();
        if ended.is_some() || since.elapsed() > START {
            let state = ended
                .map_or("does not listen".to_owned(), |status| format!("ended early ({status})"));
            let text = fs::read_to_string(&log).unwrap_or_default();
            return Err(Failure::new(
                Exit::Input,
                format!("the mock server {state}: {}", text.trim()),
            ));
        }
        sleep(Duration::from_millis(50));
    }
    Ok((server, port))
}

/// A port that was free a moment ago; the server takes no port 0.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_read_as_prism_writes_it() -> io::Result<()> {
        let directory = tempfile::tempdir()?;
        let log = directory.path().join(LOG);
        let fine = "[CLI] awaiting  Starting Prism\n[HTTP SERVER] get /a i  info      Request received\n\
                    [VALIDATOR] success   The request passed the validation rules.\n";
        fs::write(&log, fine)?;
        assert_eq!(judged(&log), Ok(1));
        fs::write(
            &log,
            format!("{fine}  [VALIDATOR] warning   Request did not pass the validation rules\n"),
        )?;
        assert!(judged(&log).is_err_and(|what| what.contains("[VALIDATOR] warning")));
        fs::write(&log, "[CLI] start     Prism is listening\n")?;
        assert_eq!(judged(&log), Err("no request reached the mock server".to_owned()));
        Ok(())
    }
}
