//! The table of all documents, as text and as data. Decides widths and units, nothing else.

use super::verdict::{Row, Verdict};
use crate::report::count;
use serde::Serialize;
use std::collections::BTreeMap;

/// The headings; the last column is of free length.
const HEADINGS: [&str; 13] = [
    "document", "version", "in", "out", "schemas", "gen ms", "MiB", "lines", "errors", "warnings",
    "check s", "verdict", "losses",
];

/// Columns of words rather than numbers.
const LEFT: [usize; 4] = [0, 1, 11, 12];

/// All documents and what they come to.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// The subcommand of cargo that compiled; none when nothing was compiled.
    pub tool: Option<&'static str>,
    /// Whether the generator itself was built with optimizations, without which its times say little.
    pub optimized: bool,
    /// One line each, by name.
    pub documents: Vec<Row>,
    /// The sums.
    pub totals: Totals,
}

/// The sums of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Totals {
    /// How many documents.
    pub documents: usize,
    /// How many of each verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// Operations in the documents.
    pub operations_in: usize,
    /// Operations in the crates.
    pub operations_out: usize,
    /// Missing operations for which there is a finding.
    pub missing_explained: usize,
    /// Schemas.
    pub schemas: usize,
    /// Time of generating, in milliseconds.
    pub generation_ms: u64,
    /// The largest memory of one document, in KiB.
    pub peak_kib: Option<u64>,
    /// Lines of Rust.
    pub lines: usize,
    /// Errors of the compiler.
    pub errors: usize,
    /// Warnings of the compiler.
    pub warnings: usize,
    /// Time of compiling, in milliseconds.
    pub check_ms: u64,
    /// Losses by code.
    pub losses: BTreeMap<String, usize>,
}

impl Table {
    /// A table of these lines.
    #[must_use]
    pub fn new(tool: Option<&'static str>, documents: Vec<Row>) -> Self {
        let mut totals = Totals { documents: documents.len(), ..Totals::default() };
        for row in &documents {
            totals.add(row);
        }
        Self { tool, optimized: !cfg!(debug_assertions), documents, totals }
    }

    /// The documents with which something is wrong.
    pub fn failing(&self) -> impl Iterator<Item = &Row> {
        self.documents.iter().filter(|row| row.verdict != Verdict::Fine)
    }

    /// The table for people; the totals are its last line.
    #[must_use]
    pub fn render(&self) -> String {
        let mut cells = vec![HEADINGS.map(str::to_owned)];
        cells.extend(self.documents.iter().map(line));
        cells.push(self.totals.line());
        let width = |column: usize| {
            cells.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
        };
        let widths: [usize; 13] = std::array::from_fn(width);
        let mut text = String::new();
        for line in &cells {
            let mut shown = String::new();
            for (column, cell) in line.iter().enumerate() {
                let width = widths[column];
                if LEFT.contains(&column) {
                    shown.push_str(&format!("{cell:<width$}  "));
                } else {
                    shown.push_str(&format!("{cell:>width$}  "));
                }
            }
            text.push_str(shown.trim_end());
            text.push('\n');
        }
        text
    }

    /// What is wrong, document by document, and what is missing for a reason; empty when nothing is.
    #[must_use]
    pub fn details(&self) -> String {
        let mut text = String::new();
        for row in &self.documents {
            for it in row.missing.iter() {
                if let Some(because) = &it.because {
                    text.push_str(&format!("{}: without {}: {because}\n", row.name, it.operation));
                }
            }
            if let Some(reason) = &row.reason {
                text.push_str(&format!("{}: {}\n", row.name, row.verdict));
                reason.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
            }
        }
        text
    }
}

impl Totals {
    fn add(&mut self, row: &Row) {
        *self.verdicts.entry(row.verdict).or_default() += 1;
        self.operations_in += row.operations_in.unwrap_or_default();
        self.operations_out += row.operations_out.unwrap_or_default();
        self.missing_explained += row.missing.iter().filter(|it| it.because.is_some()).count();
        self.schemas += row.schemas;
        self.generation_ms += row.generation_ms.unwrap_or_default();
        self.peak_kib = self.peak_kib.max(row.peak_kib);
        self.lines += row.lines.unwrap_or_default();
        self.errors += row.errors.unwrap_or_default();
        self.warnings += row.warnings.unwrap_or_default();
        self.check_ms += row.check_ms.unwrap_or_default();
        for (code, count) in &row.losses {
            *self.losses.entry(code.clone()).or_default() += count;
        }
    }

    /// How many of each verdict, in words.
    #[must_use]
    pub fn verdicts(&self) -> String {
        let parts = self.verdicts.iter().map(|(verdict, count)| format!("{count} {verdict}"));
        parts.collect::<Vec<_>>().join(", ")
    }

    fn line(&self) -> [String; 13] {
        [
            count(self.documents, "document"),
            String::new(),
            self.operations_in.to_string(),
            self.operations_out.to_string(),
            self.schemas.to_string(),
            self.generation_ms.to_string(),
            self.peak_kib.map(mib).unwrap_or_default(),
            self.lines.to_string(),
            self.errors.to_string(),
            self.warnings.to_string(),
            seconds(self.check_ms),
            self.verdicts(),
            losses(&self.losses),
        ]
    }
}

fn line(row: &Row) -> [String; 13] {
    [
        row.name.clone(),
        row.version.clone(),
        known(row.operations_in),
        known(row.operations_out),
        row.schemas.to_string(),
        known(row.generation_ms),
        known(row.peak_kib.map(mib)),
        known(row.lines),
        known(row.errors),
        known(row.warnings),
        known(row.check_ms.map(seconds)),
        row.verdict.to_string(),
        losses(&row.losses),
    ]
}

fn known(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn mib(kib: u64) -> String {
    kib.div_ceil(1024).to_string()
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{}", milliseconds / 1000, milliseconds % 1000 / 100)
}

fn losses(losses: &BTreeMap<String, usize>) -> String {
    let parts = losses.iter().map(|(code, count)| format!("{code} {count}"));
    parts.collect::<Vec<_>>().join(", ")
}
