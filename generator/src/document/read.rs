//! The steps of this stage, in order.

use super::grammar::Kind;
use super::schema::{SchemaReader, read_targets};
use super::swagger::{self, Origins};
use super::usage::Usage;
use super::{Document, SchemaTable};
use super::{inline, losses, select, skeleton, tree, version, walk};
use crate::choice::Choice;
use crate::diagnostic::{Diagnostics, Input, Source};
use crate::json::Json;
use crate::pointer::Pointer;

/// Reads what `choice` wants of an OpenAPI document. `None` if and only if an error was pushed.
pub fn read_document(
    source: &Source,
    choice: &mut Choice,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut own = Diagnostics::default();
    let mut origins = Origins::default();
    // What the lifting itself finds names places as they were written.
    let mut lost = Diagnostics::default();
    let document = read(source, choice, &mut origins, &mut lost, &mut own);
    let failed = own.has_errors();
    own.for_each_mut(|finding| origins.restore(finding));
    diagnostics.extend(lost);
    let document = document.map(|document| Document { origins, ..document });
    diagnostics.extend(own);
    document.filter(|_| !failed)
}

fn read(
    source: &Source,
    choice: &mut Choice,
    origins: &mut Origins,
    lost: &mut Diagnostics,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut tree = tree::read_tree(source, Input::Spec, &tree::Limits::default(), diagnostics)?;
    let mut usage = Usage::of(&tree);
    let selected = select::select(&mut tree, &mut usage, choice, diagnostics);
    let dialect = match version::is_swagger(&tree) {
        Ok(true) => {
            (tree, *origins) = swagger::lift(tree, lost);
            version::read_dialect(&tree)
        }
        Ok(false) => version::read_dialect(&tree),
        Err(error) => Err(error),
    };
    let dialect = match dialect {
        Ok(dialect) => dialect,
        Err(error) => {
            diagnostics.push(*error);
            return None;
        }
    };
    let removed = walk::walk(&mut tree, source, origins, dialect, diagnostics);
    let schemas = {
        let mut table = SchemaTable::default();
        let mut reader = SchemaReader::new(dialect, &mut table, diagnostics);
        let mut components = Vec::new();
        for (pointer, value) in removed.schemas {
            let id = reader.read(&pointer, value);
            if pointer.parent().is_some_and(|at| at.as_str() == "/components/schemas") {
                components.push((pointer.last(), id));
            }
        }
        read_targets(&mut reader, &tree, &removed.attic);
        table.components = components;
        table
    };
    inline::inline(&mut tree, diagnostics);
    if let Some(components) = tree.get_mut("components") {
        components.remove("pathItems");
    }
    let webhooks = tree.remove("webhooks").unwrap_or(Json::Object(Vec::new()));
    if diagnostics.has_errors() {
        return None;
    }
    let (skeleton, hooks) = skeleton::read_skeleton(&tree, &webhooks, diagnostics)?;
    let hook_pointer = Pointer::root().child("webhooks");
    losses::report(Kind::OpenApi, &tree, &skeleton, diagnostics);
    losses::report_path_items(&hook_pointer, &webhooks, &hooks, diagnostics);
    Some(Document {
        skeleton,
        webhooks: hooks,
        schemas,
        origins: Origins::default(),
        usage,
        selected,
    })
}
