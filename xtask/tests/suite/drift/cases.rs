//! Kinds of drift, each with the causes that `check` must give: those and no others.

use super::real::Real;
use crate::bench::{Result, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Name, what is done, flags of `check`, and the codes of the causes in order.
type Case = (&'static str, fn(&mut Real) -> Result, &'static str, &'static [&'static str]);

const SPEC: &str = "spec/openapi.yaml";
const PET: &str = "spec/shared/pet.yaml";
const SETTINGS: &str = "spec/sdk.yaml";
const API: &str = "generated/src/api/pets.rs";
const LOCK: &str = "generated/sdk.lock";
const BESIDE: &str = "spec/sdk.lock";

const CASES: &[Case] = &[
    // Inputs.
    ("a description", |r| edit(r, SPEC, "List pets", "List all"), "", &["spec"]),
    ("a new property", |r| append(r, PET, "    name: { type: string }\n"), "", &["spec"]),
    ("a new value of an enum", |r| edit(r, PET, "[cat, dog]", "[cat, cow, dog]"), "", &["spec"]),
    ("the order of a list", |r| edit(r, PET, "[cat, dog]", "[dog, cat]"), "", &["spec"]),
    ("a number that becomes a text", |r| edit(r, SPEC, "title: Pets", "title: '1'"), "", &["spec"]),
    ("an operation fewer", |r| cut(r, SPEC, "  /pets/{id}:"), "", &["spec"]),
    (
        "a file that is no longer referred to",
        |r| edit(r, SPEC, "{ $ref: \"shared/pet.yaml#/Pet\" }", "{ type: string }"),
        "",
        &["spec", "spec"],
    ),
    (
        "a file by another name",
        |r| {
            fs::rename(r.path(PET), r.path("spec/shared/cat.yaml"))?;
            edit(r, SPEC, "pet.yaml", "cat.yaml")
        },
        "",
        &["spec", "spec"],
    ),
    (
        "the document renamed",
        |r| Ok(fs::rename(r.path(SPEC), r.path("spec/pets.yaml"))?),
        "--spec spec/pets.yaml",
        &["spec"],
    ),
    ("a setting", |r| edit(r, SETTINGS, "client: Pets", "client: Zoo"), "", &["settings"]),
    ("a setting without effect", |r| append(r, SETTINGS, "accept: []\n"), "", &["settings"]),
    ("no settings", |r| gone(r, SETTINGS), "", &["settings"]),
    (
        "new settings",
        |r| {
            let (text, lock) = (r.read(SETTINGS)?, r.path(BESIDE));
            gone(r, SETTINGS)?;
            r.run("generate").expect(0);
            fs::copy(r.path(LOCK), lock)?;
            r.write(SETTINGS, text)
        },
        "",
        &["settings"],
    ),
    (
        "settings elsewhere",
        |r| r.write("spec/other.yaml", r.read(SETTINGS)?),
        "--config spec/other.yaml",
        &["settings"],
    ),
    ("a selection", |_| Ok(()), "--only id=pets:list", &["selection"]),
    (
        "another selection",
        |r| {
            r.run("generate --only id=pets:list").expect(0);
            Ok(())
        },
        "--only id=pets:delete",
        &["selection"],
    ),
    // The generator.
    ("a version", |r| tool(r, |it| it.version = "9.0.0".into()), "", &["generator"]),
    ("a version of the model", |r| tool(r, |it| it.model_version += 1), "", &["generator"]),
    ("another generator", |r| tool(r, |it| it.name = "other".into()), "", &["generator"]),
    (
        "the generator's code",
        |r| {
            r.generator.code = "// more\n";
            Ok(())
        },
        "",
        &["generator-code"],
    ),
    (
        "a formatter",
        |r| {
            tool(r, |it| {
                it.formatters.insert("syn".into(), "9.0.0".into());
            })
        },
        "",
        &["formatter"],
    ),
    (
        "a formatter more",
        |r| {
            tool(r, |it| {
                it.formatters.insert("rustfmt".into(), "9.0.0".into());
            })
        },
        "",
        &["formatter"],
    ),
    (
        "a formatter fewer",
        |r| {
            tool(r, |it| {
                it.formatters.remove("syn");
            })
        },
        "",
        &["formatter"],
    ),
    // Files.
    ("an edit", |r| edit(r, API, "List pets", "List mine"), "", &["edited"]),
    (
        "an edit of the manifest",
        |r| edit(r, "generated/Cargo.toml", "1.2.0", "1.2.1"),
        "",
        &["edited"],
    ),
    (
        "an edit of the runtime",
        |r| append(r, "generated/src/runtime/env.rs", "\n"),
        "",
        &["edited"],
    ),
    ("an edit of the README", |r| append(r, "generated/README.md", "More.\n"), "", &["edited"]),
    ("an edit of attributes", |r| r.write("generated/.gitattributes", ""), "", &["edited"]),
    (
        "an edit of the crate's own check",
        |r| append(r, "generated/tests/unchanged/main.rs", "// \n"),
        "",
        &["edited"],
    ),
    ("a byte order mark", |r| change(r, API, |t| format!("\u{feff}{t}")), "", &["edited"]),
    ("a lone CR", |r| change(r, API, |t| t.replacen('\n', "\r", 1)), "", &["edited"]),
    ("CRLF and an edit", |r| change(r, API, |t| crlf(t) + "// \r\n"), "", &["edited"]),
    ("a NUL", |r| append(r, API, "\0"), "", &["edited"]),
    ("half a file", |r| change(r, API, |t| t[..t.len() / 2].to_owned()), "", &["edited"]),
    ("no final line end", |r| change(r, API, |t| t.trim_end().to_owned()), "", &["edited"]),
    ("tabs for blanks", |r| change(r, API, |t| t.replace("    ", "\t")), "", &["edited"]),
    ("CRLF", |r| change(r, API, crlf), "", &["line-endings"]),
    ("CRLF everywhere", crlf_all, "", &["line-endings"]),
    ("a file removed", |r| gone(r, API), "", &["removed"]),
    (
        "a folder removed",
        |r| Ok(fs::remove_dir_all(r.path("generated/src/api"))?),
        "",
        &["removed"],
    ),
    (
        "all removed",
        |r| Ok(fs::remove_dir_all(r.path("generated"))?),
        "",
        &["removed", "lock-missing"],
    ),
    ("a file added", |r| r.write("generated/src/api/more.rs", ""), "", &["added"]),
    ("a hidden file added", |r| r.write("generated/.cargo/config.toml", ""), "", &["added"]),
    ("a build script added", |r| r.write("generated/build.rs", "fn main() {}\n"), "", &["added"]),
    ("a folder named as Cargo's", |r| r.write("generated/src/target/x.rs", ""), "", &["added"]),
    (
        "a folder named as Cargo's lock",
        |r| r.write("generated/Cargo.lock/x.rs", ""),
        "",
        &["added"],
    ),
    (
        "a file renamed",
        |r| Ok(fs::rename(r.path(API), r.path("generated/src/api/Pets.rs"))?),
        "",
        &["removed", "added"],
    ),
    (
        "a folder in the place of a file",
        |r| {
            gone(r, API)?;
            r.write("generated/src/api/pets.rs/mod.rs", "")
        },
        "",
        &["removed", "added"],
    ),
    // Locks.
    ("the lock edited", |r| edit(r, LOCK, "pets", "cats"), "", &["lock-edited"]),
    ("the lock without an entry", |r| edit(r, LOCK, "README.md", "READ.md"), "", &["lock-edited"]),
    ("no lock", |r| gone(r, LOCK), "", &["lock-missing"]),
    (
        "a conflict in the lock",
        |r| change(r, LOCK, |t| format!("<<<<<<< ours\n{t}")),
        "",
        &["lock-malformed"],
    ),
    (
        "a lock of another format",
        |r| edit(r, LOCK, "schema_version\": 2", "schema_version\": 1"),
        "",
        &["lock-format"],
    ),
    ("the other lock edited", |r| edit(r, BESIDE, "pets", "cats"), "", &["lock-edited"]),
    ("no other lock", |r| gone(r, BESIDE), "", &["lock-missing"]),
    ("CRLF in the other lock", |r| change(r, BESIDE, crlf), "", &["line-endings"]),
    ("an older lock beside the settings", older_beside, "", &["locks-differ"]),
    (
        "no locks",
        |r| {
            gone(r, LOCK)?;
            gone(r, BESIDE)
        },
        "",
        &["lock-missing", "lock-missing", "unknown"],
    ),
    (
        "no locks and an edit",
        |r| {
            gone(r, LOCK)?;
            gone(r, BESIDE)?;
            append(r, API, "// mine\n")
        },
        "",
        &["lock-missing", "lock-missing", "unknown"],
    ),
    // Several at once.
    (
        "the document and an edit",
        |r| {
            edit(r, SPEC, "List pets", "List all")?;
            append(r, "generated/src/lib.rs", "// mine\n")
        },
        "",
        &["spec", "edited"],
    ),
    (
        "the document and an edit of the same file",
        |r| {
            edit(r, SPEC, "List pets", "List all")?;
            append(r, API, "// mine\n")
        },
        "",
        &["spec", "edited"],
    ),
    (
        "the document and an edited lock",
        |r| {
            edit(r, SPEC, "List pets", "List all")?;
            edit(r, LOCK, "pets", "cats")
        },
        "",
        &["spec", "lock-edited"],
    ),
    (
        "everything",
        |r| {
            tool(r, |it| it.version = "9.0.0".into())?;
            edit(r, SPEC, "List pets", "List all")?;
            edit(r, SETTINGS, "client: Pets", "client: Zoo")?;
            append(r, API, "// mine\n")?;
            gone(r, "generated/README.md")?;
            r.write("generated/notes.txt", "")?;
            change(r, "generated/rustfmt.toml", crlf)
        },
        "",
        &["spec", "settings", "generator", "edited", "removed", "added", "line-endings"],
    ),
];

#[test]
fn every_kind_is_found_with_its_causes_and_no_others() -> Result {
    assert!(CASES.len() >= 40);
    let template = Real::generated()?;
    let mut wrong = Vec::new();
    for (name, damage, flags, causes) in CASES {
        let mut real = template.copy()?;
        damage(&mut real)?;
        let before = state(real.root())?;
        let checked = real.check(flags)?;
        assert_eq!(state(real.root())?, before, "{name}: check wrote something");
        if (checked.exit, checked.causes.as_slice()) != (1, &causes.map_to_strings()[..]) {
            wrong.push(format!("{name}: {} {:?}", checked.exit, checked.causes));
        }
        mend(&real, flags, &checked.report)?;
        let mended = real.check(flags)?;
        assert_eq!((mended.exit, mended.causes.len()), (0, 0), "{name}: {:#}", mended.report);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn modes_and_links_are_found_with_their_causes() -> Result {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let template = Real::generated()?;
    let real = template.copy()?;
    fs::set_permissions(real.path(API), fs::Permissions::from_mode(0o755))?;
    assert_eq!(real.check("")?.causes, ["mode"]);
    let real = template.copy()?;
    fs::rename(real.path(API), real.path("spec/pets.rs"))?;
    symlink(real.path("spec/pets.rs"), real.path(API))?;
    assert_eq!(real.check("")?.causes, ["not-a-file"]);
    let real = template.copy()?;
    symlink("nowhere", real.path("generated/src/link.rs"))?;
    assert_eq!(real.check("")?.causes, ["added"]);
    let real = template.copy()?;
    fs::rename(real.path(BESIDE), real.path("spec/lock"))?;
    symlink(real.path("spec/lock"), real.path(BESIDE))?;
    assert_eq!(real.check("")?.causes, ["not-a-file"]);
    Ok(())
}

/// Codes as the report has them.
trait Codes {
    fn map_to_strings(&self) -> Vec<String>;
}

impl Codes for &[&str] {
    fn map_to_strings(&self) -> Vec<String> {
        self.iter().map(|code| (*code).to_owned()).collect()
    }
}

/// Does what the report says, and nothing else.
fn mend(real: &Real, flags: &str, report: &serde_json::Value) -> Result {
    for sentence in report["by_hand"].as_array().into_iter().flatten() {
        let path = sentence.as_str().and_then(|it| it.strip_prefix("remove ")).unwrap_or_default();
        let path = real.path(path.split(" (").next().unwrap_or_default());
        fs::remove_file(&path)?;
        if let Some(folder) = path.parent() {
            // Stays where there is something else in it.
            let _ = fs::remove_dir(folder);
        }
    }
    if let Some(command) = report["repair"].as_str() {
        let line = command.strip_prefix("cargo xtask ").unwrap_or_default();
        assert!(flags.split(' ').all(|flag| line.contains(flag)), "{line} lacks {flags}");
        real.run(line).expect(0);
    }
    Ok(())
}

/// All files and folders with their identity, times and content.
type State = (BTreeMap<PathBuf, Vec<u8>>, Vec<(PathBuf, Option<SystemTime>, u64)>);

pub(super) fn state(root: &Path) -> Result<State> {
    let mut times = Vec::new();
    let mut pending = vec![root.to_owned()];
    while let Some(path) = pending.pop() {
        let meta = path.symlink_metadata()?;
        if meta.is_dir() {
            for entry in fs::read_dir(&path)? {
                pending.push(entry?.path());
            }
        }
        times.push((path, meta.modified().ok(), identity(&meta)));
    }
    times.sort();
    Ok((tree(root)?, times))
}

#[cfg(unix)]
fn identity(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> u64 {
    0
}

fn change(real: &Real, path: &str, change: impl Fn(String) -> String) -> Result {
    let (before, after) = (real.read(path)?, change(real.read(path)?));
    assert_ne!(before, after, "the case changes nothing");
    real.write(path, after)
}

fn edit(real: &Real, path: &str, from: &str, to: &str) -> Result {
    change(real, path, |text| text.replace(from, to))
}

fn append(real: &Real, path: &str, more: &str) -> Result {
    change(real, path, |text| text + more)
}

/// Cuts a file off before a line.
fn cut(real: &Real, path: &str, line: &str) -> Result {
    change(real, path, |text| text.split(line).next().unwrap_or_default().to_owned())
}

fn gone(real: &Real, path: &str) -> Result {
    Ok(fs::remove_file(real.path(path))?)
}

fn tool(real: &mut Real, change: fn(&mut xtask::pipeline::Tool)) -> Result {
    real.generator.change = change;
    Ok(())
}

fn crlf(text: String) -> String {
    text.replace('\n', "\r\n")
}

fn crlf_all(real: &mut Real) -> Result {
    for path in tree(&real.path("generated"))?.keys() {
        change(real, &format!("generated/{}", path.to_string_lossy()), crlf)?;
    }
    change(real, BESIDE, crlf)
}

/// As after a merge that took the tree of one side and the lock of the other.
fn older_beside(real: &mut Real) -> Result {
    let older = real.read(BESIDE)?;
    edit(real, SPEC, "List pets", "List all")?;
    real.run("generate").expect(0);
    real.write(BESIDE, older)
}
