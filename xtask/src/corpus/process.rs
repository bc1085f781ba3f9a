//! Child processes that may not outlive their time.
//!
//! A child that stands for more than itself, as cargo does for the compilers it starts, is ended
//! together with them.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// How often a running child is looked at.
const TICK: Duration = Duration::from_millis(10);

/// What became of a child.
#[derive(Clone, Debug)]
pub struct Ended {
    /// How it ended; none when its time was over.
    pub status: Option<ExitStatus>,
    /// What it printed.
    pub stdout: String,
    /// What it printed for people.
    pub stderr: String,
    /// How long it ran.
    pub time: Duration,
}

/// Runs a command to its end, or to the end of its time.
///
/// # Errors
/// When it cannot be started or watched.
pub fn run(command: &mut Command, limit: Duration) -> io::Result<Ended> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let since = Instant::now();
    let mut child = command.spawn()?;
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let status = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if since.elapsed() > limit => {
                end(&mut child);
                break None;
            }
            None => sleep(TICK),
        }
    };
    let time = since.elapsed();
    Ok(Ended { status, stdout: text(stdout), stderr: text(stderr), time })
}

/// Ends a child and, where the system knows groups, all that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It may have ended by itself this moment.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads a stream while the child runs, so that a full pipe does not stop it.
fn drain<R: Read + Send + 'static>(stream: Option<R>) -> JoinHandle<Vec<u8>> {
    spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What was read until a failure is still worth showing.
            let _ = stream.read_to_end(&mut bytes);
        }
        bytes
    })
}

fn text(reader: JoinHandle<Vec<u8>>) -> String {
    String::from_utf8_lossy(&reader.join().unwrap_or_default()).into_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> io::Result<Ended> {
        run(Command::new("sh").args(["-c", script]), limit)
    }

    #[test]
    fn a_child_that_hangs_is_ended_with_its_own_children() -> io::Result<()> {
        let ended = shell("echo begun; sleep 60 & sleep 60", Duration::from_millis(300))?;
        assert!(ended.status.is_none());
        assert_eq!(ended.stdout, "begun\n");
        assert!(ended.time < Duration::from_secs(30), "{:?}", ended.time);
        Ok(())
    }

    #[test]
    fn a_chatty_child_is_heard_out() -> io::Result<()> {
        let script = "i=0; while [ $i -lt 4000 ]; do echo 0123456789012345678901234567890123456789; \
                      i=$((i+1)); done; echo end >&2; exit 3";
        let ended = shell(script, Duration::from_secs(60))?;
        assert_eq!(ended.status.and_then(|status| status.code()), Some(3));
        assert_eq!((ended.stdout.lines().count(), ended.stderr.as_str()), (4000, "end\n"));
        Ok(())
    }
}
