//! The folders under `features/` and `rejects/`: what is in them and how the generator is given it.
//!
//! Nothing is decided about what the generator should answer; that is in the tests.

use std::fs;
use std::path::{Path, PathBuf};

use generator::{Arguments, Diagnostics, Files, Inputs, Source};

use crate::Result;

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file or folder of this package.
#[must_use]
pub fn path(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The names of the folders under `kind`, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub fn folders(kind: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path(kind))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The document, its overlays, the files it refers to, and the settings in a folder. Their names are those of the files alone, so that no
/// snapshot knows where the workspace is.
///
/// # Errors
/// When there is neither `spec.yaml` nor `spec.json`, or a file cannot be read.
pub fn inputs(folder: &Path) -> Result<Inputs> {
    let document = if folder.join("spec.json").exists() { "spec.json" } else { "spec.yaml" };
    let read = |name: &str| -> Result<Source> {
        let text = fs::read_to_string(folder.join(name))
            .map_err(|error| format!("{}: {error}", folder.join(name).display()))?;
        Ok(Source::new(name, text))
    };
    let config = folder.join("sdk.yaml").exists().then(|| read("sdk.yaml")).transpose()?;
    let spec = read(document)?;
    let paths = config.as_ref().map(generator::config::overlay_paths).unwrap_or_default();
    let overlays = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    let files = Files::collect(&spec, &overlays, |path| {
        fs::read_to_string(folder.join(path)).map_err(|_| "there is no such file".to_owned())
    });
    Ok(Inputs { spec, overlays, files, config, arguments: Arguments::default() })
}

/// The findings as a user sees them, without color.
#[must_use]
pub fn report(inputs: &Inputs, diagnostics: &Diagnostics) -> String {
    diagnostics.render(&inputs.spec, inputs.config.as_ref(), false)
}
