//! The real binary with the real generator: where overlays come from, what the lock remembers of them, and how
//! findings name them.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const SPEC: &str = r##"openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: pets:list
      parameters:
        - { name: debug, in: query, schema: { type: boolean } }
        - { name: limit, in: query, wrong: 1, schema: { type: integer } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet: { type: object, properties: { id: { type: string } } }
"##;

const FIELDS: &str = "overlay: 1.0.0
info: { title: Fields, version: 1.0.0 }
extends: ../openapi.yaml
actions:
  - target: $..parameters[?@.name == 'debug']
    remove: true
  - target: $.components.schemas.Pet.properties
    update:
      name: { type: string, maxLenght: 7 }
";

const MORE: &str = "overlay: 1.1.0
info: { title: More, version: 1.0.0 }
actions:
  - { target: $.components.schemas.Pet.properties.name, update: { format: uuid } }
";

struct Workspace(TempDir);

impl Workspace {
    /// A document with settings that name one overlay.
    fn new() -> Result<Self> {
        let workspace = Self(tempfile::tempdir()?);
        fs::create_dir(workspace.path("project"))?;
        fs::create_dir_all(workspace.path("project/spec/overlays"))?;
        fs::create_dir(workspace.path("project/.git"))?;
        workspace.write("spec/openapi.yaml", SPEC)?;
        workspace.write("spec/sdk.yaml", "overlays: [overlays/fields.yaml]\n")?;
        workspace.write("spec/overlays/fields.yaml", FIELDS)?;
        Ok(workspace)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) -> Result {
        Ok(fs::write(self.path("project").join(path), text)?)
    }

    fn read(&self, path: &str) -> Result<String> {
        Ok(fs::read_to_string(self.path("project").join(path))?)
    }

    /// What a command prints to both streams.
    #[track_caller]
    fn expect(&self, code: i32, args: &[&str]) -> Result<(String, String)> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let command = command.args(args).current_dir(self.path("project"));
        let output = command.env_remove("CARGO_MANIFEST_DIR").output()?;
        let (stdout, stderr) =
            (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{stdout}\n{stderr}");
        Ok((stdout, stderr))
    }
}

#[test]
fn a_changed_overlay_is_a_cause_of_its_own() -> Result {
    let workspace = Workspace::new()?;
    let (_, stderr) = workspace.expect(0, &["generate"])?;
    assert!(stderr.contains("note: spec/overlays/fields.yaml: 2 actions selected 2 nodes\n"));
    let code = workspace.read("generated/src/types/pet.rs")?;
    assert!(code.contains("name:"), "{code}");
    assert!(!workspace.read("generated/src/api/pets.rs")?.contains("debug"));
    let lock: Value = serde_json::from_str(&workspace.read("generated/sdk.lock")?)?;
    assert_eq!(lock["inputs"]["overlays"][0]["name"], "overlays/fields.yaml");
    let hash = lock["inputs"]["overlays"][0]["sha256"].as_str();
    assert!(hash.is_some_and(|hash| hash.len() == 64), "{lock}");
    workspace.expect(0, &["check"])?;

    workspace.write("spec/overlays/fields.yaml", &FIELDS.replace('\n', "\r\n"))?;
    workspace.expect(0, &["check"])?;

    workspace.write("spec/overlays/fields.yaml", &FIELDS.replace("name:", "called:"))?;
    let (stdout, _) = workspace.expect(1, &["check"])?;
    let causes: Vec<&str> = stdout.lines().filter(|line| line.starts_with("cause: ")).collect();
    assert_eq!(causes, ["cause: overlays changed: overlays/fields.yaml"]);
    Ok(())
}

#[test]
fn overlays_of_the_command_line_come_last_and_the_order_counts() -> Result {
    let workspace = Workspace::new()?;
    workspace.write("more.yaml", MORE)?;
    let flags = ["--overlay", "more.yaml"];
    workspace.expect(0, &["generate", flags[0], flags[1]])?;
    assert!(workspace.read("generated/src/types/pet.rs")?.contains("Uuid"));
    workspace.expect(0, &["check", flags[0], flags[1]])?;
    let (stdout, _) = workspace.expect(1, &["check"])?;
    assert!(stdout.contains("cause: overlays changed: more.yaml\n"), "{stdout}");
    workspace.write("generated/README.md", "edited")?;
    let (stdout, _) = workspace.expect(1, &["check", flags[0], flags[1]])?;
    assert!(stdout.contains("repair: cargo xtask generate --overlay more.yaml"), "{stdout}");

    // Before the first, there is no name for it to change.
    workspace.write("spec/overlays/more.yaml", MORE)?;
    workspace.write("spec/sdk.yaml", "overlays: [overlays/more.yaml, overlays/fields.yaml]\n")?;
    let (_, stderr) = workspace.expect(3, &["generate"])?;
    assert!(stderr.contains("error[overlay-no-match]"), "{stderr}");

    workspace.write("spec/overlays/more.yaml", &MORE.replace(".Pet.properties.name", ".Pet"))?;
    workspace.expect(0, &["generate", "--unreleased"])?;
    workspace.write("spec/sdk.yaml", "overlays: [overlays/fields.yaml, overlays/more.yaml]\n")?;
    let (stdout, _) = workspace.expect(1, &["check"])?;
    assert!(stdout.contains("cause: the overlays are in another order\n"), "{stdout}");
    Ok(())
}

#[test]
fn settings_name_no_file_outside_the_project() -> Result {
    let workspace = Workspace::new()?;
    fs::write(workspace.path("outside.yaml"), FIELDS)?;
    workspace.write("spec/.hidden.yaml", FIELDS)?;
    workspace.write("spec/run.sh", FIELDS)?;
    fs::create_dir(workspace.path("project/spec/folder.yaml"))?;
    let cases = [
        ("../../outside.yaml", "it is outside the project"),
        ("/etc/passwd.yaml", "its path is not a relative one"),
        (".hidden.yaml", "hidden files are not read"),
        ("../.git/x.yaml", "hidden files are not read"),
        ("run.sh", "only files of these kinds are read"),
        ("none.yaml", "there is no such file"),
        ("folder.yaml", "it is not a file"),
    ];
    for (path, why) in cases {
        workspace.write("spec/sdk.yaml", &format!("overlays: [{path}]\n"))?;
        let (_, stderr) = workspace.expect(3, &["generate"])?;
        let message = format!("error: the overlay `{path}` of spec/sdk.yaml cannot be read: {why}");
        assert!(stderr.contains(&message), "{stderr}");
    }
    workspace.write("spec/sdk.yaml", "")?;
    let (_, stderr) = workspace.expect(3, &["generate", "--overlay", "none.yaml"])?;
    assert!(stderr.contains("none.yaml"), "{stderr}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_lead_no_further() -> Result {
    let workspace = Workspace::new()?;
    fs::write(workspace.path("outside.yaml"), FIELDS)?;
    let link = workspace.path("project/spec/link.yaml");
    std::os::unix::fs::symlink(workspace.path("outside.yaml"), link)?;
    workspace.write("spec/sdk.yaml", "overlays: [link.yaml]\n")?;
    let (_, stderr) = workspace.expect(3, &["generate"])?;
    assert!(stderr.contains("cannot be read: it is outside the project"), "{stderr}");
    Ok(())
}

#[test]
fn findings_name_the_text_that_wrote_what_they_are_about() -> Result {
    let workspace = Workspace::new()?;
    let (stdout, _) = workspace.expect(0, &["lint", "--format", "json"])?;
    let report: Value = serde_json::from_str(&stdout)?;
    let places: Vec<Value> = report["losses"]["losses"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|loss| json!([loss["pointer"], loss["file"], loss["line"], loss["column"]]))
        .collect();
    // The item before the first one is gone, its line is not.
    let wanted = json!([
        ["/paths/~1pets/get/parameters/0/wrong", "spec/openapi.yaml", 9, 37],
        ["/components/schemas/Pet/properties/name/maxLenght", "spec/overlays/fields.yaml", 9, 29],
    ]);
    assert_eq!(Value::Array(places), wanted);
    let (stdout, _) = workspace.expect(0, &["generate", "--format", "github"])?;
    let fields = ["file=spec/overlays/fields.yaml", "line=9", "col=29"];
    assert!(stdout.lines().any(|line| fields.iter().all(|field| line.contains(field))), "{stdout}");
    // What an overlay wrote can be accepted by the place that it has in the document.
    workspace.write(
        "spec/sdk.yaml",
        "overlays: [overlays/fields.yaml]\naccept:\n  - { at: \"#/components/**\", code: unknown-keyword, because: a slip }\n",
    )?;
    let (stdout, _) = workspace.expect(0, &["lint"])?;
    assert!(stdout.contains("--> spec/overlays/fields.yaml:9:29"), "{stdout}");
    assert!(stdout.ends_with("2 losses, 1 accepted; 1 of 1 operation\n"), "{stdout}");
    Ok(())
}

#[test]
fn the_changed_document_can_be_looked_at() -> Result {
    let workspace = Workspace::new()?;
    let (stdout, stderr) = workspace.expect(0, &["overlay", "apply"])?;
    let document: Value = serde_json::from_str(&stdout)?;
    assert_eq!(document["paths"]["/pets"]["get"]["parameters"][0]["name"], "limit");
    assert!(stderr.contains(
        "note: spec/overlays/fields.yaml: action 1, remove of 1 node: $..parameters[?@.name == 'debug']\n"
    ));
    workspace.write("spec/sdk.yaml", "")?;
    let (_, stderr) = workspace.expect(2, &["overlay", "apply"])?;
    assert!(stderr.contains("error: there are no overlays"), "{stderr}");
    let (_, stderr) =
        workspace.expect(0, &["overlay", "apply", "--overlay", "spec/overlays/fields.yaml"])?;
    assert!(stderr.contains("note: 1 overlay, 2 actions\n"), "{stderr}");
    workspace.write("spec/overlays/fields.yaml", &FIELDS.replace("'debug'", "'none'"))?;
    let (stdout, stderr) =
        workspace.expect(3, &["overlay", "apply", "--overlay", "spec/overlays/fields.yaml"])?;
    assert!(stdout.is_empty() && stderr.contains("spec/overlays/fields.yaml:5:13"), "{stderr}");
    Ok(())
}
