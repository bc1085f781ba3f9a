//! How a report looks. Nothing is decided here but appearance.

mod github;
mod harmless;
mod json;
pub mod markdown;
mod text;

pub(crate) use harmless::{harmless, json as safe_json, one_line, painted};

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
