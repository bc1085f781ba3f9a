//! The key of a path item → the template that is sent: a path, and perhaps a query.
//!
//! OpenAPI 3.1 §4.8.8 knows `/path/{name}` and nothing else. What documents write besides is read as
//! it is meant: a query that tells operations apart, a pattern or an operator within the braces. It
//! does not decide how a value is written; that is the parameter's style.

use super::Lowering;
use crate::diagnostic::{Code, Severity};
use crate::model::{Location, Parameter};
use crate::pointer::Pointer;

/// What RFC 6570 (§2.2) and frameworks put before a name.
const OPERATORS: [char; 7] = ['+', '#', '.', '/', ';', '?', '&'];

impl Lowering<'_> {
    /// The template of the operation at `at`, whose path item has this key. The parameters are
    /// changed where the key says what they are.
    pub(super) fn lower_path(
        &mut self,
        at: &Pointer,
        key: &str,
        parameters: &mut Vec<Parameter>,
    ) -> String {
        let path = self.plain_names(at, key, parameters);
        let (path, fragment) = split_outside(&path, '#');
        if fragment.is_some() {
            // RFC 9110 §7.1: the target of a request has no fragment.
            let message =
                "what follows `#` in the path is never sent, so it tells no operations apart";
            self.warn(Code::PathTemplate, at, message);
        }
        let (path, query) = split_outside(path, '?');
        let pairs = query.map(|query| self.lower_fixed_query(at, query, parameters));
        for name in repeated(path) {
            let message = format!("`{{{name}}}` occurs twice; both get the same value");
            self.warn(Code::PathTemplate, at, message);
        }
        match pairs.filter(|pairs| !pairs.is_empty()) {
            Some(pairs) => format!("{path}?{}", pairs.join("&")),
            None => path.to_owned(),
        }
    }

    /// The key with nothing but a name within each pair of braces.
    fn plain_names(&mut self, at: &Pointer, key: &str, parameters: &[Parameter]) -> String {
        let mut plain = String::with_capacity(key.len());
        let mut rest = key;
        while let Some((literal, inside, after)) = next_braces(rest) {
            plain.push_str(literal);
            rest = after;
            let declared = parameters.iter().any(|parameter| parameter.name == inside);
            let name = if declared { inside } else { bare_name(inside) };
            if name != inside || name.contains(['{', '}']) {
                let message = format!("`{{{inside}}}` in the path is read as `{{{name}}}`");
                self.warn(Code::PathTemplate, at, message);
            }
            match inside.strip_prefix(['?', '&']).filter(|_| !declared) {
                // The parameters of a query are declared as such; here they are only repeated.
                Some(_) => {}
                None => plain.extend(["{", name, "}"]),
            }
        }
        plain.push_str(rest);
        plain
    }

    /// The pairs of a query within a path's key, which every request has.
    fn lower_fixed_query(
        &mut self,
        at: &Pointer,
        query: &str,
        parameters: &mut Vec<Parameter>,
    ) -> Vec<String> {
        let mut fixed = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let declared = parameters.iter().position(|parameter| {
                parameter.location == Location::Query && parameter.name == name
            });
            match declared {
                // The parameter gives the value.
                Some(_) if value.is_empty() || value == format!("{{{name}}}") => continue,
                Some(index) => {
                    parameters.remove(index);
                    self.report(
                        Severity::Note,
                        Code::IgnoredParameter,
                        at,
                        format!("the path itself says what `{name}` is"),
                        None,
                    );
                }
                None => {}
            }
            for placeholder in templates(value) {
                // Whatever fills the template is an argument that the path needs.
                if let Some(parameter) = parameters.iter_mut().find(|parameter| {
                    parameter.location == Location::Query && parameter.name == placeholder
                }) {
                    parameter.location = Location::Path;
                    parameter.style = crate::model::Style::Simple { explode: false };
                    parameter.required = true;
                }
            }
            fixed.push(pair.to_owned());
        }
        fixed
    }
}

/// The names between braces in a template.
pub(super) fn templates(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        let (_, inside, after) = next_braces(rest)?;
        rest = after;
        Some(inside)
    })
}

/// The names that occur more than once, each once (OpenAPI 3.2 §4.8.1 forbids it).
fn repeated(path: &str) -> Vec<&str> {
    let names: Vec<&str> = templates(path).collect();
    let twice = names.iter().enumerate().filter(|(index, name)| {
        names[..*index].iter().filter(|earlier| earlier == name).count() == 1
    });
    twice.map(|(_, name)| *name).collect()
}

/// Splits `text` around its first pair of braces; braces within it, as in `{id:\d{2}}`, are part of
/// what it holds.
fn next_braces(text: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = text.split_once('{')?;
    let mut depth = 1;
    for (index, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((literal, &rest[..index], &rest[index + 1..]));
        }
    }
    None
}

/// The name within braces, without an operator, a modifier or a pattern.
fn bare_name(inside: &str) -> &str {
    let name = inside.strip_prefix(OPERATORS).unwrap_or(inside);
    let name = name.split([':', '{', '}']).next().unwrap_or_default();
    name.trim_end_matches(['*', '?', '+']).trim()
}

/// What stands before and after the first `delimiter` that is not within braces.
fn split_outside(text: &str, delimiter: char) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (index, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if c == delimiter && depth == 0 => {
                return (&text[..index], Some(&text[index + c.len_utf8()..]));
            }
            _ => {}
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::{bare_name, next_braces, repeated, split_outside, templates};

    #[test]
    fn names_between_braces() {
        let names: Vec<&str> = templates(r"/{a}-{b:\d{2}}/x{c}.json").collect();
        assert_eq!(names, ["a", r"b:\d{2}", "c"]);
        assert_eq!(next_braces("/{open"), None);
    }

    #[test]
    fn a_name_without_what_frameworks_add() {
        let table = [
            ("id", "id"),
            ("id:[0-9]+", "id"),
            ("+name", "name"),
            ("path*", "path"),
            ("id?", "id"),
            (" id ", "id"),
            ("%7Bid", "%7Bid"),
        ];
        for (inside, name) in table {
            assert_eq!(bare_name(inside), name);
        }
    }

    #[test]
    fn delimiters_within_braces_do_not_count() {
        assert_eq!(split_outside("/{a?}/b?c", '?'), ("/{a?}/b", Some("c")));
        assert_eq!(split_outside("/a", '?'), ("/a", None));
    }

    #[test]
    fn each_repeated_name_is_told_once() {
        assert_eq!(repeated("/{a}/{b}/{a}/{a}"), ["a"]);
    }
}
