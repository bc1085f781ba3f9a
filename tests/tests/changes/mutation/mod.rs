//! Changes of a document at random, the same ones for the same seed.
//!
//! What is changed is what authors of documents change: one of `OPERATORS` at a place that it can be
//! applied to. A change need not make sense to the API, but the document stays valid.

mod operations;
mod schemas;

use fastrand::Rng;
use serde_json::Value;

/// What an operator does: `None` if this document has no place for it.
type Operator = fn(&mut Value, &mut Rng) -> Option<String>;

/// All operators; the names of the functions say what they do.
const OPERATORS: &[Operator] = &[
    schemas::add_optional_property,
    schemas::add_required_property,
    schemas::remove_property,
    schemas::rename_property,
    schemas::require_property,
    schemas::release_property,
    schemas::make_nullable,
    schemas::drop_null,
    schemas::change_type,
    schemas::change_format,
    schemas::make_array,
    schemas::make_map,
    schemas::make_constant,
    schemas::refer_elsewhere,
    schemas::copy_reference,
    schemas::read_only,
    schemas::deprecate_property,
    schemas::change_default,
    schemas::change_limit,
    schemas::describe,
    schemas::keep_further_keys,
    schemas::add_value,
    schemas::remove_value,
    schemas::rename_value,
    schemas::reorder_values,
    schemas::remove_variant,
    schemas::rename_tag,
    schemas::rename_schema,
    schemas::add_unused,
    operations::remove_operation,
    operations::rename_operation,
    operations::regroup_operation,
    operations::move_path,
    operations::deprecate_operation,
    operations::add_parameter,
    operations::remove_parameter,
    operations::rename_parameter,
    operations::toggle_parameter,
    operations::change_parameter,
    operations::move_parameter,
    operations::remove_error,
    operations::add_error,
    operations::change_answer,
    operations::add_header,
    operations::toggle_body,
    operations::toggle_paging,
    operations::change_servers,
    operations::change_security,
    operations::remove_webhook,
    operations::change_title,
];

/// One to three changes; what they are, in words. Most often it is one, because a grave one beside it
/// hides a verdict that is too mild.
pub(crate) fn mutate(document: &mut Value, seed: u64) -> Vec<String> {
    let mut rng = Rng::with_seed(seed);
    let wanted = [1, 1, 1, 1, 2, 3][rng.usize(..6)];
    let mut done = Vec::new();
    while done.len() < wanted {
        let operator = OPERATORS[rng.usize(..OPERATORS.len())];
        done.extend(operator(document, &mut rng));
    }
    done
}

/// One of these at random.
fn any<T: Clone>(items: &[T], rng: &mut Rng) -> Option<T> {
    if items.is_empty() { None } else { Some(items[rng.usize(..items.len())].clone()) }
}

/// The pointers of all values below `root` that fit, at any depth.
fn places(document: &Value, root: &str, fits: impl Fn(&str, &Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut left: Vec<(String, &Value)> =
        document.pointer(root).map(|value| (root.to_owned(), value)).into_iter().collect();
    while let Some((pointer, value)) = left.pop() {
        if fits(&pointer, value) {
            found.push(pointer.clone());
        }
        match value {
            Value::Object(members) => left.extend(members.iter().map(|(key, value)| {
                (format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), value)
            })),
            Value::Array(items) => left.extend(
                items.iter().enumerate().map(|(at, value)| (format!("{pointer}/{at}"), value)),
            ),
            _ => {}
        }
    }
    found.sort();
    found
}
