//! What a document says it holds, counted without the generator: version, operations, schemas.
//!
//! Operations are path items times methods, path items by reference included; from 3.2 on also `query`
//! and `additionalOperations` (OpenAPI 3.2.0, Path Item Object). Webhooks and callbacks are none: nobody
//! calls them.

use super::files::{Files, Node};
use super::operation::Operation;
use super::tree::Tree;
use std::path::Path;

/// The methods of every version; `trace` came with 3.0.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The value of `openapi` or `swagger`.
    pub version: String,
    /// The operations; none when the document cannot be read.
    pub operations: Option<Vec<Operation>>,
    /// Schemas among the components, or definitions.
    pub schemas: usize,
}

/// Counts a document whose top level names a version; none when it is no such document.
///
/// A text that has no syntax is still one when a line of it looks like the version: that the generator
/// refuses it, and how, is worth seeing.
pub fn facts(files: &mut Files, file: &Path, text: &str) -> Option<Facts> {
    let Some(tree) = files.tree(file) else {
        let version = version_line(text)?;
        return Some(Facts { version, ..Facts::default() });
    };
    let version = tree.get("openapi").or_else(|| tree.get("swagger"))?.text()?.to_owned();
    let schemas = tree.at("/components/schemas").or_else(|| tree.get("definitions"));
    let schemas = schemas.map_or(0, |schemas| schemas.members().len());
    let operations = Some(operations(files, file, &tree, &version));
    Some(Facts { version, operations, schemas })
}

fn operations(files: &mut Files, file: &Path, tree: &Tree, version: &str) -> Vec<Operation> {
    let mut found = Vec::new();
    let paths = tree.get("paths").cloned().map(|value| Node { file: file.to_owned(), value });
    let Some(paths) = paths.and_then(|paths| files.resolve(paths)) else { return found };
    for (path, item) in paths.value.members() {
        if path.starts_with("x-") {
            continue;
        }
        let mut item = item.clone();
        // Members beside `$ref` are of the path item as well, and are not read twice.
        if let Some(target) = files.resolve(Node { file: paths.file.clone(), value: item.clone() })
            && let Tree::Map(members) = &mut item
        {
            for (key, value) in target.value.members() {
                if !members.iter().any(|(name, _)| name == key) {
                    members.push((key.clone(), value.clone()));
                }
            }
        }
        let own = item
            .members()
            .iter()
            .filter(|(key, value)| matches!(value, Tree::Map(_)) && is_method(key, version));
        found.extend(own.map(|(key, _)| Operation::new(key.to_uppercase(), path)));
        if is_3_2(version)
            && let Some(more) = item.get("additionalOperations")
        {
            found.extend(more.members().iter().map(|(key, _)| Operation::new(key, path)));
        }
    }
    found
}

/// Whether a method, in capitals, has a field of its own in the Path Item Object.
#[must_use]
pub fn is_fixed(method: &str) -> bool {
    let lower = method.to_lowercase();
    METHODS.contains(&lower.as_str()) || lower == "trace" || lower == "query"
}

fn is_method(key: &str, version: &str) -> bool {
    METHODS.contains(&key)
        || key == "trace" && !version.starts_with("2.")
        || key == "query" && is_3_2(version)
}

fn is_3_2(version: &str) -> bool {
    version.starts_with("3.2")
}

/// The version by the look of the text.
fn version_line(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let line = line.trim_start_matches(['{', ' ', '\t', '"', '\'', '\u{feff}']);
        let rest = line.strip_prefix("openapi").or_else(|| line.strip_prefix("swagger"))?;
        let rest = rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':')?;
        let version: String = rest
            .trim_start_matches([' ', '"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(*c))
            .collect();
        Some(version).filter(|version| version.starts_with(|c: char| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

    fn count(text: &str) -> Result<Option<Facts>> {
        let home = tempfile::tempdir()?;
        let file = home.path().join("api.yaml");
        fs::write(&file, text)?;
        fs::write(home.path().join("item.yaml"), "get: {}\ndelete: {}\n")?;
        Ok(facts(&mut Files::default(), &file, text))
    }

    fn shown(facts: &Facts) -> Vec<String> {
        facts.operations.iter().flatten().map(Operation::to_string).collect()
    }

    #[test]
    fn operations_are_items_times_methods() -> Result {
        let facts = count(
            "openapi: 3.0.3\npaths:\n  x-y: { get: {} }\n  /a: { get: {}, trace: {}, query: {}, \
             parameters: [], x-get: {} }\n  /b: { $ref: item.yaml }\n  \
             /c: { $ref: '#/paths/~1a', put: {} }\ncomponents: { schemas: { A: {}, B: {} } }\n",
        )?
        .ok_or("no document")?;
        let expected =
            ["GET /a", "TRACE /a", "GET /b", "DELETE /b", "PUT /c", "GET /c", "TRACE /c"];
        assert_eq!(shown(&facts), expected);
        assert_eq!((facts.version.as_str(), facts.schemas), ("3.0.3", 2));
        Ok(())
    }

    #[test]
    fn version_3_2_has_more_methods() -> Result {
        let text =
            "openapi: 3.2.0\npaths: { /a: { query: {}, additionalOperations: { LINK: {} } } }";
        let facts = count(text)?.ok_or("no document")?;
        assert_eq!(shown(&facts), ["QUERY /a", "LINK /a"]);
        Ok(())
    }

    #[test]
    fn other_files_are_no_documents() -> Result {
        assert_eq!(count("name: openapi\n")?, None);
        assert_eq!(count("- openapi: 3.0.0\n")?, None);
        assert_eq!(count("just: [broken\n")?, None);
        let broken =
            count("{\n  \"openapi\": \"3.1.0\",\n  \"paths\": [\n")?.ok_or("no document")?;
        assert_eq!((broken.version.as_str(), broken.operations), ("3.1.0", None));
        Ok(())
    }
}
