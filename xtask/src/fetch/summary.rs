//! What a fetch changed, for people and for programs.

use crate::pipeline::{Changes, Counts, Pipeline, Sliced, Text};
use crate::report::count;
use serde_json::{Value, json};

/// Names of one kind that are listed before the rest is counted.
const LISTED: usize = 20;

/// What the new document is to the users of the one before; `None` if that cannot be read.
///
/// The one place that compares: what is said here about the text, a verdict on what it means can follow.
#[must_use]
pub(super) fn compare(
    pipeline: &dyn Pipeline,
    before: Option<&Text>,
    after: &Text,
) -> Option<Changes> {
    let empty = Text::new("nothing", "{}");
    pipeline.changes(before.unwrap_or(&empty), after)
}

/// The changes as lines.
#[must_use]
pub(super) fn text(changes: &Changes) -> String {
    let mut lines = String::new();
    for (noun, counts) in kinds(changes) {
        let Counts { added, removed, changed } = counts;
        if added.is_empty() && removed.is_empty() && changed.is_empty() {
            continue;
        }
        lines.push_str(&format!(
            "{noun}: {} added, {} removed, {} changed\n",
            added.len(),
            removed.len(),
            changed.len()
        ));
        for (mark, names) in [('+', added), ('-', removed), ('~', changed)] {
            for name in names.iter().take(LISTED) {
                // One line each, whatever the document calls it.
                lines.push_str(&format!("  {mark} {}\n", crate::format::one_line(name)));
            }
            if let Some(rest) = names.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
                lines.push_str(&format!("  {mark} and {} more\n", rest));
            }
        }
    }
    lines
}

/// The same for programs.
#[must_use]
pub(super) fn data(
    address: &str,
    sha256: &str,
    sliced: &Sliced,
    changes: Option<&Changes>,
) -> Value {
    let part = |(selected, total)| json!({ "selected": selected, "total": total });
    json!({
        "source": address,
        "sha256": sha256,
        "operations": part(sliced.operations),
        "webhooks": part(sliced.webhooks),
        "kept": sliced.kept,
        "changes": changes,
    })
}

/// What a slice has, in a few words.
#[must_use]
pub(super) fn size(sliced: &Sliced) -> String {
    let (operations, all) = sliced.operations;
    let mut text = format!("{operations} of {}", count(all, "operation"));
    let (webhooks, all) = sliced.webhooks;
    if all > 0 {
        text.push_str(&format!(", {webhooks} of {}", count(all, "webhook")));
    }
    text
}

fn kinds(changes: &Changes) -> [(&'static str, &Counts); 4] {
    [
        ("operations", &changes.operations),
        ("webhooks", &changes.webhooks),
        ("schemas", &changes.schemas),
        ("other parts", &changes.others),
    ]
}
