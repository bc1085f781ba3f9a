//! Other ways to write the same: members in another order, other quotes, indents, comments and blanks, in
//! YAML or JSON.

use super::flips::Random;
use generator::diagnostic::{Diagnostics, Input};
use generator::document::tree::{Limits, read_tree};
use generator::json::Json;

/// The same as a text of YAML or JSON says; none for what is neither.
pub(super) fn tree(text: &str) -> Option<Json> {
    let source = generator::Source::new("noise", text);
    read_tree(&source, Input::Spec, &Limits::default(), &mut Diagnostics::default())
}

/// JSON with members in any order and blanks anywhere.
pub(super) fn json(value: &Json, random: &mut Random) -> String {
    let blank = [" ", "", "\n ", "   "][random.below(4)];
    match value {
        Json::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| json(item, random)).collect();
            format!("[{blank}{}{blank}]", items.join(&format!("{blank},")))
        }
        Json::Object(_) => {
            let members: Vec<_> = shuffled(value, random)
                .into_iter()
                .map(|(key, member)| {
                    format!("{}:{blank}{}", Json::String(key.clone()), json(member, random))
                })
                .collect();
            format!("{{{blank}{}{blank}}}", members.join(","))
        }
        scalar => scalar.to_string(),
    }
}

/// YAML in blocks with members in any order, comments, and quotes of both kinds.
pub(super) fn yaml(value: &Json, random: &mut Random) -> String {
    let mut out = "# Written anew.\n---\n".to_owned();
    block(value, 0, random, &mut out);
    out.push_str("\n# The end.\n");
    out
}

fn block(value: &Json, indent: usize, random: &mut Random, out: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Json::Object(members) if !members.is_empty() => {
            for (key, member) in shuffled(value, random) {
                comment(random, out);
                out.push_str(&format!("{pad}{}:", scalar(&Json::String(key.clone()), random)));
                nested(member, indent + 1 + random.below(3), random, out);
            }
        }
        Json::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("{pad}-"));
                nested(item, indent + 1 + random.below(3), random, out);
            }
        }
        _ => out.push_str(&format!("{pad}{}\n", scalar(value, random))),
    }
}

fn nested(value: &Json, indent: usize, random: &mut Random, out: &mut String) {
    let is_block = match value {
        Json::Object(members) => !members.is_empty(),
        Json::Array(items) => !items.is_empty(),
        _ => false,
    };
    if is_block {
        out.push_str(["\n", "   \n", " # words\n"][random.below(3)]);
        block(value, indent, random, out);
    } else {
        out.push_str(&format!(" {}\n", scalar(value, random)));
    }
}

fn comment(random: &mut Random, out: &mut String) {
    if random.below(8) == 0 {
        out.push_str("# a comment: [not, read]\n");
    }
}

fn scalar(value: &Json, random: &mut Random) -> String {
    match value {
        Json::Null => ["null", "~"][random.below(2)].to_owned(),
        Json::String(text) => {
            let plain = text.chars().all(|c| matches!(c, ' '..='~')) && !text.is_empty();
            if plain && random.below(2) == 0 {
                format!("'{}'", text.replace('\'', "''"))
            } else {
                quoted(text)
            }
        }
        other => other.to_string(),
    }
}

/// In double quotes, with an escape for whatever YAML might fold or refuse.
fn quoted(text: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        _ => format!("\\U{:08X}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

fn shuffled<'a>(value: &'a Json, random: &mut Random) -> Vec<&'a (String, Json)> {
    let mut members: Vec<_> = value.as_object().into_iter().flatten().collect();
    for last in (1..members.len()).rev() {
        members.swap(last, random.below(last + 1));
    }
    members
}
