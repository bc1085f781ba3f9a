//! References of schemas that lead nowhere: reported, and then gone, so that such a schema allows what
//! the keywords beside the reference allow, which most often is any JSON value.

use std::collections::BTreeMap;

use super::SchemaReader;
use super::through::through;
use crate::diagnostic::{At, Code, Diagnostic};
use crate::document::{SchemaId, hint};
use crate::json::Json;
use crate::pointer::Pointer;

/// Takes the references that lead nowhere out of the table, and straightens those that lead through
/// others; `tree` is the document without its schemas.
pub(in crate::document) fn drop_dangling(reader: &mut SchemaReader<'_>, tree: &Json) {
    let mut all: Option<Names> = None;
    for index in 0..reader.table.len() {
        let id = SchemaId(u32::try_from(index).unwrap_or(u32::MAX));
        let schema = reader.table.get(id);
        let Some(reference) = schema.reference.as_deref() else { continue };
        let target = Pointer::from_reference(reference);
        if target.as_ref().is_some_and(|target| reader.table.at(target).is_some()) {
            continue;
        }
        let mut changed = schema.clone();
        let further = target.as_ref().and_then(|target| through(tree, reader.table, target));
        let pasted = || pasted(reader, &schema.pointer, target.as_ref()?);
        if let Some(further) = further.or_else(pasted) {
            changed.reference = Some(further.to_reference());
            reader.table.replace(id, changed);
            continue;
        }
        let message = format!(
            "`{reference}` does not lead to a schema of this document; any value is allowed"
        );
        let at = At::Pointer(schema.pointer.child("$ref"));
        let help = hint::remote(reference)
            .or_else(|| near(all.get_or_insert_with(|| names(reader)), &target?));
        let finding = Diagnostic::warning(Code::DanglingReference, at, message);
        reader.out.push(Diagnostic { help, ..finding });
        reader.table.replace(id, changed);
    }
}

/// What a pointer names from the outermost schema around it on: what a JSON Schema of its own means by
/// it, and keeps meaning when it is pasted into a document.
fn pasted(reader: &SchemaReader<'_>, at: &Pointer, target: &Pointer) -> Option<Pointer> {
    let around = std::iter::successors(Some(at.clone()), Pointer::parent);
    let outermost = around.filter(|around| reader.table.at(around).is_some()).last()?;
    let inside = Pointer::from_text(&format!("{}{}", outermost.as_str(), target.as_str()));
    reader.table.at(&inside).map(|_| inside)
}

/// The names of the schemas in each place that holds some.
type Names = BTreeMap<Pointer, Vec<String>>;

/// The name most like the one that a reference gives, beside the place that was meant.
fn near(names: &Names, target: &Pointer) -> Option<String> {
    let beside = names.get(&target.parent()?)?;
    let near = hint::nearest(&target.last(), beside.iter().map(String::as_str))?;
    Some(format!("did you mean `{near}`?"))
}

fn names(reader: &SchemaReader<'_>) -> Names {
    let mut names = Names::new();
    for (_, schema) in reader.table.iter() {
        if let Some(around) = schema.pointer.parent() {
            names.entry(around).or_default().push(schema.pointer.last());
        }
    }
    names
}
