//! `diff` and the version gate with the real generator, in this process.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;
use xtask::Host;
use xtask::pipeline::Generator;
use xtask::tree::disk::Os;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const SPEC: &str = r##"openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: pets:get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet:
      type: object
      description: An animal.
      required: [id]
      properties:
        id: { type: string }
        kind: { type: string, enum: [cat, dog] }
"##;

/// A new field.
const MORE: (&str, &str) =
    ("id: { type: string }", "id: { type: string }\n        age: { type: integer }");
/// A field of another type.
const OTHER: (&str, &str) = ("id: { type: string }", "id: { type: integer }");
/// Other words.
const WORDS: (&str, &str) = ("An animal.", "A pet.");

struct Desk(TempDir);

struct Done {
    code: u8,
    stdout: String,
    stderr: String,
}

impl Desk {
    /// A workspace with a document and settings of version 0.1.0.
    fn new() -> Result<Self> {
        let desk = Self(tempfile::tempdir()?);
        fs::create_dir(desk.path("spec"))?;
        desk.write("spec/openapi.yaml", SPEC)?;
        desk.version("0.1.0", "")?;
        Ok(desk)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) -> Result {
        Ok(fs::write(self.path(path), text)?)
    }

    fn version(&self, version: &str, more: &str) -> Result {
        self.write(
            "spec/sdk.yaml",
            &format!("package: {{ name: pets, version: {version} }}\n{more}"),
        )
    }

    fn edit(&self, (from, to): (&str, &str)) -> Result {
        let text = fs::read_to_string(self.path("spec/openapi.yaml"))?;
        assert!(text.contains(from), "{from}");
        self.write("spec/openapi.yaml", &text.replacen(from, to, 1))
    }

    fn record(&self) -> Result<String> {
        Ok(fs::read_to_string(self.path("spec/sdk.surface.json"))?)
    }

    fn run(&self, line: &str) -> Done {
        let args = ["xtask"].into_iter().chain(line.split_whitespace()).map(OsString::from);
        let host = Host {
            cwd: self.0.path().to_owned(),
            manifest_dir: None,
            color: false,
            pipeline: &Generator,
            disk: &Os,
        };
        let (exit, streams) = xtask::run(args, &host);
        Done { code: exit.code(), stdout: streams.stdout, stderr: streams.stderr }
    }
}

impl Done {
    #[track_caller]
    fn expect(self, code: u8) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            let found = self.stdout.contains(text) || self.stderr.contains(text);
            assert!(found, "{text} in\n{}\n{}", self.stdout, self.stderr);
        }
        self
    }
}

#[test]
fn text_names_what_changes_and_what_it_means() -> Result {
    let desk = Desk::new()?;
    let next = SPEC.replacen(MORE.0, MORE.1, 1).replace("[cat, dog]", "[cat]");
    desk.write("next.yaml", &next)?;
    let done = desk.run("diff spec/openapi.yaml next.yaml --config spec/sdk.yaml").expect(0);
    assert_eq!(
        done.stdout,
        "major (2 changes): wire compatible, source breaking, behaviour none; after 0.1.0 at least 0.2.0
major[value-removed] `PetKind` no longer knows `dog`
  source breaking, in the response
  operations: pets:get
minor[field-added] `Pet.age` is new
  source compatible, in the response
  operations: pets:get
"
        .replace("wire compatible", "wire none")
    );
    for (part, code) in [("none", 0), ("patch", 1), ("minor", 1), ("major", 1)] {
        desk.run(&format!(
            "diff spec/openapi.yaml next.yaml --config spec/sdk.yaml --fail-on {part}"
        ))
        .expect(code);
    }
    desk.run("diff spec/openapi.yaml spec/openapi.yaml --fail-on patch")
        .expect(0)
        .says(&["nothing changes for those who use pets"]);
    Ok(())
}

#[test]
fn markdown_is_an_entry_of_a_changelog() -> Result {
    let desk = Desk::new()?;
    let next =
        SPEC.replacen(MORE.0, MORE.1, 1).replace("[cat, dog]", "[cat]").replace(WORDS.0, WORDS.1);
    desk.write("next.yaml", &next)?;
    let line = "diff spec/openapi.yaml next.yaml --config spec/sdk.yaml --format markdown";
    assert_eq!(
        desk.run(line).expect(0).stdout,
        "## 0.2.0

Since 0.1.0: **major** – wire none, source breaking, behaviour none.

### Breaking

- `PetKind` no longer knows `dog` (in `pets:get`)

### Added

- `Pet.age` is new (in `pets:get`)

### Documentation

- `Pet` is described otherwise (in `pets:get`)
"
    );
    desk.run("check --format markdown").expect(2);
    Ok(())
}

#[test]
fn a_document_puts_no_structure_into_any_format() -> Result {
    let desk = Desk::new()?;
    let hostile = r"x`](http://e.example)<b>@all\n\n## H\n::error::e";
    let key = format!("        \"{hostile}\": {{ type: string }}\n        kind:");
    desk.write("next.yaml", &SPEC.replacen("        kind:", &key, 1))?;
    let line = "diff spec/openapi.yaml next.yaml --config spec/sdk.yaml --format";
    let markdown = desk.run(&format!("{line} markdown")).expect(0).stdout;
    let headings = markdown.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(headings, 2, "{markdown}");
    assert!(
        markdown.contains(r"``Pet.x`](http://e.example)<b>@all  ## H \u{3a}:error::e``"),
        "{markdown}"
    );
    let github = desk.run(&format!("{line} github")).expect(0).stdout;
    assert!(github.lines().all(|line| line.starts_with("::notice ")), "{github}");
    let text = desk.run(&format!("{line} text")).expect(0).stdout;
    assert!(!text.contains("\n## H"), "{text}");
    Ok(())
}

#[test]
fn annotations_warn_of_what_breaks() -> Result {
    let desk = Desk::new()?;
    desk.write("next.yaml", &SPEC.replacen(OTHER.0, OTHER.1, 1))?;
    let line = "diff spec/openapi.yaml next.yaml --config spec/sdk.yaml --format github";
    assert_eq!(
        desk.run(line).expect(0).stdout,
        "::warning title=field-type-changed::`Pet.id` was `String` and is `i64`%0Awire breaking, source breaking, behaviour none
::notice title=verdict::major (1 change): wire breaking, source breaking, behaviour none; after 0.1.0 at least 0.2.0
"
    );
    Ok(())
}

#[test]
fn json_is_as_its_schema_says() -> Result {
    let desk = Desk::new()?;
    let schema: Value = serde_json::from_str(&desk.run("diff --schema").expect(0).stdout)?;
    let next = SPEC.replacen(OTHER.0, OTHER.1, 1).replace(WORDS.0, WORDS.1);
    desk.write("next.yaml", &next)?;
    desk.version("0.1.0", APPROVED)?;
    let line = "diff spec/openapi.yaml next.yaml --config spec/sdk.yaml --format json";
    let report: Value = serde_json::from_str(&desk.run(line).expect(0).stdout)?;
    let data = &report["data"];
    let mut faults = Vec::new();
    judge(&schema, &schema, data, "", &mut faults);
    assert!(faults.is_empty(), "{faults:#?}\n{data:#}");
    // The judge itself sees what is wrong.
    let mut broken = data.clone();
    broken["changes"][0]["wire"] = "grave".into();
    broken["more"] = 1.into();
    judge(&schema, &schema, &broken, "", &mut faults);
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert_eq!(data["wire"], "breaking");
    assert_eq!(data["bump"], "patch", "what is approved moves no version");
    assert_eq!(data["least_version"], "0.1.1");
    assert_eq!(data["changes"].as_array().map(Vec::len), Some(2));
    Ok(())
}

const APPROVED: &str = "changes: { approve: [{ code: field-type-changed, at: Pet.id, since: 0.1.0, because: nobody reads it }] }\n";

/// Judges `value` by the keywords that our schema uses.
fn judge(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        return judge(root, target, value, at, faults);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = match &schema["type"] {
        Value::String(only) => only == kind,
        Value::Array(several) => several.iter().any(|it| it == kind),
        _ => true,
    };
    let listed = schema["enum"].as_array().is_none_or(|values| values.contains(value));
    if !fits || !listed {
        faults.push(format!("{at}: {value}"));
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(key).is_none() {
            faults.push(format!("{at}/{key} is missing"));
        }
    }
    for (key, member) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(key) {
            Some(inner) => judge(root, inner, member, &format!("{at}/{key}"), faults),
            None if schema["additionalProperties"] == false => faults.push(format!("{at}/{key}")),
            None => {}
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        judge(root, &schema["items"], item, &format!("{at}/{index}"), faults);
    }
}

#[test]
fn a_version_that_is_too_low_is_refused_and_nothing_is_written() -> Result {
    let desk = Desk::new()?;
    desk.run("generate").expect(0);
    desk.run("check").expect(0);
    let (record, lock) = (desk.record()?, fs::read(desk.path("generated/sdk.lock"))?);
    desk.edit(OTHER)?;
    for version in ["0.1.0", "0.1.9", "0.0.9"] {
        desk.version(version, "")?;
        desk.run("generate").expect(1).says(&[
            "is too low: after 0.1.0 it has to be at least 0.2.0",
            "`Pet.id` was `String` and is `i64` (field-type-changed)",
            "--unreleased",
        ]);
    }
    assert_eq!((desk.record()?, fs::read(desk.path("generated/sdk.lock"))?), (record, lock));
    desk.run("diff").expect(0).says(&["at least 0.2.0"]);
    desk.version("0.2.0", "")?;
    desk.run("generate").expect(0);
    desk.run("check").expect(0);
    desk.run("diff --fail-on patch").expect(0).says(&["nothing changes"]);
    Ok(())
}

#[test]
fn what_is_new_needs_a_version_and_words_do_not_break_one() -> Result {
    let desk = Desk::new()?;
    desk.run("generate").expect(0);
    desk.edit(MORE)?;
    desk.run("generate").expect(1).says(&["at least 0.1.1"]);
    desk.version("0.1.1", "")?;
    desk.run("generate").expect(0).says(&["since 0.1.0: minor (1 change)"]);
    desk.edit(WORDS)?;
    desk.run("generate").expect(0);
    desk.run("check").expect(0);
    Ok(())
}

#[test]
fn a_version_that_was_not_published_can_grow() -> Result {
    let desk = Desk::new()?;
    desk.run("generate").expect(0);
    desk.edit(MORE)?;
    desk.version("0.2.0", "")?;
    desk.run("generate").expect(0);
    desk.edit(OTHER)?;
    desk.run("generate").expect(1).says(&["after 0.2.0 it has to be at least 0.3.0"]);
    desk.run("generate --unreleased").expect(0);
    desk.run("check").expect(0);
    assert!(desk.record()?.contains("\"version\":\"0.1.0\""), "0.1.0 is still what came before");
    desk.run("generate --check --unreleased").expect(2);
    Ok(())
}

#[test]
fn a_first_version_that_was_not_published_is_compared_with_nothing_and_told() -> Result {
    let desk = Desk::new()?;
    desk.run("generate").expect(0);
    desk.edit(OTHER)?;
    let nothing = "no version is recorded before that one";
    desk.run("generate --unreleased").expect(0).says(&[nothing]);
    desk.version("0.2.0", "")?;
    desk.run("generate").expect(0);
    let done = desk.run("generate --unreleased").expect(0);
    assert!(!done.stdout.contains(nothing) && !done.stderr.contains(nothing), "{}", done.stderr);
    Ok(())
}

#[test]
fn approvals_are_for_one_step() -> Result {
    let desk = Desk::new()?;
    desk.run("generate").expect(0);
    desk.version("0.1.1", APPROVED)?;
    desk.run("generate")
        .expect(1)
        .says(&["unused-approval", "since 0.1.0 there is no `field-type-changed` at `Pet.id`"]);
    desk.edit(OTHER)?;
    desk.run("diff").expect(0).says(&["approved[field-type-changed]", "nobody reads it"]);
    desk.run("generate").expect(0);
    // The step is made, and the entry is past.
    desk.run("generate").expect(0);
    desk.run("check").expect(0);
    Ok(())
}

#[test]
fn a_record_that_cannot_be_read_is_told_and_written_anew() -> Result {
    let desk = Desk::new()?;
    desk.run("generate").expect(0);
    let good = desk.record()?;
    let cases = [
        (good.replace("0.1.0", "0.0.1"), "record-edited", "someone changed it"),
        (good.replace("schema_version\": 1", "schema_version\": 7"), "record-edited", "format 7"),
        ("<<<<<<< ours\n".to_owned(), "record-edited", "no record"),
        (String::new(), "record-edited", "no record"),
    ];
    for (text, cause, why) in cases {
        desk.write("spec/sdk.surface.json", &text)?;
        desk.run("check --format json").expect(1).says(&[cause, why]);
        desk.run("diff").expect(3).says(&[why]);
        desk.run("generate").expect(0).says(&[why, "recorded anew"]);
        desk.run("check").expect(0);
        assert_eq!(desk.record()?, good);
    }
    fs::remove_file(desk.path("spec/sdk.surface.json"))?;
    desk.run("check --format json").expect(1).says(&["record-missing"]);
    desk.run("generate")
        .expect(0)
        .says(&["there is no spec/sdk.surface.json", "compared with nothing"]);
    desk.run("check").expect(0);
    Ok(())
}

#[test]
fn a_surface_of_another_generator_is_told_and_recorded_anew() -> Result {
    use xtask::record::{Found, Record};
    let desk = Desk::new()?;
    desk.run("generate").expect(0);
    let Found::Record(record) = Record::parse(desk.record()?.as_bytes()) else {
        return Err("no record".into());
    };
    let strange = record.last().replace("\"format\":1", "\"format\":9");
    desk.write("spec/sdk.surface.json", &Record::after(&Found::Missing, &strange).render())?;
    desk.run("diff").expect(3).says(&["surface format 9"]);
    desk.run("generate").expect(0).says(&["surface format 9", "recorded anew"]);
    desk.run("check").expect(0);
    Ok(())
}

#[test]
fn without_settings_nothing_is_recorded() -> Result {
    let desk = Desk::new()?;
    fs::remove_file(desk.path("spec/sdk.yaml"))?;
    desk.run("generate").expect(0);
    desk.run("check").expect(0);
    assert!(!desk.path("spec/sdk.surface.json").exists());
    desk.run("diff").expect(2).says(&["give OLD and NEW"]);
    Ok(())
}
