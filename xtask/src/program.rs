//! The program: hands the process's surroundings to the library and its answer to the streams.
//!
//! It is here, and not in `main.rs`, so that the command line of another project is one line.

use crate::exit::Exit;
use crate::pipeline::Generator;
use crate::tree::disk::Os;
use crate::{Host, run_for};
use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Runs the command line that this process was started with, for the workspace of the package that
/// Cargo runs. Its document is at `document`, with the settings beside it.
#[must_use]
pub fn main(document: &str) -> ExitCode {
    let cwd = match env::current_dir() {
        Ok(cwd) => cwd,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: cannot find the current directory: {error}");
            return ExitCode::from(Exit::Input.code());
        }
    };
    let host = Host {
        cwd,
        manifest_dir: env::var_os("CARGO_MANIFEST_DIR").map(Into::into),
        color: io::stderr().is_terminal()
            && io::stdout().is_terminal()
            && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        pipeline: &Generator,
        disk: &Os,
    };
    let (exit, streams) = run_for(document, env::args_os(), &host);
    // Nothing can be done for a closed stderr.
    let _ = io::stderr().write_all(streams.stderr.as_bytes());
    match io::stdout().write_all(streams.stdout.as_bytes()).and_then(|()| io::stdout().flush()) {
        Ok(()) => ExitCode::from(exit.code()),
        // The reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(exit.code()),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: cannot print the result: {error}");
            ExitCode::from(Exit::Write.code())
        }
    }
}
