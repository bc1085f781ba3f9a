//! Copies for other projects: made, updated, refused; and every way to tamper with one.

use crate::bench::{Bench, NEXT, Result, tree};
use crate::disks::{Fault, Faulty};
use std::fs;

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
    }
    Ok(())
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
