//! How text of a document, of a command line or of a disk gets into the files of a project.
//!
//! There are two kinds of places for such a text, and one function for each. Nothing else is put in.

use crate::format::harmless;

/// A text longer than this is cut: it stands in a heading or a comment.
const LONGEST: usize = 200;

/// A string in double quotes, the same in YAML 1.2 (§7.3.1), TOML 1.0 and JSON.
///
/// JSON's escapes are valid in all three. TOML and YAML ask in addition that DEL and the C1 controls
/// are escaped, and YAML that line separators and the byte order mark are.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ if c.is_control() || is_invisible(c) => {
                // All of these are in the basic plane, so four digits are enough.
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in a sentence of Markdown, shown as it is: every ASCII punctuation character is escaped,
/// which CommonMark (§2.4) allows for each of them.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// One line without anything that a terminal or an editor would obey.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ");
    let cut: String = joined.chars().take(LONGEST).collect();
    let more = if cut.len() < joined.len() { " …" } else { "" };
    let shown: String = harmless(&cut).chars().filter(|c| !is_invisible(*c)).collect();
    shown + more
}

/// Line separators, marks that reorder or join what is shown, and characters that are none.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str =
        "a\"b\\c\n- d: &e *f\r\n${{ g }}\t\u{7f}\u{85}\u{9b}\u{2028}\u{202e}\u{feff}#\u{1F600}";

    #[test]
    fn a_quoted_text_is_read_back() {
        let text = quoted(HOSTILE);
        assert_eq!(text.lines().count(), 1);
        assert!(text.chars().all(|c| !c.is_control() && !is_invisible(c)), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).ok().as_deref(), Some(HOSTILE));
        assert_eq!(serde_yaml::from_str::<String>(&text).ok().as_deref(), Some(HOSTILE));
    }

    #[test]
    fn markdown_has_no_structure() {
        let text = markdown("# <b>[x](y)</b> `z` @all https://e.example | _a_\n\n- b");
        assert_eq!(
            text,
            r"\# \<b\>\[x\]\(y\)\<\/b\> \`z\` \@all https\:\/\/e\.example \| \_a\_ \- b"
        );
    }

    #[test]
    fn markdown_is_one_short_line() {
        let text = markdown(HOSTILE);
        assert!(!text.contains(['\n', '\r', '\u{2028}', '\u{202e}', '\u{85}']), "{text}");
        assert_eq!(markdown(&"é".repeat(300)), format!("{} …", "é".repeat(200)));
    }
}
