//! Does what the generator makes of every feature compile, without a warning of rustc or clippy? And
//! does it behave, where a folder has a `behaviour.rs`?
//!
//! The crates are written as members of one throwaway workspace and checked together, types only:
//! no HTTP client has to be built for that. Files are written when they differ, so that a second
//! run checks only what changed. Needs no network, because the members have the dependencies of
//! `generated/`, at the versions of the workspace's lock.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use generator::generate;
use tests::Result;
use tests::cases;

#[test]
fn every_feature_compiles_without_warnings_and_behaves() -> Result {
    let (root, features) = workspace()?;
    let behaving = features.iter().filter(|name| behaviour(name).exists());
    let mut test =
        vec!["test", "--no-default-features", "--features", "all,test-util", "--test", "behaviour"];
    test.extend(behaving.flat_map(|name| ["--package", name]));
    let (said, well) = cargo(&root, &test)?;
    assert!(well, "{said}");

    let check = [check_command(), "--workspace", "--keep-going"];
    let groups = ["--no-default-features", "--features", "all"];
    let (said, well) = cargo(&root, &[&check[..], &groups].concat())?;
    assert!(well, "{said}");
    Ok(())
}

/// Every group by itself, none and all, the types alone, and what the API sends: no combination may
/// leave an import unused or a name unknown.
#[test]
fn groups_compile_apart() -> Result {
    let (root, _) = workspace()?;
    let mut said = String::new();
    let choices = ["", "customers", "orders", "webhooks-api", "webhooks", "types-only", "all"];
    for chosen in choices.into_iter().chain(["customers,webhooks-api", "orders,webhooks"]) {
        let package = ["--package", "cargo_features", "--no-default-features"];
        let check = [&[check_command()], &package[..], &["--features", chosen]].concat();
        let (messages, well) = cargo(&root, &check)?;
        if !well {
            said.push_str(&format!("with `{chosen}`:\n{messages}\n"));
        }
    }
    assert!(said.is_empty(), "{said}");
    Ok(())
}

/// What a document says is shown and never compiled: the only examples that are come from us, one
/// for each operation, and one for the crate where the settings choose one.
#[test]
fn only_our_own_examples_are_compiled() -> Result {
    let (root, _) = workspace()?;
    for feature in ["docs_code", "docs_hostile", "docs_markdown"] {
        let operations: usize = crate_of(feature)?
            .iter()
            .filter(|(path, _)| path.starts_with("src/api/"))
            .map(|(_, text)| text.matches("\noperation! {").count())
            .sum();
        let test = ["test", "--doc", "--no-default-features", "--features", "all"];
        let (said, well) = cargo(&root, &[&test[..], &["--package", feature]].concat())?;
        assert!(well, "{said}");
        let test = [&test[..], &["--package", feature, "--", "--list"]].concat();
        let (listed, well) = cargo(&root, &test)?;
        assert!(well, "{listed}");
        let tests = listed.lines().filter(|line| line.ends_with(": test"));
        let paths = tests.map(|line| line.trim_start_matches(&format!("{feature}/")));
        let (calls, others): (Vec<&str>, Vec<&str>) =
            paths.partition(|path| path.starts_with("src/api/"));
        assert_eq!(calls.len(), operations, "{feature}: {listed}");
        let foreign = others.iter().filter(|path| !path.starts_with("src/runtime/"));
        assert_eq!(foreign.count(), 0, "{feature}: {listed}");
    }
    Ok(())
}

/// The workspace, written once, and its members.
fn workspace() -> Result<(PathBuf, Vec<String>)> {
    static WRITTEN: Mutex<bool> = Mutex::new(false);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let features = cases::folders("features")?;
    let mut written = WRITTEN.lock().map_err(|_| "the workspace could not be written")?;
    if !*written {
        write_workspace(&root, &features)?;
        *written = true;
    }
    Ok((root, features))
}

/// Writes a member per feature, and removes what an earlier run left and this one does not have.
fn write_workspace(root: &Path, features: &[String]) -> Result {
    let members: String = features.iter().map(|name| format!("{name:?}, ")).collect();
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    files.insert(
        "Cargo.toml".into(),
        format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"),
    );
    for feature in features {
        for (path, text) in crate_of(feature)? {
            files.insert(Path::new(feature).join(path), text);
        }
        if behaviour(feature).exists() {
            let text = fs::read_to_string(behaviour(feature))?;
            files.insert(Path::new(feature).join("tests/behaviour.rs"), text);
        }
    }
    // Cargo adds the members to the lock; it is written anew only when the workspace's own moved.
    let lock = fs::read_to_string(cases::workspace().join("Cargo.lock"))?;
    let seen = root.join("Cargo.lock.origin");
    if !fs::read_to_string(&seen).is_ok_and(|text| text == lock) {
        write(&root.join("Cargo.lock"), &lock)?;
        write(&seen, &lock)?;
    }
    for (path, text) in &files {
        let path = root.join(path);
        if !fs::read_to_string(&path).is_ok_and(|now| now == *text) {
            write(&path, text)?;
        }
    }
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() && name != "target" {
            if features.contains(&name) {
                prune(root, &entry.path(), &files)?;
            } else {
                fs::remove_dir_all(entry.path())?;
            }
        }
    }
    Ok(())
}

/// What a feature's crate has to do when it runs.
fn behaviour(feature: &str) -> PathBuf {
    cases::path("features").join(feature).join("behaviour.rs")
}

/// The files of a feature's crate. Its package is called as the folder, since a workspace has each
/// name once.
fn crate_of(feature: &str) -> Result<BTreeMap<String, String>> {
    let folder = cases::path("features").join(feature);
    let mut inputs = cases::inputs(&folder)?;
    let config = inputs.config.get_or_insert_with(|| generator::Source::new("sdk.yaml", ""));
    assert!(!config.text.contains("package:"), "{feature} names its package");
    config.text.push_str(&format!("\npackage: {{ name: {feature} }}\n"));
    let outcome = generate(&inputs);
    let findings = cases::report(&inputs, &outcome.diagnostics);
    Ok(outcome.output.ok_or(findings)?.files)
}

/// Removes the files below `folder` that are not among `files`.
fn prune(root: &Path, folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            prune(root, &path, files)?;
        } else if !files.contains_key(path.strip_prefix(root)?) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}

/// Clippy says all that `check` says and more, but not every toolchain has it.
fn check_command() -> &'static str {
    let clippy = Command::new(env!("CARGO")).args(["clippy", "--version"]).output();
    if clippy.is_ok_and(|output| output.status.success()) { "clippy" } else { "check" }
}

/// Runs cargo in the throwaway workspace, offline, every warning an error. What it says, and whether
/// all went well.
fn cargo(root: &Path, args: &[&str]) -> Result<(String, bool)> {
    let mut command = Command::new(env!("CARGO"));
    // What the surrounding cargo set for this package is not meant for those.
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    let output = command
        .args(["--offline", "--quiet", "--color", "never"])
        .args(args)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .output()?;
    let said = [output.stdout, output.stderr].concat();
    Ok((String::from_utf8_lossy(&said).into_owned(), output.status.success()))
}
