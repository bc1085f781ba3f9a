//! Text of a document → documentation lines. The only way for such text into a comment.
//!
//! The text is read as the CommonMark that it is and written again, so that rustdoc and clippy
//! see well-formed Markdown whatever came in: code blocks are marked `text` (rustdoc would compile
//! and run them), HTML and control characters are shown or dropped rather than interpreted, and
//! only web and mail links stay links (rustdoc would look the others up as items).

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Docs;
use crate::diagnostic::is_unsafe;
use crate::json::Json;
use crate::model;

/// What rustdoc reads besides CommonMark, as far as documents use it.
const EXTENSIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Columns after which a line of prose is broken.
const WIDTH: usize = 92;

/// The documentation of a thing, with `facts` as closing lines.
pub(super) fn plan_docs(docs: &model::Docs, facts: &[String]) -> Docs {
    let mut paragraphs = vec![markdown(docs.description.as_deref().unwrap_or_default())];
    if !docs.limits.is_empty() {
        paragraphs.push(markdown(&format!("Limits: {}.", docs.limits.join(", "))));
    }
    if let Some(format) = &docs.format {
        paragraphs.push(vec![format!("Format: {}.", code_text(format))]);
    }
    if let Some(default) = docs.default.as_ref().filter(|default| **default != Json::Null) {
        paragraphs.push(vec![format!("Default: {}.", code(default))]);
    }
    if let Some(example) = docs.examples.iter().find(|example| is_short(example)) {
        paragraphs.push(vec![format!("Example: {}.", code(example))]);
    }
    paragraphs.extend(facts.iter().map(|fact| vec![fact.clone()]));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let lines = paragraphs.join(&[String::new()] as &[String]);
    Docs { lines, deprecated: docs.deprecated }
}

/// Documentation of our own words, one entry per paragraph.
pub(super) fn own_docs(paragraphs: &[&str]) -> Docs {
    let lines = paragraphs.join("\n\n").lines().map(str::to_owned).collect();
    Docs { lines, deprecated: false }
}

/// Text of a document as one line, for a place that takes no more: its first paragraph. The line
/// is made before it is read, so that no code block can lose its end.
pub(super) fn one_line(text: &str) -> String {
    let text = printable(text);
    let lines = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let lines = markdown(&paragraph.join(" ")).into_iter();
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Markdown that begins with `words`, as part of its first sentence where it has one.
pub(super) fn prefixed(words: &str, mut docs: Docs) -> Docs {
    let prose = |line: &String| line.starts_with(char::is_alphabetic);
    match docs.lines.first_mut() {
        Some(line) if prose(line) => *line = format!("{words}: {line}"),
        // A list or a block of code must stay at the start of its line.
        Some(_) => drop(docs.lines.splice(0..0, [format!("{words}:"), String::new()])),
        None => docs.lines.push(format!("{words}.")),
    }
    docs
}

/// Text as inline code in a cell of a table.
#[must_use]
pub fn cell_code(text: &str) -> String {
    cell(&code_text(text))
}

/// Markdown of one line in a cell of a table. A pipe ends the cell unless an odd number of
/// backslashes stands before it, in code as well (GitHub Flavored Markdown §4.10).
pub(super) fn cell(line: &str) -> String {
    let mut cell = String::with_capacity(line.len());
    let mut backslashes = 0;
    for c in line.chars() {
        if c == '|' && backslashes % 2 == 0 {
            cell.push('\\');
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        cell.push(c);
    }
    cell
}

/// A finding about the document as one line of Markdown.
#[must_use]
pub fn loss_line(at: &crate::pointer::Pointer, message: &str) -> String {
    format!("{}: {}", code_text(&at.to_string()), one_line(message))
}

/// A value as inline code.
pub(super) fn code(value: &Json) -> String {
    code_text(&value.to_string())
}

/// Text as inline code. Its fence is longer than every run of backticks inside, and a space keeps
/// a backtick at either end apart from it (CommonMark §6.1).
pub(super) fn code_text(text: &str) -> String {
    let text = printable(text).replace('\n', " ");
    if text.is_empty() {
        // Two backticks would open a fence; no code span is empty.
        return "` `".to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // A reader takes one space off both ends, if both have one and there is more than spaces.
    let spaced = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let gap = if text.starts_with('`') || text.ends_with('`') || spaced { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// The Markdown `text`, made safe, as lines.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let text = printable(text);
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut safe =
        Safe { events: Vec::new(), column: 0, verbatim: false, table: false, links: Vec::new() };
    for event in Parser::new_ext(&text, EXTENSIONS) {
        safe.take(event);
    }
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    let options =
        pulldown_cmark_to_cmark::Options { code_block_token_count: 3, ..Default::default() };
    if pulldown_cmark_to_cmark::cmark_with_options(safe.events, &mut written, EXTENSIONS, options)
        .is_err()
    {
        // Events that cannot be written as Markdown: the text is still told, as text.
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        return lines.map(code_text).collect();
    }
    let mut lines: Vec<String> = written.lines().map(|line| line.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines
}

/// `text` with line ends as LF and without what a reader cannot see: control characters,
/// direction overrides, zero-width characters, tags. Tabs become spaces.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            '\n' => out.push('\n'),
            c if is_unsafe(c) => {}
            c => out.push(c),
        }
    }
    out
}

fn is_short(value: &Json) -> bool {
    let short = |value: &Json| value.to_string().len() <= 60;
    !matches!(value, Json::Null | Json::Object(_)) && short(value)
}

/// Rewrites events one by one.
struct Safe<'t> {
    events: Vec<Event<'t>>,
    /// Columns written on the current line of prose, about.
    column: usize,
    /// Inside a code block, where nothing is broken or replaced.
    verbatim: bool,
    /// Inside a table, whose rows are one line each.
    table: bool,
    /// For each open link, whether it stays one.
    links: Vec<bool>,
}

impl<'t> Safe<'t> {
    fn take(&mut self, event: Event<'t>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.verbatim = true;
                self.events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(
                    CowStr::Borrowed("text"),
                ))));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.verbatim = false;
                self.column = 0;
                self.events.push(Event::End(TagEnd::CodeBlock));
            }
            Event::Start(Tag::HtmlBlock) => self.start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => self.end(TagEnd::Paragraph),
            Event::Html(text) | Event::InlineHtml(text) => self.prose(&text),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let stays = is_web(&dest_url);
                self.links.push(stays);
                if stays {
                    self.events.push(Event::Start(inline_link(dest_url)));
                }
            }
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    self.events.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            // A heading would stand beside the sections that rustdoc knows.
            Event::Start(Tag::Heading { .. }) => {
                self.start(Tag::Paragraph);
                self.events.push(Event::Start(Tag::Strong));
            }
            Event::End(TagEnd::Heading(_)) => {
                self.events.push(Event::End(TagEnd::Strong));
                self.end(TagEnd::Paragraph);
            }
            Event::Text(text) if self.verbatim => self.events.push(Event::Text(text)),
            Event::Text(text) => self.prose(&text),
            Event::Code(text) => {
                self.column += text.len() + 2;
                self.events.push(Event::Code(text));
            }
            Event::SoftBreak if self.column < WIDTH / 2 && self.column > 0 => {
                self.column += 1;
                self.events.push(Event::Text(CowStr::Borrowed(" ")));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.column = 0;
                self.events.push(Event::SoftBreak);
            }
            Event::Rule => {}
            Event::Start(tag) => {
                self.table |= matches!(tag, Tag::Table(_));
                self.start(tag);
            }
            Event::End(tag) => {
                self.table &= tag != TagEnd::Table;
                self.end(tag);
            }
            other @ (Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)) => {
                self.events.push(other);
            }
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        if !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough) {
            self.column = 0;
        }
        self.events.push(Event::Start(tag));
    }

    fn end(&mut self, tag: TagEnd) {
        self.events.push(Event::End(tag));
    }

    /// Text, with bare addresses made links and long lines broken between words.
    fn prose(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let space = rest.len() - rest.trim_start_matches([' ', '\n']).len();
            let (gap, after) = rest.split_at(space);
            let word_end = after.find([' ', '\n']).unwrap_or(after.len());
            let (word, next) = after.split_at(word_end);
            rest = next;
            if !gap.is_empty() {
                let free =
                    self.links.is_empty() && !self.table && !word.is_empty() && !starts_block(word);
                let breaks = free && self.column + word.chars().count() >= WIDTH;
                if breaks {
                    self.column = 0;
                    self.events.push(Event::SoftBreak);
                } else {
                    self.column += 1;
                    self.events.push(Event::Text(CowStr::Borrowed(" ")));
                }
            }
            self.column += word.chars().count();
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let start = ["https://", "http://"].iter().filter_map(|scheme| word.find(scheme)).min();
        let Some(start) = start.filter(|_| self.links.is_empty()) else {
            self.events.push(Event::Text(word.to_owned().into()));
            return;
        };
        let (before, address) = word.split_at(start);
        let end = address
            .trim_end_matches(['.', ',', ')', ';', ':', '!', '?', '"', '\'', '>', ']', '*'])
            .len();
        let (address, after) = address.split_at(end);
        let safe = address.len() > 8
            && !address.contains(['<', '>', '`', '"', '\\', '|', '[', ']', '{', '}']);
        if !before.is_empty() {
            self.events.push(Event::Text(before.to_owned().into()));
        }
        if safe {
            let link: CowStr<'t> = address.to_owned().into();
            self.events.push(Event::Start(Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: link.clone(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            }));
            self.events.push(Event::Text(link));
            self.events.push(Event::End(TagEnd::Link));
        } else {
            self.events.push(Event::Code(address.replace('`', "'").into()));
        }
        if !after.is_empty() {
            self.events.push(Event::Text(after.to_owned().into()));
        }
    }
}

/// A link written in one piece: `[text](url)`.
fn inline_link(dest_url: CowStr<'_>) -> Tag<'_> {
    Tag::Link {
        link_type: LinkType::Inline,
        dest_url,
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}

fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let web = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    web && !url.contains(char::is_whitespace) && !url.contains(['<', '>'])
}

/// Whether a line that starts with this word could be taken for a list, heading, quote or table.
fn starts_block(word: &str) -> bool {
    let first = word.chars().next().unwrap_or(' ');
    "-+*#>=|~_`:".contains(first) || (first.is_ascii_digit() && word.ends_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of Markdown makes of it: the code, if it is one code span and nothing else.
    fn only_code(markdown: &str) -> Option<String> {
        let events: Vec<Event<'_>> = Parser::new_ext(markdown, EXTENSIONS).collect();
        match events.as_slice() {
            [Event::Start(Tag::Paragraph), Event::Code(text), Event::End(TagEnd::Paragraph)] => {
                Some(text.to_string())
            }
            _ => None,
        }
    }

    #[test]
    fn any_text_is_one_code_span() {
        let texts = [
            "a",
            "`",
            "``",
            "```",
            "```<script>alert(1)</script> [Nope]",
            "a`b``c",
            "ends in ``",
            " a ",
            " ` ",
            "\\`",
            "|",
        ];
        for text in texts {
            let code = code_text(text);
            assert_eq!(only_code(&code).as_deref(), Some(text), "{code}");
        }
        assert_eq!(only_code(&code_text("")).as_deref(), Some(" "));
        assert_eq!(only_code(&code_text("a\r\n\nb")).as_deref(), Some("a  b"));
    }

    #[test]
    fn one_line_leaves_no_block_open() {
        for text in ["```\n<b>\n\n```\nx", "~~~ `<b>`\n<i>", "<b>x</b>", "    <b>", "> <b>"] {
            let line = one_line(text);
            let html = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
            let after = format!("{line}\n\n<after>");
            assert_eq!(Parser::new(&after).filter(html).count(), 1, "{line}");
        }
    }

    #[test]
    fn no_text_ends_a_cell() {
        for text in ["a|b", "a\\|<b>", "a\\\\|<b>", "|", "`|`"] {
            let table = format!("| a | b |\n|---|---|\n| {} | c |\n", cell_code(text));
            let events: Vec<Event<'_>> = Parser::new_ext(&table, EXTENSIONS).collect();
            let last = events.iter().rev().find_map(|event| match event {
                Event::Text(text) => Some(text.to_string()),
                _ => None,
            });
            assert_eq!(last.as_deref(), Some("c"), "{table}");
            let html = |event: &&Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
            assert_eq!(events.iter().find(html), None, "{table}");
        }
    }
}
