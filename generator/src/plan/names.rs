//! Text → identifier. The only module that knows `heck`, and the only one that makes a
//! [`RustIdent`]; whatever the text, the result is legal, ASCII, and the same on every machine.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

/// A legal Rust identifier, without the `r#` that a keyword needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RustIdent(Arc<str>);

impl RustIdent {
    /// The identifier's text, without `r#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as Rust has it, with `r#` where it needs one.
    pub(crate) fn source(&self) -> String {
        if self.is_raw() { format!("r#{self}") } else { self.to_string() }
    }

    /// Whether it must be written with `r#`.
    #[must_use]
    pub fn is_raw(&self) -> bool {
        KEYWORDS.contains(&self.as_str())
    }
}

impl fmt::Display for RustIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a type or variant: upper camel case.
pub(super) fn type_name(text: &str) -> String {
    let name = camel(&spelled(text));
    match name.as_str() {
        "" => "Empty".to_owned(),
        "Self" => "SelfValue".to_owned(),
        _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("N{name}"),
        _ => name,
    }
}

/// The name of a field, argument, method or module: snake case.
pub(super) fn value_name(text: &str) -> String {
    let name = spelled(text).to_snake_case();
    match name.as_str() {
        "" => "empty".to_owned(),
        // These four cannot be raw identifiers.
        "self" | "super" | "crate" | "_" => format!("{name}_"),
        _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("n{name}"),
        _ => name,
    }
}

/// How long the name of a module may be.
const MAX_MODULE: usize = 100;

/// The name of a module, which is also a file's: never a keyword or a device name of Windows.
pub(super) fn module_name(text: &str) -> String {
    let mut name = value_name(text);
    // File systems take 255 bytes; what is cut off is told apart by the scope.
    name.truncate(MAX_MODULE);
    let device = ["con", "prn", "aux", "nul"].contains(&name.as_str())
        || (name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt")));
    if device || KEYWORDS.contains(&name.as_str()) || name == "mod" {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of a package: kebab case.
pub(super) fn package_name(text: &str) -> String {
    value_name(text).replace('_', "-")
}

/// A name in kebab case, for people to type.
pub(super) fn kebab_name(text: &str) -> String {
    package_name(text)
}

/// The first words of a type's name, at most `count`: they name its module.
pub(super) fn first_words(name: &str, count: usize) -> String {
    let snake = name.to_snake_case();
    let end = snake.match_indices('_').nth(count.saturating_sub(1)).map_or(snake.len(), |at| at.0);
    snake[..end].to_owned()
}

/// The name of a parameter of a function: as of a field, but none that clippy takes for a placeholder
/// (`disallowed_names`).
pub(super) fn parameter_name(text: &str) -> String {
    let name = value_name(text);
    if ["foo", "baz", "quux"].contains(&name.as_str()) { format!("{name}_param") } else { name }
}

/// Whether clippy takes a method of this name for one of a standard trait.
pub(super) fn is_trait_method(name: &str) -> bool {
    [
        "add",
        "as_mut",
        "as_ref",
        "bitand",
        "bitor",
        "bitxor",
        "borrow",
        "borrow_mut",
        "clone",
        "cmp",
        "default",
        "deref",
        "deref_mut",
        "div",
        "drop",
        "eq",
        "from_iter",
        "from_str",
        "hash",
        "index",
        "index_mut",
        "into_iter",
        "mul",
        "neg",
        "next",
        "not",
        "rem",
        "shl",
        "shr",
        "sub",
    ]
    .contains(&name)
}

/// Names in one scope. Each is given once.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which `reserved` are taken.
    pub(super) fn with(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Takes the first free one of `candidates`, else the last with a number. Candidates must be
    /// names that this module made.
    pub(super) fn take(&mut self, candidates: &[String]) -> RustIdent {
        let free = candidates.iter().find(|candidate| !self.taken.contains(*candidate)).cloned();
        let name = free.unwrap_or_else(|| {
            let last = candidates.last().map_or("empty", String::as_str);
            (2_u32..)
                .map(|number| numbered(last, number))
                .find(|name| !self.taken.contains(name))
                .unwrap_or_default()
        });
        debug_assert!(is_legal(&name), "`{name}` is no identifier");
        self.taken.insert(name.clone());
        RustIdent(name.into())
    }
}

/// A name with a number, kept apart from a number that the name may end in.
fn numbered(name: &str, number: u32) -> String {
    let name = name.trim_end_matches('_');
    if name.ends_with(|c: char| c.is_ascii_digit())
        || name.starts_with(|c: char| c.is_ascii_lowercase())
    {
        format!("{name}_{number}")
    } else {
        format!("{name}{number}")
    }
}

/// The text with what is no letter or digit spelled out or turned into a space, so that words
/// stay apart and different texts stay different as far as that reads well.
fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let wordless = !text.chars().any(|c| c.is_ascii_alphanumeric());
    for (index, c) in text.char_indices() {
        match c {
            c if c.is_ascii_alphanumeric() => spelled.push(c),
            '\'' | '’' => {}
            '+' => spelled.push_str(" plus "),
            '-' if index == 0 => spelled.push_str(" minus "),
            c if wordless => spelled.push_str(&word(c)),
            c if c.is_alphanumeric() => spelled.push_str(&format!(" u{:x} ", u32::from(c))),
            _ => spelled.push(' '),
        }
    }
    spelled
}

/// The word for a character in a text that has no letters.
fn word(c: char) -> String {
    let word = match c {
        '*' => "star",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        '/' => "slash",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '~' => "tilde",
        '^' => "caret",
        '?' => "question",
        ':' => "colon",
        '-' => "minus",
        ' ' | '_' => "",
        _ => return format!(" u{:x} ", u32::from(c)),
    };
    format!(" {word} ")
}

/// Upper camel case that keeps digits of different words apart: `1.5` is not `15`.
fn camel(spelled: &str) -> String {
    let mut name = String::with_capacity(spelled.len());
    for word in spelled.split(' ').filter(|word| !word.is_empty()) {
        let word = word.to_upper_camel_case();
        let touches = name.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit());
        if touches {
            name.push('_');
        }
        name.push_str(&word);
    }
    name
}

fn is_legal(text: &str) -> bool {
    let mut chars = text.chars();
    let first =
        chars.next().is_some_and(|c| c.is_ascii_alphabetic() || (c == '_' && text.len() > 1));
    first
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !["self", "Self", "super", "crate"].contains(&text)
}

/// Strict and reserved keywords of every edition up to 2024.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe",
    "unsized", "use", "virtual", "where", "while", "yield", "Self",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_legal_name() {
        let texts = [
            "",
            "1a",
            "self",
            "Self",
            "super",
            "crate",
            "_",
            "é",
            "+1",
            "-1",
            "a b",
            "type",
            "customer_id",
            "ＡＢ",
            "\0",
            "..",
            "*",
            "日本",
            "OAuth2",
            "2024-10",
            "’",
            "- -",
            "a’b",
            "\u{202e}x",
        ];
        for text in texts {
            for name in [type_name(text), value_name(text), module_name(text)] {
                assert!(is_legal(&name), "{text:?} became {name:?}");
            }
        }
    }

    #[test]
    fn words_of_a_name() {
        let table = [
            ("HTTPValidationError", "HttpValidationError", "http_validation_error"),
            ("TaxIDFormat", "TaxIdFormat", "tax_id_format"),
            ("ListResource_Customer_", "ListResourceCustomer", "list_resource_customer"),
            ("us_ein", "UsEin", "us_ein"),
            ("-created_at", "MinusCreatedAt", "minus_created_at"),
            ("+1", "Plus1", "plus_1"),
            ("2024-10", "N2024_10", "n2024_10"),
            ("cf-turnstile-response", "CfTurnstileResponse", "cf_turnstile_response"),
            ("*", "Star", "star"),
        ];
        for (text, camel, snake) in table {
            assert_eq!(
                (type_name(text).as_str(), value_name(text).as_str()),
                (camel, snake),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_scope_gives_each_name_once() {
        let mut scope = Scope::with(&["new"]);
        let names: Vec<String> = ["new", "id", "id", "id_2", "v2", "v2"]
            .iter()
            .map(|text| scope.take(&[value_name(text)]).to_string())
            .collect();
        assert_eq!(names, ["new_2", "id", "id_2", "id_2_2", "v2", "v2_2"]);
    }
}
