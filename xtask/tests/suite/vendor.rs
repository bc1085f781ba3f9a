//! Copies for other projects: made, updated, refused; and every way to tamper with one.

use crate::bench::{Bench, NEXT, Result, tree};
use crate::disks::{Fault, Faulty};
use crate::unchanged;
use serde_json::{Value, json};
use std::fs;
use xtask::lock::Stamp;

fn vendored() -> Result<Bench> {
    let bench = Bench::generated()?;
    bench
        .run("vendor --to copy")
        .expect(0)
        .says(&["generated copied to copy", "A copy/src/lib.rs"]);
    Ok(bench)
}

#[test]
fn a_copy_is_the_crate() -> Result {
    let bench = vendored()?;
    assert_eq!(tree(&bench.path("copy"))?, bench.tree()?);
    bench.run("vendor --verify copy").expect(0).says(&["copy is as it was generated"]);
    bench.run("vendor --to copy").expect(0).says(&["copy is up to date"]);
    Ok(())
}

#[test]
fn a_copy_is_verified_without_anything_else() -> Result {
    let bench = vendored()?;
    for gone in ["spec", "generated", "xtask"] {
        fs::remove_dir_all(bench.path(gone))?;
    }
    bench.run("vendor --verify copy").expect(0);
    Ok(())
}

#[test]
fn an_earlier_copy_is_updated() -> Result {
    let bench = vendored()?;
    bench.write("copy/target/debug/x", "built")?;
    bench.write("spec/openapi.yaml", NEXT)?;
    bench.run("generate").expect(0);
    bench.run("vendor --to copy").expect(0).says(&["M copy/src/lib.rs", "D copy/src/old.rs"]);
    assert_eq!(tree(&bench.path("copy"))?, bench.tree()?);
    assert_eq!(bench.read("copy/target/debug/x")?, "built");
    bench.run("vendor --verify copy").expect(0);
    Ok(())
}

#[test]
fn a_stale_or_edited_crate_is_not_copied() -> Result {
    let bench = Bench::generated()?;
    bench.write("spec/openapi.yaml", NEXT)?;
    bench
        .run("vendor --to copy")
        .expect(1)
        .warns(&["stale or was edited", "run `cargo xtask generate` first"]);
    bench.run("generate").expect(0);
    bench.write("generated/src/lib.rs", "mine")?;
    bench.run("vendor --to copy").expect(1);
    bench.run("generate").expect(0);
    bench.write("generated/extra", "mine")?;
    bench.run("vendor --to copy").expect(1).says(&["generated/extra"]);
    assert!(!bench.path("copy").exists());
    Ok(())
}

#[test]
fn edits_in_a_copy_are_safe_unless_forced() -> Result {
    let bench = vendored()?;
    bench.write("copy/src/lib.rs", "mine")?;
    bench.write("copy/extra.rs", "mine too")?;
    bench
        .run("vendor --to copy")
        .expect(1)
        .says(&["copy/src/lib.rs", "copy/extra.rs"])
        .warns(&["changed since it was copied", "--force"]);
    assert_eq!(bench.read("copy/src/lib.rs")?, "mine");
    bench.run("vendor --to copy --force").expect(0).says(&["M copy/src/lib.rs"]);
    assert_ne!(bench.read("copy/src/lib.rs")?, "mine");
    assert_eq!(bench.read("copy/extra.rs")?, "mine too");
    bench.write("copy/sdk.lock", "<<<<")?;
    bench.run("vendor --to copy").expect(1).warns(&["lock in copy cannot be read"]);
    bench.run("vendor --to copy --force").expect(0);
    Ok(())
}

#[test]
fn other_directories_are_refused() -> Result {
    let bench = Bench::generated()?;
    bench.write("theirs/file", "x")?;
    bench.run("vendor --to theirs").expect(4).warns(&["not empty and no earlier copy"]);
    bench.run("vendor --to theirs --force").expect(4);
    bench.run("vendor --to generated/sub").expect(2);
    bench.run("vendor --to generated").expect(2);
    bench.run("vendor --to .").expect(2);
    bench.run("vendor --to spec").expect(2);
    assert_eq!(tree(&bench.path("theirs"))?.len(), 1);
    fs::create_dir(bench.path("empty"))?;
    bench.run("vendor --to empty").expect(0);
    Ok(())
}

#[test]
fn a_copy_that_dies_is_old_or_new() -> Result {
    let make = || -> Result<Bench> {
        let bench = vendored()?;
        bench.write("spec/openapi.yaml", NEXT)?;
        bench.run("generate").expect(0);
        Ok(bench)
    };
    let bench = make()?;
    let (old, new) = (tree(&bench.path("copy"))?, bench.tree()?);
    let disk = Faulty::new(Fault::Never, 0);
    bench.run_on(&disk, "vendor --to copy").expect(0);
    assert!(disk.operations() > 10);
    for at in 0..disk.operations() {
        let bench = make()?;
        bench.run_on(&Faulty::new(Fault::Dead, at), "vendor --to copy").expect(4);
        let now = tree(&bench.path("copy"))?;
        assert!(now == old || now == new, "operation {at}");
        bench.run("vendor --to copy").expect(0);
        assert_eq!(tree(&bench.path("copy"))?, new, "operation {at}");
        assert_eq!(bench.strays()?.len(), 0, "operation {at}");
    }
    Ok(())
}

/// One way to tamper: how it is done, the exit code, and what `verify` must say.
type Case = (&'static str, fn(&Bench) -> Result, u8, &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "flip",
        |b| edit(b, "src/lib.rs", |t| t.replacen('t', "u", 1)),
        1,
        &["M copy/src/lib.rs  (edited)"],
    ),
    ("append", |b| edit(b, "src/lib.rs", |t| t + "\n"), 1, &["M copy/src/lib.rs  (edited)"]),
    ("truncate", |b| put(b, "src/lib.rs", ""), 1, &["M copy/src/lib.rs  (edited)"]),
    ("binary", |b| put(b, "src/lib.rs", "\0"), 1, &["M copy/src/lib.rs  (edited)"]),
    ("bom", |b| edit(b, "src/lib.rs", |t| format!("\u{feff}{t}")), 1, &["(edited)"]),
    ("lone cr", |b| edit(b, "src/lib.rs", |t| t.replacen('\n', "\r", 1)), 1, &["(edited)"]),
    ("final newline", |b| edit(b, "src/lib.rs", |t| t.trim_end().to_owned()), 1, &["(edited)"]),
    (
        "crlf",
        |b| edit(b, "src/lib.rs", |t| t.replace('\n', "\r\n")),
        1,
        &["M copy/src/lib.rs  (line endings only)"],
    ),
    (
        "crlf everywhere",
        crlf_all,
        1,
        &["copy/src/lib.rs  (line endings only)", "copy/sdk.lock  (line endings only)"],
    ),
    (
        "crlf and edit",
        |b| edit(b, "src/lib.rs", |t| t.replace('\n', "\r\n") + "x"),
        1,
        &["(edited)"],
    ),
    ("remove", |b| gone(b, "src/lib.rs"), 1, &["copy/src/lib.rs  (missing)"]),
    (
        "remove a directory",
        |b| Ok(fs::remove_dir_all(b.path("copy/src"))?),
        1,
        &["lib.rs  (missing)", "old.rs  (missing)"],
    ),
    ("add", |b| put(b, "src/extra.rs", ""), 1, &["? copy/src/extra.rs  (extra)"]),
    ("add at the top", |b| put(b, "build.rs", "fn main() {}"), 1, &["? copy/build.rs  (extra)"]),
    (
        "add hidden",
        |b| put(b, ".cargo/config.toml", ""),
        1,
        &["? copy/.cargo/config.toml  (extra)"],
    ),
    ("add deep", |b| put(b, "tests/a/b/c.rs", ""), 1, &["? copy/tests/a/b/c.rs  (extra)"]),
    (
        "rename",
        |b| Ok(fs::rename(b.path("copy/src/lib.rs"), b.path("copy/src/l.rs"))?),
        1,
        &["lib.rs  (missing)", "l.rs  (extra)"],
    ),
    (
        "rename case",
        |b| Ok(fs::rename(b.path("copy/src/lib.rs"), b.path("copy/src/Lib.rs"))?),
        1,
        &["lib.rs  (missing)"],
    ),
    (
        "file to directory",
        |b| {
            gone(b, "src/lib.rs")?;
            put(b, "src/lib.rs/x", "")
        },
        1,
        &["src/lib.rs  (missing)", "src/lib.rs/x  (extra)"],
    ),
    (
        "copy over another",
        |b| Ok(fs::copy(b.path("copy/Cargo.toml"), b.path("copy/src/lib.rs")).map(|_| ())?),
        1,
        &["(edited)"],
    ),
    (
        "lock version",
        |b| edit(b, "sdk.lock", |t| t.replace("1.0.0", "2.0.0")),
        1,
        &["M copy/sdk.lock  (edited)"],
    ),
    (
        "lock hash",
        |b| edit(b, "sdk.lock", |t| t.replacen("\"sha256\": \"", "\"sha256\": \"0", 1)),
        1,
        &["copy/sdk.lock  (edited)", "copy/Cargo.toml  (edited)"],
    ),
    (
        "lock entry added",
        |b| {
            edit(b, "sdk.lock", |t| {
                t.replacen(
                    "\"files\": {",
                    "\"files\": {\"a\": {\"bytes\": 0, \"sha256\": \"\"},",
                    1,
                )
            })
        },
        1,
        &["copy/a  (missing)", "copy/sdk.lock  (edited)"],
    ),
    (
        "lock and file",
        |b| {
            edit(b, "sdk.lock", |t| t.replace("src/old.rs", "src/odd.rs"))?;
            Ok(fs::rename(b.path("copy/src/old.rs"), b.path("copy/src/odd.rs"))?)
        },
        1,
        &["copy/sdk.lock  (edited)"],
    ),
    (
        "lock indented",
        |b| edit(b, "sdk.lock", |t| t.replace("  ", "\t")),
        1,
        &["copy/sdk.lock  (edited)"],
    ),
    (
        "lock key twice",
        |b| {
            edit(b, "sdk.lock", |t| {
                t.replacen("\"schema_version\": 2", "\"schema_version\": 2 ", 1)
            })
        },
        1,
        &["copy/sdk.lock  (edited)"],
    ),
    ("nul appended", |b| edit(b, "src/lib.rs", |t| t + "\0"), 1, &["(edited)"]),
    ("hidden", |b| put(b, "src/.hidden.rs", ""), 1, &["? copy/src/.hidden.rs  (extra)"]),
    ("toolchain", |b| put(b, "rust-toolchain.toml", ""), 1, &["rust-toolchain.toml  (extra)"]),
    ("binary target", |b| put(b, "src/bin/x.rs", ""), 1, &["? copy/src/bin/x.rs  (extra)"]),
    ("deeper target", |b| put(b, "src/target/x.rs", ""), 1, &["src/target/x.rs  (extra)"]),
    ("deeper .git", |b| put(b, "src/.git/config", ""), 1, &["src/.git/config  (extra)"]),
    ("spelling of target", |b| put(b, "Target/x.rs", ""), 1, &["copy/Target/x.rs  (extra)"]),
    ("like target", |b| put(b, "target.rs", ""), 1, &["copy/target.rs  (extra)"]),
    ("like Cargo.lock", |b| put(b, "Cargo.lock.rs", ""), 1, &["copy/Cargo.lock.rs  (extra)"]),
    ("in Cargo.lock", |b| put(b, "Cargo.lock/x.rs", ""), 1, &["copy/Cargo.lock/x.rs  (extra)"]),
    ("look-alike", |b| put(b, "src/l\u{456}b.rs", ""), 1, &["(extra, src/l\\u{456}b.rs)"]),
    (
        "invisible letter",
        |b| put(b, "src/lib\u{200b}.rs", ""),
        1,
        &["(extra, src/lib\\u{200b}.rs)"],
    ),
    ("blank at the end", |b| put(b, "src/lib.rs ", ""), 1, &["copy/src/lib.rs   (extra)"]),
    (
        "lock without an entry, resealed",
        |b| reseal(b, |lock| drop(files(lock).and_then(|it| it.remove("src/old.rs")))),
        1,
        &["? copy/src/old.rs  (extra)"],
    ),
    (
        "lock with another hash, resealed",
        |b| {
            reseal(b, |lock| {
                if let Some(stamp) = files(lock).and_then(|it| it.get_mut("src/old.rs")) {
                    stamp["sha256"] = "00".repeat(32).into();
                }
            })
        },
        1,
        &["M copy/src/old.rs  (edited)"],
    ),
    (
        "lock of an older format",
        |b| edit(b, "sdk.lock", |t| t.replace("schema_version\": 2", "schema_version\": 1")),
        3,
        &[],
    ),
    ("lock gone", |b| gone(b, "sdk.lock"), 3, &[]),
    ("lock empty", |b| put(b, "sdk.lock", ""), 3, &[]),
    ("lock garbage", |b| put(b, "sdk.lock", "<<<<<<< ours"), 3, &[]),
    (
        "lock of the future",
        |b| edit(b, "sdk.lock", |t| t.replace("schema_version\": 2", "schema_version\": 9")),
        3,
        &[],
    ),
    ("lock leading out", |b| edit(b, "sdk.lock", |t| t.replace("src/old.rs", "../../x")), 3, &[]),
    ("no directory", |b| Ok(fs::remove_dir_all(b.path("copy"))?), 3, &[]),
];

#[test]
fn every_tampering_is_caught() -> Result {
    assert!(CASES.len() >= 25);
    for (name, tamper, code, expected) in CASES {
        let bench = vendored()?;
        tamper(&bench)?;
        let before = tree(&bench.path("copy"))?;
        println!("{name}");
        let done = bench.run("vendor --verify copy").expect(*code).says(expected);
        assert!(*code != 3 || done.stderr.contains("sdk.lock"), "{done:?}");
        assert_eq!(tree(&bench.path("copy"))?, before, "{name}");
        // The crate's own test, which has neither this tool nor the document, judges the same.
        let own = unchanged::compare(&bench.path("copy"));
        let only_endings = expected.iter().all(|it| it.contains("line endings only")) && *code == 1;
        match own {
            Ok(own) if only_endings => {
                assert!(
                    own.iter().all(|it| it.change == unchanged::Change::LineEndings),
                    "{own:?}"
                );
            }
            Ok(own) => assert!(!own.is_empty(), "{name}: the crate's own test sees nothing"),
            Err(_) => {}
        }
    }
    Ok(())
}

#[test]
fn what_is_no_tampering_is_passed_over() -> Result {
    let bench = vendored()?;
    for path in ["target/debug/x.rs", "Cargo.lock", ".git/config"] {
        put(&bench, path, "x")?;
    }
    // Neither git nor an archive keeps them, and nothing is compiled from them.
    fs::create_dir_all(bench.path("copy/src/empty"))?;
    bench.run("vendor --verify copy").expect(0);
    assert_eq!(unchanged::compare(&bench.path("copy"))?.len(), 0);
    fs::remove_dir_all(bench.path("copy/.git"))?;
    put(&bench, ".git", "gitdir: ../.git/modules/copy\n")?;
    bench.run("vendor --verify copy").expect(0);
    Ok(())
}

#[test]
fn who_rewrites_the_lock_is_found_by_its_digest() -> Result {
    let bench = vendored()?;
    let lock: Value = serde_json::from_str(&bench.read("generated/sdk.lock")?)?;
    let line = format!("vendor --verify copy --digest {}", lock["digest"].as_str().unwrap_or(""));
    bench.run(&line).expect(0);
    put(&bench, "src/old.rs", "mine")?;
    let stamp = Stamp::of(b"mine");
    reseal(&bench, |lock| {
        if let Some(files) = files(lock) {
            files["src/old.rs"] = json!({ "bytes": stamp.bytes, "sha256": stamp.sha256 });
        }
    })?;
    bench.run("vendor --verify copy").expect(0);
    bench.run(&line).expect(1).says(&["M copy/sdk.lock  (not the lock of the origin)"]);
    bench.run("vendor --to copy --digest x").expect(2);
    Ok(())
}

#[test]
fn a_clean_copy_is_upgraded() -> Result {
    let bench = named()?;
    bench.run("vendor --to copy").expect(0);
    bench.run("vendor --upgrade copy").expect(0).says(&["copy is up to date"]);
    bench.write("copy/target/debug/x", "built")?;
    bench.write("spec/openapi.yaml", NAMED.replace("1.0.0", "1.1.0"))?;
    bench.run("vendor --upgrade copy").expect(1).warns(&["stale or was edited"]);
    bench.run("generate").expect(0);
    bench.run("vendor --upgrade copy").expect(0).says(&[
        "copy upgraded from a-sdk 1.0.0 (openapi.yaml ",
        ", fake 1.0.0) to a-sdk 1.1.0 (openapi.yaml ",
        "2 files changed",
        "M copy/Cargo.toml",
        "M copy/sdk.lock",
    ]);
    assert_eq!(tree(&bench.path("copy"))?, bench.tree()?);
    assert_eq!(bench.read("copy/target/debug/x")?, "built");
    bench.run("vendor --verify copy").expect(0).warns(&["a-sdk 1.1.0"]);
    Ok(())
}

#[test]
fn an_edited_copy_is_not_upgraded() -> Result {
    let bench = named()?;
    bench.run("vendor --to copy").expect(0);
    bench.write("spec/openapi.yaml", NAMED.replace("1.0.0", "1.1.0"))?;
    bench.run("generate").expect(0);
    put(&bench, "src/lib.rs", "one\nmine\n")?;
    put(&bench, "src/mine.rs", "")?;
    edit(&bench, "Cargo.toml", |text| text + "# mine\n")?;
    let before = tree(&bench.path("copy"))?;
    let said: &[&str] = &[
        // What lib.rs was is known, because it is the same today. What Cargo.toml was is not.
        "M copy/src/lib.rs  +2 -1  (edited)",
        "-mine",
        "? copy/src/mine.rs  (extra)",
        "M copy/Cargo.toml  (edited)",
    ];
    let done = bench.run("vendor --upgrade copy").expect(1).says(said);
    assert!(done.stderr.contains("changed since it was copied (3 files)"), "{done:?}");
    let json = bench.run("vendor --upgrade copy --format json").expect(1);
    let object: Value = serde_json::from_str(&json.stdout)?;
    assert_eq!(object["changes"].as_array().map(Vec::len), Some(3));
    assert_eq!(object["exit"], 1);
    bench.run("vendor --upgrade copy --format github").expect(1).says(&["::error title=vendor::"]);
    assert_eq!(tree(&bench.path("copy"))?, before);
    bench.run("vendor --upgrade copy --force").expect(0).says(&["M copy/src/lib.rs"]);
    assert_eq!(bench.read("copy/src/mine.rs")?, "");
    Ok(())
}

#[test]
fn what_is_no_copy_is_not_upgraded() -> Result {
    let bench = named()?;
    bench.run("vendor --upgrade copy").expect(3).warns(&["no copy at copy", "vendor --to copy"]);
    assert!(!bench.path("copy").exists());
    bench.write("theirs/file", "x")?;
    bench.run("vendor --upgrade theirs").expect(3);
    bench.run("vendor --upgrade theirs --force").expect(3);
    bench.run("vendor --to copy").expect(0);
    edit(&bench, "sdk.lock", |t| t.replace("schema_version\": 2", "schema_version\": 1"))?;
    bench.run("vendor --upgrade copy").expect(1).warns(&["lock in copy cannot be read"]);
    bench.run("vendor --upgrade copy --force").expect(0);
    bench.run("vendor --upgrade copy --to copy").expect(2);
    Ok(())
}

#[test]
fn a_copy_of_another_package_is_not_upgraded() -> Result {
    let bench = named()?;
    bench.run("vendor --to copy").expect(0);
    bench.write("spec/openapi.yaml", NAMED.replace("a-sdk", "b-sdk"))?;
    bench.run("generate").expect(0);
    for verb in ["--upgrade", "--to"] {
        let line = format!("vendor {verb} copy");
        bench.run(&line).expect(2).warns(&["copy has a-sdk 1.0.0", "this is b-sdk 1.0.0"]);
    }
    bench.run("vendor --upgrade copy --force").expect(0);
    Ok(())
}

#[test]
fn files_of_the_user_are_never_overwritten() -> Result {
    let bench = named()?;
    bench.run("vendor --to copy").expect(0);
    put(&bench, "src/new.rs", "theirs")?;
    bench.write("spec/openapi.yaml", format!("{NAMED}file src/new.rs ours\n"))?;
    bench.run("generate").expect(0);
    let before = tree(&bench.path("copy"))?;
    bench.run("vendor --upgrade copy").expect(1).says(&["? copy/src/new.rs  (extra)"]);
    bench
        .run("vendor --upgrade copy --force")
        .expect(4)
        .warns(&["copy/src/new.rs is not of the earlier copy"]);
    assert_eq!(tree(&bench.path("copy"))?, before);
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() -> Result {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let bench = vendored()?;
    for path in ["src/old.rs", "sdk.lock"] {
        gone(&bench, path)?;
        let place = bench.path("copy").join(path);
        mknodat(CWD, &place, FileType::Fifo, Mode::RWXU, 0)?;
        let code = if path == "sdk.lock" { 3 } else { 1 };
        bench.run("vendor --verify copy").expect(code);
    }
    assert!(unchanged::compare(&bench.path("copy")).is_err());
    Ok(())
}

/// A document whose manifest has a name and a version.
const NAMED: &str =
    "file Cargo.toml [package]|name = \"a-sdk\"|version = \"1.0.0\"\nfile src/lib.rs one|two\n";

fn named() -> Result<Bench> {
    let bench = Bench::new()?;
    bench.write("spec/openapi.yaml", NAMED)?;
    bench.run("generate").expect(0);
    Ok(bench)
}

/// Changes the lock as somebody would who knows how it is sealed.
fn reseal(bench: &Bench, change: impl Fn(&mut Value)) -> Result {
    let mut lock: Value = serde_json::from_str(&bench.read("copy/sdk.lock")?)?;
    change(&mut lock);
    lock["digest"] = "".into();
    lock["digest"] = Stamp::of(format!("{lock:#}\n").as_bytes()).sha256.into();
    put(bench, "sdk.lock", &format!("{lock:#}\n"))
}

fn files(lock: &mut Value) -> Option<&mut serde_json::Map<String, Value>> {
    lock["files"].as_object_mut()
}

#[cfg(unix)]
#[test]
fn links_and_modes_are_caught() -> Result {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let bench = vendored()?;
    fs::rename(bench.path("copy/src/lib.rs"), bench.path("lib.rs"))?;
    symlink(bench.path("lib.rs"), bench.path("copy/src/lib.rs"))?;
    bench.run("vendor --verify copy").expect(1).says(&["copy/src/lib.rs  (symbolic link)"]);
    let bench = vendored()?;
    symlink("lib.rs", bench.path("copy/src/link.rs"))?;
    bench.run("vendor --verify copy").expect(1).says(&["copy/src/link.rs  (symbolic link)"]);
    let bench = vendored()?;
    fs::rename(bench.path("copy/src"), bench.path("src"))?;
    symlink(bench.path("src"), bench.path("copy/src"))?;
    bench
        .run("vendor --verify copy")
        .expect(1)
        .says(&["copy/src  (symbolic link)", "lib.rs  (missing)"]);
    let bench = vendored()?;
    fs::rename(bench.path("copy/sdk.lock"), bench.path("lock"))?;
    symlink(bench.path("lock"), bench.path("copy/sdk.lock"))?;
    bench.run("vendor --verify copy").expect(1).says(&["copy/sdk.lock  (symbolic link)"]);
    let bench = vendored()?;
    fs::set_permissions(bench.path("copy/Cargo.toml"), fs::Permissions::from_mode(0o744))?;
    bench.run("vendor --verify copy").expect(1).says(&["copy/Cargo.toml  (made executable)"]);
    Ok(())
}

fn put(bench: &Bench, path: &str, text: &str) -> Result {
    Ok(bench.write(&format!("copy/{path}"), text)?)
}

fn edit(bench: &Bench, path: &str, change: impl Fn(String) -> String) -> Result {
    let path = format!("copy/{path}");
    let (before, after) = (bench.read(&path)?, change(bench.read(&path)?));
    assert_ne!(before, after, "the case changes nothing");
    Ok(bench.write(&path, after)?)
}

fn gone(bench: &Bench, path: &str) -> Result {
    Ok(fs::remove_file(bench.path("copy").join(path))?)
}

fn crlf_all(bench: &Bench) -> Result {
    for path in tree(&bench.path("copy"))?.keys() {
        edit(bench, &path.to_string_lossy(), |text| text.replace('\n', "\r\n"))?;
    }
    Ok(())
}
