//! Makes one document of several files, before anything else looks at it.
//!
//! What the document refers to in other files becomes a component of its own, or takes the place of the
//! reference where no component could be; references are rewritten, and [`Origins`] keep where each part
//! came from, so that findings name the file that its author knows. References by `$id`, `$self` and
//! `$anchor` become pointers on the way. It judges nothing but whether a file is there: what leads
//! nowhere stays, and is reported by those who follow references.

mod assemble;
mod files;
mod find;
pub(super) mod grammar;
mod library;
mod names;
mod sites;
mod units;
mod uri;

pub use files::Files;

use super::Origins;
use crate::diagnostic::{Diagnostics, Source};
use crate::json::Json;
use grammar::Grammar;
use library::{Library, Texts};

/// The document `root` with what it refers to in other files, and those files' texts.
pub(super) fn bundle(
    root: Json,
    source: &Source,
    texts: Texts<'_>,
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> (Json, Vec<Source>) {
    let grammar = if root.get("swagger").is_some() { Grammar::V2 } else { Grammar::V3 };
    let mut library = Library::new(root, source, texts);
    let units = units::units(&mut library, grammar, diagnostics);
    if units.iter().all(|unit| unit.sites.is_empty()) {
        return (library.into_document(), Vec::new());
    }
    let homes = names::homes(&library, grammar, &units);
    let document = assemble::assemble(&library, &units, &homes, origins, diagnostics);
    (document, library.sources)
}

#[cfg(test)]
mod tests;
