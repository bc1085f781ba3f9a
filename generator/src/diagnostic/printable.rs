//! Makes text from a document safe to print.

use std::ops::Range;

/// Characters of a source line that are shown before what is underlined, when the line is long.
const BEFORE: usize = 40;

/// Characters of a source line that are shown from there on.
const AFTER: usize = 80;

/// `text` on one line, with every character that would move the cursor, reorder text or show nothing
/// written as its number.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut shown, c);
    }
    shown
}

/// The part of a line around `range`, printable, and where the range is in it.
pub(super) fn excerpt(line: &str, range: Range<usize>) -> (String, Range<usize>) {
    let before = line.get(..range.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let rest = line.get(range.start..).unwrap_or_default();
    let to = range.start + rest.char_indices().nth(AFTER).map_or(rest.len(), |(at, _)| at);

    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    let (mut start, mut end) = (None, 0);
    for (at, c) in line[from..to].char_indices() {
        if from + at == range.start {
            start = Some(shown.len());
        }
        push(&mut shown, c);
        if from + at < range.end {
            end = shown.len();
        }
    }
    if to < line.len() {
        shown.push('…');
    }
    let start = start.unwrap_or(shown.len());
    (shown, start..end.max(start))
}

fn push(shown: &mut String, c: char) {
    match c {
        '\n' | '\r' | '\t' => shown.push(' '),
        c if is_unsafe(c) => shown.extend(c.escape_unicode()),
        c => shown.push(c),
    }
}

/// Control characters, line separators, and characters of zero width or that change direction.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{excerpt, printable};

    #[test]
    fn controls_and_bidi_are_written_out() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{202e}c\u{200b}d\ne"),
            "a\\u{1b}[31mb\\u{202e}c\\u{200b}d e"
        );
        assert_eq!(printable("naïve ✓"), "naïve ✓");
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(excerpt("key: value", 5..10), ("key: value".to_owned(), 5..10));
    }

    #[test]
    fn a_long_line_is_cut_around_the_range() {
        let line = format!("{}HERE{}", "é".repeat(500), "z".repeat(500));
        let (shown, range) = excerpt(&line, 1000..1004);
        assert_eq!(&shown[range], "HERE");
        assert_eq!(shown.chars().count(), 40 + 80 + 2);
        assert!(shown.starts_with('…') && shown.ends_with('…'));
    }

    #[test]
    fn the_range_moves_with_what_is_written_out() {
        let (shown, range) = excerpt("\u{202e}: \u{7}x", 5..7);
        assert_eq!(shown, "\\u{202e}: \\u{7}x");
        assert_eq!(&shown[range], "\\u{7}x");
    }

    #[test]
    fn the_end_of_a_line_can_be_pointed_at() {
        assert_eq!(excerpt("abc", 3..3), ("abc".to_owned(), 3..3));
        assert_eq!(excerpt("", 0..0), (String::new(), 0..0));
    }
}
