//! `cargo xtask` of this workspace.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::program::main(xtask::places::DOCUMENT)
}
