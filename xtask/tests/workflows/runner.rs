//! A runner of scripts: the script of one step, its variables, and programs that stand in for those that
//! the network would be needed for.

use crate::Result;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// `cargo xtask` without compiling anything.
const CARGO: &str = r#"#!/bin/sh
[ "$1" = xtask ] || exit 64
shift
CARGO_MANIFEST_DIR="$PWD/xtask" exec "$XTASK" "$@"
"#;

/// Notes what it was asked, keeps the text that it was given, and answers what the test wants.
const GH: &str = r#"#!/bin/sh
printf '%s\n' "$*" >>"$GH_SAID"
for word in "$@"; do
    case $previous$word in
    --body-file*) cp "$word" "$GH_SAID.body" ;;
    --fieldbody=@*) cp "${word#body=@}" "$GH_SAID.body" ;;
    esac
    previous=$word
done
case $* in
*--paginate* | 'pr list'*) printf '%s' "$GH_ANSWER" ;;
esac
"#;

/// A machine of GitHub, with a checkout.
pub(crate) struct Runner(TempDir);

/// What a script did.
#[derive(Debug)]
pub(crate) struct Done {
    /// Its exit code.
    pub(crate) code: Option<i32>,
    /// What it said.
    pub(crate) said: String,
    /// What it wrote for later steps.
    pub(crate) outputs: String,
    /// What it wrote for people.
    pub(crate) summary: String,
}

impl Runner {
    /// A runner whose checkout is empty.
    pub(crate) fn new() -> Result<Self> {
        let runner = Self(tempfile::tempdir()?);
        for (name, text) in [("cargo", CARGO), ("gh", GH)] {
            runner.write(&format!("bin/{name}"), text)?;
            fs::set_permissions(
                runner.path(&format!("bin/{name}")),
                fs::Permissions::from_mode(0o755),
            )?;
        }
        fs::create_dir(runner.path("repository"))?;
        fs::create_dir(runner.path("temp"))?;
        Ok(runner)
    }

    /// A path of the machine.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) -> Result {
        let path = self.path(path);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        Ok(fs::write(path, text)?)
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.path(path)).map_err(|error| format!("{path}: {error}").into())
    }

    /// Runs git in the checkout.
    pub(crate) fn git(&self, args: &[&str]) -> Result<String> {
        let output =
            self.command("git").current_dir(self.path("repository")).args(args).output()?;
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        if output.status.success() { Ok(said) } else { Err(format!("git {args:?}: {said}").into()) }
    }

    /// Runs the program of this repository in the checkout.
    pub(crate) fn xtask(&self, args: &[&str]) -> Result<Output> {
        let root = self.path("repository");
        let mut command = self.command(env!("CARGO_BIN_EXE_xtask"));
        command.env("CARGO_MANIFEST_DIR", root.join("xtask"));
        Ok(command.args(args).current_dir(root).output()?)
    }

    /// Runs the step `name` of the job, or of the action, that `steps` are of. `values` are those of the
    /// expressions that its variables are set to.
    pub(crate) fn step(&self, steps: &Value, name: &str, values: &[(&str, &str)]) -> Result<Done> {
        let steps = steps.get("steps").and_then(Value::as_sequence).ok_or("no steps")?;
        let named = |step: &&Value| step.get("name").and_then(Value::as_str) == Some(name);
        let step = steps.iter().find(named).ok_or(format!("no step {name}"))?;
        self.write("script", step["run"].as_str().ok_or("no script")?)?;
        let (outputs, summary) = (self.path("outputs"), self.path("summary"));
        for file in [&outputs, &summary] {
            fs::write(file, "")?;
        }
        let mut command = self.command("bash");
        // As a runner starts what asks for no shell of its own.
        command.args(["--noprofile", "--norc", "-e"]).arg(self.path("script"));
        command.current_dir(self.path("repository")).envs(variables(step, values)?);
        command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", &summary);
        let output = command.output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok(Done {
            code: output.status.code(),
            said: String::from_utf8_lossy(&said).into_owned(),
            outputs: fs::read_to_string(outputs)?,
            summary: fs::read_to_string(summary)?,
        })
    }

    fn command(&self, program: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("HOME", self.path("temp"))
            .env("RUNNER_TEMP", self.path("temp"))
            .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
            .env("GH_SAID", self.path("gh"))
            .env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Tester");
            command.env(format!("GIT_{who}_EMAIL"), "tester@users.example");
        }
        command
    }
}

/// The variables of a step. Each expression must have a value.
fn variables(step: &Value, values: &[(&str, &str)]) -> Result<BTreeMap<String, String>> {
    let mut variables = BTreeMap::new();
    for (name, value) in step.get("env").and_then(Value::as_mapping).into_iter().flatten() {
        let (name, value) = (name.as_str().ok_or("no name")?, value.as_str().ok_or("no text")?);
        let expression = value.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}"));
        let value = match expression {
            None => value,
            Some(expression) => {
                let known = values.iter().find(|(known, _)| *known == expression);
                known.ok_or(format!("nobody gave {expression} a value"))?.1
            }
        };
        variables.insert(name.to_owned(), value.to_owned());
    }
    // What the test itself sets, for the programs that stand in.
    let own = values.iter().filter(|(name, _)| !name.contains('.'));
    variables.extend(own.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Ok(variables)
}

/// A file below `.github`.
pub(crate) fn file(path: &str) -> Result<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github").join(path);
    Ok(serde_yaml::from_str(&fs::read_to_string(path)?)?)
}
