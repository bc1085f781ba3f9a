//! Which paths a generated file may have: the last gate between a hostile document and the disk.
//!
//! The rule is an allow-list, the same on every system, so that a tree made on one machine can be
//! checked out on any other. It looks at names only; what stands on the disk is `scan`'s business.

use super::scan::Kind;
use std::collections::BTreeMap;
use std::path::Path;

/// Names that belong to the people and tools working in the tree, at its top level.
///
/// `generate` keeps them, `check` and `verify` pass over them, and no generated file may use them:
/// cargo's build directory, a repository, and the lock file cargo writes when the crate is built alone.
pub const LOCAL: [&str; 3] = ["target", ".git", "Cargo.lock"];

/// Whether what stands at `path` is nobody's business but of those who build the crate.
///
/// Nothing can be hidden there: Cargo compiles a file of these places only if another file says so, and
/// that one is compared. Deeper in the tree, in other spellings, or of another kind the names are no
/// exception.
#[must_use]
pub fn is_local(path: &Path, kind: Kind) -> bool {
    match path.strip_prefix("Cargo.lock") {
        Ok(_) => path == Path::new("Cargo.lock") && matches!(kind, Kind::File { .. }),
        Err(_) => path.starts_with("target") || path.starts_with(".git"),
    }
}

/// Checks a whole set of paths: each on its own, then against the others.
///
/// # Errors
/// Says which path breaks which rule. As the paths come from our own generator, that is a bug.
pub fn check_all<'a>(paths: impl IntoIterator<Item = &'a str>) -> Result<(), String> {
    let mut spellings: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    for path in paths {
        check(path)?;
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for end in ends {
            let (part, is_file) = (&path[..end], end == path.len());
            let Some((seen, was_file)) =
                spellings.insert(part.to_ascii_lowercase(), (part, is_file))
            else {
                continue;
            };
            if seen != part {
                return Err(format!(
                    "the paths {seen:?} and {part:?} are one on some file systems"
                ));
            }
            if is_file || was_file {
                return Err(format!("the path {part:?} is used twice"));
            }
        }
    }
    Ok(())
}

/// Checks one path: relative, forward slashes, plain names.
///
/// # Errors
/// Says which rule is broken.
pub fn check(path: &str) -> Result<(), String> {
    let fault = |what: &str| Err(format!("the path {path:?} {what}"));
    if path.len() > 200 {
        return fault("is longer than 200 bytes");
    }
    for name in path.split('/') {
        if name.is_empty() || name == "." || name == ".." {
            return fault("has an empty, `.` or `..` component");
        }
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)) {
            return fault("has a character other than ASCII letters, digits, `_`, `-` and `.`");
        }
        if name.ends_with('.') {
            return fault("has a component ending in a dot, which Windows drops");
        }
        if is_device(name) {
            return fault("names a Windows device");
        }
    }
    let first = path.split('/').next().unwrap_or_default();
    if LOCAL.iter().any(|local| local.eq_ignore_ascii_case(first)) {
        return fault("is reserved for whoever builds the crate");
    }
    Ok(())
}

/// Windows reserves these names in every directory and with any extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") {
        return true;
    }
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    numbered
        .is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_pass() {
        let paths = [
            "Cargo.toml",
            ".gitattributes",
            "src/lib.rs",
            "src/gen/a-b_c.rs",
            "console.rs",
            "com10.rs",
        ];
        assert_eq!(check_all(paths), Ok(()));
    }

    #[test]
    fn each_bad_path_is_refused() {
        let long = "a".repeat(201);
        let bad = [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "./a",
            "a//b",
            "a/",
            "C:/x",
            "c:x",
            "a\\b",
            "\\\\host\\share",
            "a b",
            "a\nb",
            "a\0b",
            "é.rs",
            "con",
            "src/NUL.rs",
            "lpt1.txt",
            "COM0",
            "a.",
            "src./x",
            "target/x",
            "Target",
            ".git/hooks/post-checkout",
            ".GIT",
            "cargo.lock",
            "~/x*",
            long.as_str(),
        ];
        for path in bad {
            assert!(check(path).is_err(), "{path:?} passed");
        }
    }

    #[test]
    fn collisions_are_refused() {
        for pair in [
            ["a.rs", "A.rs"],
            ["src/a.rs", "Src/b.rs"],
            ["src", "src/a.rs"],
            ["src/a.rs", "src"],
            ["a", "a"],
        ] {
            assert!(check_all(pair).is_err(), "{pair:?} passed");
        }
    }
}
