//! The comments above a slice: what it is part of, and what was selected. No clock, no path of a machine,
//! so that the same document gives the same bytes.

use std::fmt::Write as _;

use super::Coverage;
use super::yaml::flat_text;
use crate::config::Config;
use crate::diagnostic::printable;

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

/// Whether a text is a slice.
#[must_use]
pub fn is_slice(text: &str) -> bool {
    text.strip_prefix('\u{feff}').unwrap_or(text).lines().next() == Some(MARK)
}

/// The header, with the empty line below it.
pub(super) fn header(
    origin: &Origin<'_>,
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
