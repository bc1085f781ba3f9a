//! Is `generated/` what the generator makes of `spec/`? And would we be told if it were not?
//!
//! The first test is `cargo xtask check` on this workspace, so that plain `cargo test` is the whole
//! gate. The others do to a copy what people do to files, and ask for the verdict, the cause and the
//! file: each of them first sees the check pass.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tests::Result;
use tests::cases;
use xtask::Host;
use xtask::exit::Exit;
use xtask::format::Streams;
use xtask::pipeline::Generator;
use xtask::tree::disk::Os;

#[test]
fn the_generated_crate_is_up_to_date() -> Result {
    let workspace = cases::workspace().canonicalize()?;
    let (exit, streams) = xtask(&workspace, &["check", "--deny-warnings"]);
    assert_eq!(exit, Exit::Fine, "{}{}", streams.stdout, streams.stderr);
    Ok(())
}

#[test]
fn an_edited_file_is_caught() -> Result {
    let copy = Copy::new()?;
    copy.edit("generated/src/types/customer.rs", "pub struct CustomerUpdate", "pub struct Edited")?;
    copy.drift("edited by hand: src/types/customer.rs", "M generated/src/types/customer.rs")
}

#[test]
fn a_flipped_byte_of_the_runtime_is_caught() -> Result {
    let copy = Copy::new()?;
    let path = copy.path("generated/src/runtime/env.rs");
    let mut bytes = fs::read(&path)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes)?;
    copy.drift("edited by hand: src/runtime/env.rs", "M generated/src/runtime/env.rs")
}

#[test]
fn an_added_file_is_caught() -> Result {
    let copy = Copy::new()?;
    fs::write(copy.path("generated/src/types/extra.rs"), "//! Mine.\n")?;
    copy.drift("added by hand: src/types/extra.rs", "? generated/src/types/extra.rs")
}

#[test]
fn a_removed_file_is_caught() -> Result {
    let copy = Copy::new()?;
    fs::remove_file(copy.path("generated/src/webhooks.rs"))?;
    copy.drift("removed by hand: src/webhooks.rs", "A generated/src/webhooks.rs")
}

#[test]
fn an_edited_manifest_is_caught() -> Result {
    let copy = Copy::new()?;
    copy.edit("generated/Cargo.toml", "bytes = \"1\"", "bytes = \"1.1\"")?;
    copy.drift("edited by hand: Cargo.toml", "M generated/Cargo.toml")
}

#[test]
fn an_edited_lock_is_caught() -> Result {
    let copy = Copy::new()?;
    copy.edit("generated/sdk.lock", "0", "1")?;
    let (exit, streams) = copy.check();
    assert_eq!(exit, Exit::Findings, "{}", streams.stdout);
    assert!(streams.stdout.contains("generated/sdk.lock"), "{}", streams.stdout);
    Ok(())
}

#[test]
fn a_new_enum_value_in_the_spec_is_caught() -> Result {
    let copy = Copy::new()?;
    copy.edit("spec/openapi.yaml", "        - ad_nrt\n", "        - ad_nrt\n        - zz_new\n")?;
    copy.drift("the spec changed (openapi.yaml)", "M generated/src/types/tax.rs")
}

#[test]
fn a_new_description_in_the_spec_is_caught() -> Result {
    let copy = Copy::new()?;
    copy.edit("spec/openapi.yaml", "An individual customer to create.", "Someone to create.")?;
    copy.drift("the spec changed (openapi.yaml)", "M generated/src/types/customer.rs")
}

#[test]
fn a_schema_that_goes_away_is_caught() -> Result {
    let copy = Copy::new()?;
    copy.edit("spec/openapi.yaml", "ResourceNotFound", "ThingNotFound")?;
    copy.drift("the spec changed (openapi.yaml)", "D generated/src/types/resource.rs")?;
    let (_, streams) = copy.check();
    assert!(streams.stdout.contains("A generated/src/types/thing.rs"), "{}", streams.stdout);
    Ok(())
}

#[test]
fn changed_settings_are_caught() -> Result {
    let copy = Copy::new()?;
    copy.edit("spec/sdk.yaml", "MetadataValue", "MetaValue")?;
    copy.drift("the settings changed (sdk.yaml)", "M generated/src/types/customer.rs")
}

/// What `check` reads, copied into a folder of its own.
struct Copy(TempDir);

impl Copy {
    /// A copy that is up to date.
    fn new() -> Result<Self> {
        let copy = Self(tempfile::tempdir()?);
        for part in ["spec", "generated"] {
            copy_tree(&cases::workspace().join(part), &copy.path(part))?;
        }
        let (exit, streams) = copy.check();
        assert_eq!(exit, Exit::Fine, "{}{}", streams.stdout, streams.stderr);
        Ok(copy)
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    fn check(&self) -> (Exit, Streams) {
        xtask(self.0.path(), &["check"])
    }

    /// Replaces text that has to be there.
    fn edit(&self, file: &str, from: &str, to: &str) -> Result {
        let before = fs::read_to_string(self.path(file))?;
        assert!(before.contains(from), "no {from:?} in {file}");
        Ok(fs::write(self.path(file), before.replace(from, to))?)
    }

    /// The check fails, and says this cause and this file; after `generate` it would pass.
    #[track_caller]
    fn drift(&self, cause: &str, change: &str) -> Result {
        let (exit, Streams { stdout, .. }) = self.check();
        assert_eq!(exit, Exit::Findings, "{stdout}");
        assert!(stdout.contains(&format!("cause: {cause}")), "no {cause:?} in:\n{stdout}");
        assert!(stdout.contains(&format!("\n{change}")), "no {change:?} in:\n{stdout}");
        Ok(())
    }
}

/// Copies what is tracked: build directories are nobody's files.
fn copy_tree(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            fs::copy(entry.path(), target)?;
        } else if entry.file_name() != "target" {
            copy_tree(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Runs one command line in this process, as if started in `cwd`.
fn xtask(cwd: &Path, args: &[&str]) -> (Exit, Streams) {
    let args = ["xtask"].iter().chain(args).map(OsString::from);
    let host = Host {
        cwd: cwd.to_owned(),
        manifest_dir: None,
        color: false,
        pipeline: &Generator,
        disk: &Os,
    };
    xtask::run(args, &host)
}
