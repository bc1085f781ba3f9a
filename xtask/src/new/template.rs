//! Fills templates: `<<name>>` is replaced by a text that was made safe for its place, once.

use crate::exit::{Exit, Failure};

/// Names and their texts.
pub(super) type Values<'a> = [(&'a str, String)];

/// The files that are the same in every project. Those for GitHub are this repository's own, so that
/// what projects get is what runs here.
pub(super) const COPIED: [(&str, &str); 3] = [
    (".github/actions/check/action.yml", include_str!("../../../.github/actions/check/action.yml")),
    (".github/workflows/drift.yml", include_str!("../../../.github/workflows/drift.yml")),
    (".github/workflows/upstream.yml", include_str!("../../../.github/workflows/upstream.yml")),
];

/// The templates that every project has.
pub(super) const FILLED: [(&str, &str); 8] = [
    (".cargo/config.toml", include_str!("template/cargo.toml")),
    (".gitattributes", include_str!("template/gitattributes")),
    (".gitignore", include_str!("template/gitignore")),
    (".pre-commit-config.yaml", include_str!("template/pre-commit.yaml")),
    ("Cargo.toml", include_str!("template/workspace.toml")),
    ("README.md", include_str!("template/README.md")),
    ("xtask/Cargo.toml", include_str!("template/xtask.toml")),
    ("xtask/src/main.rs", include_str!("template/main.rs")),
];

/// The README of the document's folder.
pub(super) const ORIGIN: &str = include_str!("template/origin.md");
/// The settings.
pub(super) const SETTINGS: &str = include_str!("template/sdk.yaml");

/// Fills one template. A text that is put in is not looked at again.
///
/// # Errors
/// With exit code 70 when the template has a name that nobody gave a value.
pub(super) fn fill(template: &str, values: &Values<'_>) -> Result<String, Failure> {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("<<") {
        let named = after.split_once(">>").and_then(|(name, after)| {
            let value = values.iter().find(|(known, _)| *known == name)?;
            Some((&value.1, after))
        });
        let Some((value, after)) = named else {
            let name: String = after.chars().take(20).collect();
            return Err(Failure::new(Exit::Internal, format!("a template asks for {name:?}")));
        };
        out.push_str(before);
        out.push_str(value);
        rest = after;
    }
    Ok(out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_once() {
        let values = [("a", "<<b>>".to_owned()), ("b", "2".to_owned())];
        assert_eq!(fill("x<<a>>y<<b>>z", &values).as_deref(), Ok("x<<b>>y2z"));
        assert_eq!(fill("<< no", &values).map_err(|it| it.exit), Err(Exit::Internal));
        assert_eq!(fill("<<c>>", &values).map_err(|it| it.exit), Err(Exit::Internal));
    }
}
