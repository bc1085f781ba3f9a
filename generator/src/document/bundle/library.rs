//! The files of a document: each is read once, under one limit for all.

use std::collections::{BTreeMap, HashMap};

use super::uri::Address;
use crate::diagnostic::{Diagnostics, Input, Source};
use crate::document::tree::{Limits, read_tree};
use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// Files beside the document, by their path from its folder: the text, or why there is none.
pub(super) type Texts<'a> = &'a mut dyn FnMut(&str) -> Result<String, String>;

/// Files that a document may consist of.
const MOST_FILES: usize = 10_000;

/// A file.
pub(super) struct File {
    /// Its path from the folder of the document.
    pub(super) path: String,
    pub(super) tree: Json,
    /// The `$id`s in it, as they are written, and where; sorted, so outer ones come first.
    ids: BTreeMap<Pointer, String>,
    /// `$anchor` and `$dynamicAnchor`.
    anchors: Vec<(String, Pointer)>,
}

/// All files read so far. The first one is the document itself.
pub(super) struct Library<'a> {
    pub(super) files: Vec<File>,
    /// Their texts, but for the first.
    pub(super) sources: Vec<Source>,
    by_path: BTreeMap<String, Result<usize, String>>,
    /// What `$id` and `$self` call a place.
    named: HashMap<Address, (usize, Pointer)>,
    texts: Texts<'a>,
    bytes: usize,
    limits: Limits,
}

impl<'a> Library<'a> {
    /// A library with the document only.
    pub(super) fn new(root: Json, source: &Source, texts: Texts<'a>) -> Self {
        let path = source.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let mut library = Self {
            files: Vec::new(),
            sources: Vec::new(),
            by_path: BTreeMap::new(),
            named: HashMap::new(),
            texts,
            bytes: source.text.len(),
            limits: Limits::default(),
        };
        library.by_path.insert(path.clone(), Ok(0));
        library.add(path, root);
        library
    }

    /// The document as it was.
    pub(super) fn into_document(mut self) -> Json {
        self.files.swap_remove(0).tree
    }

    /// The file at a path, read if it has not been; an error says why it cannot be.
    pub(super) fn file(
        &mut self,
        path: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<usize, String> {
        if let Some(known) = self.by_path.get(path) {
            return known.clone();
        }
        let read = self.read(path, diagnostics);
        self.by_path.insert(path.to_owned(), read.clone());
        read
    }

    /// The text of a file that is no part of the document's tree, such as Markdown.
    pub(super) fn text(&mut self, path: &str) -> Result<String, String> {
        let text = (self.texts)(path)?;
        self.count(&text)?;
        Ok(text)
    }

    fn read(&mut self, path: &str, diagnostics: &mut Diagnostics) -> Result<usize, String> {
        if self.files.len() >= MOST_FILES {
            return Err(format!("a document may have {MOST_FILES} files"));
        }
        let text = self.text(path)?;
        let source = Source::new(path, text);
        // The sources are counted without the document itself.
        let number = u16::try_from(self.sources.len()).unwrap_or(u16::MAX);
        let tree = read_tree(&source, Input::File(number), &self.limits, diagnostics);
        self.sources.push(source);
        // What is wrong with it has been reported; the rest of the document may still be read.
        let index = self.add(path.to_owned(), tree.unwrap_or(Json::Null));
        Ok(index)
    }

    /// All files together have to keep the limit of one.
    fn count(&mut self, text: &str) -> Result<(), String> {
        self.bytes = self.bytes.saturating_add(text.len());
        match self.bytes <= self.limits.bytes {
            true => Ok(()),
            false => Err(format!("all files together have more than {} bytes", self.limits.bytes)),
        }
    }

    fn add(&mut self, path: String, tree: Json) -> usize {
        let index = self.files.len();
        let mut marks = Marks { path: Path::default(), ids: BTreeMap::new(), anchors: Vec::new() };
        marks.look(&tree);
        if let Some(own) = tree.get("$self").and_then(Json::as_str) {
            marks.ids.entry(Pointer::root()).or_insert_with(|| own.to_owned());
        }
        let Marks { ids, anchors, .. } = marks;
        self.files.push(File { path, tree, ids, anchors });
        let pointers: Vec<Pointer> = self.files[index].ids.keys().cloned().collect();
        for pointer in pointers {
            let address = self.base(index, &pointer);
            self.named.entry(address).or_insert((index, pointer));
        }
        index
    }

    /// The base of references at a place: the file's path and the `$id`s around it.
    pub(super) fn base(&self, file: usize, at: &Pointer) -> Address {
        let file = &self.files[file];
        let mut base = Address::file(&file.path);
        for (pointer, id) in &file.ids {
            if is_within(at, pointer) {
                base = base.resolve(id.split('#').next().unwrap_or_default());
            }
        }
        base
    }

    /// The place that an `$id` or `$self` gives this address.
    pub(super) fn named(&self, address: &Address) -> Option<(usize, Pointer)> {
        self.named.get(address).cloned()
    }

    /// The nearest place around `at` that has an address of its own.
    pub(super) fn resource(&self, file: usize, at: &Pointer) -> Pointer {
        let around = std::iter::successors(Some(at.clone()), Pointer::parent);
        let mut around = around.filter(|at| self.files[file].ids.contains_key(at));
        around.next().unwrap_or_default()
    }

    /// The schema that a plain name means in a resource (JSON Schema Core §8.2.2), else anywhere in the
    /// file.
    pub(super) fn anchor(&self, file: usize, resource: &Pointer, name: &str) -> Option<Pointer> {
        let mut all = self.files[file].anchors.iter().filter(|(anchor, _)| anchor == name);
        let own = all.clone().find(|(_, at)| self.resource(file, at) == *resource);
        own.or_else(|| all.next()).map(|(_, at)| at.clone())
    }
}

/// Whether a place is at or below another.
fn is_within(at: &Pointer, around: &Pointer) -> bool {
    at.as_str()
        .strip_prefix(around.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The names that a file gives to its places.
struct Marks {
    path: Path,
    ids: BTreeMap<Pointer, String>,
    anchors: Vec<(String, Pointer)>,
}

impl Marks {
    fn look(&mut self, value: &Json) {
        match value {
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let mark = self.path.enter_index(index);
                    self.look(item);
                    self.path.leave(mark);
                }
            }
            Json::Object(members) => {
                for (key, member) in members {
                    match (key.as_str(), member) {
                        // Older drafts wrote an anchor as an `$id`.
                        ("$id", Json::String(id)) => match id.strip_prefix('#') {
                            Some(name) if name.starts_with('/') => {}
                            Some(name) => self.anchors.push((name.to_owned(), self.path.pointer())),
                            None => {
                                self.ids.insert(self.path.pointer(), id.clone());
                            }
                        },
                        ("$anchor" | "$dynamicAnchor", Json::String(name)) => {
                            self.anchors.push((name.clone(), self.path.pointer()));
                        }
                        // These hold values, not schemas.
                        ("example" | "examples" | "default" | "enum" | "const", _) => {}
                        (key, _) if key.starts_with("x-") => {}
                        _ => {
                            let mark = self.path.enter(key);
                            self.look(member);
                            self.path.leave(mark);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}
