//! `fetch`: a vendor's document, from the network or a file, to the part of it that the settings select.
//!
//! All or nothing: the document on disk is replaced in one step, after everything else went well. How a
//! document is cut and written is the generator's business; which addresses are taken is decided in
//! `address`.

pub mod address;
mod body;
mod network;
mod summary;

pub use network::Limits;

use crate::beside::Beside;
use crate::digest::{sha256, unix_lines};
use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::pipeline::{Inputs, Selection, Text, is_slice};
use crate::places::resolved;
use crate::report::{Change, Mark, Report};
use crate::tree::guard::Guard;
use crate::tree::write;
use address::Address;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What is asked of `fetch`.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The address; that of the settings, if there is none.
    pub source: Option<String>,
    /// Write nothing, and say whether something would change.
    pub check: bool,
    /// Replace a document that no fetch wrote.
    pub force: bool,
    /// How far it may go.
    pub limits: Limits,
}

/// Runs `fetch`.
///
/// # Errors
/// With exit code 3 when there is no document to be had, or the settings do not fit it; 4 when it cannot be
/// written. The document on disk is then as it was.
pub fn run(job: &Job<'_>, wanted: &Wanted, report: &mut Report) -> Result<(), Failure> {
    let spec = &job.places.spec;
    let config = job.places.config.as_ref().map(|path| job.places.read_text(path)).transpose()?;
    let address = find(job, wanted, config.as_ref(), report)?;
    let Fetched { text, origin, beside } =
        timed(report, "fetch", || get(job, &address, wanted.limits))?;
    let hash = sha256(text.text.as_bytes());
    let overlays = job.overlays(config.as_ref())?;
    let files = job.pipeline.referred(&text, &overlays, &|path| match &beside {
        Some(beside) => beside.read(path),
        None => Err("a document of the network has to be one file".to_owned()),
    });
    let selection = Selection::default();
    let inputs = Inputs { spec: text, overlays, files, config, selection };
    let sliced =
        timed(report, "slice", || job.pipeline.slice(&inputs, (&origin, &hash), job.color));
    report.findings = sliced.findings.clone();
    let Some(slice) = &sliced.text else {
        let message = format!("{origin} gives no document to generate from");
        return Err(Failure::new(Exit::Input, message)
            .help("correct the settings, or wait for a better document"));
    };
    report.remarks.extend(sliced.kept.iter().map(|operation| {
        format!("{operation} is not selected and stays, because something refers to a part of it")
    }));

    let _guard = Guard::exclusive(&[spec.as_path()], &mut || {
        report.remarks.push("waited for another run".into());
    });
    let before = present(job, spec)?;
    let after = Text { text: slice.clone(), ..Text::new("openapi.yaml", "") };
    let changes = summary::compare(job.pipeline, before.as_ref(), &after);
    report.data = Some(summary::data(&origin, &hash, &sliced, changes.as_ref()));
    let size = summary::size(&sliced);
    let shown = job.shown(spec);
    let same =
        before.as_ref().is_some_and(|it| *unix_lines(it.text.as_bytes()) == *slice.as_bytes());
    if same {
        report.title = format!("{shown} is up to date: {size}");
        return Ok(());
    }
    match &changes {
        Some(changes) => {
            let lines = summary::text(changes);
            let same = "the document says the same as before\n".to_owned();
            report.output = Some(if lines.is_empty() { same } else { lines });
        }
        None => {
            report.remarks.push(format!("{shown} cannot be read, so nothing is compared with it"))
        }
    }
    let mark = if before.is_some() { Mark::Changed } else { Mark::Missing };
    let change = Change {
        mark,
        path: shown.clone(),
        lines: None,
        why: String::new(),
        line: None,
        diff: None,
    };
    report.changes = vec![change];
    let by_hand = before.as_ref().is_some_and(|before| !is_slice(&before.text));
    if wanted.check {
        report.drift = true;
        report.title = format!("{shown} is not what {origin} gives: {size}");
        report.repair = Some(job.command(&repair(wanted, by_hand)));
        return Ok(());
    }
    if by_hand && !wanted.force {
        report.changes.clear();
        let message = format!("{shown} was not written by `fetch`, and would be replaced");
        return Err(Failure::new(Exit::Write, message)
            .help("keep it elsewhere, or replace it with `--force`"));
    }
    timed(report, "write", || write::replace_lone_file(job.disk, spec, slice))?;
    report.title = format!("{shown} written: {size}");
    Ok(())
}

/// The address to fetch from.
fn find(
    job: &Job<'_>,
    wanted: &Wanted,
    config: Option<&Text>,
    report: &mut Report,
) -> Result<Address, Failure> {
    if let Some(source) = &wanted.source {
        return Ok(match Address::parse(source)? {
            Address::File(path) => Address::File(job.places.cwd.join(path)),
            url => url,
        });
    }
    let source = config.map(|config| job.pipeline.source(config, job.color)).transpose();
    let source = source.map_err(|findings| {
        report.findings = findings;
        Failure::new(Exit::Input, "the settings cannot be read")
    })?;
    let (Some(source), Some(settings)) = (source.flatten(), &job.places.config) else {
        return Err(Failure::new(Exit::Input, "nothing says where to fetch from")
            .help("give a URL or a file, or set `source:` in the settings"));
    };
    let within = |failure: Failure| Failure {
        message: format!("`source` in {}: {}", job.shown(settings), failure.message),
        ..failure
    };
    Ok(match Address::parse(&source).map_err(within)? {
        Address::File(path) => Address::File(settings.with_file_name("").join(path)),
        url => url,
    })
}

/// What was fetched.
struct Fetched {
    text: Text,
    /// The address as everybody may see it.
    origin: String,
    /// Where the other files of the document are, unless it is from the network.
    beside: Option<Beside>,
}

fn get(job: &Job<'_>, address: &Address, limits: Limits) -> Result<Fetched, Failure> {
    match address {
        Address::Url(url) => {
            let origin = address::shown(url);
            let name = url.path_segments().and_then(|mut it| it.next_back()).unwrap_or_default();
            let name = if name.is_empty() { "document" } else { name };
            let text = network::get(url, limits)?;
            let text = Text { name: name.to_owned(), shown: origin.clone(), text };
            Ok(Fetched { text, origin, beside: None })
        }
        Address::File(path) => {
            if resolved(path) == resolved(&job.places.spec) {
                let message = format!("{} is the file to be written", job.shown(path));
                return Err(Failure::new(Exit::Input, message).help(
                    "keep the whole document elsewhere, or name another file with `--spec`",
                ));
            }
            let text = job.places.read_text(path)?;
            let beside = job.places.beside_of(path)?;
            Ok(Fetched { origin: text.name.clone(), text, beside: Some(beside) })
        }
    }
}

/// The document on disk, if there is one.
fn present(job: &Job<'_>, spec: &Path) -> Result<Option<Text>, Failure> {
    match fs::symlink_metadata(spec) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Ok(meta) if !meta.is_file() => {
            Err(Failure::new(Exit::Write, format!("{} is not a file", job.shown(spec))))
        }
        _ => job.places.read_text(spec).map(Some),
    }
}

/// The command that writes what was compared. A document that was written `by_hand` is not replaced by less.
fn repair(wanted: &Wanted, by_hand: bool) -> String {
    let quoted = |source: &String| {
        let safe = match Address::parse(source) {
            Ok(Address::Url(url)) if url.query().is_some() => "URL".to_owned(),
            _ => crate::places::quoted(source),
        };
        format!(" {safe}")
    };
    let source = wanted.source.as_ref().map(quoted).unwrap_or_default();
    format!("fetch{source}{}", if by_hand { " --force" } else { "" })
}
