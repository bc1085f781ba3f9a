//! A workspace of its own for each test, in which the real binary runs.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A document with an operation and a type.
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
    Pet:
      type: object
      description: An animal.
      required: [id]
      properties:
        id: { type: string }
        kind: { type: string, enum: [cat, dog] }
"##;

/// A folder with a document in its usual place.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    /// With the document that most tests are about.
    pub(crate) fn new() -> Result<Self> {
        Self::with(PETS)
    }

    /// With a document of the test's own.
    pub(crate) fn with(document: &str) -> Result<Self> {
        let workspace = Self(tempfile::tempdir()?);
        fs::create_dir(workspace.path("spec"))?;
        fs::write(workspace.path("spec/openapi.yaml"), document)?;
        Ok(workspace)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// What a command prints to both streams.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, args: &[&str]) -> Result<(String, String)> {
        let output = command(self.0.path(), args)?;
        let (stdout, stderr) =
            (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{stdout}\n{stderr}");
        Ok((stdout, stderr))
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> Result {
        let before = fs::read_to_string(self.path(path))?;
        assert!(before.contains(from), "no {from:?} in {path}");
        Ok(fs::write(self.path(path), before.replace(from, to))?)
    }
}

/// Runs the binary in a folder.
pub(crate) fn command(cwd: &Path, args: &[&str]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    // The tests run under cargo, which would lead the binary to this workspace.
    command.args(args).current_dir(cwd).env_remove("CARGO_MANIFEST_DIR").env_remove("NO_COLOR");
    Ok(command.output()?)
}
