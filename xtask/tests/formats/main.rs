//! What every command prints and how it exits, in every format: one file per command beside this one,
//! with each case in text, JSON and as annotations of GitHub.
//!
//! A case is a row of [`CASES`]. The real program runs, on a small document. `SNAPSHOTS=overwrite cargo
//! test -p xtask --test formats` rewrites the files; review them like code.

mod table;

use serde_json::Value;
use snapbox::assert_data_eq;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use table::{CASES, Case};
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Stands before what was printed on stderr.
const STDERR: &str = "[stderr]\n";

const FORMATS: [&str; 3] = ["text", "json", "github"];

/// The exit codes that a command can be brought to here, and those of them that it must have a case for.
#[test]
fn every_command_has_every_exit() {
    for (command, codes) in table::EXITS {
        for code in *codes {
            let has = |case: &&Case| case.command == *command && case.exit == *code;
            assert!(CASES.iter().any(|case| has(&case)), "{command}: no case exits with {code}");
        }
    }
    let help = run(Path::new("."), "--help").map(|done| done.1).unwrap_or_default();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    let listed: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(listed.len() > 5, "{help}");
    for command in listed.iter().filter(|command| **command != "help") {
        let is_known = table::EXITS.iter().any(|(known, _)| known == command);
        assert!(is_known, "{command} is in no row of the table");
    }
}

#[test]
fn commands_print_what_they_did() -> Result {
    let mut commands: Vec<&str> = CASES.iter().map(|case| case.command).collect();
    commands.dedup();
    let mut wrong = Vec::new();
    for command in commands {
        let mut text = String::new();
        for case in CASES.iter().filter(|case| case.command == command) {
            play(case, &mut text, &mut wrong)?;
        }
        compare(command, text);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn help_says_what_there_is() -> Result {
    let mut text = String::new();
    let commands = table::EXITS.iter().map(|(command, _)| format!("{command} --help"));
    for line in ["--help".to_owned()].into_iter().chain(commands) {
        let (code, out) = run(Path::new("."), &line)?;
        writeln!(text, "$ cargo xtask {line}\n{out}[exit {code}]\n")?;
    }
    compare("help", text);
    Ok(())
}

/// Plays a case in all formats and notes what it printed. A command that writes has a workspace of its own
/// each time.
fn play(case: &Case, text: &mut String, wrong: &mut Vec<String>) -> Result {
    let writes = case.line.starts_with("generate") || case.line.contains("--to");
    let mut workspace = prepare(case)?;
    for (index, format) in FORMATS.into_iter().enumerate() {
        if writes && index > 0 {
            workspace = prepare(case)?;
        }
        let line = format!("{} --format {format}", case.line);
        let (code, out) = run(workspace.path(), &line)?;
        if code != case.exit {
            wrong.push(format!("{line} exits with {code} instead of {}: {out}", case.exit));
        }
        let out = shorter(&out, case.command == "corpus");
        writeln!(text, "# {}\n$ cargo xtask {line}\n{out}[exit {code}]\n", case.about)?;
    }
    Ok(())
}

fn prepare(case: &Case) -> Result<TempDir> {
    let workspace = TempDir::new()?;
    let root = workspace.path();
    fs::create_dir_all(root.join("xtask"))?;
    for (path, content) in table::WORKSPACE {
        write(root, path, content)?;
    }
    for line in case.before {
        let (code, out) = run(root, line)?;
        assert_eq!(code, 0, "{line}: {out}");
    }
    for (path, content) in case.files {
        write(root, path, content)?;
    }
    Ok(workspace)
}

/// Writes a file, or removes it.
fn write(root: &Path, path: &str, content: &str) -> Result {
    let path = root.join(path);
    if content == table::NOTHING {
        return Ok(fs::remove_file(path)?);
    }
    fs::create_dir_all(path.parent().unwrap_or(root))?;
    Ok(fs::write(path, content)?)
}

/// Runs the program; what it prints on stdout, and after a mark on stderr.
fn run(root: &Path, line: &str) -> Result<(i32, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(line.split(' ')).current_dir(root);
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("NO_COLOR").env("COLUMNS", "100");
    let output = command.output()?;
    let (stdout, stderr) = (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
    let mark = if stderr.is_empty() { "" } else { STDERR };
    let place = root.canonicalize()?.display().to_string();
    let out = format!("{stdout}{mark}{stderr}").replace(&place, "[ROOT]");
    Ok((output.status.code().unwrap_or(-1), out))
}

/// Leaves out what is the same for every crate, and what depends on the machine. `is_measured` says that
/// every number may.
fn shorter(text: &str, is_measured: bool) -> String {
    let (stdout, stderr) = text.split_once(STDERR).unwrap_or((text, ""));
    if let Ok(mut object) = serde_json::from_str::<Value>(stdout) {
        if let Some(Value::Array(changes)) = object.get_mut("changes") {
            let path = |it: &Value| it["path"].as_str().unwrap_or_default().to_owned();
            changes.retain(|it| !is_runtime(&path(it)));
            // Hashes of everything.
            for lock in changes.iter_mut().filter(|it| path(it).ends_with("/sdk.lock")) {
                lock["diff"] = lock["diff"].as_str().map(|_| "[DIFF]").into();
            }
        }
        if object["files"].is_number() {
            object["files"] = "[N]".into();
        }
        // Their order depends on a feature of serde_json that other crates of the build may turn on.
        object.sort_all_objects();
        let mark = if stderr.is_empty() { "" } else { STDERR };
        let text: String = format!("{object:#}\n{mark}{stderr}")
            .lines()
            .map(|line| without_counts(line) + "\n")
            .collect();
        return if is_measured { without_numbers(&text) } else { text };
    }
    let mut out = String::new();
    let mut in_lock = false;
    for line in text.lines().filter(|line| !is_runtime(line)) {
        in_lock = line.starts_with("--- generated/sdk.lock") || in_lock && !line.is_empty();
        if in_lock {
            continue;
        }
        out.push_str(&without_counts(line));
        out.push('\n');
    }
    if is_measured { without_numbers(&out) } else { out }
}

fn is_runtime(line: &str) -> bool {
    ["generated/src/runtime/", "copy/src/runtime/"].iter().any(|path| line.contains(path))
        && !line.contains("explain")
}

/// The line without numbers of files, which move with the runtime.
fn without_counts(line: &str) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    for at in 1..words.len() {
        let noun = words[at].trim_end_matches([',', ';', ':']);
        let is_number = words[at - 1].len() > 2 && words[at - 1].parse::<usize>().is_ok();
        if is_number && ["file", "files", "differ", "changed"].contains(&noun) {
            words[at - 1] = "[N]";
        }
    }
    words.join(" ")
}

/// The text with each number as `N`, and blanks between words as one.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' if out.ends_with('N') => {}
            '.' if out.ends_with('N') => {}
            '0'..='9' => out.push('N'),
            ' ' if out.ends_with(' ') => {}
            c => out.push(c),
        }
    }
    out
}

fn compare(name: &str, text: String) {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(format!("{name}.txt"));
    assert_data_eq!(text, snapbox::Data::read_from(&path, None).raw());
}
