//! What no command does, however it is asked.

use crate::bench::{Bench, Result, SPEC};
use std::fs;

#[test]
fn wrong_usage_is_2() -> Result {
    let bench = Bench::generated()?;
    for line in [
        "",
        "frobnicate",
        "generate --nope",
        "vendor",
        "vendor --to a --verify b",
        "vendor --verify a --force",
        "inspect",
        "inspect soup",
        "check --format xml",
        "check --color maybe",
        "explain no-such-code",
        "inspect plan --type Nope",
    ] {
        bench.run(line).expect(2);
    }
    bench.run("--help").expect(0).says(&["generate", "vendor", "Exit codes"]);
    bench.run("--version").expect(0);
    Ok(())
}

#[test]
fn inputs_that_cannot_be_read_are_3() -> Result {
    let bench = Bench::generated()?;
    let before = bench.tree()?;
    for verb in ["generate", "check", "inspect document", "vendor --to copy"] {
        bench
            .run(&format!("{verb} --spec nowhere.yaml"))
            .expect(3)
            .warns(&["cannot read nowhere.yaml"]);
        bench
            .run(&format!("{verb} --config nowhere.yaml"))
            .expect(3)
            .warns(&["cannot read nowhere.yaml"]);
        bench.run(&format!("{verb} --spec spec")).expect(3);
    }
    bench.write("spec/openapi.yaml", b"file a\nfile \xff\n")?;
    bench.run("generate").expect(3).warns(&["spec/openapi.yaml:2: not UTF-8 at byte 12"]);
    assert_eq!(bench.tree()?, before);
    Ok(())
}

#[test]
fn files_of_others_are_not_overwritten() -> Result {
    let bench = Bench::new()?;
    bench.write("generated/src/lib.rs", "by hand")?;
    bench
        .run("generate")
        .expect(4)
        .warns(&["generated/src/lib.rs would be overwritten", "no lock says"]);
    assert_eq!(bench.read("generated/src/lib.rs")?, "by hand");
    assert!(!bench.path("generated/Cargo.toml").exists() && !bench.path("spec/sdk.lock").exists());
    bench.write("generated/src/lib.rs", "one\ntwo\nthree\ncrate: x\n")?;
    bench.run("generate").expect(0);
    Ok(())
}

#[test]
fn directories_that_hold_inputs_are_not_output() -> Result {
    let bench = Bench::new()?;
    for out in [".", "spec", "..", "/", "spec/../spec", "./"] {
        bench.run(&format!("generate --out {out}")).expect(2).warns(&["not for generated files"]);
    }
    assert_eq!(bench.read("spec/openapi.yaml")?, SPEC);
    Ok(())
}

#[test]
fn a_file_cannot_be_the_output() -> Result {
    let bench = Bench::new()?;
    bench.write("generated", "a file")?;
    bench.run("generate").expect(4).warns(&["not a directory"]);
    bench.run("generate --out generated/below").expect(4);
    assert_eq!(bench.read("generated")?, "a file");
    Ok(())
}

#[test]
fn something_in_the_way_is_named() -> Result {
    let bench = Bench::generated()?;
    fs::remove_dir_all(bench.path("generated/src"))?;
    bench.write("generated/src", "a file where a directory belongs")?;
    bench.run("generate").expect(4).warns(&["generated/src is in the way", "remove generated/src"]);
    fs::remove_file(bench.path("generated/src"))?;
    bench.write("generated/src/lib.rs/notes", "a directory where a file belongs")?;
    bench.run("generate").expect(4).warns(&["generated/src/lib.rs/notes is in the way"]);
    fs::remove_dir_all(bench.path("generated/src/lib.rs"))?;
    bench.run("generate").expect(0);
    bench.run("check").expect(0);
    Ok(())
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() -> Result {
    use std::os::unix::fs::symlink;
    let bench = Bench::generated()?;
    bench.write("outside/lib.rs", "not ours")?;
    bench.write("outside/old.rs", "not ours")?;
    // In the place of a generated file: the link is replaced, its target stays.
    fs::remove_file(bench.path("generated/src/lib.rs"))?;
    symlink(bench.path("outside/lib.rs"), bench.path("generated/src/lib.rs"))?;
    bench.run("check").expect(1).says(&["M generated/src/lib.rs", "is a symbolic link to"]);
    bench.run("generate").expect(0);
    bench.run("check").expect(0);
    // In the place of a directory: refused.
    fs::remove_dir_all(bench.path("generated/src"))?;
    symlink(bench.path("outside"), bench.path("generated/src"))?;
    bench.run("check").expect(1).says(&["? generated/src", "A generated/src/lib.rs"]);
    bench.run("generate").expect(4).warns(&["generated/src is in the way"]);
    assert_eq!(bench.read("outside/lib.rs")?, "not ours");
    assert_eq!(bench.read("outside/old.rs")?, "not ours");
    // In the place of the whole tree: refused.
    fs::rename(bench.path("generated"), bench.path("moved"))?;
    symlink(bench.path("moved"), bench.path("generated"))?;
    bench.run("generate").expect(4).warns(&["symbolic link"]);
    Ok(())
}

#[test]
fn a_lock_cannot_lead_outside() -> Result {
    let bench = Bench::generated()?;
    bench.write("precious", "old\ncrate: x\n")?;
    for name in ["generated/sdk.lock", "spec/sdk.lock"] {
        let lock = bench.read(name)?;
        bench.write(name, lock.replace("src/old.rs", "../precious"))?;
    }
    bench.write("spec/openapi.yaml", "file src/lib.rs x\n")?;
    bench.run("generate").expect(0);
    assert!(bench.path("precious").exists());
    Ok(())
}
