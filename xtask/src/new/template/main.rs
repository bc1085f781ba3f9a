//! `cargo xtask`: the generator of the SDK, for the document of this project.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::program::main(<<document_literal>>)
}
