//! The `Link` header: RFC 8288, section 3, parsed as its appendix B.2 has it.
//!
//! It finds the target of the link to the next page, as it was written. Whether that is followed
//! is decided by `link`.

use ::http::HeaderMap;
use ::http::header::LINK;

/// The target of the first link whose relation is `next`.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().find_map(|value| {
        let mut links = Links { rest: std::str::from_utf8(value.as_bytes()).ok()? };
        links.find_map(|link| link.is_next.then(|| link.target.to_owned()))
    })
}

struct Link<'h> {
    target: &'h str,
    is_next: bool,
}

/// The links of one header; they end at the first thing that is none.
struct Links<'h> {
    rest: &'h str,
}

impl<'h> Iterator for Links<'h> {
    type Item = Link<'h>;

    fn next(&mut self) -> Option<Link<'h>> {
        // A list may have empty members: RFC 9110, section 5.6.1.2.
        self.rest = self.rest.trim_start_matches([' ', '\t', ',']);
        let (target, rest) = self.rest.strip_prefix('<')?.split_once('>')?;
        self.rest = rest;
        let mut relation = None;
        let mut anchored = false;
        while let Some((name, value)) = self.parameter() {
            if name.eq_ignore_ascii_case("rel") {
                // Section 3.3: those after the first are ignored.
                relation.get_or_insert(value);
            } else if name.eq_ignore_ascii_case("anchor") {
                anchored = true;
            }
        }
        // What follows belongs to no link, unless a comma ends this one.
        self.skip_space();
        if !self.rest.starts_with(',') {
            self.rest = "";
        }
        // Section 3.2: with an anchor it is a link of something else than this page.
        let is_next = !anchored
            && relation.is_some_and(|relation| {
                relation.split_ascii_whitespace().any(|kind| kind.eq_ignore_ascii_case("next"))
            });
        Some(Link { target, is_next })
    }
}

impl<'h> Links<'h> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    /// The next `;name=value`, the value without its quotes.
    fn parameter(&mut self) -> Option<(&'h str, String)> {
        self.skip_space();
        if !self.rest.starts_with(';') {
            return None;
        }
        self.rest = self.rest.trim_start_matches([';', ' ', '\t']);
        let name = self.until(&['=', ';', ',', ' ', '\t']);
        self.skip_space();
        let Some(rest) = self.rest.strip_prefix('=') else {
            return (!name.is_empty()).then(|| (name, String::new()));
        };
        self.rest = rest;
        self.skip_space();
        let value = match self.rest.strip_prefix('"') {
            Some(rest) => self.quoted(rest),
            None => self.until(&[';', ',', ' ', '\t']).to_owned(),
        };
        (!name.is_empty()).then_some((name, value))
    }

    fn until(&mut self, ends: &[char]) -> &'h str {
        let (text, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        text
    }

    /// A quoted string whose opening quote was read: RFC 9110, section 5.6.4. One that is not
    /// closed goes on to the end.
    fn quoted(&mut self, text: &'h str) -> String {
        let mut value = String::new();
        let mut escaped = false;
        for (index, c) in text.char_indices() {
            match c {
                _ if escaped => {
                    value.push(c);
                    escaped = false;
                }
                '\\' => escaped = true,
                '"' => {
                    self.rest = text.get(index + 1..).unwrap_or_default();
                    return value;
                }
                _ => value.push(c),
            }
        }
        self.rest = "";
        value
    }
}
