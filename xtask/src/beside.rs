//! Reads the files that a document refers to: which of them may be read at all is decided here.
//!
//! A document may come from anyone, and what it names ends up in reports and in generated code. So only
//! YAML, JSON and plain text is read, nothing hidden, and nothing outside the project of the document.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The kinds of files that documents consist of.
const KINDS: [&str; 6] = ["yaml", "yml", "json", "md", "markdown", "txt"];

/// How far above its folder the files of a document may be, where nothing says what its project is.
const FOLDERS_ABOVE: usize = 2;

/// Where the files of a document may be.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The folder of the document.
    folder: PathBuf,
    /// The folder that all files have to be in.
    bounds: PathBuf,
    /// Bytes that a file may have.
    limit: u64,
}

impl Beside {
    /// The files of `document`: in its repository, else in the current directory if the document is
    /// there, else not far above it. `limit` is the size of a file in bytes.
    ///
    /// # Errors
    /// When the document's folder cannot be found.
    pub fn new(document: &Path, cwd: &Path, limit: u64) -> io::Result<Self> {
        let folder = document.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")))?;
        let repository = folder.ancestors().find(|folder| folder.join(".git").exists());
        let here = fs::canonicalize(cwd).ok().filter(|cwd| folder.starts_with(cwd));
        let near = folder.ancestors().take(FOLDERS_ABOVE + 1).last().map(Path::to_path_buf);
        let bounds = repository.map(Path::to_path_buf).or(here).or(near);
        Ok(Self { bounds: bounds.unwrap_or_else(|| folder.clone()), folder, limit })
    }

    /// Reads the file at `path`, which counts from the folder of the document.
    ///
    /// # Errors
    /// With the reason in a few words, which names no place of this machine.
    pub fn read(&self, path: &str) -> Result<String, String> {
        let relative = Path::new(path);
        let plain = |step| matches!(step, Component::Normal(_) | Component::ParentDir);
        if !relative.components().all(plain) {
            return Err("its path is not a relative one".to_owned());
        }
        let hidden = |step: Component<'_>| matches!(step, Component::Normal(name) if name.to_string_lossy().starts_with('.'));
        if relative.components().any(hidden) {
            return Err("hidden files are not read".to_owned());
        }
        let kind = relative.extension().map(|kind| kind.to_string_lossy().to_ascii_lowercase());
        if !kind.is_some_and(|kind| KINDS.contains(&kind.as_str())) {
            return Err(format!("only files of these kinds are read: {}", KINDS.join(", ")));
        }
        // Links are followed before the place is judged.
        let place = fs::canonicalize(self.folder.join(relative)).map_err(|error| reason(&error))?;
        if !place.starts_with(&self.bounds) {
            return Err("it is outside the project of the document".to_owned());
        }
        let inside = place.strip_prefix(&self.bounds).unwrap_or(&place);
        if inside.components().any(hidden) {
            return Err("hidden files are not read".to_owned());
        }
        if !place.metadata().map_err(|error| reason(&error))?.is_file() {
            return Err("it is not a file".to_owned());
        }
        let mut bytes = Vec::new();
        let file = File::open(&place).map_err(|error| reason(&error))?;
        file.take(self.limit + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        if bytes.len() as u64 > self.limit {
            return Err(format!("it is larger than {} MiB", self.limit >> 20));
        }
        String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => "it cannot be opened".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

    /// A folder with a project in it, and a secret beside the project.
    fn project() -> Result<(tempfile::TempDir, Beside)> {
        let dir = tempfile::tempdir()?;
        for (path, text) in [
            ("project/.git/config.yaml", "hidden"),
            ("project/api/spec/openapi.yaml", "{}"),
            ("project/api/spec/pet.yaml", "pet"),
            ("project/api/spec/run.sh", "no"),
            ("project/common.json", "common"),
            ("secret.yaml", "secret"),
        ] {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().ok_or("no folder")?)?;
            fs::write(path, text)?;
        }
        let spec = dir.path().join("project/api/spec/openapi.yaml");
        let beside = Beside::new(&spec, Path::new("/"), 10)?;
        Ok((dir, beside))
    }

    #[test]
    fn files_of_the_project_are_read_and_no_others() -> Result {
        let (dir, beside) = project()?;
        assert_eq!(beside.read("pet.yaml").as_deref(), Ok("pet"));
        assert_eq!(beside.read("../../common.json").as_deref(), Ok("common"));
        let refused = |path: &str| beside.read(path).err().unwrap_or_default();
        assert_eq!(refused("none.yaml"), "there is no such file");
        assert!(refused("../../../secret.yaml").contains("outside"));
        assert!(refused("../../.git/config.yaml").contains("hidden"));
        assert!(refused("run.sh").contains("kinds"));
        assert!(refused("/etc/passwd.yaml").contains("relative"));
        let root = dir.path().join("project/api/spec");
        fs::create_dir(root.join("folder.yaml"))?;
        assert_eq!(refused("folder.yaml"), "it is not a file");
        fs::write(root.join("large.yaml"), [b'a'; 11])?;
        assert!(refused("large.yaml").contains("larger"));
        fs::write(root.join("latin.yaml"), b"\xe4")?;
        assert!(refused("latin.yaml").contains("UTF-8"));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_no_further() -> Result {
        let (dir, beside) = project()?;
        let root = dir.path().join("project/api/spec");
        std::os::unix::fs::symlink(dir.path().join("secret.yaml"), root.join("out.yaml"))?;
        std::os::unix::fs::symlink(root.join("pet.yaml"), root.join("in.yaml"))?;
        assert!(beside.read("out.yaml").is_err_and(|why| why.contains("outside")));
        assert_eq!(beside.read("in.yaml").as_deref(), Ok("pet"));
        Ok(())
    }
}
