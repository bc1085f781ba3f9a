//! Text of a document → documentation lines. The only way for such text into a comment.
//!
//! The text is read as the CommonMark that it is and written again, so that rustdoc and clippy
//! see well-formed Markdown whatever came in: code blocks are marked `text` (rustdoc would compile
//! and run them), HTML and control characters are shown or dropped rather than interpreted, and
//! only web and mail links stay links (rustdoc would look the others up as items).

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Docs;
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

/// Text of a document as one line, for a place that takes no more.
pub(super) fn one_line(text: &str) -> String {
    markdown(text).into_iter().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
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

/// Text as inline code; a backtick in it asks for a longer fence (CommonMark §6.1).
pub(super) fn code_text(text: &str) -> String {
    let text = printable(text).replace('\n', " ");
    if text.contains('`') {
        format!("`` {} ``", text.replace("``", "` `"))
    } else {
        format!("`{text}`")
    }
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
        return text
            .lines()
            .map(|line| code_text(line.trim()))
            .filter(|line| line != "``")
            .collect();
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
            c if c.is_control() => {}
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{61c}' => {}
            '\u{e0000}'..='\u{e007f}' | '\u{fff9}'..='\u{fffb}' => {}
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
