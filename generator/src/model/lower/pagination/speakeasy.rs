//! A way to page as `x-speakeasy-pagination` writes it.
//!
//! Its `type` is `offsetLimit`, `cursor` or `url`; `inputs` name parameters and what each is for,
//! and `outputs` say with JSONPath where things are in the answer. Of JSONPath, names one below the
//! other are read, and the last item of a list.

use serde_json::Value;

use super::Declared;
use crate::model::PagingStyle;

/// The extension's key.
pub(super) const KEY: &str = "x-speakeasy-pagination";

/// What the extension says, or why it cannot be used.
pub(super) fn read(extension: &Value) -> Result<Declared, String> {
    let inputs = extension.get("inputs").and_then(Value::as_array);
    let inputs = inputs.map(Vec::as_slice).unwrap_or_default();
    let output = |key: &str| {
        let text = extension.get("outputs").and_then(|outputs| outputs.get(key)?.as_str());
        text.map(|text| path(text).ok_or_else(|| format!("`{text}` is no path that can be read")))
            .transpose()
    };
    let plain = |key: &str| match output(key)? {
        Some(Path { last_item: Some(_), .. }) => Err(format!("`{key}` leads into a list")),
        found => Ok(found.map(|path| path.names)),
    };
    let style = match extension.get("type").and_then(Value::as_str) {
        Some("offsetLimit") => match (input(inputs, "page")?, input(inputs, "offset")?) {
            // Its page numbers begin at 1, as ours do.
            (Some(parameter), None) => PagingStyle::Page { parameter, first: 1 },
            (None, Some(parameter)) => PagingStyle::Offset { parameter },
            _ => return Err("exactly one input of the type `page` or `offset` is needed".into()),
        },
        Some("cursor") => {
            let parameter =
                input(inputs, "cursor")?.ok_or("it has no input of the type `cursor`")?;
            let next = output("nextCursor")?.ok_or("it has no output `nextCursor`")?;
            match next.last_item {
                None => PagingStyle::Cursor { parameter, from: next.names },
                Some(from) if plain("results")?.is_some_and(|results| results == next.names) => {
                    PagingStyle::LastItem { parameter, from }
                }
                Some(_) => return Err("`nextCursor` leads into another list than `results`".into()),
            }
        }
        Some("url") => {
            PagingStyle::Link { from: plain("nextUrl")?.ok_or("it has no output `nextUrl`")? }
        }
        Some(other) => return Err(format!("its type `{other}` is not known")),
        None => return Err("it has no type".to_owned()),
    };
    let numbered = matches!(style, PagingStyle::Page { .. });
    Ok(Declared {
        style,
        items: plain("results")?.ok_or("it does not say with `results` where the items are")?,
        last: plain("numPages")?.filter(|_| numbered),
        total: None,
        more: None,
    })
}

/// The name of the parameter for `purpose`.
fn input(inputs: &[Value], purpose: &str) -> Result<Option<String>, String> {
    let text = |input: &Value, key: &str| input.get(key)?.as_str().map(str::to_owned);
    let Some(input) = inputs.iter().find(|input| text(input, "type").as_deref() == Some(purpose))
    else {
        return Ok(None);
    };
    let name = text(input, "name").ok_or_else(|| format!("its input `{purpose}` has no name"))?;
    match text(input, "in").as_deref() {
        Some("parameters") => Ok(Some(name)),
        _ => Err(format!("its input `{name}` is no parameter")),
    }
}

/// A path through objects, maybe on to the last item of a list and through that.
#[derive(Debug, PartialEq, Eq)]
struct Path {
    names: Vec<String>,
    last_item: Option<Vec<String>>,
}

/// Reads `$.a.b`, `$['a']`, `$.list[(@.length-1)].id` and `$.list[-1].id` or `$.list[-1:].id`.
fn path(text: &str) -> Option<Path> {
    let mut rest = text.trim().strip_prefix('$')?;
    let mut path = Path { names: Vec::new(), last_item: None };
    while !rest.is_empty() {
        let name;
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            (name, rest) = after.split_at(end);
        } else {
            let (inside, after) = rest.strip_prefix('[')?.split_once(']')?;
            rest = after;
            let squeezed: String = inside.chars().filter(|c| !c.is_whitespace()).collect();
            if matches!(squeezed.as_str(), "-1" | "-1:" | "(@.length-1)") {
                if path.last_item.is_some() {
                    return None;
                }
                path.last_item = Some(Vec::new());
                continue;
            }
            let quoted = |quote: char| inside.strip_prefix(quote)?.strip_suffix(quote);
            name = quoted('\'').or_else(|| quoted('"'))?;
        }
        if name.is_empty() || name.contains(['*', '?', '@', '\'', '"', '\\']) {
            return None;
        }
        path.last_item.as_mut().unwrap_or(&mut path.names).push(name.to_owned());
    }
    Some(path).filter(|path| path.last_item.as_ref().is_none_or(|names| !names.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{Path, path};

    #[test]
    fn paths() {
        let of = |names: &[&str], last_item: Option<&[&str]>| {
            let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            Some(Path { names: own(names), last_item: last_item.map(own) })
        };
        assert_eq!(path("$"), of(&[], None));
        assert_eq!(path("$.a.b"), of(&["a", "b"], None));
        assert_eq!(path("$['a.b'][\"c\"]"), of(&["a.b", "c"], None));
        for last in ["[-1]", "[-1:]", "[(@.length-1)]", "[(@.length - 1)]"] {
            assert_eq!(path(&format!("$.data{last}.id")), of(&["data"], Some(&["id"])), "{last}");
        }
        for none in
            ["", "a", "a.b", "$.", "$..a", "$.a[0]", "$.*", "$.a[*]", "$.a[-1]", "$.a[", "$[a]"]
        {
            assert_eq!(path(none), None, "{none}");
        }
        assert_eq!(path("$.a[-1].b[-1].c"), None);
    }
}
