//! `corpus` with the real binary, since it starts itself again; a script stands for cargo but in one test.

use crate::bench::Result;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// One operation and one schema.
const PETS: &str = r##"openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: pets:get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: a pet
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet: { type: object, required: [id], properties: { id: { type: string } } }
"##;

/// What no crate can be made of.
const BROKEN: &str = "openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: [\n";

/// A cargo that notes that it was called, and then does what files beside it tell.
const CARGO: &str = r#"#!/bin/sh
here=$(dirname "$0")
case "$*" in *--version*) echo "cargo of the test"; exit 0;; esac
echo "$*" >>"$here/calls"
test -f "$here/sleeps" && sleep 60
if test -f "$here/fails"; then echo "error: no network" >&2; exit 101; fi
test -f "$here/says.json" || exit 0
sed "s|CRATE|$PWD|" "$here/says.json"
if grep -q '"level":"error"' "$here/says.json"; then exit 101; fi
"#;

struct Home {
    directory: TempDir,
    cargo: OsString,
}

struct Done {
    stdout: String,
    stderr: String,
}

impl Home {
    fn new(cargo: &str) -> Result<Self> {
        let mut home = Self { directory: tempfile::tempdir()?, cargo: cargo.into() };
        fs::create_dir_all(home.path("spec"))?;
        if cargo == CARGO {
            let script = home.path("cargo.sh");
            fs::write(&script, CARGO)?;
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
            }
            home.cargo = script.into();
        }
        home.write("docs/pets.yaml", PETS)?;
        Ok(home)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    fn write(&self, path: &str, text: &str) -> Result {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        Ok(fs::write(path, text)?)
    }

    #[track_caller]
    fn run(&self, code: i32, args: &[&str]) -> Result<Done> {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["corpus", "docs"])
            .args(args)
            .current_dir(self.directory.path())
            .env_remove("CARGO_MANIFEST_DIR")
            .env("CARGO", &self.cargo)
            .output()?;
        let done = Done {
            stdout: String::from_utf8(output.stdout)?,
            stderr: String::from_utf8(output.stderr)?,
        };
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{}\n{}", done.stdout, done.stderr);
        Ok(done)
    }

    /// How often the compiler was called.
    fn calls(&self) -> usize {
        fs::read_to_string(self.path("calls")).unwrap_or_default().lines().count()
    }

    fn table(&self) -> Result<Value> {
        Ok(serde_json::from_str(&fs::read_to_string(self.path("target/corpus/corpus.json"))?)?)
    }
}

/// The lines of the table by document.
fn row<'a>(table: &'a Value, name: &str) -> Result<&'a Value> {
    let rows = table["documents"].as_array().ok_or("no documents")?;
    Ok(rows.iter().find(|row| row["name"] == name).ok_or("the document is not listed")?)
}

#[test]
fn documents_are_found_generated_and_counted() -> Result {
    let home = Home::new("false")?;
    let answers = json!({"200": {"description": "x"}});
    let swagger = json!({"swagger": "2.0", "info": {"title": "x", "version": "1"},
        "paths": {"/a": {"get": {"responses": answers}}}});
    home.write("docs/deep/pets.json", &swagger.to_string())?;
    home.write("docs/deep/part.yaml", "openapi: 3.1.0\ninfo: {}\n")?;
    home.write("docs/user.yaml", &format!("{PETS}x-see: deep/part.yaml\n"))?;
    home.write("docs/notes.yaml", "about: openapi\n")?;
    home.write("docs/notes.txt", PETS)?;
    home.write("docs/.hidden/pets.yaml", PETS)?;
    let done = home.run(0, &["--no-check"])?;
    let table = home.table()?;
    let names: Vec<_> = table["documents"].as_array().into_iter().flatten().collect();
    let names: Vec<_> = names.iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, ["deep/pets.json", "pets.yaml", "user.yaml"]);

    let pets = row(&table, "pets.yaml")?;
    assert_eq!((&pets["version"], &pets["schemas"]), (&json!("3.1.0"), &json!(1)));
    assert_eq!((&pets["operations_in"], &pets["operations_out"]), (&json!(1), &json!(1)));
    assert!(pets["lines"].as_u64().is_some_and(|lines| lines > 30), "{pets}");
    assert!(!cfg!(target_os = "linux") || pets["peak_kib"].as_u64() > Some(100), "{pets}");
    assert_eq!((&pets["errors"], &pets["check_ms"]), (&Value::Null, &Value::Null));
    assert!(home.path("target/corpus/deep__pets.json/crate/src/lib.rs").is_file());

    let last = done.stdout.lines().last().unwrap_or_default();
    assert!(last.starts_with("3 documents") && last.contains("3 fine"), "{}", done.stdout);
    assert_eq!(fs::read_to_string(home.path("target/corpus/corpus.txt"))?, done.stdout);
    assert_eq!(done.stderr.lines().filter(|line| line.starts_with('[')).count(), 3);
    Ok(())
}

#[test]
fn a_refused_document_is_listed_with_its_first_error() -> Result {
    let home = Home::new("false")?;
    home.write("docs/broken.yaml", BROKEN)?;
    let done = home.run(1, &["--no-check"])?;
    assert!(done.stderr.contains("broken.yaml: refused\n    error[syntax] at "), "{}", done.stderr);
    assert!(done.stderr.contains("1 of 2 documents did not pass"), "{}", done.stderr);
    assert!(
        done.stdout.lines().any(|line| line.starts_with("pets.yaml") && line.ends_with("fine"))
    );
    let table = home.table()?;
    let broken = row(&table, "broken.yaml")?;
    assert_eq!((&broken["verdict"], &broken["version"]), (&json!("refused"), &json!("3.1.0")));
    assert_eq!(table["totals"]["verdicts"], json!({"fine": 1, "refused": 1}));

    let done = home.run(1, &["--no-check", "--format", "json"])?;
    let object: Value = serde_json::from_str(&done.stdout)?;
    assert_eq!((&object["command"], &object["exit"]), (&json!("corpus"), &json!(1)));
    assert_eq!(object["data"]["totals"]["documents"], 2);
    let finding = &object["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["file"]),
        (&json!("refused"), &json!("docs/broken.yaml"))
    );
    let done = home.run(1, &["--no-check", "--format", "github"])?;
    assert!(done.stdout.starts_with("::error file=docs/broken.yaml,line="), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.starts_with("::")), "{}", done.stdout);
    Ok(())
}

#[cfg(unix)]
#[test]
fn only_what_changed_is_done_again() -> Result {
    let home = Home::new(CARGO)?;
    home.write("docs/others.yaml", &PETS.replace("Pets", "Others"))?;
    home.run(0, &[])?;
    assert_eq!(home.calls(), 2);
    home.run(0, &[])?;
    assert_eq!(home.calls(), 2, "nothing changed");
    home.write("docs/pets.yaml", &format!("{PETS}# a remark\n"))?;
    home.run(0, &[])?;
    assert_eq!(home.calls(), 2, "the crate is the same");
    let more = PETS.replace("{ id: {", "{ name: { type: string }, id: {");
    home.write("docs/pets.yaml", &more)?;
    home.run(0, &[])?;
    assert_eq!(home.calls(), 3, "one crate changed");
    home.run(0, &["--clippy"])?;
    assert_eq!(home.calls(), 5, "clippy says more");
    home.run(0, &["--fresh", "--only", "other"])?;
    assert_eq!(home.calls(), 6);
    fs::remove_dir_all(home.path("target/corpus/pets.yaml/crate"))?;
    home.run(0, &[])?;
    assert!(home.path("target/corpus/pets.yaml/crate/Cargo.toml").is_file());
    Ok(())
}

#[test]
fn a_file_that_a_document_refers_to_counts_as_its_own() -> Result {
    let home = Home::new("false")?;
    home.write("docs/pets.yaml", &format!("{PETS}x-part: parts/pet.yaml\n"))?;
    home.write("docs/parts/pet.yaml", "type: object\n")?;
    let outcome = || fs::metadata(home.path("target/corpus/pets.yaml/outcome.json"))?.modified();
    home.run(0, &["--no-check"])?;
    let first = outcome()?;
    home.run(0, &["--no-check"])?;
    assert_eq!(outcome()?, first, "nothing changed");
    home.write("docs/parts/pet.yaml", "type: object\nproperties: {}\n")?;
    home.run(0, &["--no-check"])?;
    assert!(outcome()? > first, "a part changed");
    Ok(())
}

#[cfg(unix)]
#[test]
fn the_compiler_has_its_say() -> Result {
    let home = Home::new(CARGO)?;
    let message = |level: &str, code: &str, text: &str| {
        let span = json!({"file_name": "src/lib.rs", "line_start": 3, "is_primary": true});
        let code = json!({ "code": code });
        let message = json!({"level": level, "code": code, "message": text, "spans": [span]});
        let manifest = "CRATE/Cargo.toml";
        let line =
            json!({"reason": "compiler-message", "manifest_path": manifest, "message": message});
        format!("{line}\n")
    };
    let warning = message("warning", "dead_code", "never used");
    let error = message("error", "E0308", "mismatched types");
    for (said, verdict, errors, warnings) in
        [(&warning, "warnings", 0, 1), (&format!("{error}{error}{warning}"), "errors", 2, 1)]
    {
        home.write("says.json", said)?;
        home.run(1, &["--fresh"])?;
        let calls = home.calls();
        home.run(1, &[])?;
        assert_eq!(home.calls(), calls, "a fault is remembered");
        let table = home.table()?;
        let pets = row(&table, "pets.yaml")?;
        assert_eq!(pets["verdict"], verdict);
        assert_eq!((&pets["errors"], &pets["warnings"]), (&json!(errors), &json!(warnings)));
    }
    let details = fs::read_to_string(home.path("target/corpus/corpus.txt"))?;
    assert!(details.contains("error[E0308] ×2: mismatched types (src/lib.rs:3)"), "{details}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn trouble_with_cargo_is_no_result() -> Result {
    let home = Home::new(CARGO)?;
    home.write("fails", "")?;
    let done = home.run(1, &[])?;
    assert!(done.stderr.contains("not-compiled\n    error: no network"), "{}", done.stderr);
    let calls = fs::read_to_string(home.path("calls"))?;
    let offline: Vec<_> = calls.lines().map(|call| call.contains("--offline")).collect();
    assert_eq!(offline, [true, false]);
    fs::remove_file(home.path("fails"))?;
    home.run(0, &[])?;

    home.write("sleeps", "")?;
    home.run(1, &["--fresh", "--time-limit", "2"])?;
    assert_eq!(row(&home.table()?, "pets.yaml")?["verdict"], "time-over");
    fs::remove_file(home.path("sleeps"))?;
    home.run(0, &[])?;
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_generator_that_dies_ends_nobody_else() -> Result {
    let home = Home::new("false")?;
    home.write("docs/second.yaml", PETS)?;
    let done = home.run(1, &["--no-check", "--memory-limit", "1"])?;
    assert!(done.stderr.contains("pets.yaml: crashed\n    signal: "), "{}", done.stderr);
    assert_eq!(home.table()?["totals"]["verdicts"], json!({"crashed": 2}));
    home.run(0, &["--no-check"])?;
    Ok(())
}

#[test]
fn wrong_usage_and_nothing_to_do() -> Result {
    let home = Home::new("false")?;
    home.run(2, &["--clippy", "--no-check"])?;
    home.run(2, &["--out", "elsewhere"])?;
    home.run(2, &["--no-check", "--work", "."])?;
    home.run(3, &["--only", "nothing"])?;
    let done = home.run(3, &[])?;
    assert!(done.stderr.contains("`cargo check` cannot be run"), "{}", done.stderr);
    Ok(())
}

/// The real compiler, once. The folder is kept, so that dependencies are built once as well.
#[test]
fn a_generated_crate_compiles_without_a_word() -> Result {
    let home = Home::new(env!("CARGO"))?;
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(workspace.join("Cargo.lock"), home.path("Cargo.lock"))?;
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    home.run(0, &["--work", &work.display().to_string()])?;
    let table: Value = serde_json::from_str(&fs::read_to_string(work.join("corpus.json"))?)?;
    let pets = row(&table, "pets.yaml")?;
    assert_eq!((&pets["errors"], &pets["warnings"]), (&json!(0), &json!(0)));
    assert_eq!((&pets["verdict"], &table["tool"]), (&json!("fine"), &json!("check")));
    Ok(())
}
