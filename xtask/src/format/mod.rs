//! How a report looks. Nothing is decided here but appearance, and what is safe to print.

mod github;
mod json;
pub mod markdown;
mod text;

use crate::args::Format;
use crate::pipeline::Severity;
use crate::report::{Report, count};

/// What goes where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streams {
    /// The result.
    pub stdout: String,
    /// Everything about it.
    pub stderr: String,
}

/// Prints a report.
#[must_use]
pub fn render(report: &Report, format: Format, verbose: bool) -> Streams {
    let mut streams = match format {
        Format::Text => text::render(report),
        Format::Json => json::render(report),
        Format::Github => github::render(report),
        Format::Markdown => markdown::render(report),
    };
    if format == Format::Text && !report.findings.items.is_empty() || report.totals.is_some() {
        streams.stderr.push_str(&summary(report));
    }
    if verbose {
        for (what, time) in &report.timings {
            streams.stderr.push_str(&format!("{what}: {:.1} ms\n", time.as_secs_f64() * 1000.0));
        }
    }
    streams
}

/// The last line of every run: findings, then files.
fn summary(report: &Report) -> String {
    let warnings = count(report.findings.count(Severity::Warning), "warning");
    let errors = count(report.findings.count(Severity::Error), "error");
    match report.totals {
        Some((files, changed)) if report.failure.is_none() => {
            let verb = if report.drift { "differ" } else { "changed" };
            format!("{warnings}, {errors}; {}, {changed} {verb}\n", count(files, "file"))
        }
        _ => format!("{warnings}, {errors}\n"),
    }
}

/// Makes text from a document or a disk harmless for a terminal: no control characters but line ends and tabs.
pub(crate) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Besides controls, the characters that reorder what is shown (UAX 9).
        let reorders = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        if c == '\n' || c == '\t' || !(c.is_control() || reorders) {
            out.push(c);
        } else {
            out.extend(c.escape_unicode());
        }
    }
    out
}

/// The same for a text that must stay on one line.
pub(crate) fn one_line(text: &str) -> String {
    harmless(text).replace('\n', "\\n")
}
