//! Every way in which a tree can be wrong is noticed, named, explained, and mended by what `check` says.

use crate::bench::{Bench, NEXT, Result, SPEC};
use crate::fake::Fake;
use std::fs;

/// One way to be wrong: how it is done, and what `check` must say.
type Case = (&'static str, fn(&Bench) -> Result, &'static [&'static str]);

const EDITED: &str = "cause: edited by hand: src/lib.rs";

const CASES: &[Case] = &[
    (
        "edit",
        |b| put(b, "generated/src/lib.rs", "mine\n"),
        &["M generated/src/lib.rs  +4 -1  (edited by hand)", EDITED],
    ),
    (
        "append",
        |b| edit(b, "generated/src/lib.rs", |t| t + " "),
        &["M generated/src/lib.rs", EDITED],
    ),
    (
        "truncate",
        |b| put(b, "generated/src/lib.rs", ""),
        &["M generated/src/lib.rs  +4 -0", EDITED],
    ),
    (
        "flip",
        |b| edit(b, "generated/src/lib.rs", |t| t.replacen('t', "u", 1)),
        &["-uwo", "+two", EDITED],
    ),
    (
        "bom",
        |b| edit(b, "generated/src/lib.rs", |t| format!("\u{feff}{t}")),
        &["M generated/src/lib.rs", EDITED],
    ),
    (
        "lone cr",
        |b| edit(b, "generated/src/lib.rs", |t| t.replacen('\n', "\r", 1)),
        &["M generated/src/lib.rs", EDITED],
    ),
    ("binary", |b| put(b, "generated/src/lib.rs", "\0\0"), &["is not text: 2 bytes", EDITED]),
    ("not utf-8", |b| Ok(b.write("generated/src/lib.rs", b"\xff\xfe")?), &["is not text", EDITED]),
    (
        "huge",
        |b| Ok(b.write("generated/src/lib.rs", vec![b'a'; 5 << 20])?),
        &["too large to compare by line", EDITED],
    ),
    (
        "crlf",
        |b| edit(b, "generated/src/lib.rs", crlf),
        &["M generated/src/lib.rs  (line endings only)", "cause: line endings changed"],
    ),
    (
        "remove",
        |b| gone(b, "generated/src/lib.rs"),
        &["A generated/src/lib.rs  +4 -0  (removed by hand)", "cause: removed by hand"],
    ),
    (
        "remove all",
        |b| Ok(fs::remove_dir_all(b.path("generated"))?),
        &["A generated/src/lib.rs", "A generated/sdk.lock"],
    ),
    (
        "rename",
        |b| Ok(fs::rename(b.path("generated/src/lib.rs"), b.path("generated/src/Lib2.rs"))?),
        &["A generated/src/lib.rs", "? generated/src/Lib2.rs"],
    ),
    (
        "swap",
        swap,
        &[
            "M generated/src/lib.rs",
            "M generated/src/old.rs",
            "cause: edited by hand: src/lib.rs, src/old.rs",
        ],
    ),
    (
        "add",
        |b| put(b, "generated/src/x.rs", ""),
        &[
            "? generated/src/x.rs  (not generated)",
            "cause: added by hand: src/x.rs",
            "by hand: remove generated/src/x.rs",
        ],
    ),
    (
        "add hidden",
        |b| put(b, "generated/.cargo/config.toml", ""),
        &["? generated/.cargo/config.toml"],
    ),
    (
        "lock gone",
        |b| gone(b, "generated/sdk.lock"),
        &["A generated/sdk.lock", "cause: there is no generated/sdk.lock"],
    ),
    (
        "locks gone",
        |b| {
            gone(b, "generated/sdk.lock")?;
            gone(b, "spec/sdk.lock")
        },
        &[
            "A generated/sdk.lock",
            "A spec/sdk.lock",
            "cause: there is no generated/sdk.lock",
            "cause: there is no spec/sdk.lock",
            "cause: no lock says what this tree was made from",
        ],
    ),
    (
        "second lock gone",
        |b| gone(b, "spec/sdk.lock"),
        &["A spec/sdk.lock", "cause: there is no spec/sdk.lock"],
    ),
    (
        "second lock edited",
        |b| edit(b, "spec/sdk.lock", |t| t.replace("3.0.9", "3.0.8")),
        &["M spec/sdk.lock", "cause: spec/sdk.lock was edited by hand"],
    ),
    (
        "second lock crlf",
        |b| edit(b, "spec/sdk.lock", crlf),
        &["M spec/sdk.lock  (line endings only)"],
    ),
    (
        "lock edited",
        |b| edit(b, "generated/sdk.lock", |t| t.replace("3.0.9", "3.0.8")),
        &["M generated/sdk.lock", "cause: generated/sdk.lock was edited by hand"],
    ),
    (
        "lock hash edited",
        |b| edit(b, "generated/sdk.lock", |t| t.replacen("\"bytes\": 2", "\"bytes\": 3", 1)),
        &["M generated/sdk.lock", "sdk.lock was edited by hand"],
    ),
    (
        "lock garbage",
        |b| {
            put(b, "generated/sdk.lock", "<<<<")?;
            put(b, "spec/sdk.lock", "<<<<")
        },
        &["M generated/sdk.lock", "sdk.lock cannot be read"],
    ),
    (
        "lock crlf",
        |b| edit(b, "generated/sdk.lock", crlf),
        &["M generated/sdk.lock  (line endings only)"],
    ),
    (
        "spec",
        |b| put(b, "spec/openapi.yaml", NEXT),
        &[
            "cause: the spec changed (openapi.yaml)",
            "M generated/src/lib.rs  +1 -1",
            "A generated/src/new/mod.rs  +2 -0",
            "D generated/src/old.rs  (no longer generated)",
        ],
    ),
    (
        "file of the spec",
        |b| {
            edit(b, "spec/openapi.yaml", |t| t + "include ../shared/pet.yaml\n")?;
            put(b, "shared/pet.yaml", "pet\n")?;
            b.run("generate").expect(0);
            put(b, "shared/pet.yaml", "cat\n")
        },
        &["cause: files of the spec changed: ../shared/pet.yaml", "M generated/sdk.lock"],
    ),
    (
        "settings",
        |b| put(b, "spec/sdk.yaml", "crate: y\n"),
        &["cause: the settings changed (sdk.yaml)", "-crate: x", "+crate: y"],
    ),
    ("settings gone", |b| gone(b, "spec/sdk.yaml"), &["cause: the settings are gone (sdk.yaml)"]),
    (
        "spec and edit",
        |b| {
            put(b, "spec/openapi.yaml", NEXT)?;
            put(b, "generated/Cargo.toml", "x")
        },
        &["the spec changed", "edited by hand: Cargo.toml"],
    ),
    (
        "obsolete and edited",
        |b| {
            put(b, "spec/openapi.yaml", NEXT)?;
            put(b, "generated/src/old.rs", "x")
        },
        &["? generated/src/old.rs  (no longer generated, and edited by hand)"],
    ),
];

#[test]
fn every_case_is_caught_explained_and_mended() -> Result {
    for (name, damage, expected) in CASES {
        let bench = Bench::generated()?;
        bench.run("check").expect(0).says(&["generated is up to date"]);
        damage(&bench)?;
        let (tree, spec) = (bench.tree()?, crate::bench::tree(&bench.path("spec"))?);
        println!("{name}");
        let done = bench.run("check").expect(1).says(expected);
        bench.run("generate --check").expect(1).says(expected);
        assert_eq!(bench.tree()?, tree, "{name}: check changed the tree");
        assert_eq!(
            crate::bench::tree(&bench.path("spec"))?,
            spec,
            "{name}: check changed the spec"
        );
        assert_eq!(bench.strays()?.len(), 0, "{name}");
        mend(&bench, &done.stdout)?;
        bench.run("check").expect(0);
    }
    Ok(())
}

/// Does what `check` said, and nothing else.
fn mend(bench: &Bench, said: &str) -> Result {
    for line in said.lines() {
        if let Some(rest) = line.strip_prefix("by hand: remove ") {
            let path = rest.split(' ').next().unwrap_or_default();
            fs::remove_file(bench.path(path))?;
        }
    }
    if let Some(command) = said.lines().find_map(|line| line.strip_prefix("repair: cargo xtask ")) {
        bench.run(command).expect(0);
    }
    Ok(())
}

#[test]
fn a_changed_generator_is_told_from_edits() -> Result {
    let cases = [
        (
            Fake { version: "1.0.1", ..Fake::default() },
            "cause: the generator changed (fake 1.0.0 to fake 1.0.1)",
        ),
        (
            Fake { syn: "3.1.0", ..Fake::default() },
            "cause: a formatter changed (syn 3.0.9 to 3.1.0)",
        ),
        (
            Fake { code: "// new\n", ..Fake::default() },
            "cause: the generator writes something else than before",
        ),
    ];
    for (fake, cause) in cases {
        let mut bench = Bench::generated()?;
        bench.fake = fake;
        bench.run("check").expect(1).says(&[cause]).lacks("by hand");
        bench.run("generate").expect(0);
        bench.run("check").expect(0);
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn modes_and_kinds_count() -> Result {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let bench = Bench::generated()?;
    fs::set_permissions(bench.path("generated/src/lib.rs"), fs::Permissions::from_mode(0o755))?;
    bench
        .run("check")
        .expect(1)
        .says(&["M generated/src/lib.rs  (executable)", "cause: made executable: src/lib.rs"]);
    bench.run("generate").expect(0);
    bench.run("check").expect(0);
    symlink("lib.rs", bench.path("generated/src/link.rs"))?;
    bench.run("check").expect(1).says(&["? generated/src/link.rs"]);
    fs::remove_file(bench.path("generated/src/link.rs"))?;
    // A link to an equal file is still a link.
    fs::rename(bench.path("generated/src/lib.rs"), bench.path("lib.rs"))?;
    symlink(bench.path("lib.rs"), bench.path("generated/src/lib.rs"))?;
    bench.run("check").expect(1).says(&["M generated/src/lib.rs"]);
    Ok(())
}

#[test]
fn every_byte_counts() -> Result {
    let bench = Bench::generated()?;
    let mut caught = 0;
    for name in
        ["generated/src/lib.rs", "generated/Cargo.toml", "generated/sdk.lock", "spec/sdk.lock"]
    {
        let bytes = fs::read(bench.path(name))?;
        for at in (0..bytes.len()).step_by(2) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            bench.write(name, flipped)?;
            bench.run("check").expect(1).says(&[name]);
            caught += 1;
        }
        bench.write(name, bytes)?;
    }
    assert!(caught > 900, "{caught}");
    bench.run("check").expect(0);
    Ok(())
}

#[test]
fn what_builds_leave_is_passed_over() -> Result {
    let bench = Bench::generated()?;
    for path in ["target/debug/x", "Cargo.lock", ".git/HEAD"] {
        bench.write(&format!("generated/{path}"), "x")?;
    }
    bench.run("check").expect(0);
    bench.write("generated/src/target/x", "x")?;
    bench.run("check").expect(1).says(&["? generated/src/target/x"]);
    Ok(())
}

#[test]
fn long_diffs_are_cut() -> Result {
    let bench = Bench::generated()?;
    let long: Vec<String> = (0..300).map(|line| line.to_string()).collect();
    bench.write("spec/openapi.yaml", SPEC.replace("one|two", &long.join("|")))?;
    bench.run("generate").expect(0);
    bench.write("generated/src/lib.rs", "")?;
    bench.write("generated/src/old.rs", "")?;
    let done =
        bench.run("check").expect(1).says(&["more (--full shows them)", "+150\n"]).lacks("+250\n");
    assert!(done.stdout.lines().count() < 230);
    bench.run("check --full").expect(1).says(&["+250\n", "+old\n"]).lacks("--full");
    Ok(())
}

#[test]
fn the_repair_names_the_places_given() -> Result {
    let bench = Bench::new()?;
    bench
        .run("check --spec spec/openapi.yaml --out made")
        .expect(1)
        .says(&["repair: cargo xtask generate --spec spec/openapi.yaml --out made\n"]);
    Ok(())
}

fn put(bench: &Bench, path: &str, text: &str) -> Result {
    Ok(bench.write(path, text)?)
}

fn edit(bench: &Bench, path: &str, change: impl Fn(String) -> String) -> Result {
    let (before, after) = (bench.read(path)?, change(bench.read(path)?));
    assert_ne!(before, after, "the case changes nothing");
    Ok(bench.write(path, after)?)
}

fn gone(bench: &Bench, path: &str) -> Result {
    Ok(fs::remove_file(bench.path(path))?)
}

fn swap(bench: &Bench) -> Result {
    let (lib, old) = (bench.read("generated/src/lib.rs")?, bench.read("generated/src/old.rs")?);
    put(bench, "generated/src/lib.rs", &old)?;
    put(bench, "generated/src/old.rs", &lib)
}

fn crlf(text: String) -> String {
    text.replace('\n', "\r\n")
}
