//! `Cargo.toml`: stands alone, with the dependencies and features that the runtime has.

use crate::plan::CratePlan;

/// The runtime's own manifest: what it depends on, the crate depends on.
const RUNTIME: &str = include_str!("../../runtime/Cargo.toml");

/// The oldest Rust that the runtime's dependencies build with.
pub(super) const RUST_VERSION: &str = "1.89";

/// The manifest.
pub(super) fn render_manifest(plan: &CratePlan) -> String {
    let package = &plan.package;
    let mut text = String::from(
        "# @generated from an OpenAPI document; change the document or its settings instead.\n\n[package]\n",
    );
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", quoted(value)));
    line("name", &package.name);
    line("version", &package.version);
    line("edition", "2024");
    line("rust-version", RUST_VERSION);
    line("description", &package.description);
    line("readme", "README.md");
    if let Some(license) = &package.license {
        line("license", license);
    }
    if let Some(repository) = &package.repository {
        line("repository", repository);
    }
    text.push_str(&format!("\n[lib]\nname = {}\n", quoted(package.lib.as_str())));
    text.push_str("path = \"src/lib.rs\"\n# Examples in the documentation may come from the API's document: they are shown, not run.\ndoctest = false\n\n");
    text.push_str(section("features"));
    text.push('\n');
    text.push_str(section("dependencies"));
    if plan.example.is_some() {
        text.push_str("\n[dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n");
    }
    if let Some(example) = &plan.example {
        text.push_str(&format!(
            "\n[[example]]\nname = {0}\npath = \"examples/{1}.rs\"\nrequired-features = [\"reqwest\"]\n",
            quoted(example.file.as_str()),
            example.file
        ));
    }
    text
}

/// A table of the runtime's manifest, its header included.
fn section(name: &str) -> &'static str {
    let start = RUNTIME.find(&format!("[{name}]\n")).unwrap_or(RUNTIME.len());
    let table = &RUNTIME[start..];
    // The next table begins after a blank line.
    table.find("\n\n[").map_or(table, |end| &table[..=end])
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
