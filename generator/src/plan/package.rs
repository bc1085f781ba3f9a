//! The package: its name, its version, what the manifest says of it.
//!
//! What the settings give must be what Cargo accepts; a name made from the title always is.

use super::docs::{markdown, one_line};
use super::krate::complain;
use super::names::{Scope, package_name, value_name};
use super::{Docs, PackagePlan};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::Api;
use crate::pointer::Pointer;

/// Names of libraries that mean another one in every crate, or that Cargo keeps for itself.
const TAKEN: [&str; 8] =
    ["alloc", "build", "core", "deps", "examples", "proc_macro", "std", "test"];

/// Plans the package; `title` is what the API is called.
pub(super) fn plan_package(
    api: &Api,
    config: &Config,
    title: &str,
    diagnostics: &mut Diagnostics,
) -> PackagePlan {
    let package = &config.package;
    let name = package.name.clone().unwrap_or_else(|| format!("{}-sdk", package_name(title)));
    let lib = Scope::default().take(&[value_name(&name)]);
    if let Err(message) = check_package_name(&name) {
        complain(Pointer::from_text("/package/name"), message, diagnostics);
    }
    if !is_version(&package.version) {
        let message = format!("`{}` is no version: three numbers, as in 1.0.0", package.version);
        complain(Pointer::from_text("/package/version"), message, diagnostics);
    }
    let description = package.description.clone().unwrap_or_else(|| format!("Client of {title}."));
    PackagePlan {
        lib,
        version: package.version.clone(),
        description: one_line(&description),
        license: package.license.clone(),
        repository: package.repository.clone(),
        api: (one_line(&api.title), one_line(&api.version)),
        docs: Docs {
            lines: markdown(api.description.as_deref().unwrap_or_default()),
            deprecated: false,
        },
        name,
    }
}

/// Refuses a name that no package of an SDK can have.
pub(crate) fn check_package_name(name: &str) -> Result<(), String> {
    let lib = Scope::default().take(&[value_name(name)]);
    if is_package_name(name) && !lib.is_raw() && !TAKEN.contains(&lib.as_str()) {
        return Ok(());
    }
    Err(format!("`{name}` is no name that a package can have"))
}

/// Letters, digits, `-` and `_`, the first no digit, as registries have it.
fn is_package_name(name: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(inner)
}

/// Whether a text is a version by Semantic Versioning 2.0.0 §2, §9 and §10.
fn is_version(text: &str) -> bool {
    let (text, build) = split(text, '+');
    let (numbers, pre) = split(text, '-');
    let number = |part: &str| part.parse::<u64>().is_ok_and(|number| number.to_string() == part);
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let unpadded = |part: &str| !part.chars().all(|c| c.is_ascii_digit()) || number(part);
    numbers.split('.').count() == 3
        && numbers.split('.').all(number)
        && pre.is_none_or(|pre| pre.split('.').all(|part| word(part) && unpadded(part)))
        && build.is_none_or(|build| build.split('.').all(word))
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        for good in ["0.1.0", "1.2.3-rc.1", "1.2.3+build.01", "1.0.0-a-b+c", "10.20.30"] {
            assert!(is_version(good), "{good}");
        }
        let bad =
            ["", "1", "1.2", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.x", "1.2.3+", "v1.2.3", "+1.2.3"];
        for bad in bad {
            assert!(!is_version(bad), "{bad}");
        }
    }

    #[test]
    fn package_names() {
        for (name, good) in [
            ("a-sdk", true),
            ("OpenAI_x", true),
            ("1a", false),
            ("", false),
            ("a b", false),
            ("é", false),
        ] {
            assert_eq!(is_package_name(name), good, "{name}");
        }
    }
}
