//! Makes the whole project in memory and writes it at once.

use super::place::{self, Placed};
use super::settings::settings;
use super::template::{COPIED, FILLED, ORIGIN, fill};
use super::text::{markdown, quoted};
use super::tool::{self, Git};
use crate::digest::sha256;
use crate::exit::{Exit, Failure};
use crate::install::refuse_not_directory;
use crate::job::Job;
use crate::lock;
use crate::pipeline::{Inputs, Outline, Selection, Text};
use crate::places::{DOCUMENT, Places, quoted as shell, resolved};
use crate::record::{self, Found, Record};
use crate::report::{Change, Mark, Report, count};
use crate::tree::guard::Guard;
use crate::tree::write::{self, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The package of the project's command line. Not `xtask`, which is what it depends on.
const TOOL_PACKAGE: &str = "sdk-xtask";

/// What is asked for besides the document.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The directory of the project.
    pub dir: &'a Path,
    /// The name of the generated package, if the document's title is not to decide it.
    pub name: Option<&'a str>,
    /// URL and commit of the tool's repository, if the project is not to depend on it by path.
    pub git: Option<(&'a str, &'a str)>,
}

/// Runs `new`.
///
/// # Errors
/// With exit code 4 when the directory is taken or cannot be written, 3 when the document gives no
/// crate, 2 when a name is taken or the tool cannot be depended on. Nothing is written then.
pub fn run(job: &Job<'_>, wanted: Wanted<'_>, report: &mut Report) -> Result<(), Failure> {
    refuse_not_directory(job, wanted.dir)?;
    // A path that ends in a dot cannot be renamed.
    let dir = &resolved(wanted.dir);
    let _guard =
        Guard::exclusive(&[dir], &mut || report.remarks.push("waited for another run".into()));
    write::recover(job.disk, dir, &[])?;
    place::refuse_taken(job, dir)?;
    let git = wanted.git.map(|(url, rev)| Git { url, rev });
    let tool = tool::dependency(dir, git.as_ref())?;

    // Settings are made anew: those beside the document may lead to files that are not copied.
    if let Some(config) = &job.places.config {
        report.remarks.push(format!("{} is not taken over", job.shown(config)));
    }
    let job = &Job {
        places: Places { config: None, ..job.places.clone() },
        selection: Selection::default(),
        ..*job
    };
    let inputs = job.read(report)?;
    let placed = place::place(&inputs.spec, &job.places.spec, &inputs.files)?;
    let outline = outline(job, &inputs, wanted.name, report)?;
    let settings = settings(&outline)?;
    let mut files = crate_files(job, &inputs, &placed, &settings, report)?;
    let (warnings, operations) = (report.losses.all, report.losses.operations.0);

    let values = values(&outline, &placed, &inputs.spec, &tool);
    for (path, template) in FILLED {
        files.insert(path.to_owned(), fill(template, &values)?);
    }
    // Of all that the workflows say, only the place of the document is not the same everywhere.
    let adapted = |text: &str| text.replace(DOCUMENT, &placed.document);
    files.extend(COPIED.map(|(path, text)| (path.to_owned(), adapted(text))));
    if let Some(text) = tool.lock.as_ref().and_then(|path| fs::read_to_string(path).ok()) {
        // The versions that the tool was tried with; Cargo drops what the project does not use.
        files.insert("Cargo.lock".to_owned(), text);
    }
    let origin =
        if placed.files.contains_key("spec/README.md") { "ORIGIN.md" } else { "README.md" };
    let own =
        [(placed.beside("sdk.yaml"), settings), (format!("spec/{origin}"), fill(ORIGIN, &values)?)];
    for (path, text) in own.into_iter().chain(placed.files) {
        if files.insert(path.clone(), text).is_some() {
            let message =
                format!("the document refers to a file {path}, which the project has itself");
            return Err(Failure::new(Exit::Input, message).help("rename the document's file"));
        }
    }
    write(job, dir, &files, report)?;

    let shown = job.shown(dir);
    report.title = format!(
        "{shown} is a project for the package {} ({}, {})",
        outline.package,
        count(operations, "operation"),
        count(files.len(), "file")
    );
    report.remarks.push(format!("next: `cd {} && cargo xtask check`", shell(&shown)));
    if wanted.git.is_none() {
        report.remarks.push(
            "the project depends on this tool by path, so it works only beside it; give --tool-git \
             and --tool-rev for one that works anywhere"
                .to_owned(),
        );
    }
    if warnings > 0 {
        report
            .remarks
            .push("`cargo xtask lint` there says what the crate does not have".to_owned());
    }
    Ok(())
}

/// What the document decides; its errors are findings of the run.
fn outline(
    job: &Job<'_>,
    inputs: &Inputs,
    name: Option<&str>,
    report: &mut Report,
) -> Result<Outline, Failure> {
    let named =
        name.map(|name| Text::new("sdk.yaml", &format!("package: {{ name: {} }}\n", quoted(name))));
    let inputs = Inputs { config: named, ..inputs.clone() };
    let Some(outline) = job.pipeline.outline(&inputs) else {
        report.findings = job.pipeline.generate(&inputs, job.color).findings;
        report.findings.gate(false)?;
        return Err(Failure::new(Exit::Internal, "the document has a crate but no outline"));
    };
    if [TOOL_PACKAGE, "xtask"].contains(&outline.package.as_str()) {
        let message = format!("the project has a package {} besides the SDK", outline.package);
        return Err(Failure::new(Exit::Usage, message).help("choose another --name"));
    }
    Ok(outline)
}

/// The crate below `generated/`, and what `generate` keeps beside the settings.
fn crate_files(
    job: &Job<'_>,
    inputs: &Inputs,
    placed: &Placed,
    settings: &str,
    report: &mut Report,
) -> Result<BTreeMap<String, String>, Failure> {
    let name = placed.document.rsplit('/').next().unwrap_or_default().to_owned();
    let inputs = Inputs {
        spec: Text { name, ..inputs.spec.clone() },
        config: Some(Text::new("sdk.yaml", settings)),
        ..inputs.clone()
    };
    let made = job.make_from(&inputs, false, report)?;
    let mut files: BTreeMap<String, String> =
        made.files.iter().map(|(path, text)| (format!("generated/{path}"), text.clone())).collect();
    files.insert(placed.beside(lock::NAME), made.lock_text().to_owned());
    if let Some(surface) = &made.surface {
        let record = Record::after(&Found::Missing, surface).render();
        files.insert(placed.beside(record::NAME), record);
    }
    Ok(files)
}

fn values(
    outline: &Outline,
    placed: &Placed,
    spec: &Text,
    tool: &tool::Dependency,
) -> Vec<(&'static str, String)> {
    let (title, version) = &outline.api;
    let api = match (title.trim().is_empty(), version.trim().is_empty()) {
        (true, _) => "an API without a title".to_owned(),
        (false, true) => markdown(title),
        (false, false) => format!("{}, version {}", markdown(title), markdown(version)),
    };
    let inside = |path: &str| path.trim_start_matches("spec/").to_owned();
    vec![
        ("api", api),
        ("name", outline.package.clone()),
        ("tool", tool.about.clone()),
        ("dependency", tool.manifest.clone()),
        ("tool_package", TOOL_PACKAGE.to_owned()),
        ("rust_version", env!("CARGO_PKG_RUST_VERSION").to_owned()),
        ("folder", placed.folder.clone()),
        ("document", placed.document.clone()),
        ("document_literal", format!("{:?}", placed.document)),
        ("settings", placed.beside("sdk.yaml")),
        ("file", inside(&placed.document)),
        ("settings_inside", inside(&placed.beside("sdk.yaml"))),
        ("source", markdown(&spec.name)),
        ("sha256", sha256(spec.text.as_bytes())),
    ]
}

/// Brings the files to the disk, all or nothing.
fn write(
    job: &Job<'_>,
    dir: &Path,
    files: &BTreeMap<String, String>,
    report: &mut Report,
) -> Result<(), Failure> {
    let rewrite = files.keys().map(Into::into).collect();
    let tree = Tree { root: dir, files, rewrite, keep: BTreeSet::new() };
    write::replace(job.disk, &tree, &[])?;
    let top = files.keys().filter(|path| !path.starts_with("generated/"));
    report.changes = top
        .map(|path| Change {
            mark: Mark::Missing,
            path: job.shown(&dir.join(path)),
            lines: None,
            why: String::new(),
            line: None,
            diff: None,
        })
        .collect();
    Ok(())
}
