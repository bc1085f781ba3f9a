//! What the command line selects, what the lock remembers of
//! it, and the loss report.

use std::fs;

use serde_json::{Value, json};

use super::workspace::{Result, Workspace};

const SPEC: &str = r##"openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: pets:list
      tags: [Pets]
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
    post:
      operationId: pets:add
      tags: [Pets]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "204": { description: done } }
  /owners/{id}:
    get:
      operationId: owners:get
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Owner" } } } }
components:
  schemas:
    Pet: { type: object, contains: true, properties: { id: { type: string } } }
    Owner: { type: object, if: true, properties: { name: { type: string } } }
"##;

const SETTINGS: &str = r##"names: { "#/components/schemas/Owner": Holder }
example: owners:get
accept:
  - { at: "#/components/schemas/Owner/*", code: unsupported-keyword, because: nobody looks }
"##;

#[test]
fn a_selection_is_remembered() -> Result {
    let workspace = Workspace::with(SPEC)?;
    let (stdout, _) = workspace.expect(0, &["generate", "--only", "tag=Pets,method=get"])?;
    assert!(stdout.contains("; it has 1 of 3 operations\n"), "{stdout}");
    assert!(workspace.has("generated/src/types/pet.rs"));
    assert!(!workspace.has("generated/src/types/owner.rs"));
    let readme = fs::read_to_string(workspace.path("generated/README.md"))?;
    assert!(readme.contains("The document has 2 more operations"), "{readme}");

    // Commands that compare know what was selected; other selections are told as the cause.
    workspace.expect(0, &["check"])?;
    workspace.expect(0, &["vendor", "--to", "copy"])?;
    let (stdout, _) = workspace.expect(1, &["check", "--only", "tag=Pets"])?;
    let cause =
        "cause: other operations are selected (--only tag=Pets,method=get to --only tag=Pets)";
    assert!(stdout.contains(cause), "{stdout}");
    assert!(stdout.ends_with("repair: cargo xtask generate --only tag=Pets\n"), "{stdout}");
    fs::remove_file(workspace.path("generated/README.md"))?;
    let (stdout, _) = workspace.expect(1, &["check"])?;
    assert!(
        stdout.ends_with("repair: cargo xtask generate --only tag=Pets,method=get\n"),
        "{stdout}"
    );

    // To generate is to say anew what is wanted.
    let (_, stderr) = workspace.expect(0, &["generate"])?;
    assert!(stderr.contains("before, the operations were selected by --only tag=Pets,method=get"));
    assert!(workspace.has("generated/src/types/owner.rs"));
    let lock: Value = serde_json::from_slice(&fs::read(workspace.path("generated/sdk.lock"))?)?;
    assert_eq!(lock["inputs"].get("selection"), None);
    Ok(())
}

#[test]
fn selectors_that_fit_nothing_or_cannot_be_read() -> Result {
    let workspace = Workspace::with(SPEC)?;
    let (_, stderr) = workspace.expect(2, &["generate", "--only", "tags=Pets"])?;
    assert!(stderr.contains("`tags` is no condition"), "{stderr}");
    let (_, stderr) = workspace.expect(3, &["generate", "--without", "tag=Pet"])?;
    assert!(stderr.contains("no operation of the document fits `--without tag=Pet`"), "{stderr}");
    assert!(!workspace.has("generated"));
    Ok(())
}

#[test]
fn settings_about_what_is_left_out_are_no_mistakes() -> Result {
    let workspace = Workspace::with(SPEC)?;
    fs::write(workspace.path("spec/sdk.yaml"), SETTINGS)?;
    workspace.expect(0, &["generate"])?;
    workspace.expect(0, &["generate", "--without", "path=/owners/**"])?;
    // The same selection in the settings leaves them without a purpose.
    fs::write(
        workspace.path("spec/sdk.yaml"),
        format!("operations: {{ exclude: [{{ path: /owners/** }}] }}\n{SETTINGS}"),
    )?;
    let (_, stderr) = workspace.expect(3, &["generate"])?;
    assert_eq!(stderr.matches("error[unused-setting]").count(), 2, "{stderr}");
    Ok(())
}

#[test]
fn losses_are_reported_with_the_operations_that_they_concern() -> Result {
    let workspace = Workspace::with(SPEC)?;
    fs::write(workspace.path("spec/sdk.yaml"), SETTINGS)?;
    let (stdout, stderr) = workspace.expect(0, &["lint"])?;
    assert!(stdout.contains("= note: concerns pets:list, pets:add\n"), "{stdout}");
    assert!(stdout.contains("= note: accepted: nobody looks"), "{stdout}");
    assert!(stdout.ends_with("2 losses, 1 accepted; 3 of 3 operations\n"), "{stdout}");
    assert!(!stderr.contains("warning["), "nothing is said twice: {stderr}");
    assert!(!workspace.has("generated"));
    workspace.expect(1, &["lint", "--deny-warnings"])?;
    workspace.expect(0, &["lint", "--deny-warnings", "--only", "id=owners:*"])?;

    for args in [["lint", "--format", "json"], ["generate", "--format", "json"]] {
        let (stdout, _) = workspace.expect(0, &args)?;
        let report: Value = serde_json::from_str(&stdout)?;
        let losses = &report["losses"];
        assert_eq!(losses["operations"], json!({ "selected": 3, "total": 3 }));
        assert_eq!(losses["accepted"], 1);
        let expected = json!({
            "code": "unsupported-keyword",
            "severity": "warning",
            "message": "`contains` is not generated: items are read as if it were absent",
            "pointer": "/components/schemas/Pet/contains",
            "file": "spec/openapi.yaml",
            "line": 23,
            "column": 26,
            "affects": ["pets:list", "pets:add"],
            "accepted": null,
        });
        assert_eq!(losses["losses"][0], expected);
        assert_eq!(losses["losses"][1]["affects"], json!(["owners:get"]));
        assert_eq!(losses["losses"][1]["accepted"], "nobody looks");
        assert_eq!(losses["losses"].as_array().map(Vec::len), Some(2));
    }
    Ok(())
}
