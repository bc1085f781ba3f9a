//! `new` by the real program: a project that passes its own check at once, from documents of several
//! kinds, or nothing at all.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const SPEC: &str = r##"openapi: 3.1.0
info: { title: Pet Store, version: "7" }
servers: [{ url: "https://pets.example", description: live }]
security: [{ key: [] }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [Pets]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: a pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet: { type: object, required: [id], properties: { id: { type: string } } }
  securitySchemes:
    key: { type: http, scheme: bearer }
"##;

/// A title that is structure wherever it is not escaped.
const HOSTILE: &str = "# a\\\"b\\\\c `x` <b> [l](http://e.example) ${{ secrets.X }} | <<name>>\\n- d: 'e'\\u2028\\u202ef";

struct Bench(TempDir);

impl Bench {
    /// An empty directory with one document.
    fn new(spec: &str) -> Result<Self> {
        let bench = Self(tempfile::tempdir()?);
        bench.write("openapi.yaml", spec)?;
        Ok(bench)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) -> Result {
        let path = self.path(path);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        Ok(fs::write(path, text)?)
    }

    fn read(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.path(path)).map_err(|error| format!("{path}: {error}").into())
    }

    /// Runs the program as cargo would for this workspace.
    #[track_caller]
    fn run(&self, code: i32, args: &[&str]) -> Result<(String, String)> {
        expect(code, program(self.0.path()).args(args), args)
    }

    /// Runs the program as the new project's command line does.
    #[track_caller]
    fn inside(&self, project: &str, code: i32, args: &[&str]) -> Result<(String, String)> {
        let root = self.path(project);
        let mut command = program(&root);
        command.env("CARGO_MANIFEST_DIR", root.join("xtask")).args(args);
        expect(code, &mut command, args)
    }

    /// Everything below the directory.
    fn tree(&self) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
        let (mut tree, mut pending) = (BTreeMap::new(), vec![self.0.path().to_owned()]);
        while let Some(folder) = pending.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    pending.push(path.clone());
                    tree.insert(path, Vec::new());
                } else {
                    tree.insert(path.clone(), fs::read(path)?);
                }
            }
        }
        Ok(tree)
    }
}

fn program(cwd: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    // The tests run under cargo, which would lead the program to this workspace.
    command.current_dir(cwd).env_remove("CARGO_MANIFEST_DIR").env_remove("NO_COLOR");
    command
}

#[track_caller]
fn expect(code: i32, command: &mut Command, args: &[&str]) -> Result<(String, String)> {
    let Output { status, stdout, stderr } = command.output()?;
    let (stdout, stderr) = (String::from_utf8(stdout)?, String::from_utf8(stderr)?);
    assert_eq!(status.code(), Some(code), "{args:?}\n{stdout}\n{stderr}");
    Ok((stdout, stderr))
}

#[test]
fn a_project_passes_its_own_check_and_compiles() -> Result {
    let bench = Bench::new(SPEC)?;
    let (stdout, stderr) = bench.run(0, &["new", "pets", "--spec", "openapi.yaml"])?;
    assert!(stdout.contains("pets is a project for the package pet-store-sdk"), "{stdout}");
    assert!(stderr.contains("next: `cd pets && cargo xtask check`"), "{stderr}");
    assert!(stderr.contains("depends on this tool by path"), "{stderr}");
    let before = bench.tree()?;

    cargo(&bench.path("pets"), &["xtask", "check"], 0)?;
    cargo(&bench.path("pets"), &["xtask", "generate"], 0)?;
    let mut after = bench.tree()?;
    let lock = bench.path("pets/Cargo.lock");
    // Cargo leaves out of the lock what the project does not use.
    assert!(after.insert(lock.clone(), before[&lock].clone()).is_some());
    assert!(
        after == before,
        "checking or generating changed files of a project that is up to date"
    );
    let crates = ["--package", "pet-store-sdk", "--no-default-features", "--features", "all"];
    cargo(&bench.path("pets"), &[&["check"][..], &crates].concat(), 0)?;

    let text = bench.read("pets/generated/README.md")?;
    bench.write("pets/generated/README.md", &text.replace("Pet", "Cat"))?;
    let (stdout, _) = cargo(&bench.path("pets"), &["xtask", "check"], 1)?;
    assert!(stdout.contains("README.md") && stdout.contains("cargo xtask generate"), "{stdout}");
    Ok(())
}

#[test]
fn what_a_document_decides_is_said_and_can_be_changed() -> Result {
    let bench = Bench::new(SPEC)?;
    let args = ["new", "a/b/pets", "--spec", "openapi.yaml", "--name", "zoo"];
    bench.run(0, &args)?;
    let settings = bench.read("a/b/pets/spec/sdk.yaml")?;
    for line in
        ["  name: \"zoo\"", "client: \"PetStore\"", "  scheme: \"key\"", "  env: \"ZOO_TOKEN\""]
    {
        assert!(settings.lines().any(|it| it == line), "no {line} in {settings}");
    }
    bench.inside("a/b/pets", 0, &["check"])?;

    // Everything that is commented out with keys of the document is good as it stands.
    let lines = settings.lines().map(|line| {
        let key = line.trim_start_matches("# ").split(':').next().unwrap_or_default().trim();
        let known = ["operations", "names", "\"getPet\"", "example"].contains(&key);
        if known { line.trim_start_matches("# ").replace("#   ", "  ") } else { line.to_owned() }
    });
    let tried: Vec<String> = lines
        .map(|line| match line.strip_prefix("#   ") {
            Some(rest) if rest.trim_start().starts_with("names") => {
                format!("  {}", rest.trim_start())
            }
            Some(rest) if rest.trim_start().starts_with("\"getPet\"") => {
                format!("    {}", rest.trim_start())
            }
            _ => line,
        })
        .collect();
    bench.write("a/b/pets/spec/sdk.yaml", &(tried.join("\n") + "\n"))?;
    let (stdout, _) = bench.inside("a/b/pets", 0, &["generate"])?;
    assert!(stdout.contains("generated/examples/"), "{stdout}\n{}", tried.join("\n"));
    Ok(())
}

#[test]
fn references_between_files_go_on_leading_where_they_did() -> Result {
    let bench = Bench::new("unused: true")?;
    let there = "{ type: object, required: [id], properties: { id: { type: string } } }";
    let spec = |path: &str| {
        SPEC.replace(&format!("Pet: {there}"), &format!("Pet: {{ $ref: \"{path}\" }}"))
    };
    bench.write("beside/api.yaml", &spec("schemas/pet.yaml"))?;
    bench.write("beside/schemas/pet.yaml", there)?;
    bench.run(0, &["new", "one", "--spec", "beside/api.yaml"])?;
    assert_eq!(bench.read("one/spec/schemas/pet.yaml")?, there);
    assert_eq!(bench.read("one/spec/api.yaml")?, bench.read("beside/api.yaml")?);
    bench.inside("one", 0, &["check", "--spec", "spec/api.yaml"])?;

    bench.write("above/v1/api.yaml", &spec("../common/pet.yaml"))?;
    bench.write("above/common/pet.yaml", there)?;
    bench.run(0, &["new", "two", "--spec", "above/v1/api.yaml"])?;
    assert_eq!(bench.read("two/spec/common/pet.yaml")?, there);
    assert!(bench.read("two/xtask/src/main.rs")?.contains("main(\"spec/v1/api.yaml\")"));
    assert!(bench.read("two/.github/workflows/drift.yml")?.contains("spec: spec/v1/api.yaml"));
    assert!(bench.read("two/README.md")?.contains("](spec/v1/sdk.yaml)"));
    bench.inside("two", 0, &["check", "--spec", "spec/v1/api.yaml"])?;

    bench.write(
        "json/api.json",
        r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}"#,
    )?;
    bench.run(0, &["new", "three", "--spec", "json/api.json"])?;
    assert!(bench.read("three/xtask/src/main.rs")?.contains("main(\"spec/openapi.json\")"));
    Ok(())
}

#[test]
fn the_tool_can_be_a_repository() -> Result {
    let bench = Bench::new(SPEC)?;
    let git = ["--tool-git", "https://git.example/tool", "--tool-rev", "0a1b2c"];
    let (_, stderr) =
        bench.run(0, &[&["new", "pets", "--spec", "openapi.yaml"][..], &git].concat())?;
    assert!(!stderr.contains("by path"), "{stderr}");
    let manifest = bench.read("pets/xtask/Cargo.toml")?;
    let line = "xtask = { git = \"https://git.example/tool\", rev = \"0a1b2c\" }";
    assert!(manifest.lines().any(|it| it == line), "{manifest}");
    bench.inside("pets", 0, &["check"])?;
    Ok(())
}

#[test]
fn hostile_text_stays_text() -> Result {
    let spec = SPEC
        .replace("title: Pet Store", &format!("title: \"{HOSTILE}\""))
        .replace("version: \"7\"", "version: \"1\\n## x\"")
        .replace("security: [{ key: [] }]", "security: [{ \"k: \\\"\\n#\": [] }]")
        .replace("    key: {", "    \"k: \\\"\\n#\": {")
        .replace("getPet", "\"get: 'x'\\n  - #\"");
    let bench = Bench::new(&spec)?;
    bench.run(0, &["new", "pets", "--spec", "openapi.yaml", "--name", "pets"])?;
    bench.inside("pets", 0, &["check"])?;
    let settings: serde_yaml::Value = serde_yaml::from_str(&bench.read("pets/spec/sdk.yaml")?)?;
    let keys = settings.as_mapping().ok_or("no mapping")?.keys().filter_map(|key| key.as_str());
    assert_eq!(keys.collect::<Vec<_>>(), ["package", "client", "token", "server_env"]);
    assert_eq!(settings["token"]["scheme"].as_str(), Some("k: \"\n#"));

    for readme in ["pets/README.md", "pets/spec/README.md"] {
        let text = bench.read(readme)?;
        assert!(text.contains("\\# a\\\"b"), "{text}");
        for raw in ["[l]", "<b>", "`x`", "\n- d", "\n## x", "${{", "\u{202e}", "\u{2028}"] {
            assert!(!text.contains(raw), "{raw:?} in {readme}: {text}");
        }
    }
    // Nothing of the document is in what runs.
    for path in
        ["xtask/Cargo.toml", "xtask/src/main.rs", "Cargo.toml", ".github/workflows/drift.yml"]
    {
        let text = bench.read(&format!("pets/{path}"))?;
        assert!(!text.contains("secrets.X") && !text.contains("e.example"), "{path}: {text}");
    }
    Ok(())
}

#[test]
fn nothing_is_left_behind() -> Result {
    let bench = Bench::new(SPEC)?;
    bench.write("broken.yaml", &SPEC.replace("paths:", "paths: ["))?;
    bench.write("taken/file", "mine")?;
    bench.write("file", "mine")?;
    bench.write("odd/a.yaml", &SPEC.replace("#/components/schemas/Pet", "b c.yaml"))?;
    bench.write("odd/b c.yaml", "type: string\n")?;
    bench.write("clash/a.yaml", &SPEC.replace("#/components/schemas/Pet", "sdk.yaml"))?;
    bench.write("clash/sdk.yaml", "{}\n")?;
    fs::create_dir(bench.path("empty"))?;
    let before = bench.tree()?;
    let spec = ["--spec", "openapi.yaml"];
    for (code, args, said) in [
        (4, &["new", "taken", spec[0], spec[1]][..], "not empty"),
        (4, &["new", "file", spec[0], spec[1]], "not a directory"),
        (4, &["new", "file/below", spec[0], spec[1]], ""),
        (4, &["new", ".", spec[0], spec[1]], "not empty"),
        (3, &["new", "a", "--spec", "broken.yaml"], "broken.yaml:"),
        (3, &["new", "a", "--spec", "none.yaml"], "none.yaml"),
        (3, &["new", "a", "--spec", "odd/a.yaml"], "plain names"),
        (3, &["new", "a", "--spec", "clash/a.yaml"], "sdk.yaml"),
        (2, &["new", "a"], "--spec"),
        (2, &["new", spec[0], spec[1]], "DIR"),
        (2, &["new", "a", spec[0], spec[1], "--config", "x"], "--config"),
        (2, &["new", "a", spec[0], spec[1], "--out", "x"], "--out"),
        (2, &["new", "a", spec[0], spec[1], "--tool-git", "x"], "--tool-rev"),
        (2, &["new", "a", spec[0], spec[1], "--name", ""], "no name"),
        (2, &["new", "a", spec[0], spec[1], "--name", "a b"], "no name"),
        (2, &["new", "a", spec[0], spec[1], "--name", "9"], "no name"),
        (2, &["new", "a", spec[0], spec[1], "--name", "fn"], "no name"),
        (2, &["new", "a", spec[0], spec[1], "--name", "std"], "no name"),
        (2, &["new", "a", spec[0], spec[1], "--name", "xtask"], "besides"),
        (2, &["new", "a", spec[0], spec[1], "--name", "sdk-xtask"], "besides"),
    ] {
        let (_, stderr) = bench.run(code, args)?;
        assert!(stderr.contains(said), "{args:?}: {stderr}");
        assert!(bench.tree()? == before, "{args:?} changed something");
    }
    bench.run(0, &["new", "empty", spec[0], spec[1]])?;
    bench.inside("empty", 0, &["check"])?;
    Ok(())
}

/// Runs cargo in a project, offline, with the build directory of these tests.
#[track_caller]
fn cargo(project: &Path, args: &[&str], code: i32) -> Result<(String, String)> {
    let target = Path::new(env!("CARGO_BIN_EXE_xtask")).ancestors().nth(2).ok_or("no target")?;
    let mut command = Command::new(env!("CARGO"));
    // What the surrounding cargo set for this package is not meant for those.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
        .current_dir(project)
        .args(args)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true");
    expect(code, &mut command, args)
}
