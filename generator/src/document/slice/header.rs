//! The comments above a slice: what it is part of, what was selected, and which overlays are in it. No
//! clock, no path of a machine, so that the same document gives the same bytes.
//!
//! An overlay that is in a document must not be applied to it again: its targets may be gone. So the comments
//! are read as well.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Coverage;
use super::yaml::flat_text;
use crate::config::Config;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Source, printable};
use crate::pipeline::Inputs;

/// Where a document came from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// A URL, or the name of a file, as it may be shown to everybody.
    pub address: &'a str,
    /// The SHA-256 of what was there, in hexadecimal digits.
    pub sha256: &'a str,
}

/// The first line of a slice. A document that begins with it was selected from when it was written, so
/// the selectors of the settings need not fit anything in it.
const MARK: &str = "# Written by `cargo xtask fetch`; the next fetch replaces edits.";

/// What stands before the name of an overlay and its hash.
const OVERLAY: &str = "#   - overlay: ";

/// Whether a text is a slice.
#[must_use]
pub fn is_slice(text: &str) -> bool {
    text.strip_prefix('\u{feff}').unwrap_or(text).lines().next() == Some(MARK)
}

/// The overlays that are still to be applied to a document: all, but for those that are in a slice. It is
/// an error if one of these has changed or is no longer wanted, because nothing takes it out again.
pub fn pending(spec: &Source, overlays: &[Source], diagnostics: &mut Diagnostics) -> Vec<Source> {
    if !is_slice(&spec.text) {
        return overlays.to_vec();
    }
    let stamps: Vec<(String, &Source)> = overlays.iter().map(|it| (stamp(it), it)).collect();
    let header = spec.body().lines().enumerate().take_while(|(_, line)| line.starts_with('#'));
    let mut applied = Vec::new();
    for (index, line) in header {
        let Some(stamp) = line.strip_prefix(OVERLAY) else { continue };
        if !stamps.iter().any(|(known, _)| known == stamp) {
            let at = At::Position { line: index + 1, column: 1 };
            let message = "this overlay was applied when the document was fetched, and is another \
                           one now, or is no longer named";
            let help = "fetch the document again: `cargo xtask fetch`";
            diagnostics.push(Diagnostic::error(Code::StaleDocument, at, message).with_help(help));
        }
        applied.push(stamp);
    }
    let is_pending = |(stamp, _): &(String, &Source)| !applied.contains(&stamp.as_str());
    stamps.into_iter().filter(is_pending).map(|(_, overlay)| overlay.clone()).collect()
}

/// An overlay by its name and its text, whatever its line ends.
fn stamp(overlay: &Source) -> String {
    let digest = Sha256::digest(overlay.text.replace("\r\n", "\n"));
    let hash = digest.iter().fold(String::new(), |mut hash, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    printable(&format!("{} {hash}", overlay.name))
}

/// The header, with the empty line below it.
pub(super) fn header(
    origin: &Origin<'_>,
    inputs: &Inputs,
    operations: Coverage,
    webhooks: Coverage,
    config: &Config,
) -> String {
    let mut lines = vec![
        format!("source: {}", origin.address),
        format!("sha256: {}", origin.sha256),
        format!("{}, {}", counted(operations, "operations"), counted(webhooks, "webhooks")),
    ];
    let mut list = |key: &str, texts: Vec<String>| {
        if !texts.is_empty() {
            lines.push(format!("{key}:"));
            lines.extend(texts.iter().map(|text| format!("  - {text}")));
        }
    };
    list("overlays", inputs.overlays.iter().map(|it| format!("overlay: {}", stamp(it))).collect());
    let selectors = |all: &[crate::choice::OperationSelector]| {
        all.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let names = |all: &[String]| all.iter().map(|name| flat_text(name)).collect::<Vec<_>>();
    list("operations.include", selectors(&config.operations.include));
    list("operations.exclude", selectors(&config.operations.exclude));
    if let Some(webhooks) = &config.webhooks {
        list("webhooks.include", names(&webhooks.include));
        list("webhooks.exclude", names(&webhooks.exclude));
    }
    let mut header = format!("{MARK}\n");
    for line in lines {
        // Writing to a string cannot fail. What is not printable, line ends among it, is escaped.
        let _ = writeln!(header, "# {}", printable(&line.replace('\n', " ")));
    }
    header + "\n"
}

fn counted(coverage: Coverage, noun: &str) -> String {
    format!("{} of {} {noun}", coverage.selected, coverage.total)
}
