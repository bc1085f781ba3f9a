//! How a parameter's value is written: OpenAPI 3.1, section 4.8.12.3 ("Style Values"), which
//! builds on RFC 6570.
//!
//! It decides the text for one parameter, given its value as JSON. It does not decide where the
//! text goes, nor whether a path accepts it. Members that are null are left out, and a list or an
//! object without members is left out as a whole: RFC 6570, section 3.2.1 calls it undefined. What
//! is nested deeper than a style can say is written as JSON text.

use serde_json::{Map, Value};

use super::percent::{encode, encode_into, encode_reserved};

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
    /// key, or numbers its items where they are no scalars; objects within the object add a bracket
    /// each.
    DeepObject,
    /// As [`Style::Form`], but as it is, without percent-encoding: the `cookie` of OpenAPI 3.2.
    Cookie,
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

/// The `name=value` pairs of a query parameter, encoded and joined with `&`; empty if there is
/// nothing to send. `reserved`: values keep their reserved characters (`allowReserved`).
pub(crate) fn query(
    style: Style,
    reserved: bool,
    name: &str,
    value: &Value,
) -> Result<String, Misfit> {
    let write = if reserved { encode_reserved } else { encode };
    let mut pairs = Pairs::default();
    let joint = match style {
        Style::FormJoined => ",",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::DeepObject => {
            deep(&mut pairs, &encode(name), value, write);
            return Ok(pairs.0);
        }
        Style::Form | Style::Cookie => {
            exploded(name, value, |key, text| pairs.push(&encode(key), &write(text)));
            return Ok(pairs.0);
        }
    };
    let texts = flat(value);
    if texts.is_empty() {
        return Ok(String::new());
    }
    // A comma within an item must not read like the one between two.
    let member = |text: &String| match value.is_array() || value.is_object() {
        true => write(text).replace(',', "%2C"),
        false => write(text),
    };
    let texts: Vec<String> = texts.iter().map(member).collect();
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
        Style::Form => exploded(name, value, |key, text| push(key, &encode(text))),
        Style::Cookie => {
            let mut legal = true;
            exploded(name, value, |key, text| {
                legal &= text.bytes().all(is_cookie_octet);
                push(key, text);
            });
            if !legal {
                return Err("it holds a character that no cookie can hold");
            }
        }
        Style::FormJoined => {
            let texts = flat(value);
            if !texts.is_empty() {
                let texts: Vec<String> = texts.iter().map(|text| encode(text)).collect();
                push(name, &texts.join(","));
            }
        }
        _ => return Err("a cookie is written in the styles `form` and `cookie` alone"),
    }
    Ok(out)
}

/// The text of a header parameter, in the style `simple` and not encoded.
pub(crate) fn header(explode: bool, value: &Value) -> String {
    match value {
        Value::Object(members) if explode => assigned(members, str::to_owned).join(","),
        _ => flat(value).join(","),
    }
}

/// A value as JSON of visible ASCII and spaces, which headers take.
pub(crate) fn ascii_json(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// The text of a path parameter, encoded; empty if there is nothing to send.
pub(crate) fn path(style: PathStyle, name: &str, value: &Value) -> String {
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
        Value::Object(members) if explode => assigned(members, encode),
        _ => flat(value).iter().map(|text| encode(text)).collect(),
    };
    if texts.is_empty() {
        return String::new();
    }
    let name = encode(name);
    match value {
        Value::Object(_) if explode => format!("{lead}{}", texts.join(joint)),
        Value::Array(_) if explode && matrix => {
            texts.iter().map(|text| format!(";{name}={text}")).collect()
        }
        _ if matrix => format!(";{name}={}", texts.join(joint)),
        _ => format!("{lead}{}", texts.join(joint)),
    }
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
fn exploded(name: &str, value: &Value, mut push: impl FnMut(&str, &str)) {
    match value {
        Value::Array(items) => {
            items.iter().filter_map(text).for_each(|text| push(name, &text));
        }
        Value::Object(members) => {
            for (key, member) in members {
                // RFC 6570 knows no list within an object; repeating the key is what the exploded
                // list alone would do.
                let items = match member {
                    Value::Array(items) => items.as_slice(),
                    other => std::slice::from_ref(other),
                };
                items.iter().filter_map(text).for_each(|text| push(key, &text));
            }
        }
        _ => {
            if let Some(text) = text(value) {
                push(name, &text);
            }
        }
    }
}

/// `deepObject` below the encoded key `at`. Values are bounded in depth, having been serialised.
fn deep(pairs: &mut Pairs, at: &str, value: &Value, write: fn(&str) -> String) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = format!("{at}%5B{}%5D", encode(key));
                match member {
                    Value::Array(items) if items.iter().all(is_scalar) => {
                        let texts = items.iter().filter_map(text);
                        texts.for_each(|text| pairs.push(&key, &write(&text)));
                    }
                    _ => deep(pairs, &key, member, write),
                }
            }
        }
        // OpenAPI leaves lists undefined here; this keeps the members of several objects apart.
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(pairs, &format!("{at}%5B{index}%5D"), item, write);
            }
        }
        _ => {
            if let Some(text) = text(value) {
                pairs.push(at, &write(&text));
            }
        }
    }
}

/// The texts of a scalar, of a list's items, or of an object's keys and members in turn.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        Value::Object(members) => {
            let pairs =
                members.iter().filter_map(|(key, member)| Some([key.clone(), text(member)?]));
            pairs.flatten().collect()
        }
        _ => text(value).into_iter().collect(),
    }
}

/// `key=value` for each member, both passed through `write`.
fn assigned(members: &Map<String, Value>, write: impl Fn(&str) -> String) -> Vec<String> {
    let pairs = members.iter().filter_map(|(key, member)| Some((key, text(member)?)));
    pairs.map(|(key, text)| format!("{}={}", write(key), write(&text))).collect()
}

/// The text of a value: a scalar's own, the JSON of anything else; `None` for null.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// What a cookie's value may hold (RFC 6265, section 4.1.1).
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}
