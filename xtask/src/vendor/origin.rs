//! What a crate is, in a few words: which package, of which document, by which generator.
//!
//! It is for people and decides one thing only: whether two crates are versions of one package.

use crate::lock::Lock;
use serde_json::{Value, json};
use std::fmt;
use std::fs;
use std::path::Path;

/// Digits of a hash that tell two documents apart for a person.
const SHORT: usize = 12;

/// What a crate is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Name and version, where the manifest says so.
    pub package: Option<(String, String)>,
    /// The file name of the document.
    pub spec: String,
    /// The hash of what the document says with all its files.
    pub document: String,
    /// Name and version of the generator.
    pub generator: String,
}

impl Origin {
    /// Of a crate with this lock and this text of its manifest.
    #[must_use]
    pub fn new(lock: &Lock, manifest: &str) -> Self {
        Self {
            package: entry(manifest, "name").zip(entry(manifest, "version")),
            spec: lock.inputs.spec.name.clone(),
            document: lock.inputs.document.clone(),
            generator: format!("{} {}", lock.generator.name, lock.generator.version),
        }
    }

    /// Of the crate in a directory, whose manifest may be anything.
    #[must_use]
    pub fn of(dir: &Path, lock: &Lock) -> Self {
        let path = dir.join("Cargo.toml");
        let plain = path.symlink_metadata().is_ok_and(|meta| meta.is_file());
        let text = plain.then(|| fs::read_to_string(&path).ok()).flatten();
        Self::new(lock, &text.unwrap_or_default())
    }

    /// Whether the two are certainly not versions of one package.
    #[must_use]
    pub fn is_another_package(&self, other: &Self) -> bool {
        matches!((&self.package, &other.package), (Some((one, _)), Some((two, _))) if one != two)
    }

    /// The same for programs.
    #[must_use]
    pub fn data(&self) -> Value {
        json!({
            "package": self.package.as_ref().map(|(name, _)| name),
            "version": self.package.as_ref().map(|(_, version)| version),
            "spec": self.spec,
            "document": self.document,
            "generator": self.generator,
        })
    }
}

/// `shop-sdk 1.2.0 (openapi.yaml 0123456789ab, generator 0.1.0)`
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.package {
            Some((name, version)) => write!(f, "{name} {version}")?,
            None => f.write_str("a crate")?,
        }
        let short = self.document.get(..SHORT).unwrap_or(&self.document);
        write!(f, " ({} {short}, {})", self.spec, self.generator)
    }
}

/// A text of the `[package]` table, in the form that generated manifests have.
fn entry(manifest: &str, key: &str) -> Option<String> {
    let table = manifest.lines().skip_while(|line| line.trim_end() != "[package]").skip(1);
    let mut lines = table.take_while(|line| !line.starts_with('['));
    let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
    Some(value.trim_end().strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_the_package_only() {
        let text = "# x\r\n[package]\r\nname = \"a-sdk\"\r\nversion = \"1.2.0\"\r\n\r\n[lib]\r\nname = \"a_sdk\"\r\npath = \"x\"\r\n";
        assert_eq!(entry(text, "name").as_deref(), Some("a-sdk"));
        assert_eq!(entry(text, "version").as_deref(), Some("1.2.0"));
        assert_eq!(entry(text, "path"), None);
        assert_eq!(entry("name = \"x\"\n", "name"), None);
    }
}
