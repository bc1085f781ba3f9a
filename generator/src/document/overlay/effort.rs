//! How much work a query may be: queries come from overlays, and overlays may come from anyone.
//!
//! The library that evaluates queries knows no bounds, so the work is estimated from the text of the query and
//! the size of the document, from above. It is no judge of syntax.

use std::collections::BTreeSet;

/// Characters of a query.
const MOST_CHARACTERS: usize = 2048;

/// Filters within filters: the time to parse one doubles with each.
const MOST_NESTED: usize = 8;

/// Brackets and parentheses that are open at once: the parser of the library calls itself for each.
const MOST_OPEN: usize = 64;

/// Visits of values; some seconds at the worst.
const MOST_VISITS: f64 = 3e7;

/// Visits that a regular expression is worth. It is made anew for each value, and counted repetitions can
/// make it large.
const REGEX: f64 = 50.0;
const COUNTED_REGEX: f64 = 2000.0;

/// The size of a tree.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// How many values it has.
    pub(super) nodes: usize,
    /// The sum of how deep each of them is.
    depths: usize,
}

impl Measure {
    pub(super) fn count(&mut self, depth: usize) {
        self.nodes += 1;
        self.depths += depth;
    }
}

/// What makes a query expensive.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Effort {
    /// How often it looks at everything below (`..`).
    descents: i32,
    /// How many queries in filters look at the whole document, and how deep they are within one another.
    absolutes: i32,
    levels: i32,
    /// What its regular expressions are worth, or 0.
    regex: f64,
}

impl Effort {
    /// The effort of a query; an error if it is not to be parsed at all.
    pub(super) fn of(query: &str) -> Result<Self, String> {
        if query.chars().count() > MOST_CHARACTERS {
            return Err(format!("a query may have {MOST_CHARACTERS} characters"));
        }
        let code = without_texts(query);
        let mut effort = Self::default();
        let mut filters = 0;
        let mut levels = BTreeSet::new();
        let mut brackets = Vec::new();
        let mut open = 0_usize;
        let mut rest = code.as_str();
        while let Some(first) = rest.chars().next() {
            match first {
                '[' => brackets.push(false),
                ']' => filters -= usize::from(brackets.pop().unwrap_or_default()),
                '?' => {
                    let inner = brackets.last_mut();
                    if let Some(marked) = inner.filter(|marked| !**marked) {
                        *marked = true;
                        filters += 1;
                    }
                }
                '.' if rest.starts_with("..") => effort.descents += 1,
                '$' if filters > 0 => {
                    let inner = first_query(rest);
                    let many = inner.contains("..") || inner.contains('*');
                    if many {
                        effort.absolutes += 1;
                        // Its first descent is no more than the whole document.
                        effort.descents -= i32::from(inner.contains(".."));
                        levels.insert(filters);
                    }
                }
                _ => {}
            }
            match first {
                '(' | '[' => open += 1,
                ')' | ']' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > MOST_OPEN {
                return Err(format!("{MOST_OPEN} brackets may be open"));
            }
            if filters > MOST_NESTED {
                return Err(format!("filters may be nested {MOST_NESTED} deep"));
            }
            rest = &rest[first.len_utf8() * if rest.starts_with("..") { 2 } else { 1 }..];
        }
        effort.levels = i32::try_from(levels.len()).unwrap_or(i32::MAX);
        if code.contains("match(") || code.contains("search(") {
            effort.regex = if query.contains('{') { COUNTED_REGEX } else { REGEX };
        }
        Ok(effort)
    }

    /// Refuses what would take too long in a tree of this size.
    pub(super) fn check(self, measure: &Measure) -> Result<(), String> {
        let nodes = measure.nodes as f64;
        let depth = (measure.depths as f64 / nodes).max(1.0);
        let visits = nodes
            * depth.powi((self.descents - 1).max(0))
            * nodes.powi(self.levels)
            * f64::from(self.absolutes.max(1))
            * self.regex.max(1.0);
        if visits <= MOST_VISITS {
            return Ok(());
        }
        Err("this query would take too long in a document of this size".to_owned())
    }
}

/// The query that a text begins with.
fn first_query(text: &str) -> &str {
    let mut open = 0_usize;
    let end = text.find(|character| match character {
        '[' | '(' => {
            open += 1;
            false
        }
        ']' | ')' if open > 0 => {
            open -= 1;
            false
        }
        ']' | ')' => true,
        '=' | '<' | '>' | '!' | '&' | '|' | ',' => open == 0,
        _ => false,
    });
    &text[..end.unwrap_or(text.len())]
}

/// The query with its string literals emptied.
fn without_texts(query: &str) -> String {
    let mut code = String::new();
    let mut characters = query.chars();
    while let Some(character) = characters.next() {
        code.push(character);
        if matches!(character, '"' | '\'') {
            while let Some(inner) = characters.next() {
                match inner {
                    '\\' => drop(characters.next()),
                    _ if inner == character => break,
                    _ => {}
                }
            }
            code.push(character);
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(query: &str, nodes: usize) -> bool {
        let measure = Measure { nodes, depths: nodes * 8 };
        Effort::of(query).and_then(|effort| effort.check(&measure)).is_ok()
    }

    #[test]
    fn usual_queries_fit_large_documents() {
        for query in [
            "$",
            "$.paths.*.*",
            "$..*",
            "$.paths..parameters..schema..example",
            "$.paths[?@.get['x-traits'][?@ == 'paged']].get",
            "$..[?@.version == $.info.version].*",
            "$..[?@.text == '$..*..*..*..*']",
            "$.paths.*.*[?search(@.description, '^Internal')]",
        ] {
            assert!(fits(query, 300_000), "{query}");
        }
    }

    #[test]
    fn what_grows_too_fast_is_refused() {
        for query in [
            "$..*..*..*..*..*",
            "$..[?count($..*) > 3]",
            "$..[?@.a == $.paths.*.b]",
            "$..[?match(@, '(a{90}){90}')]",
        ] {
            assert!(!fits(query, 300_000), "{query}");
        }
        assert!(fits("$..[?count($..*) > 3]", 1000));
        assert!(fits("$..[?count($..*) > 3 && count($..*) < 9]", 1000));
        assert!(!fits("$..[?$..[?$..[?$..a]]]", 1000));
        assert!(!fits(&format!("$[?{}@.a{}]", "@[?".repeat(9), "]".repeat(9)), 1));
        assert!(fits(&format!("$[?{}@.a{}]", "@[?".repeat(7), "]".repeat(7)), 1));
        assert!(!fits(&format!("$.{}", "a".repeat(3000)), 1));
        assert!(!fits(&format!("$[?{}@.a{}]", "(".repeat(70), ")".repeat(70)), 1));
    }
}
