//! Where things go in a project: which directory may become one, and where the document's files are.

use crate::exit::{Exit, Failure};
use crate::job::Job;
use crate::pipeline::{Files, Text};
use crate::places::resolved;
use crate::tree::paths;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

/// The folder of the document and of what people decide about it.
const FOLDER: &str = "spec";

/// The document with its files, at their places in the project.
pub(super) struct Placed {
    /// The path of the document in the project.
    pub(super) document: String,
    /// The folder of the document in the project.
    pub(super) folder: String,
    /// The document and the files that it refers to, by their path in the project.
    pub(super) files: BTreeMap<String, String>,
}

impl Placed {
    /// A path of the project for a file beside the document.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }
}

/// Refuses a directory that holds anything: nothing of it would be ours.
///
/// # Errors
/// With exit code 4.
pub(super) fn refuse_taken(job: &Job<'_>, dir: &Path) -> Result<(), Failure> {
    let taken = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => {
            return Err(Failure::write(format_args!("look into {}", job.shown(dir)), &error));
        }
    };
    if taken {
        let message = format!("{} is not empty; nothing was written", job.shown(dir));
        return Err(Failure::new(Exit::Write, message).help("choose an empty or new directory"));
    }
    Ok(())
}

/// Finds the places of a document and of the files that it refers to, so that every reference in them
/// still leads where it did.
///
/// # Errors
/// With exit code 3 when a name cannot be kept.
pub(super) fn place(spec: &Text, from: &Path, files: &Files) -> Result<Placed, Failure> {
    let above = files.keys().map(|path| steps_up(path)).max().unwrap_or_default();
    // Files of the document may lead back to it by its name. One that stands alone has the usual one.
    let name = match (files.is_empty(), spec.name.to_ascii_lowercase().ends_with(".json")) {
        (false, _) => spec.name.clone(),
        (true, true) => "openapi.json".to_owned(),
        (true, false) => "openapi.yaml".to_owned(),
    };
    let mut folder = vec![FOLDER.to_owned()];
    folder.extend(last_folders(from, above));
    let mut placed = Placed {
        document: checked(format!("{}/{name}", folder.join("/")))?,
        folder: folder.join("/"),
        files: BTreeMap::new(),
    };
    placed.files.insert(placed.document.clone(), spec.text.clone());
    for (path, text) in files {
        // What could not be read is a finding of the generator.
        let Ok(text) = text else { continue };
        let mut steps = folder.clone();
        for step in Path::new(path).components() {
            match step {
                Component::ParentDir => drop(steps.pop()),
                Component::Normal(name) => steps.push(name.to_string_lossy().into_owned()),
                Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
            }
        }
        placed.files.insert(checked(steps.join("/"))?, text.clone());
    }
    Ok(placed)
}

/// How many folders above its start a path comes.
fn steps_up(path: &str) -> usize {
    let (mut depth, mut highest) = (0_isize, 0_isize);
    for step in Path::new(path).components() {
        match step {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
        highest = highest.min(depth);
    }
    highest.unsigned_abs()
}

/// The names of the last `number` folders that a file is in.
fn last_folders(file: &Path, number: usize) -> Vec<String> {
    let file = resolved(file);
    let names =
        file.parent().into_iter().flat_map(Path::components).filter_map(|step| match step {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
    let names: Vec<String> = names.collect();
    names[names.len().saturating_sub(number)..].to_vec()
}

fn checked(path: String) -> Result<String, Failure> {
    let inside = path.starts_with("spec/");
    paths::check(&path).and(if inside { Ok(()) } else { Err("outside".to_owned()) }).map_err(
        |fault| {
            Failure::new(Exit::Input, format!("the document cannot be copied: {fault}"))
                .help("give files and folders of the document plain names")
        },
    )?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(name: &str, files: &[&str]) -> Result<Vec<String>, Failure> {
        let files = files.iter().map(|path| ((*path).to_owned(), Ok(String::new()))).collect();
        let spec = Text::new(name, "{}");
        let placed = place(&spec, Path::new("/none/api/v1/spec.yaml"), &files)?;
        Ok([placed.document].into_iter().chain(placed.files.into_keys()).collect())
    }

    #[test]
    fn a_document_alone_has_the_usual_name() {
        let alone = |name: &str| placed(name, &[]).map(|paths| paths[0].clone());
        assert_eq!(alone("pets v2.yml").as_deref(), Ok("spec/openapi.yaml"));
        assert_eq!(alone("pets.JSON").as_deref(), Ok("spec/openapi.json"));
    }

    #[test]
    fn references_lead_where_they_did() {
        let paths = placed("pets.yaml", &["schemas/pet.yaml", "./a/../b.yaml"]);
        let all = ["spec/pets.yaml", "spec/b.yaml", "spec/pets.yaml", "spec/schemas/pet.yaml"];
        assert_eq!(paths, Ok(all.map(str::to_owned).to_vec()));
        let paths = placed("pets.yaml", &["../../common.json", "../shared/x.yaml"]);
        let document = "spec/api/v1/pets.yaml";
        let all = [document, "spec/api/shared/x.yaml", document, "spec/common.json"];
        assert_eq!(paths, Ok(all.map(str::to_owned).to_vec()));
    }

    #[test]
    fn names_that_no_project_can_have_are_refused() {
        for files in [&["a b.yaml"][..], &["nul.yaml"], &["x/é.json"]] {
            assert_eq!(placed("pets.yaml", files).map_err(|it| it.exit), Err(Exit::Input));
        }
        assert!(placed("a b.yaml", &["b.yaml"]).is_err());
    }
}
