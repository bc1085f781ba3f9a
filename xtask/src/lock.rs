//! The lock: what a generated tree was made from and what is in it. This file owns its format.
//!
//! The same bytes stand in `sdk.lock` inside the tree and, where there are settings, beside those. They
//! hold no clock and no path of this machine, and are the same for the same inputs everywhere: keys are
//! sorted, and inputs are named by file name only. Inputs are hashed in canonical form, so that a comment,
//! the order of keys, or quotes are no drift: they cannot change the crate, so there is nothing to repair.

use crate::digest::{sha256, unix_lines};
use crate::pipeline::{Inputs, Selection, Text, Tool};
use crate::tree::paths;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The name of the lock, in the tree and beside the settings.
pub const NAME: &str = "sdk.lock";

const SCHEMA_VERSION: u32 = 2;

/// No lock is larger; what is, need not be read.
const SIZE_LIMIT: u64 = 64 << 20;

/// What a tree was made from and what is in it. Fields are declared in the order they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Hash of this lock with this field empty: a slip of the hand in the lock itself is noticed.
    digest: String,
    /// Every generated file but the lock.
    pub files: BTreeMap<String, Stamp>,
    /// The crates that decide the bytes of printed Rust, with their versions.
    pub formatters: BTreeMap<String, String>,
    /// The generator.
    pub generator: Generator,
    /// What was read.
    pub inputs: Read,
    /// The version of this format.
    schema_version: u32,
}

/// What to say of a lock in another format.
#[must_use]
pub fn other_format(found: u32) -> String {
    format!("it has format {found}, and this tool has format {SCHEMA_VERSION}")
}

/// Size and hash of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// Which generator wrote the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generator {
    /// The version of its model.
    pub model_version: u32,
    /// Its package name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The inputs of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// The settings, where there were any.
    pub config: Option<Input>,
    /// SHA-256 of what they say together: the document with all its files.
    pub document: String,
    /// The files that the document refers to, by their path from its folder, with their SHA-256.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// The overlays, in the order in which they are applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlays: Vec<Input>,
    /// What the command line selected, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// The OpenAPI document.
    pub spec: Input,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// File name without directories.
    pub name: String,
    /// SHA-256 of what it says, in hexadecimal digits.
    pub sha256: String,
}

/// What was found where a lock should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Missing,
    /// Something that is not a lock we can read, and why.
    Malformed(String),
    /// A lock in the format of another version of this tool.
    Format(u32),
    /// A lock; `intact` unless someone changed it by hand.
    Lock {
        /// The lock.
        lock: Box<Lock>,
        /// Whether it is as it was written, but for line endings.
        intact: bool,
    },
}

impl Found {
    /// The lock, when there is one that can be read.
    #[must_use]
    pub fn lock(&self) -> Option<&Lock> {
        match self {
            Self::Lock { lock, .. } => Some(lock),
            Self::Missing | Self::Malformed(_) | Self::Format(_) => None,
        }
    }

    /// The lock, when nobody changed it: only then is it evidence.
    #[must_use]
    pub fn intact(&self) -> Option<&Lock> {
        match self {
            Self::Lock { lock, intact: true } => Some(lock),
            _ => None,
        }
    }
}

impl Stamp {
    /// The stamp of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }
}

impl Lock {
    /// The lock for `files` made by `tool` from `inputs`, which together say `document`. `canonical` gives
    /// the canonical form of one text, where it has one.
    #[must_use]
    pub fn new(
        inputs: &Inputs,
        document: &str,
        canonical: &dyn Fn(&str) -> Option<String>,
        tool: &Tool,
        files: &BTreeMap<String, String>,
    ) -> Self {
        let hash = |text: &str| match canonical(text) {
            Some(said) => sha256(said.as_bytes()),
            None => sha256(&unix_lines(text.as_bytes())),
        };
        let input = |text: &Text| Input { name: text.name.clone(), sha256: hash(&text.text) };
        let mut lock = Self {
            digest: String::new(),
            files: files
                .iter()
                .map(|(path, text)| (path.clone(), Stamp::of(text.as_bytes())))
                .collect(),
            formatters: tool.formatters.clone(),
            generator: Generator {
                model_version: tool.model_version,
                name: tool.name.clone(),
                version: tool.version.clone(),
            },
            inputs: Read {
                config: inputs.config.as_ref().map(input),
                document: sha256(document.as_bytes()),
                files: inputs
                    .files
                    .iter()
                    .filter_map(|(path, text)| Some((path.clone(), hash(text.as_ref().ok()?))))
                    .collect(),
                overlays: inputs.overlays.iter().map(input).collect(),
                selection: Some(inputs.selection.clone()).filter(|it| !it.is_empty()),
                spec: input(&inputs.spec),
            },
            schema_version: SCHEMA_VERSION,
        };
        lock.digest = lock.seal();
        lock
    }

    /// The text of the lock file.
    #[must_use]
    pub fn render(&self) -> String {
        // Only maps with keys that are not strings fail, and there are none.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The SHA-256 over all that the lock says: who knows this of the origin's lock knows the crate.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Looks for a lock at `path`. What stands there may come from anyone.
    ///
    /// # Errors
    /// When a file stands there that cannot be read.
    pub fn find(path: &Path) -> io::Result<Found> {
        let meta = match fs::metadata(path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Missing),
            Err(error) => return Err(error),
        };
        // Reading a pipe would wait for ever.
        if !meta.is_file() {
            return Ok(Found::Malformed("it is not a file".to_owned()));
        }
        if meta.len() > SIZE_LIMIT {
            return Ok(Found::Malformed(format!("it is larger than {} MiB", SIZE_LIMIT >> 20)));
        }
        Ok(Self::parse(&fs::read(path)?))
    }

    /// Reads the text of a lock file; never answers [`Found::Missing`].
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Found {
        #[derive(Deserialize)]
        struct Version {
            schema_version: u32,
        }
        match serde_json::from_slice::<Version>(bytes) {
            Err(error) => return Found::Malformed(format!("not a lock: {error}")),
            Ok(found) if found.schema_version != SCHEMA_VERSION => {
                return Found::Format(found.schema_version);
            }
            Ok(_) => {}
        }
        let lock: Self = match serde_json::from_slice(bytes) {
            Ok(lock) => lock,
            Err(error) => return Found::Malformed(error.to_string()),
        };
        // The paths are about to be joined to a directory and read, or removed.
        if let Err(fault) = paths::check_all(lock.files.keys().map(String::as_str).chain([NAME])) {
            return Found::Malformed(fault);
        }
        let intact = lock.digest == lock.seal() && *unix_lines(bytes) == *lock.render().as_bytes();
        Found::Lock { lock: Box::new(lock), intact }
    }

    fn seal(&self) -> String {
        sha256(Self { digest: String::new(), ..self.clone() }.render().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(spec: &str) -> Lock {
        let inputs = Inputs {
            spec: Text::new("openapi.yaml", spec),
            overlays: Vec::new(),
            files: BTreeMap::new(),
            config: None,
            selection: Selection::default(),
        };
        let files = BTreeMap::from([("src/lib.rs".into(), "//!\n".into())]);
        Lock::new(&inputs, spec, &uncommented, &tool(), &files)
    }

    fn tool() -> Tool {
        Tool {
            name: "generator".into(),
            version: "1.2.3".into(),
            model_version: 1,
            formatters: BTreeMap::from([("syn".into(), "3.0.9".into())]),
        }
    }

    /// A canonical form: without comments, for texts that have any.
    fn uncommented(text: &str) -> Option<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        text.contains('#').then(|| lines.map(|line| format!("{line}\n")).collect())
    }

    #[test]
    fn reads_back_what_it_writes() {
        let lock = lock("a\n");
        let text = lock.render();
        assert!(text.ends_with("}\n"));
        assert_eq!(
            Lock::parse(text.as_bytes()),
            Found::Lock { lock: Box::new(lock.clone()), intact: true }
        );
        let windows = text.replace('\n', "\r\n");
        assert_eq!(
            Lock::parse(windows.as_bytes()),
            Found::Lock { lock: Box::new(lock), intact: true }
        );
    }

    #[test]
    fn keys_are_sorted() {
        let text = lock("a\n").render();
        let keys: Vec<_> = text.lines().filter(|line| line.starts_with("  \"")).collect();
        assert!(keys.is_sorted(), "{text}");
        let deep: Vec<_> = text.lines().filter(|line| line.starts_with("      \"")).collect();
        assert!(deep.len() >= 4 && deep.chunk_by(|a, b| a < b).count() == 2, "{text}");
    }

    #[test]
    fn inputs_are_hashed_in_canonical_form() {
        let spec = |text| lock(text).inputs.spec.sha256;
        assert_eq!(spec("a\nb\n"), spec("a\r\nb\r\n"));
        assert_ne!(spec("a\nb\n"), spec("a\nb"));
        assert_eq!(spec("a\nb\n"), spec("# words\na\r\nb"));
        assert_eq!(spec("a\n"), Stamp::of(b"a\n").sha256);
    }

    #[test]
    fn files_of_the_document_are_listed() {
        let inputs = Inputs {
            spec: Text::new("openapi.yaml", "a\n"),
            overlays: vec![Text::new("b.yaml", "b\r\n"), Text::new("a.yaml", "a\n")],
            files: BTreeMap::from([
                ("../b.yaml".into(), Ok("b\r\n".into())),
                ("none.yaml".into(), Err("there is no such file".into())),
            ]),
            config: None,
            selection: Selection::default(),
        };
        let lock = Lock::new(&inputs, "", &uncommented, &tool(), &BTreeMap::new());
        let listed: Vec<_> = lock.inputs.files.iter().collect();
        assert_eq!(listed, [(&"../b.yaml".to_owned(), &Stamp::of(b"b\n").sha256)]);
        let overlays: Vec<_> =
            lock.inputs.overlays.iter().map(|it| (it.name.as_str(), it.sha256.as_str())).collect();
        assert_eq!(
            overlays,
            [("b.yaml", &*Stamp::of(b"b\n").sha256), ("a.yaml", &*Stamp::of(b"a\n").sha256)],
            "in their order"
        );
        let text = lock.render();
        assert_eq!(
            Lock::parse(text.as_bytes()),
            Found::Lock { lock: Box::new(lock), intact: true }
        );
    }

    #[test]
    fn an_edited_lock_is_not_intact() {
        let text = lock("a\n").render();
        for edited in [
            text.replace("1.2.3", "1.2.4"),
            text.replace("  ", " "),
            text.replace("\"bytes\": 4", "\"bytes\": 5"),
        ] {
            assert_ne!(edited, text);
            assert!(
                matches!(Lock::parse(edited.as_bytes()), Found::Lock { intact: false, .. }),
                "{edited}"
            );
        }
    }

    #[test]
    fn what_is_not_a_lock_is_malformed() {
        let text = lock("a\n").render();
        let cases = [
            String::new(),
            "<<<<<<< ours\n".into(),
            "{}".into(),
            "[]".into(),
            text.replace("src/lib.rs", "../lib.rs"),
            text.replace("src/lib.rs", "/etc/passwd"),
            text.replace("\"generator\": {", "\"more\": 1, \"generator\": {"),
            text.replace("\"sha256\"", "\"sha\""),
        ];
        for case in cases {
            assert!(matches!(Lock::parse(case.as_bytes()), Found::Malformed(_)), "{case}");
        }
        let other = text.replace("schema_version\": 2", "schema_version\": 1");
        assert_eq!(Lock::parse(other.as_bytes()), Found::Format(1));
        assert!(matches!(Lock::parse(b"\xff\xfe"), Found::Malformed(_)));
    }
}
