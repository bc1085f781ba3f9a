//! How a parameter's value is written: OpenAPI 3.1, section 4.8.12.3 ("Style Values"), which
//! builds on RFC 6570.
//!
//! It decides the text for one parameter, given its value as JSON. It does not decide where the
//! text goes, nor whether a path accepts it. Members that are null are left out, and a list or an
//! object without members is left out as a whole: RFC 6570, section 3.2.1 calls it undefined.

use serde_json::{Map, Value};

use super::percent::{encode, encode_into};

/// How a query parameter or a cookie is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `color=blue&color=black`, and `R=100&G=200` for an object: `form` with `explode`.
    #[default]
    Form,
    /// `color=blue,black`: `form` without `explode`.
    FormJoined,
    /// `color=blue%20black`: `spaceDelimited`.
    SpaceDelimited,
    /// `color=blue%7Cblack`: `pipeDelimited`.
    PipeDelimited,
    /// `color[R]=100&color[G]=200`, with the brackets encoded: `deepObject`. A list repeats its
    /// key; objects within the object add a bracket each.
    DeepObject,
}

/// How a path parameter is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathStyle {
    /// `blue,black`, and `R,100,G,200` for an object: `simple`.
    #[default]
    Simple,
    /// As [`PathStyle::Simple`], but `R=100,G=200` for an object: `simple` with `explode`.
    SimpleExploded,
    /// `.blue,black`: `label`.
    Label,
    /// `.blue.black`, and `.R=100.G=200` for an object: `label` with `explode`.
    LabelExploded,
    /// `;color=blue,black`: `matrix`.
    Matrix,
    /// `;color=blue;color=black`, and `;R=100;G=200` for an object: `matrix` with `explode`.
    MatrixExploded,
}

/// Why a value cannot be written; it names no value.
pub(crate) type Misfit = &'static str;

const NESTED: Misfit = "a list or an object within a list or an object cannot be written";

/// The `name=value` pairs of a query parameter, encoded and joined with `&`; empty if there is
/// nothing to send.
pub(crate) fn query(style: Style, name: &str, value: &Value) -> Result<String, Misfit> {
    let mut pairs = Pairs::default();
    if style == Style::DeepObject {
        let Value::Object(members) = value else {
            return match value {
                Value::Null => Ok(String::new()),
                _ => Err("only an object can be written as `deepObject`"),
            };
        };
        deep(&mut pairs, &encode(name), members)?;
        return Ok(pairs.0);
    }
    let joint = match style {
        Style::FormJoined => ",",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::Form | Style::DeepObject => {
            exploded(name, value, |key, text| pairs.push(&encode(key), &encode(text)))?;
            return Ok(pairs.0);
        }
    };
    let texts = flat(value)?;
    if texts.is_empty() {
        return Ok(String::new());
    }
    let texts: Vec<String> = texts.iter().map(|text| encode(text)).collect();
    if value.is_array() || value.is_object() {
        // An encoded delimiter reads like the delimiter itself.
        if joint != "," && texts.iter().any(|text| text.contains(joint)) {
            return Err("it holds the character that separates the members");
        }
    }
    pairs.push(&encode(name), &texts.join(joint));
    Ok(pairs.0)
}

/// The `name=value` pairs of a cookie parameter, joined with `; ` (RFC 6265, section 4.2.1).
pub(crate) fn cookie(style: Style, name: &str, value: &Value) -> Result<String, Misfit> {
    let mut out = String::new();
    let mut push = |key: &str, text: &str| {
        if !out.is_empty() {
            out.push_str("; ");
        }
        encode_into(&mut out, key);
        out.push('=');
        out.push_str(text);
    };
    match style {
        Style::Form => exploded(name, value, |key, text| push(key, &encode(text)))?,
        Style::FormJoined => {
            let texts = flat(value)?;
            if !texts.is_empty() {
                let texts: Vec<String> = texts.iter().map(|text| encode(text)).collect();
                push(name, &texts.join(","));
            }
        }
        _ => return Err("a cookie is written in the style `form` alone"),
    }
    Ok(out)
}

/// The text of a header parameter, in the style `simple` and not encoded.
pub(crate) fn header(explode: bool, value: &Value) -> Result<String, Misfit> {
    Ok(match value {
        Value::Object(members) if explode => assigned(members, str::to_owned)?.join(","),
        _ => flat(value)?.join(","),
    })
}

/// The text of a path parameter, encoded; empty if there is nothing to send.
pub(crate) fn path(style: PathStyle, name: &str, value: &Value) -> Result<String, Misfit> {
    let (lead, joint, explode) = match style {
        PathStyle::Simple => ("", ",", false),
        PathStyle::SimpleExploded => ("", ",", true),
        PathStyle::Label => (".", ",", false),
        PathStyle::LabelExploded => (".", ".", true),
        PathStyle::Matrix => (";", ",", false),
        PathStyle::MatrixExploded => (";", ";", true),
    };
    let matrix = lead == ";";
    let texts = match value {
        Value::Object(members) if explode => assigned(members, encode)?,
        _ => flat(value)?.iter().map(|text| encode(text)).collect(),
    };
    if texts.is_empty() {
        return Ok(String::new());
    }
    let name = encode(name);
    Ok(match value {
        Value::Object(_) if explode => format!("{lead}{}", texts.join(joint)),
        Value::Array(_) if explode && matrix => {
            texts.iter().map(|text| format!(";{name}={text}")).collect()
        }
        _ if matrix => format!(";{name}={}", texts.join(joint)),
        _ => format!("{lead}{}", texts.join(joint)),
    })
}

/// Encoded pairs joined with `&`.
#[derive(Default)]
struct Pairs(String);

impl Pairs {
    fn push(&mut self, key: &str, text: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(key);
        self.0.push('=');
        self.0.push_str(text);
    }
}

/// `form` with `explode`: one pair per item of a list, per member of an object.
fn exploded(name: &str, value: &Value, mut push: impl FnMut(&str, &str)) -> Result<(), Misfit> {
    match value {
        Value::Array(items) => {
            for item in items {
                if let Some(text) = scalar(item)? {
                    push(name, &text);
                }
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                // RFC 6570 knows no list within an object; repeating the key is what the exploded
                // list alone would do.
                exploded_member(key, member, &mut push)?;
            }
        }
        _ => {
            if let Some(text) = scalar(value)? {
                push(name, &text);
            }
        }
    }
    Ok(())
}

fn exploded_member(
    key: &str,
    member: &Value,
    push: &mut impl FnMut(&str, &str),
) -> Result<(), Misfit> {
    let items = match member {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    for item in items {
        if let Some(text) = scalar(item)? {
            push(key, &text);
        }
    }
    Ok(())
}

/// `deepObject` below the encoded key `at`. Values are bounded in depth, having been serialised.
fn deep(pairs: &mut Pairs, at: &str, members: &Map<String, Value>) -> Result<(), Misfit> {
    for (key, member) in members {
        let key = format!("{at}%5B{}%5D", encode(key));
        match member {
            Value::Object(members) => deep(pairs, &key, members)?,
            _ => exploded_member(&key, member, &mut |key, text| pairs.push(key, &encode(text)))?,
        }
    }
    Ok(())
}

/// The texts of a scalar, of a list's items, or of an object's keys and members in turn.
fn flat(value: &Value) -> Result<Vec<String>, Misfit> {
    let mut texts = Vec::new();
    match value {
        Value::Array(items) => {
            for item in items {
                texts.extend(scalar(item)?);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                if let Some(text) = scalar(member)? {
                    texts.push(key.clone());
                    texts.push(text);
                }
            }
        }
        _ => texts.extend(scalar(value)?),
    }
    Ok(texts)
}

/// `key=value` for each member, both passed through `write`.
fn assigned(
    members: &Map<String, Value>,
    write: impl Fn(&str) -> String,
) -> Result<Vec<String>, Misfit> {
    let mut texts = Vec::new();
    for (key, member) in members {
        if let Some(text) = scalar(member)? {
            texts.push(format!("{}={}", write(key), write(&text)));
        }
    }
    Ok(texts)
}

/// The text of a scalar; `None` for null.
fn scalar(value: &Value) -> Result<Option<String>, Misfit> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(flag.to_string())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Array(_) | Value::Object(_) => Err(NESTED),
    }
}
