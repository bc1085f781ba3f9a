//! The sets and documents of the repository of the Overlay Specification, where a checkout of it is at hand.
//!
//! They are not ours to copy. `OVERLAY_SPECIFICATION` names the checkout; without it these tests say that they
//! were skipped, past the capture of the test runner.

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use generator::diagnostic::Input;
use generator::{Diagnostics, Severity, Source, apply_overlays, check_overlay};
use serde_json::Value;
use tests::Result;

/// What the repository has for 1.0 and 1.1: worked sets, valid documents, invalid documents.
const SETS: usize = 8;
const VALID: usize = 25;
const INVALID: usize = 42;

#[test]
fn worked_sets_give_what_they_should() -> Result {
    let Some(root) = checkout("the worked sets") else { return Ok(()) };
    let mut good = 0;
    for folder in entries(&root.join("compliant-sets"))?.iter().filter(|path| path.is_dir()) {
        let document = source(&folder.join("openapi.yaml"))?;
        let overlaid = apply_overlays(&document, &[source(&folder.join("overlay.yaml"))?]);
        let findings = overlaid.diagnostics.render(&document, None, false);
        let Some(result) = overlaid.document else {
            return Err(format!("{}:\n{findings}", folder.display()).into());
        };
        let wanted: Value = serde_yaml::from_str(&source(&folder.join("output.yaml"))?.text)?;
        let result: Value = serde_json::from_str(&result.pretty())?;
        assert_eq!(result, wanted, "{}:\n{findings}", folder.display());
        good += 1;
    }
    say(&format!("worked sets: {good}/{SETS}"));
    assert_eq!(good, SETS, "worked sets");
    Ok(())
}

#[test]
fn valid_documents_are_read() -> Result {
    let Some(root) = checkout("the valid documents") else { return Ok(()) };
    let mut good = 0;
    for path in documents(&root, "pass")? {
        let overlay = source(&path)?;
        let found = check_overlay(&overlay);
        assert!(found.items().is_empty(), "{}", shown(&found, &overlay));
        good += 1;
    }
    say(&format!("valid documents: {good}/{VALID}"));
    assert_eq!(good, VALID, "valid documents");
    Ok(())
}

#[test]
fn invalid_documents_are_refused_with_a_place() -> Result {
    let Some(root) = checkout("the invalid documents") else { return Ok(()) };
    let mut good = 0;
    for path in documents(&root, "fail")? {
        let overlay = source(&path)?;
        let found = check_overlay(&overlay);
        assert!(found.has_errors(), "{} is accepted", path.display());
        let places = found.positions(&overlay, None);
        for (finding, place) in found.items().iter().zip(places) {
            assert_eq!(finding.severity, Severity::Error, "{}", shown(&found, &overlay));
            assert_eq!(finding.input, Input::Overlay(0), "{}", shown(&found, &overlay));
            assert!(place.is_some(), "no line: {}", shown(&found, &overlay));
        }
        good += 1;
    }
    say(&format!("invalid documents: {good}/{INVALID}"));
    assert_eq!(good, INVALID, "invalid documents");
    Ok(())
}

/// The checkout, or a word that `what` was not tested.
fn checkout(what: &str) -> Option<PathBuf> {
    let root = env::var_os("OVERLAY_SPECIFICATION").map(PathBuf::from);
    if root.is_none() {
        say(&format!("SKIPPED: {what}: OVERLAY_SPECIFICATION names no checkout of the repository"));
    }
    root
}

fn documents(root: &Path, verdict: &str) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for version in ["v1.0", "v1.1"] {
        all.extend(entries(&root.join("tests").join(version).join(verdict))?);
    }
    Ok(all)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        all.push(entry?.path());
    }
    all.sort();
    Ok(all)
}

fn source(path: &Path) -> Result<Source> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Source::new(name, fs::read_to_string(path)?))
}

fn shown(found: &Diagnostics, overlay: &Source) -> String {
    format!("{}:\n{}", overlay.name, found.render(overlay, None, false))
}

/// Writes past the capture of the test runner.
fn say(line: &str) {
    // In one piece: the tests run side by side.
    let _ = std::io::stderr().write_all(format!("overlays: {line}\n").as_bytes());
}
