//! What Markdown is, as the readers of it see it: the tree of a text without its words.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

/// The structure of a text: every element but words, however they are set.
pub(crate) fn shape(text: &str) -> Vec<String> {
    let mut shape = Vec::new();
    let mut events = Parser::new_ext(text, options()).peekable();
    while let Some(event) = events.next() {
        match event {
            // Addresses in a text are shown as code, so that they are no links.
            Event::Text(_) | Event::SoftBreak | Event::Code(_) => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {}
            Event::Start(Tag::Heading { level, .. }) => shape.push(format!("{level}")),
            // An address that is shown as it is leads where it says.
            Event::Start(Tag::Link { dest_url, .. })
                if dest_url.starts_with("https://")
                    && matches!(events.peek(), Some(Event::Text(text)) if *text == dest_url) => {}
            Event::Start(Tag::Link { dest_url, .. }) => shape.push(format!("link {dest_url}")),
            Event::Start(tag) => shape.push(format!("{tag:?}")),
            Event::End(_) => {}
            other => shape.push(format!("{other:?}")),
        }
    }
    shape
}

/// All that readers of README and rustdoc know. Mathematics is none of it: a price is no formula.
fn options() -> Options {
    Options::all().difference(Options::ENABLE_MATH)
}

/// Checks the documentation in a source file: no HTML, no scripts behind links, and no code but ours that a
/// test would run.
#[track_caller]
pub(crate) fn check_docs(code: &str, about: &str) {
    let mut docs = String::new();
    for line in code.lines().chain([""]) {
        let line = line.trim_start();
        match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            Some(text) => docs.push_str(&format!("{}\n", text.strip_prefix(' ').unwrap_or(text))),
            None if !docs.is_empty() => check_one(&std::mem::take(&mut docs), about),
            None => {}
        }
    }
}

#[track_caller]
#[expect(clippy::panic, reason = "a rule is broken")]
fn check_one(docs: &str, about: &str) {
    let mut code = None;
    for event in Parser::new_ext(docs, options()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{about}: {html:?} in\n{docs}"),
            Event::Start(Tag::Link { dest_url, link_type, .. }) if link_type != LinkType::Email => {
                let web =
                    ["https://", "http://", "mailto:"].iter().any(|it| dest_url.starts_with(it));
                let item = !dest_url.contains([':', '/']) || dest_url.contains("::");
                assert!(web || item, "{about}: {dest_url:?} in\n{docs}");
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let CodeBlockKind::Fenced(word) = &kind else {
                    panic!("{about}: {kind:?} in\n{docs}")
                };
                assert!(
                    ["text", "rust,no_run", "no_run", "toml"].contains(&&**word),
                    "{about}: {word:?} in\n{docs}"
                );
                code = (&**word != "text").then(String::new);
            }
            Event::Text(text) => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                }
            }
            Event::End(_) => {
                if let Some(code) = code.take() {
                    assert!(!code.contains("assert!(false)"), "{about}: {code}");
                }
            }
            _ => {}
        }
    }
}
