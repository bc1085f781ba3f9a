//! Judges the crates of other documents than ours: `probe [--prism] DOCUMENT…`.
//!
//! Every example in a document has to survive the type that its schema became, and with `--prism` every
//! request has to please an independent mock server (needs npm). What a document itself does not allow
//! is listed apart. Works in `target/probe`; exit code 1 when a document fails.

mod compare;
mod examples;
mod judge;
mod requests;
mod schemas;
mod values;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use generator::{Inputs, Probe, Source};
use tests::{Result, cases};

fn main() -> Result<ExitCode> {
    let (mut documents, mut prism) = (Vec::new(), false);
    for argument in env::args_os().skip(1) {
        match argument.to_str() {
            Some("--prism") => prism = true,
            _ => documents.push(PathBuf::from(argument)),
        }
    }
    if documents.is_empty() {
        return Err("usage: probe [--prism] DOCUMENT…".into());
    }
    let mut failed = false;
    for document in &documents {
        match judge(document, prism) {
            Ok(well) => failed |= !well,
            Err(error) => {
                println!("{}: {error}", document.display());
                failed = true;
            }
        }
    }
    Ok(ExitCode::from(u8::from(failed)))
}

/// Judges one document; true if nothing is wrong with its crate.
fn judge(document: &Path, prism: bool) -> Result<bool> {
    let subject = Subject::new(document)?;
    let examples = examples::run(&subject)?;
    print!("{}: examples: {}", subject.name, examples.summary());
    examples.details().for_each(|line| print!("\n    {line}"));
    println!();
    let mut well = examples.failed() == 0;
    if prism {
        let requests = requests::run(&subject)?;
        print!("{}: requests: {}", subject.name, requests.summary());
        requests.details().for_each(|line| print!("\n    {line}"));
        println!();
        well &= requests.failed() == 0;
    }
    Ok(well)
}

/// A document and its crate, written to disk.
struct Subject {
    name: String,
    document: PathBuf,
    probe: Probe,
    schemas: schemas::Schemas,
    folder: PathBuf,
}

impl Subject {
    fn new(document: &Path) -> Result<Self> {
        let text = fs::read_to_string(document)?;
        let inputs = Inputs::new(Source::new(document.display().to_string(), text), None);
        let output = generator::generate(&inputs).output.ok_or("no crate is made of it")?;
        let probe = generator::probe(&inputs).ok_or("no crate is made of it")?;
        let stem = document.file_stem().unwrap_or_default().to_string_lossy();
        let name = stem.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let folder = cases::workspace().join("target/probe").join(&name);
        for (path, text) in &output.files {
            write(&folder.join(path), text)?;
        }
        let manifest = format!("{}\n[workspace]\n", output.files["Cargo.toml"]);
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("tests/requests.rs"), &probe.driver)?;
        write(&folder.join("tests/examples.rs"), &examples::program(&probe))?;
        let lock = cases::workspace().join("Cargo.lock");
        if !folder.join("Cargo.lock").exists() {
            fs::copy(lock, folder.join("Cargo.lock"))?;
        }
        let schemas = schemas::Schemas::new(&probe.document)?;
        Ok(Self { name, document: document.to_owned(), probe, schemas, folder })
    }

    /// Runs one of the crate's tests with a file of values, and returns what it says.
    fn ask(&self, test: &str, given: &serde_json::Value) -> Result<serde_json::Value> {
        let (input, output) = (self.folder.join("in.json"), self.folder.join("out.json"));
        fs::write(&input, given.to_string())?;
        let done = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["test", "--quiet", "--no-default-features", "--test", test])
            .args(["--features", "all,webhooks,test-util"])
            .env("CARGO_TARGET_DIR", cases::workspace().join("target/probe/target"))
            .env("PROBE_IN", &input)
            .env("PROBE_OUT", &output)
            .current_dir(&self.folder)
            .output()?;
        if !done.status.success() {
            return Err(format!(
                "the test `{test}` fails:\n{}{}",
                String::from_utf8_lossy(&done.stdout),
                String::from_utf8_lossy(&done.stderr)
            )
            .into());
        }
        Ok(serde_json::from_slice(&fs::read(&output)?)?)
    }
}

/// Writes what differs, so that cargo compiles only what changed.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|now| now == text) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, text)?)
}
