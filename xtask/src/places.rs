//! Where things are: the workspace, the inputs, the output, and how their paths are shown.
//!
//! Paths that are given count from the current directory, defaults from the workspace.

use crate::args::Global;
use crate::beside::Beside;
use crate::exit::{Exit, Failure};
use crate::pipeline::{Files, Inputs, Selection, Text};
use crate::tree::scan;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// More than this is not a document anyone wrote, and reading it would only fill the memory.
const INPUT_LIMIT: u64 = 256 << 20;

/// Where a workspace has its document, unless it says otherwise.
pub const DOCUMENT: &str = "spec/openapi.yaml";

/// The places of one run.
#[derive(Clone, Debug)]
pub struct Places {
    /// Where the process was started.
    pub cwd: PathBuf,
    /// The root of the workspace.
    pub root: PathBuf,
    /// The OpenAPI document.
    pub spec: PathBuf,
    /// The settings.
    pub config: Option<PathBuf>,
    /// The overlays that the command line names.
    pub overlays: Vec<PathBuf>,
    /// The directory of the generated crate.
    pub out: PathBuf,
    /// The flags that lead here, for commands shown to the user; empty for the defaults.
    pub flags: String,
}

impl Places {
    /// Finds the places. `manifest_dir` is what cargo says about the running package.
    #[must_use]
    pub fn new(cwd: &Path, manifest_dir: Option<&Path>, global: &Global) -> Self {
        Self::with_document(DOCUMENT, cwd, manifest_dir, global)
    }

    /// The same for a workspace that has its document at `document`.
    #[must_use]
    pub fn with_document(
        document: &str,
        cwd: &Path,
        manifest_dir: Option<&Path>,
        global: &Global,
    ) -> Self {
        let root = root(cwd, manifest_dir);
        let given = |path: &Option<PathBuf>, default: &str| match path {
            Some(path) => cwd.join(path),
            None => root.join(default),
        };
        let spec = given(&global.spec, document);
        // Settings name places in their own document, so only those beside the document are meant.
        let config = match &global.config {
            Some(path) => Some(cwd.join(path)),
            None => Some(spec.with_file_name("sdk.yaml")).filter(|path| path.exists()),
        };
        let out = given(&global.out, "generated");
        let overlays = global.overlay.iter().map(|path| cwd.join(path)).collect();
        let named =
            [("--spec", &global.spec), ("--config", &global.config), ("--out", &global.out)];
        let flags = named
            .into_iter()
            .filter_map(|(flag, path)| Some((flag, path.as_ref()?)))
            .chain(global.overlay.iter().map(|path| ("--overlay", path)))
            .map(|(flag, path)| format!(" {flag} {}", quoted(&path.display().to_string())))
            .collect();
        Self { cwd: cwd.to_owned(), root, spec, config, overlays, out, flags }
    }

    /// A path as people should see it: from the current directory where it is below that.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(&self.cwd) {
            Ok(inside) if !inside.as_os_str().is_empty() => scan::shown(inside),
            _ => path.display().to_string(),
        }
    }

    /// Where the files are that the document refers to.
    ///
    /// # Errors
    /// With exit code 3 when the document's folder is gone.
    pub fn beside(&self) -> Result<Beside, Failure> {
        self.beside_of(&self.spec)
    }

    /// The same for another document.
    ///
    /// # Errors
    /// With exit code 3 when its folder is gone.
    pub fn beside_of(&self, document: &Path) -> Result<Beside, Failure> {
        Beside::new(document, &self.cwd, INPUT_LIMIT)
            .map_err(|error| Failure::read(Path::new(&self.shown(document)), &error))
    }

    /// Reads the overlays at paths from the folder of the settings, under the same rules as the files of a
    /// document: settings may come with the document.
    ///
    /// # Errors
    /// With exit code 3 when one cannot be read or may not be.
    pub fn overlays_of_settings(&self, paths: &[String]) -> Result<Vec<Text>, Failure> {
        let Some(config) = self.config.as_ref().filter(|_| !paths.is_empty()) else {
            return Ok(Vec::new());
        };
        let settings = self.shown(config);
        let beside = Beside::new(config, &self.cwd, INPUT_LIMIT)
            .map_err(|error| Failure::read(Path::new(&settings), &error))?;
        let read = |path: &String| {
            let text = beside.read(path).map_err(|why| {
                let message = format!("the overlay `{path}` of {settings} cannot be read: {why}");
                Failure::new(Exit::Input, message).help(format!("correct `overlays` in {settings}"))
            })?;
            let shown = self.shown(&config.with_file_name(path));
            Ok(Text { name: path.clone(), shown, text })
        };
        paths.iter().map(read).collect()
    }

    /// Reads the document and the settings, but no file that they refer to.
    ///
    /// # Errors
    /// With exit code 3 when one cannot be read or is not UTF-8.
    pub fn read(&self) -> Result<Inputs, Failure> {
        let config = self.config.as_ref().map(|path| self.read_text(path)).transpose()?;
        let spec = self.read_text(&self.spec)?;
        let (overlays, files) = (Vec::new(), Files::new());
        Ok(Inputs { spec, overlays, files, config, selection: Selection::default() })
    }

    /// The second lock, beside the settings; none without settings.
    ///
    /// Who writes settings for this tool owns their directory. That of a bare document may be anybody's,
    /// so nothing is written there, and a lock that lies there is not ours.
    #[must_use]
    pub fn companion_lock(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|config| config.with_file_name(crate::lock::NAME))
    }

    /// Where the surface is recorded, beside the settings; none without settings.
    #[must_use]
    pub fn record(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|config| config.with_file_name(crate::record::NAME))
    }

    /// Refuses a directory to write that holds an input or the workspace itself.
    ///
    /// # Errors
    /// With exit code 2.
    pub fn guard(&self, directory: &Path) -> Result<(), Failure> {
        let directory = resolved(directory);
        let inputs = [Some(&self.root), Some(&self.spec), self.config.as_ref()];
        for inside in inputs.into_iter().flatten().chain(&self.overlays) {
            if resolved(inside).starts_with(&directory) {
                let (directory, inside) = (self.shown(&directory), self.shown(inside));
                return Err(Failure::new(
                    Exit::Usage,
                    format!("{directory} holds {inside} and is not for generated files"),
                )
                .help("choose a directory of its own"));
            }
        }
        Ok(())
    }

    /// Reads an input.
    ///
    /// # Errors
    /// With exit code 3 when it cannot be read or is not UTF-8.
    pub fn read_text(&self, path: &Path) -> Result<Text, Failure> {
        let shown = self.shown(path);
        let bytes = read_limited(path).map_err(|error| Failure::read(Path::new(&shown), &error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            Failure::new(Exit::Input, format!("{shown}:{line}: not UTF-8 at byte {}", good.len()))
                .help("save the file as UTF-8")
        })?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Text { name, shown, text })
    }
}

/// The path with its longest existing part made canonical, so that two ways to one place are equal.
#[must_use]
pub fn resolved(path: &Path) -> PathBuf {
    for base in path.ancestors() {
        let base_found = if base.as_os_str().is_empty() {
            fs::canonicalize(".")
        } else {
            fs::canonicalize(base)
        };
        if let (Ok(found), Ok(rest)) = (base_found, path.strip_prefix(base)) {
            return if rest.as_os_str().is_empty() { found } else { found.join(rest) };
        }
    }
    path.to_owned()
}

/// A text as an argument of a POSIX shell.
#[must_use]
pub fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-+:@=,".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Cargo says where the running package is; started otherwise, the nearest directory with a spec counts.
fn root(cwd: &Path, manifest_dir: Option<&Path>) -> PathBuf {
    let from_cargo = manifest_dir.and_then(Path::parent).filter(|root| root.join("xtask").is_dir());
    let from_cwd = || cwd.ancestors().find(|place| place.join("spec").is_dir());
    from_cargo.or_else(from_cwd).unwrap_or(cwd).to_owned()
}

fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(INPUT_LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > INPUT_LIMIT {
        return Err(io::Error::other(format!("larger than {} MiB", INPUT_LIMIT >> 20)));
    }
    Ok(bytes)
}
