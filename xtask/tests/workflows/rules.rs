//! The rules: it parses, what it uses is pinned to a commit, its token can do what is stated and no more,
//! and no text that somebody else may write becomes part of a script.

use crate::Result;
use serde_yaml::{Mapping, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// What a token may do besides reading, by workflow and job.
const WRITES: [(&str, &str, &[&str]); 2] = [
    ("drift.yml", "comment", &["pull-requests"]),
    ("upstream.yml", "propose", &["contents", "pull-requests"]),
];

#[test]
fn workflows_are_pinned_and_bounded() -> Result {
    let folder = github().join("workflows");
    let mut seen = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let workflow = read(&path)?;
        let allowed = read_permissions(&workflow, &name)?;
        assert_eq!(allowed, [("contents".to_owned(), "read".to_owned())], "{name}");
        assert!(!triggers(&workflow).contains(&"pull_request_target".to_owned()), "{name}");
        for (job, content) in mapping(&workflow, "jobs").ok_or("no jobs")? {
            let job = job.as_str().unwrap_or_default();
            let place = format!("{name}, {job}");
            let expected = WRITES.iter().find(|it| (it.0, it.1) == (name.as_str(), job));
            let writes: Vec<String> = match content.get("permissions") {
                None => Vec::new(),
                Some(_) => read_permissions(content, &place)?
                    .into_iter()
                    .filter_map(|(scope, level)| (level == "write").then_some(scope))
                    .collect(),
            };
            assert_eq!(writes, expected.map_or(&[][..], |it| it.2), "{place}");
            assert!(content.get("timeout-minutes").is_some(), "{place} may run for hours");
            let steps = steps(content, &place)?;
            let runs_cargo = steps.iter().any(|step| script(step).contains("cargo "));
            assert!(writes.is_empty() || !runs_cargo, "{place} compiles with a token that writes");
            steps.iter().try_for_each(|step| check(step, &place))?;
        }
        seen.push(name);
    }
    seen.sort();
    assert_eq!(seen, ["ci.yml", "drift.yml", "upstream.yml"]);
    Ok(())
}

#[test]
fn the_action_is_bounded_too() -> Result {
    let action = read(&github().join("actions/check/action.yml"))?;
    let inputs = mapping(&action, "inputs").ok_or("no inputs")?;
    for (name, input) in inputs {
        assert!(input.get("description").is_some_and(Value::is_string), "{name:?}");
    }
    let runs = action.get("runs").ok_or("no runs")?;
    assert_eq!(runs.get("using").and_then(Value::as_str), Some("composite"));
    for step in steps(runs, "action")? {
        // Without a shell, a step of an action is refused.
        assert!(script(&step).is_empty() || step.get("shell").is_some());
        check(&step, "action")?;
    }
    Ok(())
}

/// The rules of one step.
fn check(step: &Value, place: &str) -> Result {
    let run = script(step);
    assert!(!run.contains("${{"), "{place}: an expression in a script: {run}");
    if run.lines().count() > 3 {
        assert!(run.contains("set -euo pipefail"), "{place}: errors of a script go on: {run}");
    }
    if let Some(uses) = step.get("uses").and_then(Value::as_str) {
        let pinned = uses.rsplit_once('@').is_some_and(|(_, commit)| {
            commit.len() == 40 && commit.bytes().all(|byte| b"0123456789abcdef".contains(&byte))
        });
        assert!(pinned || uses.starts_with("./"), "{place}: {uses} can change its meaning");
    }
    assert!(step.get("run").is_some() != step.get("uses").is_some(), "{place}: {step:?}");
    // What a token is for must be seen where it is used.
    let checkout = step.get("uses").and_then(Value::as_str).unwrap_or_default();
    if checkout.starts_with("actions/checkout@") {
        let keeps = step.get("with").and_then(|with| with.get("persist-credentials"));
        assert_eq!(keeps, Some(&Value::Bool(false)), "{place}: the token stays on disk");
    }
    Ok(())
}

fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path)?;
    serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The scopes of a token with their level; everything else is off once some are stated.
fn read_permissions(of: &Value, place: &str) -> Result<Vec<(String, String)>> {
    let stated = mapping(of, "permissions").ok_or(format!("{place} states no permissions"))?;
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or("no text");
    stated.iter().map(|(scope, level)| Ok((text(scope)?, text(level)?))).collect()
}

fn triggers(workflow: &Value) -> Vec<String> {
    // YAML 1.1 reads `on` as true; the parser at hand may too.
    let on = workflow.get("on").or_else(|| workflow.as_mapping()?.get(Value::Bool(true)));
    let names = on.and_then(Value::as_mapping).map(|on| on.keys().cloned().collect::<Vec<_>>());
    names.unwrap_or_default().iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

fn steps(of: &Value, place: &str) -> Result<Vec<Value>> {
    let steps = of.get("steps").and_then(Value::as_sequence);
    Ok(steps.ok_or(format!("{place} has no steps"))?.clone())
}

fn script(step: &Value) -> &str {
    step.get("run").and_then(Value::as_str).unwrap_or_default()
}

fn mapping<'a>(value: &'a Value, key: &str) -> Option<&'a Mapping> {
    value.get(key).and_then(Value::as_mapping)
}

fn github() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github")
}
