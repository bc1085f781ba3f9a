//! Macro calls → text. `prettyplease` cannot know the grammar of the runtime's macros and would
//! break their rows anywhere; here lines break between rows only.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// Columns that a line may have.
const WIDTH: usize = 96;

/// One step of indentation.
const INDENT: &str = "    ";

/// The call `name! { body }`, without a line end after it.
pub(super) fn print_call(name: &str, body: TokenStream) -> String {
    let ended = ends_in_semicolon(&body);
    let statements = split(body, ';');
    let flat: Vec<String> = statements.iter().map(|statement| flat(statement)).collect();
    if let [only] = flat.as_slice() {
        let line = format!("{name}! {{ {only}{} }}", if ended { ";" } else { "" });
        if line.len() <= WIDTH {
            return line;
        }
    }
    let mut text = format!("{name}! {{\n");
    for (statement, flat) in statements.iter().zip(flat) {
        let end = if ended { ";" } else { "" };
        if INDENT.len() + flat.len() + end.len() <= WIDTH {
            text.push_str(&format!("{INDENT}{flat}{end}\n"));
        } else {
            print_statement(statement, end, &mut text);
        }
    }
    text.push('}');
    text
}

fn ends_in_semicolon(body: &TokenStream) -> bool {
    matches!(body.clone().into_iter().last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ';')
}

/// A statement that is too long for a line: its rows, as many to a line as fit.
fn print_statement(statement: &[TokenTree], end: &str, text: &mut String) {
    let braces = statement.iter().position(
        |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    );
    let (before, rows, after) = match braces {
        Some(at) => {
            let TokenTree::Group(group) = &statement[at] else { return };
            let head = flat(&statement[..at]);
            (
                format!("{INDENT}{head} {{\n"),
                split(group.stream(), ','),
                Some(flat(&statement[at + 1..])),
            )
        }
        None => (String::new(), split(statement.iter().cloned().collect(), ','), None),
    };
    text.push_str(&before);
    let indent = if after.is_some() { INDENT.repeat(2) } else { INDENT.to_owned() };
    fill(&rows.iter().map(|row| flat(row)).collect::<Vec<_>>(), &indent, after.is_some(), text);
    match after {
        Some(after) if after.is_empty() => text.push_str(&format!("{INDENT}}}{end}\n")),
        Some(after) => text.push_str(&format!("{INDENT}}} {after}{end}\n")),
        None => {
            text.truncate(text.trim_end().len());
            text.push_str(&format!("{end}\n"));
        }
    }
}

/// Rows with commas, filling lines. `trailing`: a comma after the last one too.
fn fill(rows: &[String], indent: &str, trailing: bool, text: &mut String) {
    let mut column = 0;
    for (index, row) in rows.iter().enumerate() {
        let comma = trailing || index + 1 < rows.len();
        let width = row.len() + usize::from(comma);
        if column > 0 && column + 1 + width > WIDTH {
            text.push('\n');
            column = 0;
        }
        if column == 0 {
            text.push_str(indent);
            column = indent.len();
        } else {
            text.push(' ');
            column += 1;
        }
        text.push_str(row);
        if comma {
            text.push(',');
        }
        column += width;
    }
    text.push('\n');
}

/// The tokens between separators; commas inside `<…>` separate nothing. Nothing follows the last
/// separator of a well-formed call, so an empty tail is dropped.
fn split(tokens: TokenStream, separator: char) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut angles = 0_usize;
    let mut arrow = false;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => angles += 1,
                '>' if !arrow => angles = angles.saturating_sub(1),
                c if c == separator && angles == 0 => {
                    parts.push(Vec::new());
                    continue;
                }
                _ => {}
            }
            arrow = matches!(punct.as_char(), '=' | '-') && punct.spacing() == Spacing::Joint;
        } else {
            arrow = false;
        }
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Tokens on one line, spaced as people write them.
fn flat(tokens: &[TokenTree]) -> String {
    let mut text = String::new();
    let mut glue = true;
    let mut joint = false;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                let tight_before = joint || matches!(c, ',' | ';' | ':' | '.' | '<' | '>' | '?');
                if !(glue || tight_before) {
                    text.push(' ');
                }
                text.push(c);
                joint = punct.spacing() == Spacing::Joint;
                glue = joint
                    || matches!(c, '.' | '<' | '&' | '-')
                    || text.ends_with("..=")
                    || text.ends_with("::");
            }
            TokenTree::Group(group) => {
                let tight = group.delimiter() == Delimiter::Parenthesis
                    && !text.ends_with(['=', ':', ',', '>', '|']);
                if !(glue || tight) {
                    text.push(' ');
                }
                text.push_str(&flat_group(group));
                (glue, joint) = (false, false);
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if !glue {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                (glue, joint) = (false, false);
            }
        }
    }
    text
}

fn flat_group(group: &Group) -> String {
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let inner = flat(&inner);
    match group.delimiter() {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace if inner.is_empty() => "{}".to_owned(),
        Delimiter::Brace => format!("{{ {inner} }}"),
        Delimiter::None => inner,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::print_call;

    #[test]
    fn short_calls_stay_on_a_line() {
        let body = quote!(Customer by "type" { "individual" => Individual(CustomerIndividual), "a" | "b" => Team(Vec<Team>) } absent Individual);
        let line = r#"tagged! { Customer by "type" { "individual" => Individual(CustomerIndividual), "a" | "b" => Team(Vec<Team>) } absent Individual }"#;
        assert_eq!(
            print_call("tagged", body)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace(", }", " }"),
            line
        );
        assert_eq!(
            print_call("object", quote!(A { required r#type "type", literal "k" = -1 })),
            r#"object! { A { required r#type "type", literal "k" = -1 } }"#
        );
    }

    #[test]
    fn long_calls_break_between_rows() {
        let body = quote!(Thing { required first_of_the_fields "firstOfTheFields", nullish second_of_the_fields "secondOfTheFields", rest more });
        let text = "object! {\n    Thing {\n        required first_of_the_fields \"firstOfTheFields\",\n        nullish second_of_the_fields \"secondOfTheFields\", rest more,\n    }\n}";
        assert_eq!(print_call("object", body), text);
    }

    #[test]
    fn commas_of_types_break_nothing() {
        let body = quote!(Thing { new(a: Option<(String, Vec<u8>)>), optional metadata: Map<String, Map<String, Value>>, nullish b b_null: Vec<Option<i64>> });
        let text = print_call("setters", body);
        assert!(text.contains("optional metadata: Map<String, Map<String, Value>>,"), "{text}");
        assert!(text.contains("new(a: Option<(String, Vec<u8>)>),"), "{text}");
    }

    #[test]
    fn statements_end_in_semicolons() {
        let body = quote!(Get: GET "/v1/customers/{id}" "customers:get" security [["oat"], ["pat"]] accept "application/json"; Customer { 200..=299 => json }; GetError { 404 => NotFound json };);
        let text = print_call("operation", body);
        let expected = "operation! {\n    Get: GET \"/v1/customers/{id}\" \"customers:get\" security [[\"oat\"], [\"pat\"]] accept \"application/json\";\n    Customer { 200..=299 => json };\n    GetError { 404 => NotFound json };\n}";
        assert_eq!(
            text.replace("\n        ", " ")
                .replace("[[\"oat\"], [\"pat\"]]\n", "[[\"oat\"], [\"pat\"]] "),
            expected
        );
    }
}
