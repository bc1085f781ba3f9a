//! The files that a document consists of beside itself, as texts: the generator opens none.

use std::collections::BTreeMap;

use super::super::tree::{Limits, read_tree};
use super::super::{overlay, version};
use super::{Origins, bundle};
use crate::diagnostic::{Diagnostics, Input, Source};

/// The texts of files that a document refers to, by their path from the folder of the document: with
/// forward slashes and without needless steps, such as `schemas/pet.yaml` or `../common.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    texts: BTreeMap<String, Result<String, String>>,
}

impl Files {
    /// Asks `read` for every file that `document` refers to after `overlays`, and for those that these refer
    /// to. A file that cannot be read has a reason, in a few words; the document decides whether it matters.
    pub fn collect(
        document: &Source,
        overlays: &[Source],
        mut read: impl FnMut(&str) -> Result<String, String>,
    ) -> Self {
        let mut files = Self::default();
        if ![document].into_iter().chain(overlays).any(|text| may_refer(text.body())) {
            return files;
        }
        // What is wrong with the texts is said when the document is read for good.
        let mut unheard = Diagnostics::default();
        let tree = read_tree(document, Input::Spec, &Limits::default(), &mut unheard);
        let Some(mut tree) = tree.filter(version::is_known) else { return files };
        overlay::apply(&mut tree, document, overlays, &mut unheard);
        let mut texts = |path: &str| {
            let known = files.texts.entry(path.to_owned());
            known.or_insert_with(|| read(path)).clone()
        };
        bundle(tree, document, &mut texts, &mut Origins::default(), &mut unheard);
        files
    }

    /// The text at a path.
    pub(in crate::document) fn text(&self, path: &str) -> Result<String, String> {
        let text = self.texts.get(path).cloned();
        text.unwrap_or_else(|| Err("it is not among the files that were given".to_owned()))
    }
}

/// Texts by path, or why there is none.
impl FromIterator<(String, Result<String, String>)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, Result<String, String>)>>(texts: I) -> Self {
        Self { texts: texts.into_iter().collect() }
    }
}

impl IntoIterator for Files {
    type Item = (String, Result<String, String>);
    type IntoIter = std::collections::btree_map::IntoIter<String, Result<String, String>>;

    fn into_iter(self) -> Self::IntoIter {
        self.texts.into_iter()
    }
}

/// Whether a text could refer to another file. Reading the tree to know for certain takes as long as
/// reading the document, and most documents are one file.
fn may_refer(text: &str) -> bool {
    let mapped = || {
        text.contains("mapping") && [".yaml", ".yml", ".json"].iter().any(|end| text.contains(end))
    };
    let references = text.split("$ref").skip(1);
    references
        .map(|rest| rest.trim_start_matches(['"', '\'', ' ', '\t', '\r', '\n', ':']))
        .any(|target| !target.starts_with('#'))
        || mapped()
}

#[cfg(test)]
mod tests {
    use super::may_refer;

    #[test]
    fn what_refers_to_itself_only_is_not_read_twice() {
        for text in ["$ref: '#/a'", "{\"$ref\" : \"#/a\"}", "- $ref:\n    \"#/a\"", "x: a.yaml"] {
            assert!(!may_refer(text), "{text}");
        }
        for text in ["$ref: a.yaml", "$ref: '#/a'\n$ref: './b.json#/c'", "mapping: {a: b.json}"] {
            assert!(may_refer(text), "{text}");
        }
    }
}
