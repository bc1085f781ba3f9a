//! What is safe to print, whoever wrote it: a document, a settings file, the name of a file on disk.
//!
//! Two readers are guarded. A terminal must not be driven: no control characters, nothing invisible,
//! nothing that reorders text. And the runner of GitHub Actions, which reads everything that a job
//! prints, must not find a command: neither `::name::` at the start of a line nor `##[name]` anywhere.

/// Text without control characters but line ends and tabs, and without commands of a runner.
pub(crate) fn harmless(text: &str) -> String {
    guard(text, false)
}

/// The same for a text that this program colored: its colors stay.
pub(crate) fn painted(text: &str) -> String {
    guard(text, true)
}

/// The same for a text that must stay on one line.
pub(crate) fn one_line(text: &str) -> String {
    harmless(&text.replace('\n', "\\n"))
}

/// JSON that says the same, with escapes in its strings for what is not safe to print.
pub(crate) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Outside strings JSON has none of these.
        if c != '\n' && is_unsafe(c) || c == '[' && out.ends_with("##") {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn guard(text: &str, colors: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let color = if colors { color(rest) } else { 0 };
        if color > 0 {
            out.push_str(&rest[..color]);
            rest = &rest[color..];
            continue;
        }
        // The name of a command does not start with a colon.
        let starts_command = blank && rest.starts_with("::") && !rest.starts_with(":::");
        if starts_command || c == '[' && out.ends_with("##") || !"\n\t".contains(c) && is_unsafe(c)
        {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        // A runner trims lines before it looks.
        blank = c == '\n' || blank && c.is_whitespace();
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The length of the color that a text starts with (ECMA-48 SGR); 0 if it starts with none.
fn color(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else { return 0 };
    let digits = parameters.bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
    if parameters[digits..].starts_with('m') { digits + 3 } else { 0 }
}

/// Control characters, line separators, and characters of no width or that change direction (UAX 9).
fn is_unsafe(c: char) -> bool {
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
    use super::*;

    #[test]
    fn commands_of_a_runner_are_broken() {
        assert_eq!(
            harmless("::error::x\n \u{a0}::error::x"),
            "\\u{3a}:error::x\n \u{a0}\\u{3a}:error::x"
        );
        assert_eq!(harmless("  ::: spec.yaml:1:2"), "  ::: spec.yaml:1:2");
        assert_eq!(harmless("a::b ##[error]x"), "a::b ##\\u{5b}error]x");
        assert_eq!(harmless("###[x] #[y]"), "###\\u{5b}x] #[y]");
        assert_eq!(one_line("a\n::error::x"), "a\\n::error::x");
    }

    #[test]
    fn a_terminal_is_not_driven() {
        assert_eq!(
            harmless("\u{1b}[31m\r\u{9b}\u{202e}\u{200b}\tü\n"),
            "\\u{1b}[31m\\u{d}\\u{9b}\\u{202e}\\u{200b}\tü\n"
        );
        assert_eq!(painted("\u{1b}[1;31mred\u{1b}[0m"), "\u{1b}[1;31mred\u{1b}[0m");
        assert_eq!(painted("\u{1b}[1m::error::x"), "\u{1b}[1m\\u{3a}:error::x");
        assert_eq!(painted("\u{1b}]8;;x\u{1b}[2J"), "\\u{1b}]8;;x\\u{1b}[2J");
    }

    #[test]
    fn json_says_the_same() {
        let value = serde_json::json!({ "a": "\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}##[error]\n" });
        let text = json(&format!("{value:#}\n"));
        assert!(
            text.chars().all(|c| c == '\n' || !is_unsafe(c)) && !text.contains("##["),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).ok(), Some(value));
    }
}
