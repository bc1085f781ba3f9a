//! A workspace with a small document in two files, and the real generator, as if it were of another version
//! where a test asks for it.

use crate::bench::{Done, Result};
use crate::disks::{Fault, Faulty};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use xtask::Host;
use xtask::pipeline::{
    Changes, Files, Findings, Generator, Inputs, Overlaid, Pipeline, Run, Sliced, Stage, Text, Tool,
};

const SPEC: &str = r##"# A comment.
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example }]
paths:
  /pets:
    get:
      operationId: pets:list
      tags: [pets]
      summary: List pets
      responses:
        "200":
          description: Pets
          content:
            application/json:
              schema: { type: array, items: { $ref: "shared/pet.yaml#/Pet" } }
  /pets/{id}:
    delete:
      operationId: pets:delete
      tags: [pets]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "204": { description: Gone }
"##;

const PET: &str = "Pet:\n  type: object\n  description: A pet.\n  required: [id]\n  properties:\n    id: { type: string }\n    kind: { type: string, enum: [cat, dog] }\n";

const SETTINGS: &str =
    "# Ours.\npackage: { name: pets-sdk, version: 1.2.0, license: MIT }\nclient: Pets\n";

/// What `check` says to programs.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) exit: u8,
    /// The codes of the causes, in order.
    pub(super) causes: Vec<String>,
    pub(super) report: Value,
}

/// The workspace.
pub(super) struct Real {
    directory: TempDir,
    pub(super) generator: Altered,
}

impl Real {
    /// A workspace whose tree is generated.
    pub(super) fn generated() -> Result<Self> {
        let real = Self::empty()?;
        real.write("spec/openapi.yaml", SPEC)?;
        real.write("spec/shared/pet.yaml", PET)?;
        real.write("spec/sdk.yaml", SETTINGS)?;
        real.run("generate").expect(0);
        Ok(real)
    }

    /// A workspace without anything.
    pub(super) fn empty() -> Result<Self> {
        // Files below hidden folders are not read.
        let directory = tempfile::Builder::new().prefix("drift").tempdir()?;
        Ok(Self { directory, generator: Altered::default() })
    }

    /// A copy of it, which costs less than generating.
    pub(super) fn copy(&self) -> Result<Self> {
        let real = Self::empty()?;
        copy(self.root(), real.root())?;
        Ok(real)
    }

    pub(super) fn root(&self) -> &Path {
        self.directory.path()
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(super) fn read(&self, path: &str) -> Result<String> {
        Ok(fs::read_to_string(self.path(path))?)
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> Result {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        Ok(fs::write(path, text)?)
    }

    pub(super) fn run(&self, line: &str) -> Done {
        self.run_in(self.root(), line)
    }

    /// Runs a command line in a directory, split at blanks.
    pub(super) fn run_in(&self, cwd: &Path, line: &str) -> Done {
        let host = Host {
            cwd: cwd.to_owned(),
            manifest_dir: None,
            color: false,
            pipeline: &self.generator,
            disk: &Faulty::new(Fault::Never, 0),
        };
        let args = ["xtask"].into_iter().chain(line.split_whitespace()).map(Into::into);
        let (exit, streams) = xtask::run(args, &host);
        Done { code: exit.code(), stdout: streams.stdout, stderr: streams.stderr }
    }

    pub(super) fn check(&self, flags: &str) -> Result<Checked> {
        let done = self.run(&format!("check --format json {flags}"));
        let report: Value = serde_json::from_str(&done.stdout)?;
        let causes = report["causes"].as_array().into_iter().flatten();
        let causes = causes.filter_map(|it| it["code"].as_str().map(str::to_owned)).collect();
        Ok(Checked { exit: done.code, causes, report })
    }
}

/// Copies a folder.
pub(super) fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The real generator, which says of itself what a test wants.
pub(super) struct Altered {
    pub(super) change: fn(&mut Tool),
    /// Appended to every file below `src/api`: another generator under the same version.
    pub(super) code: &'static str,
}

impl Default for Altered {
    fn default() -> Self {
        Self { change: |_| {}, code: "" }
    }
}

impl Pipeline for Altered {
    fn overlays(&self, config: &Text) -> Vec<String> {
        Generator.overlays(config)
    }

    fn overlaid(&self, inputs: &Inputs, color: bool) -> (Option<Overlaid>, Findings) {
        Generator.overlaid(inputs, color)
    }

    fn referred(
        &self,
        spec: &Text,
        overlays: &[Text],
        read: &dyn Fn(&str) -> std::result::Result<String, String>,
    ) -> Files {
        Generator.referred(spec, overlays, read)
    }

    fn generate(&self, inputs: &Inputs, color: bool) -> Run {
        let mut run = Generator.generate(inputs, color);
        for (path, text) in run.files.iter_mut().flatten() {
            if path.starts_with("src/api/") {
                text.push_str(self.code);
            }
        }
        run
    }

    fn canonical(&self, text: &str) -> Option<String> {
        Generator.canonical(text)
    }

    fn describe(&self, inputs: &Inputs, stage: Stage, color: bool) -> (Option<String>, Findings) {
        Generator.describe(inputs, stage, color)
    }

    fn source(&self, config: &Text, color: bool) -> std::result::Result<Option<String>, Findings> {
        Generator.source(config, color)
    }

    fn slice(&self, inputs: &Inputs, origin: (&str, &str), color: bool) -> Sliced {
        Generator.slice(inputs, origin, color)
    }

    fn changes(&self, before: &Text, after: &Text) -> Option<Changes> {
        Generator.changes(before, after)
    }

    fn tool(&self) -> Tool {
        let mut tool = Generator.tool();
        (self.change)(&mut tool);
        tool
    }

    fn codes(&self) -> Vec<(String, String)> {
        Generator.codes()
    }
}
