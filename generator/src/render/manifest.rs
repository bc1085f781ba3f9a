//! `Cargo.toml`: stands alone, with the dependencies and features that the runtime has.

use crate::diagnostic::is_unsafe;
use crate::plan::{CratePlan, DateLibrary, RUNTIME_MANIFEST};

/// The oldest Rust that the runtime's dependencies build with.
pub(super) const RUST_VERSION: &str = "1.89";

/// Cargo writes the manifest of a published crate anew, and vouches for its files itself.
const EXCLUDE: &str = "# Only a copy of these files can be compared with sdk.lock.\nexclude = [\"/tests/unchanged\"]\n";

/// Columns that a line of the manifest may have.
const WIDTH: usize = 100;

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
    text.push_str(EXCLUDE);
    text.push_str(&format!("\n[lib]\nname = {}\n", quoted(package.lib.as_str())));
    text.push_str("path = \"src/lib.rs\"\n\n");
    text.push_str(&features(plan));
    text.push('\n');
    text.push_str(&dependencies(plan.dates));
    text.push_str(&format!("\n[dev-dependencies]\nsha2 = {}\n", quoted(hash_version())));
    if !plan.examples.is_empty() {
        text.push_str(
            "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n",
        );
    }
    for example in &plan.examples {
        text.push_str(&format!(
            "\n[[example]]\nname = {0}\npath = \"examples/{1}.rs\"\nrequired-features = [\"reqwest\", {2}]\n",
            quoted(example.file.as_str()),
            example.file,
            quoted(&example.feature),
        ));
    }
    text
}

/// The table of features: one to a line, long lists broken between names.
fn features(plan: &CratePlan) -> String {
    let mut text = String::from("[features]\n");
    for feature in &plan.features {
        if feature.name.starts_with('_') && !text.contains("\n_") {
            text.push_str("# Not for people: types that the same features need.\n");
        }
        let enables: Vec<String> = feature.enables.iter().map(|name| quoted(name)).collect();
        let line = format!("{} = [{}]\n", key(&feature.name), enables.join(", "));
        if line.len() <= WIDTH {
            text.push_str(&line);
            continue;
        }
        text.push_str(&format!("{} = [\n", key(&feature.name)));
        let mut row = String::new();
        for name in enables {
            if !row.is_empty() && row.len() + name.len() + 6 > WIDTH {
                text.push_str(&format!("   {row}\n"));
                row.clear();
            }
            row.push_str(&format!(" {name},"));
        }
        text.push_str(&format!("   {row}\n]\n"));
    }
    text
}

/// A key of TOML: bare where it may be.
fn key(name: &str) -> String {
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// The table of dependencies: the runtime's, and the library of dates, by name.
fn dependencies(dates: DateLibrary) -> String {
    let library = match dates {
        DateLibrary::Jiff => return section("dependencies").to_owned(),
        DateLibrary::Chrono => "chrono",
        DateLibrary::Time => "time",
    };
    let named = |line: &&str| line.split(" = ").next() == Some(library);
    let mut lines: Vec<&str> = section("dependencies").lines().collect();
    let line = section("dev-dependencies").lines().find(named);
    let at = lines.iter().skip(1).position(|line| *line > library).map_or(lines.len(), |at| at + 1);
    lines.splice(at..at, line);
    lines.join("\n") + "\n"
}

/// A table of the runtime's manifest, its header included.
fn section(name: &str) -> &'static str {
    let start = RUNTIME_MANIFEST.find(&format!("[{name}]\n")).unwrap_or(RUNTIME_MANIFEST.len());
    let table = &RUNTIME_MANIFEST[start..];
    // The next table begins after a blank line.
    table.find("\n\n[").map_or(table, |end| &table[..=end])
}

/// The version of the library of hashes, which webhooks need and the test that the crate is unchanged.
fn hash_version() -> &'static str {
    let line = section("dependencies").lines().find_map(|line| line.strip_prefix("sha2 = "));
    line.and_then(|line| line.split('"').nth(1)).unwrap_or("*")
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if is_unsafe(c) => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
