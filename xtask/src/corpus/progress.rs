//! How far a long run is: a bar on a terminal, elsewhere a line per document.

use super::verdict::{Row, Verdict};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};

/// What is shown while the documents are tried.
pub struct Progress {
    bar: Option<ProgressBar>,
    done: usize,
    total: usize,
}

impl Progress {
    /// Begins to show a run of so many documents.
    #[must_use]
    pub fn new(total: usize) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}");
            let bar = ProgressBar::new(total as u64);
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, done: 0, total }
    }

    /// Names the document that is worked on.
    pub fn begin(&self, name: &str, what: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{what} {}", crate::format::one_line(name)));
        }
    }

    /// Shows how a document fared; on a terminal only those that need a look.
    pub fn end(&mut self, row: &Row) {
        self.done += 1;
        let reason = row.reason.as_deref().and_then(|reason| reason.lines().next());
        let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        let said = crate::format::one_line(&format!("{}: {}{reason}", row.name, row.verdict));
        match &self.bar {
            Some(bar) => {
                if row.verdict != Verdict::Fine {
                    bar.println(said);
                }
                bar.inc(1);
            }
            None => {
                // Nothing can be done for a closed stderr.
                let _ = writeln!(io::stderr(), "[{}/{}] {said}", self.done, self.total);
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
