//! How a project depends on this tool, whose packages no registry has: by path, or by Git.

use super::text::quoted;
use crate::exit::{Exit, Failure};
use crate::places::resolved;
use std::path::{Component, Path, PathBuf};

/// The source of this package, where it was compiled from.
const SOURCE: &str = env!("CARGO_MANIFEST_DIR");

/// A repository of this tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Git<'a> {
    /// Its URL.
    pub(super) url: &'a str,
    /// The commit.
    pub(super) rev: &'a str,
}

/// How a project gets at the tool.
pub(super) struct Dependency {
    /// The value of the dependency in the manifest.
    pub(super) manifest: String,
    /// One sentence that says where the tool is and what follows from it, in Markdown.
    pub(super) about: String,
    /// The lock file that the tool was built with, if it is at hand.
    pub(super) lock: Option<PathBuf>,
}

/// The dependency of the package in `dir/xtask`.
///
/// # Errors
/// With exit code 2 when there is no path that would stay right.
pub(super) fn dependency(dir: &Path, git: Option<&Git<'_>>) -> Result<Dependency, Failure> {
    let source = Path::new(SOURCE);
    let lock = source.parent().map(|root| root.join("Cargo.lock")).filter(|lock| lock.is_file());
    if let Some(Git { url, rev }) = git {
        return Ok(Dependency {
            manifest: format!("{{ git = {}, rev = {} }}", quoted(url), quoted(rev)),
            about: "`xtask/Cargo.toml` names the repository and the commit of the tool. Another \
                    version of it is another `rev` there, then `cargo xtask generate`."
                .to_owned(),
            lock,
        });
    }
    let help = "give --tool-git URL and --tool-rev REV";
    if !source.join("Cargo.toml").is_file() || is_checkout(source) {
        let message = "the source of this tool has no place of its own to depend on by path";
        return Err(Failure::new(Exit::Usage, message).help(help));
    }
    let path = relative(&resolved(&dir.join("xtask")), &resolved(source));
    let path = path.to_str().ok_or_else(|| {
        Failure::new(Exit::Usage, "the path of this tool is not UTF-8").help(help)
    })?;
    Ok(Dependency {
        manifest: format!("{{ path = {} }}", quoted(&path.replace('\\', "/"))),
        about: "The tool is not in a registry, and `xtask/Cargo.toml` leads to its folder by path. So \
                this project can be checked and generated only where that folder is, which a runner \
                of GitHub has not: for CI, make it a Git dependency, \
                `xtask = { git = \"https://…\", rev = \"…\" }`."
            .to_owned(),
        lock,
    })
}

/// Whether Cargo put the source there, and may take it away.
fn is_checkout(source: &Path) -> bool {
    let names: Vec<_> = source.components().map(Component::as_os_str).collect();
    names.windows(2).any(|pair| pair[0] == "git" && pair[1] == "checkouts")
}

/// The way from one directory to another; absolute where no way leads there.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from_steps, to_steps): (Vec<_>, Vec<_>) =
        (from.components().collect(), to.components().collect());
    // Another drive cannot be reached from here.
    if from_steps.first() != to_steps.first() {
        return to.to_owned();
    }
    let common = from_steps.iter().zip(&to_steps).take_while(|(a, b)| a == b).count();
    let up = from_steps[common..].iter().map(|_| Component::ParentDir);
    up.chain(to_steps[common..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative() {
        for (from, to, way) in [
            ("/a/b/xtask", "/a/tool/xtask", "../../tool/xtask"),
            ("/a/xtask", "/a/xtask", ""),
            ("/x", "/a/b", "../a/b"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), Path::new(way), "{from} {to}");
        }
    }

    #[test]
    fn what_cargo_checked_out_is_no_place() {
        assert!(is_checkout(Path::new("/home/me/.cargo/git/checkouts/tool-1/abc/xtask")));
        assert!(!is_checkout(Path::new("/home/me/git/tool/xtask")));
    }

    #[test]
    fn a_repository_cannot_say_more_than_its_url() {
        let git = Git { url: "https://e.example/\" }\n[x]", rev: "1" };
        let found = dependency(Path::new("/none/dir"), Some(&git)).expect("a dependency");
        assert_eq!(found.manifest, r#"{ git = "https://e.example/\" }\u000A[x]", rev = "1" }"#);
    }
}
