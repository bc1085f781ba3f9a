//! The text of a difference: counts, the first line, and a unified diff of bounded length.
//!
//! What stands on disk may be anything; what is not text, or is too much of it, is described instead.

use crate::report::count;
use crate::tree::scan::Kind;
use similar::{ChangeTag, TextDiff};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Larger files are not compared line by line.
const TEXT_LIMIT: u64 = 4 << 20;

/// After this the diff may be longer than it needs to be; it stays correct.
const PATIENCE: Duration = Duration::from_millis(500);

/// A difference in lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// Lines added and removed by generating anew.
    pub(crate) counts: Option<(usize, usize)>,
    /// The first line on disk that differs, from 1.
    pub(crate) first: Option<usize>,
    /// The diff, or a sentence in its place.
    pub(crate) text: Option<String>,
}

/// Compares the file at `path` with `wanted`; `name` is the path in the head of the diff.
pub(crate) fn lines(path: &Path, kind: Kind, wanted: &str, name: &str) -> Lines {
    let instead = |text: String| Lines { text: Some(text), ..Lines::default() };
    let bytes = match kind {
        Kind::Symlink => {
            let target = fs::read_link(path).map(|target| target.display().to_string());
            return instead(format!("{name} is a symbolic link to {}", target.unwrap_or_default()));
        }
        Kind::Other => return instead(format!("{name} is neither a file nor a directory")),
        Kind::File { bytes, .. } => bytes,
    };
    if bytes > TEXT_LIMIT || wanted.len() as u64 > TEXT_LIMIT {
        return instead(format!(
            "{name} is too large to compare by line: {bytes} bytes, should be {}",
            wanted.len()
        ));
    }
    let content = match fs::read(path) {
        Ok(content) => content,
        Err(error) => return instead(format!("{name} cannot be read: {error}")),
    };
    match String::from_utf8(content) {
        Ok(text) if !text.contains('\0') => between(&text, wanted, name),
        _ => instead(format!("{name} is not text: {bytes} bytes, should be {}", wanted.len())),
    }
}

/// Cuts a diff after `limit` lines and says how much is missing.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    let total = text.lines().count();
    if total <= limit {
        return text.to_owned();
    }
    let mut out: String = text.split_inclusive('\n').take(limit).collect();
    out.push_str(&format!("... {} more (--full shows them)\n", count(total - limit, "line")));
    out
}

fn between(disk: &str, wanted: &str, name: &str) -> Lines {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(disk, wanted);
    let mut lines = Lines::default();
    let (mut added, mut removed, mut position) = (0, 0, 1);
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {}
            ChangeTag::Insert => added += 1,
            ChangeTag::Delete => removed += 1,
        }
        if change.tag() != ChangeTag::Equal && lines.first.is_none() {
            lines.first = Some(position);
        }
        if change.tag() != ChangeTag::Insert {
            position += 1;
        }
    }
    lines.counts = Some((added, removed));
    let head = (format!("{name} (on disk)"), format!("{name} (generated)"));
    lines.text = Some(diff.unified_diff().context_radius(3).header(&head.0, &head.1).to_string());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_first_line() {
        let lines = between("a\nb\nc\n", "a\nB\nC\nc\n", "x");
        assert_eq!((lines.counts, lines.first), (Some((2, 1)), Some(2)));
        assert!(
            lines
                .text
                .is_some_and(|text| text.starts_with("--- x (on disk)\n+++ x (generated)\n@@"))
        );
    }

    #[test]
    fn a_long_diff_is_cut_and_says_so() {
        let text = "l\n".repeat(5);
        assert_eq!(shorten(&text, 5), text);
        assert_eq!(shorten(&text, 4), "l\nl\nl\nl\n... 1 line more (--full shows them)\n");
    }
}
