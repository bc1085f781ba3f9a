//! The mock server as a process: installed once at a fixed version, listening on the loopback address
//! only, and gone when its owner is gone, however that ended.

use crate::exit::{Exit, Failure};
use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The package whose judgement we rely on.
pub const PACKAGE: &str = "@stoplight/prism-cli";
/// Its version.
pub const VERSION: &str = "5.16.0";

/// The server reads the document before it listens; on a busy machine that takes a while.
const START: Duration = Duration::from_secs(120);

/// How long the server may take to write the last of its log.
const STOP: Duration = Duration::from_secs(5);

/// A module that node loads before the server. Nothing is ever written to its standard input, which
/// therefore ends when this process closes it or dies; the server follows, log written.
const LEASH: &str =
    "data:text/javascript,process.stdin.resume().on('end',()=>setTimeout(process.exit,100))";

/// A running server.
pub struct Prism {
    /// Its address, without a path.
    pub url: String,
    /// What it saw.
    pub log: PathBuf,
    child: Child,
}

/// Puts the package below `home`, unless it is there.
pub fn install(home: &Path) -> Result<(), Failure> {
    if installed(home).as_deref() == Some(VERSION) {
        return Ok(());
    }
    fs::create_dir_all(home)
        .map_err(|error| Failure::write(format_args!("create {}", home.display()), &error))?;
    let status = Command::new("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"])
        .args(["--loglevel", "error", "--prefix"])
        .arg(home)
        .arg(format!("{PACKAGE}@{VERSION}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(
            Exit::Input,
            format!("NOT CHECKED: npm could not install {PACKAGE} {VERSION} ({status})"),
        )),
        Err(error) => Err(Failure::new(
            Exit::Input,
            format!("NOT CHECKED: npm cannot be run ({error})"),
        )
        .help("install Node.js with npm; without it no independent judge has seen the requests")),
    }
}

impl Prism {
    /// Starts a server for the document and waits until it listens. Its log is `NAME.log` below `home`.
    pub fn start(home: &Path, name: &str, spec: &Path) -> Result<Self, Failure> {
        let failed = |what: &str, error: io::Error| {
            Failure::new(Exit::Input, format!("cannot {what}: {error}"))
        };
        let log = home.join(format!("{name}.log"));
        let out = File::create(&log).map_err(|error| failed("write the server's log", error))?;
        let err = out.try_clone().map_err(|error| failed("write the server's log", error))?;
        let port = free_port().map_err(|error| failed("find a free port", error))?;
        let child = Command::new("node")
            .args(["--import", LEASH])
            .arg(package(home).join("dist/index.js"))
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg(spec)
            .stdin(Stdio::piped())
            .stdout(out)
            .stderr(err)
            .spawn()
            .map_err(|error| failed("run node", error))?;
        let mut server = Self { url: format!("http://127.0.0.1:{port}"), log, child };
        server.await_listening()?;
        Ok(server)
    }

    /// Ends the server and waits until its log is complete.
    pub fn stop(&mut self) {
        drop(self.child.stdin.take());
        let since = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && since.elapsed() < STOP {
            sleep(Duration::from_millis(20));
        }
        // It has ended by itself, unless something is wrong with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The server's own word is waited for: another process could listen on the port as well.
    fn await_listening(&mut self) -> Result<(), Failure> {
        let since = Instant::now();
        loop {
            let text = fs::read_to_string(&self.log).unwrap_or_default();
            if text.contains(&format!("listening on {}", self.url)) {
                return Ok(());
            }
            let state = match self.child.try_wait() {
                Ok(Some(status)) => format!("ended early ({status})"),
                _ if since.elapsed() > START => "does not listen".to_owned(),
                _ => {
                    sleep(Duration::from_millis(50));
                    continue;
                }
            };
            let what = format!("the mock server {state}: {}", text.trim());
            return Err(Failure::new(Exit::Input, what));
        }
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The version that is installed below `home`. npm writes this list last, so that an installation that
/// was cut short does not count.
fn installed(home: &Path) -> Option<String> {
    let list = fs::read(home.join("node_modules/.package-lock.json")).ok()?;
    let list: serde_json::Value = serde_json::from_slice(&list).ok()?;
    let entry = list.get("packages")?.get(format!("node_modules/{PACKAGE}"))?;
    entry.get("version")?.as_str().map(str::to_owned)
}

fn package(home: &Path) -> PathBuf {
    home.join("node_modules").join(PACKAGE)
}

/// A port that was free a moment ago; the server takes no port 0.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
