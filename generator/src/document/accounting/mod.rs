//! Nothing leaves in silence: each key of a document is represented in what is generated, reported by
//! a finding, or ignored by a rule that gives its reason.
//!
//! Keys are sorted into classes: the key, the kind of object that it stands in, and where that object
//! stands. Of each class a few occurrences are changed, one at a time. If what is generated or said is
//! then the same, and no finding covers the place, nothing came of the key, and the class has to be
//! listed in [`rules`]. A listed class that is not needed fails as well, so the list cannot rot.
//!
//! The documents are those of `tests/features`, and of a folder named by the variable
//! `OPENAPI_CORPUS`, where there is one. Of a large document only the operations that use the key are
//! generated.

mod classes;
mod rules;
mod swagger;
mod trial;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use classes::occurrences;
use rules::{IGNORED, OPEN};
use trial::Subject;

use crate::choice::name_fits;

/// Occurrences of a class that are tried in one document, which repeats itself, and in all.
const TRIES: (usize, usize) = (3, 9);

#[test]
fn every_key_of_the_features_is_accounted_for() {
    let mut accounts = Accounts::default();
    accounts.add_features();
    accounts.check();
    let needless = accounts.needless();
    assert!(needless.is_empty(), "these rules are not needed any more:\n{needless:#?}");
}

#[test]
fn every_key_of_a_corpus_is_accounted_for() {
    let Some(root) = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: OPENAPI_CORPUS names no folder of documents");
        return;
    };
    let mut pending = vec![root];
    let mut documents = Vec::new();
    while let Some(path) = pending.pop() {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            pending.extend(entries(&path));
        } else if matches!(extension, Some("yaml" | "yml" | "json")) {
            documents.push(path);
        }
    }
    assert!(!documents.is_empty(), "there are no documents");
    documents.sort_by_key(|path| path.metadata().map_or(0, |about| about.len()));
    let mut accounts = Accounts::default();
    // What is accounted for in a small document need not be tried in a large one.
    accounts.add_features();
    documents.iter().for_each(|path| accounts.add(path, None));
    accounts.check();
}

/// What is known of each class.
#[derive(Default)]
struct Accounts {
    classes: BTreeMap<String, Account>,
}

/// What is known of a class.
#[derive(Default)]
struct Account {
    /// How many occurrences were tried, and the first of them.
    tried: usize,
    first: String,
    accounted: bool,
}

impl Accounts {
    fn add_features(&mut self) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/features");
        for folder in entries(&root) {
            let document = ["spec.yaml", "spec.json"].map(|name| folder.join(name));
            let Some(document) = document.iter().find(|path| path.exists()) else { continue };
            let config = std::fs::read_to_string(folder.join("sdk.yaml")).ok();
            self.add(document, config);
        }
    }

    /// Tries the keys of a document whose classes are not accounted for. One that cannot be read has none.
    fn add(&mut self, path: &Path, config: Option<String>) {
        let Some(subject) = Subject::read(path, config) else { return };
        let mut own: BTreeMap<String, usize> = BTreeMap::new();
        let occurrences = match subject.tree.get("swagger") {
            Some(_) => swagger::occurrences(&subject.tree),
            None => occurrences(&subject.tree),
        };
        for (class, pointer) in occurrences {
            let account = self.classes.entry(class.clone()).or_default();
            let own = own.entry(class).or_default();
            let enough = account.accounted || *own == TRIES.0 || account.tried == TRIES.1;
            // Nothing has to come of a component that nobody uses.
            if enough || !subject.is_used(&pointer) {
                continue;
            }
            // Nothing can be said of a document from which nothing is generated.
            let Some(matters) = subject.matters(&pointer) else { continue };
            if account.tried == 0 {
                account.first = format!("{} {pointer}", subject.name);
            }
            *own += 1;
            account.tried += 1;
            account.accounted = matters;
        }
    }

    /// Fails if nothing comes of a class that is not listed.
    fn check(&self) {
        let listed =
            |class: &str| IGNORED.iter().chain(OPEN).any(|(pattern, _)| name_fits(pattern, class));
        let silent = |it: &Account| it.tried > 0 && !it.accounted;
        let silent = self.classes.iter().filter(|(class, it)| silent(it) && !listed(class));
        let silent: Vec<_> = silent.map(|(class, it)| format!("{class}   {}", it.first)).collect();
        assert!(
            silent.is_empty(),
            "nothing comes of these keys, and no rule says why:\n{silent:#?}"
        );
    }

    /// The rules for classes of all of which something comes.
    fn needless(&self) -> Vec<&'static str> {
        let needless = |pattern: &str| {
            let mut all =
                self.classes.iter().filter(|(class, _)| name_fits(pattern, class)).peekable();
            all.peek().is_some() && all.all(|(_, it)| it.accounted)
        };
        IGNORED.iter().chain(OPEN).map(|(pattern, _)| *pattern).filter(|it| needless(it)).collect()
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).expect("the folder can be read");
    let mut all: Vec<PathBuf> = found.map(|entry| entry.expect("an entry").path()).collect();
    all.sort();
    all
}
