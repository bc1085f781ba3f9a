//! Stage 5: token files → [`Output`]. Text that is the same on every machine: no rustfmt, no
//! clock, no path of this machine, and no trace of how many threads did it.

mod manifest;
mod print;
mod readme;
mod rows;
mod runtime;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::emit::{SourceFile, emit_files};
use crate::plan::CratePlan;

/// The files of a crate: relative path with forward slashes → text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The files, by path.
    pub files: BTreeMap<String, String>,
}

/// Renders the crate of `plan`.
#[must_use]
pub fn render_crate(plan: &CratePlan) -> Output {
    let mut files = render_sources(&emit_files(plan));
    files.extend(runtime::files(plan.dates));
    files.insert("Cargo.toml".to_owned(), manifest::render_manifest(plan));
    files.insert("README.md".to_owned(), readme::render_readme(plan));
    files.insert("rustfmt.toml".to_owned(), RUSTFMT.to_owned());
    files.insert(".gitattributes".to_owned(), GITATTRIBUTES.to_owned());
    files.extend(UNCHANGED.map(|(path, text)| (path.to_owned(), text.to_owned())));
    Output { files }
}

/// The files printed, on as many threads as there are cores. Each thread takes the next file that
/// nobody has; the map puts them back in order.
fn render_sources(sources: &[SourceFile<'_>]) -> BTreeMap<String, String> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(sources.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(source) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let text = print::print_file(&source.path, (source.tokens)());
                    done.lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .insert(source.path.clone(), text);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The test with which the crate compares itself with its lock. It is a test, so that whoever keeps a copy
/// has it without doing anything, and two files, so that the second can be tried apart from the first.
const UNCHANGED: [(&str, &str); 2] = [
    ("tests/unchanged/compare.rs", include_str!("unchanged/compare.rs")),
    ("tests/unchanged/main.rs", include_str!("unchanged/main.rs")),
];

/// The text is printed by the generator; a formatter's version must not change it.
const RUSTFMT: &str = "disable_all_formatting = true\n";

/// Reviews fold generated files, and line ends stay as they were written.
const GITATTRIBUTES: &str = "* text eol=lf linguist-generated\n";
