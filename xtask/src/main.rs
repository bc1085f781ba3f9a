//! `cargo xtask`: hands the process's surroundings to the library and its answer to the streams.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use xtask::exit::Exit;
use xtask::pipeline::Generator;
use xtask::tree::disk::Os;
use xtask::{Host, run};

fn main() -> ExitCode {
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
    let (exit, streams) = run(env::args_os(), &host);
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
