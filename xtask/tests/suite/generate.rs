//! What `generate` writes, keeps, removes and refuses.

use crate::bench::{Bench, NEXT, Result, SPEC};
use std::fs;
use std::path::Path;

#[test]
fn the_tree_and_both_locks_are_written() -> Result {
    let bench = Bench::new()?;
    bench
        .run("generate")
        .expect(0)
        .says(&["A generated/src/lib.rs", "5 files changed"])
        .warns(&["4 files, 5 changed"]);
    assert_eq!(bench.read("generated/src/lib.rs")?, "one\ntwo\nthree\ncrate: x\n");
    assert_eq!(bench.tree()?.len(), 4);
    let lock = bench.read("generated/sdk.lock")?;
    assert_eq!(bench.read("spec/sdk.lock")?, lock);
    assert!(
        !lock.contains("sdk.lock") && !lock.contains(&bench.path("").display().to_string()),
        "{lock}"
    );
    assert_eq!(bench.strays()?.len(), 0);
    Ok(())
}

#[test]
fn a_second_run_touches_nothing() -> Result {
    let bench = Bench::generated()?;
    let before = meta(
        &bench,
        &["generated", "generated/src/lib.rs", "generated/sdk.lock", "spec/sdk.lock", "spec"],
    )?;
    bench.run("generate").expect(0).says(&["up to date"]).warns(&["4 files, 0 changed"]);
    let after = meta(
        &bench,
        &["generated", "generated/src/lib.rs", "generated/sdk.lock", "spec/sdk.lock", "spec"],
    )?;
    assert_eq!(before, after);
    Ok(())
}

#[test]
fn only_what_changed_is_written() -> Result {
    let bench = Bench::generated()?;
    bench.write("generated/notes.txt", "mine")?;
    bench.write("spec/openapi.yaml", NEXT)?;
    let same = meta(&bench, &["generated/Cargo.toml", "generated/notes.txt"])?;
    let changed = meta(&bench, &["generated/src/lib.rs"])?;
    bench.run("generate").expect(0).says(&[
        "M generated/src/lib.rs",
        "A generated/src/new/mod.rs",
        "D generated/src/old.rs",
    ]);
    assert_eq!(meta(&bench, &["generated/Cargo.toml", "generated/notes.txt"])?, same);
    assert_ne!(meta(&bench, &["generated/src/lib.rs"])?, changed);
    assert!(!bench.path("generated/src/old.rs").exists());
    assert_eq!(bench.read("generated/notes.txt")?, "mine");
    Ok(())
}

#[test]
fn a_directory_that_becomes_empty_goes() -> Result {
    let bench = Bench::new()?;
    bench.write("spec/openapi.yaml", "file src/a/b/c.rs x\nfile lib.rs x\n")?;
    bench.run("generate").expect(0);
    bench.write("spec/openapi.yaml", "file lib.rs x\n")?;
    bench.run("generate").expect(0);
    assert!(!bench.path("generated/src").exists());
    Ok(())
}

#[test]
fn an_edited_file_that_is_no_longer_generated_is_kept() -> Result {
    let bench = Bench::generated()?;
    bench.write("generated/src/old.rs", "my work")?;
    bench.write("spec/openapi.yaml", NEXT)?;
    bench
        .run("generate")
        .expect(0)
        .warns(&["src/old.rs is no longer generated, but was edited by hand and is kept"]);
    assert_eq!(bench.read("generated/src/old.rs")?, "my work");
    bench
        .run("check")
        .expect(1)
        .says(&["? generated/src/old.rs", "by hand: remove generated/src/old.rs"]);
    Ok(())
}

#[test]
fn edits_are_replaced_and_named() -> Result {
    let bench = Bench::generated()?;
    bench.write("generated/src/lib.rs", "mine")?;
    bench.run("generate").expect(0).says(&["M generated/src/lib.rs  (edits by hand replaced)"]);
    bench.run("check").expect(0);
    Ok(())
}

#[test]
fn broken_locks_are_mended() -> Result {
    let bench = Bench::generated()?;
    for damage in ["<<<<<<< ours\n", "", "{}"] {
        bench.write("generated/sdk.lock", damage)?;
        bench.write("spec/sdk.lock", damage)?;
        bench.write("generated/src/lib.rs", "conflict")?;
        bench.run("generate").expect(0);
        bench.run("check").expect(0);
    }
    fs::remove_file(bench.path("generated/sdk.lock"))?;
    bench.run("generate").expect(0);
    fs::remove_file(bench.path("spec/sdk.lock"))?;
    bench.run("generate").expect(0).says(&["1 file changed", "spec/sdk.lock"]);
    bench.run("check").expect(0);
    Ok(())
}

#[test]
fn removal_follows_the_lock_beside_the_settings_when_the_other_is_lost() -> Result {
    let bench = Bench::generated()?;
    fs::remove_file(bench.path("generated/sdk.lock"))?;
    bench.write("spec/openapi.yaml", NEXT)?;
    bench.run("generate").expect(0).says(&["D generated/src/old.rs"]);
    Ok(())
}

#[test]
fn an_error_leaves_the_tree_untouched() -> Result {
    let bench = Bench::generated()?;
    let before = bench.tree()?;
    bench.write("spec/openapi.yaml", format!("{NEXT}error no such thing\nwarning hm\n"))?;
    bench.run("generate").expect(3).warns(&[
        "Error: no such thing",
        "openapi.yaml:4:1",
        "1 warning, 1 error\n",
    ]);
    assert_eq!(bench.tree()?, before);
    Ok(())
}

#[test]
fn warnings_stop_it_only_when_denied() -> Result {
    let bench = Bench::generated()?;
    let before = bench.tree()?;
    bench.write("spec/openapi.yaml", format!("{NEXT}warning hm\nwarning well\n"))?;
    bench.run("generate --deny-warnings").expect(1).warns(&["hm", "there are 2"]);
    assert_eq!(bench.tree()?, before);
    bench.run("check --deny-warnings").expect(1).warns(&["denied"]);
    bench.run("generate").expect(0).warns(&["2 warnings, 0 errors; 4 files, 5 changed\n"]);
    Ok(())
}

#[test]
fn a_panic_is_a_bug_of_ours() -> Result {
    let bench = Bench::generated()?;
    let before = bench.tree()?;
    bench.write("spec/openapi.yaml", "panic at /paths\n")?;
    bench.run("generate").expect(70).warns(&["this is a bug", "please report it"]);
    bench.run("check").expect(70);
    bench.run("inspect model").expect(70);
    assert_eq!(bench.tree()?, before);
    Ok(())
}

#[test]
fn forbidden_paths_are_a_bug_of_ours() -> Result {
    let bench = Bench::new()?;
    for path in ["../x", "/tmp/x", "src/con.rs", "SDK.lock", "sdk.lock", "target/x", "a\\b"] {
        bench.write("spec/openapi.yaml", format!("file {path} x\n"))?;
        bench.run("generate").expect(70).warns(&["forbidden path", "this is a bug"]);
        assert!(!bench.path("generated").exists(), "{path}");
    }
    bench.write("spec/openapi.yaml", "file a x\nfile A x\n")?;
    bench.run("generate").expect(70);
    Ok(())
}

#[test]
fn runs_at_the_same_time_wait_for_each_other() -> Result {
    let bench = Bench::generated()?;
    let root = bench.path("");
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let root = &root;
            scope.spawn(move || {
                for round in 0..10 {
                    let spec = root.join(format!("spec/{worker}.yaml"));
                    let written = fs::write(
                        &spec,
                        format!("file src/lib.rs {worker}|{round}\nfile {worker}.rs x\n"),
                    );
                    assert!(written.is_ok());
                    let line = format!("generate --spec spec/{worker}.yaml --config spec/sdk.yaml");
                    let done = Bench::run_in(root, &xtask::tree::disk::Os, &line);
                    assert_eq!(done.code, 0, "{done:?}");
                }
            });
        }
    });
    let tree = bench.tree()?;
    let verdicts: Vec<u8> = (0..4)
        .map(|worker| {
            bench.run(&format!("check --spec spec/{worker}.yaml --config spec/sdk.yaml")).code
        })
        .collect();
    assert_eq!(
        verdicts.iter().filter(|code| **code == 0).count(),
        1,
        "{verdicts:?} {:?}",
        tree.keys()
    );
    assert_eq!(bench.strays()?.len(), 0);
    Ok(())
}

#[test]
fn another_document_needs_no_workspace() -> Result {
    let bench = Bench::new()?;
    bench.write("elsewhere/api.json", SPEC)?;
    bench
        .run("generate --spec elsewhere/api.json --out made/deep/er")
        .expect(0)
        .says(&["made/deep/er"]);
    assert_eq!(bench.read("made/deep/er/src/old.rs")?, "old\n");
    assert!(bench.path("made/deep/er/sdk.lock").exists());
    assert!(!bench.path("elsewhere/sdk.lock").exists());
    bench.run("check --spec elsewhere/api.json --out made/deep/er").expect(0);
    assert!(!bench.path("generated").exists() && !bench.path("spec/sdk.lock").exists());
    Ok(())
}

#[test]
fn the_directory_of_a_document_without_settings_is_left_alone() -> Result {
    let bench = Bench::new()?;
    bench.write("theirs/api.yaml", SPEC)?;
    let theirs = bench.path("theirs");
    let before = meta(&bench, &["theirs", "theirs/api.yaml"])?;
    read_only(&theirs, true)?;
    let lines = ["generate", "generate", "check", "vendor --to copy"];
    let done = lines.map(|line| bench.run(&format!("{line} --spec theirs/api.yaml")));
    // Given back first: whatever fails below, the temporary directory can be removed.
    read_only(&theirs, false)?;
    for done in done {
        done.expect(0).lacks("theirs/");
    }
    assert_eq!(meta(&bench, &["theirs", "theirs/api.yaml"])?, before);
    assert_eq!(fs::read_dir(&theirs)?.count(), 1);
    assert_eq!(bench.tree()?.len(), 4);
    Ok(())
}

#[test]
fn a_lock_left_beside_a_document_without_settings_is_not_ours() -> Result {
    let bench = Bench::generated()?;
    let left = bench.read("spec/sdk.lock")?;
    fs::remove_file(bench.path("spec/sdk.yaml"))?;
    bench.run("generate").expect(0).lacks("spec/sdk.lock");
    assert_ne!(bench.read("generated/sdk.lock")?, left);
    bench.run("check").expect(0);
    // Were it read, it would say what this tree was made from, and that its files are ours.
    fs::remove_file(bench.path("generated/sdk.lock"))?;
    bench.run("check").expect(1).says(&["cause: no lock says what"]).lacks("spec/sdk.lock");
    bench.write("spec/openapi.yaml", NEXT)?;
    bench.run("generate").expect(4).warns(&["generated/src/lib.rs", "no lock says"]);
    assert_eq!(bench.read("spec/sdk.lock")?, left);
    Ok(())
}

#[test]
fn settings_elsewhere_have_the_lock_beside_them() -> Result {
    let bench = Bench::new()?;
    bench.write("settings/mine.yaml", "crate: y\n")?;
    bench.run("generate --config settings/mine.yaml").expect(0).says(&["settings/sdk.lock"]);
    assert_eq!(bench.read("settings/sdk.lock")?, bench.read("generated/sdk.lock")?);
    assert!(!bench.path("spec/sdk.lock").exists());
    bench.run("check --config settings/mine.yaml").expect(0);
    fs::remove_file(bench.path("generated/sdk.lock"))?;
    bench.write("spec/openapi.yaml", NEXT)?;
    bench.run("generate --config settings/mine.yaml").expect(0).says(&["D generated/src/old.rs"]);
    fs::remove_file(bench.path("settings/sdk.lock"))?;
    bench.run("check --config settings/mine.yaml").expect(1).says(&["A settings/sdk.lock"]);
    Ok(())
}

#[test]
fn the_output_does_not_depend_on_where_it_is_made() -> Result {
    let (here, there) = (Bench::new()?, Bench::new()?);
    here.run("generate").expect(0);
    there.write("spec/openapi.yaml", SPEC.replace('\n', "\r\n"))?;
    there.write("spec/sdk.yaml", "crate: x\r\n")?;
    there.run(&format!("generate --out {}", there.path("x/y").display())).expect(0);
    assert_eq!(here.tree()?, crate::bench::tree(&there.path("x/y"))?);
    Ok(())
}

/// Inode and time of last change.
fn meta(bench: &Bench, paths: &[&str]) -> Result<Vec<(u64, std::time::SystemTime)>> {
    let mut all = Vec::new();
    for path in paths {
        let meta = bench.path(path).metadata()?;
        all.push((inode(&meta), meta.modified()?));
    }
    Ok(all)
}

/// Allows or forbids to make names in a directory; root may all the same.
#[cfg(unix)]
fn read_only(path: &Path, yes: bool) -> Result {
    use std::os::unix::fs::PermissionsExt;
    let mode = if yes { 0o555 } else { 0o755 };
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

/// Windows knows no directory that is read-only.
#[cfg(not(unix))]
fn read_only(_: &Path, _: bool) -> Result {
    Ok(())
}

#[cfg(unix)]
fn inode(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}
