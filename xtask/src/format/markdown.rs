//! A comparison as a changelog entry, for people who use the crate: what breaks first.
//!
//! Names and values of a document stand in code spans, the reasons of settings are escaped as text. What a
//! document says can so neither end a list nor start a heading, a link, a mention, an image or HTML.

use super::{Streams, harmless};
use crate::pipeline::Comparison;
use crate::pipeline::compared::{Change, Part};
use crate::report::Report;

/// The parts of a changelog, in order, with their headings.
const SECTIONS: [(&str, &str); 5] = [
    ("breaking", "Breaking"),
    ("added", "Added"),
    ("changed", "Changed"),
    ("deprecated", "Deprecated"),
    ("documentation", "Documentation"),
];

/// Operations that are named; of more, the number says enough.
const NAMED: usize = 5;

pub(super) fn render(report: &Report) -> Streams {
    let mut streams = Streams { stdout: String::new(), stderr: harmless(&report.findings.text) };
    if let Some(it) = &report.comparison {
        streams.stdout = changelog(it);
    }
    streams.stdout.extend(report.output.iter().map(|text| harmless(text)));
    if let Some(failure) = &report.failure {
        streams.stderr.push_str(&format!("error: {}\n", super::one_line(&failure.message)));
        if let Some(help) = &failure.help {
            streams.stderr.push_str(&format!("help: {}\n", super::one_line(help)));
        }
    }
    streams
}

/// The entry of a changelog.
#[must_use]
pub fn changelog(it: &Comparison) -> String {
    let version = if it.enough { Some(&it.new.version) } else { it.least_version.as_ref() };
    let mut text = format!("## {}\n", escaped(version.map_or("Changes", String::as_str)));
    if it.changes.is_empty() {
        text.push_str("\nNothing changes for those who use the crate.\n");
        return text;
    }
    let (wire, source, behaviour) = (it.wire, it.source, it.behaviour);
    text.push_str(&format!(
        "\nSince {}: **{}** – wire {wire}, source {source}, behaviour {behaviour}.\n",
        escaped(&it.old.version),
        it.bump
    ));
    for (section, heading) in SECTIONS {
        let open = it.changes.iter().filter(|it| it.section == section && it.approved.is_none());
        list(&mut text, heading, open);
    }
    list(&mut text, "Approved", it.changes.iter().filter(|it| it.approved.is_some()));
    text
}

fn list<'c>(text: &mut String, heading: &str, changes: impl Iterator<Item = &'c Change>) {
    let mut changes = changes.peekable();
    if changes.peek().is_some() {
        text.push_str(&format!("\n### {heading}\n\n"));
    }
    for change in changes {
        text.push_str("- ");
        for part in &change.message {
            match part {
                // Our own words have code spans of their own.
                Part::Words(words) => text.push_str(words),
                Part::Code(code) => text.push_str(&span(code)),
            }
        }
        let known = |id: &&String| !change.message.contains(&Part::Code((*id).clone()));
        let operations: Vec<&String> = change.operations.iter().filter(known).collect();
        match operations.len() {
            0 => {}
            number @ 1..=NAMED => {
                let named: Vec<String> = operations[..number].iter().map(|id| span(id)).collect();
                text.push_str(&format!(" (in {})", named.join(", ")));
            }
            number => text.push_str(&format!(" (in {number} operations)")),
        }
        if let Some(because) = &change.approved {
            text.push_str(&format!(" – {}", escaped(because)));
        }
        text.push('\n');
    }
}

/// Text as a code span (CommonMark §6.1) on one line. The fence is longer than any run of backticks in it.
#[must_use]
pub fn span(text: &str) -> String {
    let text = plain(text);
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    // A span may neither be empty nor begin or end with a backtick; of two blanks one is taken off.
    let edge = text.is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let blank = if edge { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Text as text on one line: all that Markdown, HTML or GitHub could read as more is escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    let text = plain(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // An entity, so that nothing that looks for mentions and references finds one.
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            ':' => out.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '+' | '-' | '!' | '|'
            | '~' | '=' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // Links are found by their beginning.
            '.' if out.ends_with("www") => out.push_str("&#46;"),
            // A number, a full stop and a blank begin a list.
            '.' if chars.peek().is_none_or(|next| *next == ' ')
                && !out.is_empty()
                && out.chars().all(|c| c.is_ascii_digit()) =>
            {
                out.push_str("\\.");
            }
            _ => out.push(c),
        }
    }
    out
}

/// Text on one line, without what a terminal or a page could take for more than text.
fn plain(text: &str) -> String {
    let lines = harmless(text);
    lines.split(['\n', '\t', '\u{2028}', '\u{2029}', '\u{85}']).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_in_its_span() {
        for (text, expected) in [
            ("name", "`name`"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("``` x", "```` ``` x ````"),
            ("", "`  `"),
            ("a\n\n# b", "`a  # b`"),
            ("<b>@me</b>", "`<b>@me</b>`"),
            ("\u{1b}[31m", "`\\u{1b}[31m`"),
        ] {
            assert_eq!(span(text), expected, "{text:?}");
        }
    }

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("fine", "fine"),
            ("see [x](http://y)", "see \\[x\\]\\(http&#58;//y\\)"),
            ("<script>", "&lt;script&gt;"),
            ("@team #12", "&#64;team &#35;12"),
            ("`code` *b*", "\\`code\\` \\*b\\*"),
            ("1. one\n- two", "1\\. one \\- two"),
            ("www.x.example", "www&#46;x.example"),
            ("a\n\n## b", "a  &#35;&#35; b"),
        ] {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }
}
