//! A run that dies at any of its operations leaves the old tree or the new one, and the next run
//! clears everything up.

use crate::bench::{Bench, NEXT, Result};
use crate::disks::{Fault, Faulty};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// Tells the child where to work and when to die.
const CHILD: &str = "XTASK_TEST_DIES_AT";

/// A generated tree with other people's files in it, and a document that has moved on.
fn lived_in() -> Result<Bench> {
    moved_on(Bench::generated()?)
}

/// The same from a document without settings, so that there is one lock only.
fn without_settings() -> Result<Bench> {
    let bench = Bench::new()?;
    fs::remove_file(bench.path("spec/sdk.yaml"))?;
    bench.run("generate").expect(0);
    moved_on(bench)
}

fn moved_on(bench: Bench) -> Result<Bench> {
    bench.write("generated/notes.txt", "mine")?;
    bench.write("generated/src/mine/deep.txt", "mine too")?;
    bench.write("generated/Cargo.lock", "version = 4")?;
    bench.write("generated/.git/HEAD", "ref")?;
    bench.write("generated/target/debug/big", "built")?;
    #[cfg(unix)]
    std::os::unix::fs::symlink("notes.txt", bench.path("generated/link"))?;
    bench.write("spec/openapi.yaml", NEXT)?;
    Ok(bench)
}

fn fresh() -> Result<Bench> {
    let bench = Bench::new()?;
    bench.write("spec/openapi.yaml", NEXT)?;
    Ok(bench)
}

/// The tree before and after a run on `make()`, and how many operations the run takes.
fn reference(make: fn() -> Result<Bench>, exchange: bool) -> Result<(Tree, Tree, usize)> {
    let bench = make()?;
    let old = bench.tree()?;
    let disk = disk(Fault::Never, 0, exchange);
    bench.run_on(&disk, "generate").expect(0);
    Ok((old, bench.tree()?, disk.operations()))
}

fn disk(fault: Fault, at: usize, exchange: bool) -> Faulty {
    let disk = Faulty::new(fault, at);
    if exchange { disk } else { disk.without_exchange() }
}

/// What must hold after the next, undisturbed run.
fn assert_repaired(bench: &Bench, new: &Tree, at: usize) -> Result {
    bench.run("generate").expect(0);
    assert!(bench.tree()? == *new, "operation {at}: the next run did not bring the new tree");
    assert_eq!(bench.strays()?, Vec::<PathBuf>::new(), "operation {at}");
    if bench.path("spec/sdk.yaml").exists() {
        let (beside_settings, in_tree) = ("spec/sdk.lock", "generated/sdk.lock");
        assert_eq!(bench.read(beside_settings)?, bench.read(in_tree)?, "operation {at}");
    } else {
        assert!(!bench.path("spec/sdk.lock").exists(), "operation {at}");
    }
    if new.contains_key(&PathBuf::from("notes.txt")) {
        assert_eq!(bench.read("generated/target/debug/big")?, "built", "operation {at}");
    }
    bench.run("generate").expect(0).says(&["up to date"]);
    Ok(())
}

fn dies_everywhere(make: fn() -> Result<Bench>, exchange: bool) -> Result {
    let (old, new, operations) = reference(make, exchange)?;
    assert!(operations > 10 && old != new);
    for at in 0..operations {
        let bench = make()?;
        bench.run_on(&disk(Fault::Dead, at, exchange), "generate").expect(4);
        let now = bench.tree()?;
        let between_renames =
            !exchange && now.is_empty() && bench.path(".generated.xtask-old").exists();
        assert!(now == old || now == new || between_renames, "operation {at}: {:?}", now.keys());
        if bench
            .read("spec/sdk.lock")
            .is_ok_and(|lock| new[Path::new("sdk.lock")] == lock.as_bytes())
        {
            assert!(
                now == new,
                "operation {at}: the lock beside the settings is ahead of the tree"
            );
        }
        assert_repaired(&bench, &new, at)?;
    }
    Ok(())
}

#[test]
fn an_update_that_dies_is_old_or_new() -> Result {
    dies_everywhere(lived_in, true)
}

#[test]
fn a_first_run_that_dies_is_nothing_or_new() -> Result {
    dies_everywhere(fresh, true)
}

#[test]
fn without_exchange_the_next_run_repairs() -> Result {
    dies_everywhere(lived_in, false)
}

#[test]
fn without_settings_the_tree_alone_is_old_or_new() -> Result {
    dies_everywhere(without_settings, true)?;
    dies_everywhere(without_settings, false)
}

#[test]
fn a_failed_operation_leaves_nothing_behind() -> Result {
    for (make, exchange) in [
        (lived_in as fn() -> Result<Bench>, true),
        (lived_in, false),
        (without_settings, true),
        (without_settings, false),
    ] {
        let (old, new, operations) = reference(make, exchange)?;
        for at in 0..operations {
            let bench = make()?;
            let done = bench.run_on(&disk(Fault::Error, at, exchange), "generate");
            // Failing to exchange, and nothing else, is made up for in the same run.
            let done = done.expect(4).warns(&["cannot"]);
            let now = bench.tree()?;
            assert!(now == old || now == new, "operation {at}: {:?}", now.keys());
            if now == old {
                assert!(done.stderr.contains("it is as it was"), "operation {at}: {done:?}");
                assert_eq!(bench.strays()?, Vec::<PathBuf>::new(), "operation {at}");
            }
            assert_repaired(&bench, &new, at)?;
        }
    }
    Ok(())
}

/// Not simulated: a child process aborts in the middle.
#[test]
fn a_process_that_is_killed_leaves_old_or_new() -> Result {
    let (old, new, operations) = reference(lived_in, true)?;
    for at in 0..operations {
        let bench = lived_in()?;
        let status = Command::new(env::current_exe()?)
            .args(["--exact", "kill::child", "--ignored"])
            .env(CHILD, format!("{at} {}", bench.path("").display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        assert_eq!(status.code(), None, "operation {at}: the child was not killed");
        let now = bench.tree()?;
        assert!(now == old || now == new, "operation {at}: {:?}", now.keys());
        assert_repaired(&bench, &new, at)?;
    }
    Ok(())
}

#[test]
#[ignore = "only as the child of the test above"]
fn child() -> Result {
    let order = env::var(CHILD)?;
    let (at, place) = order.split_once(' ').ok_or("no place")?;
    Bench::run_in(place.as_ref(), &Faulty::new(Fault::Abort, at.parse()?), "generate");
    Ok(())
}

#[test]
fn a_run_killed_again_while_recovering_is_still_repaired() -> Result {
    let (old, new, operations) = reference(lived_in, true)?;
    for at in (0..operations).step_by(4) {
        for again in [0, 1, 4, 9] {
            let bench = lived_in()?;
            bench.run_on(&Faulty::new(Fault::Dead, at), "generate").expect(4);
            bench.run_on(&Faulty::new(Fault::Dead, again), "generate");
            let now = bench.tree()?;
            assert!(now == old || now == new, "operation {at}, then {again}: {:?}", now.keys());
            assert_repaired(&bench, &new, at)?;
        }
    }
    Ok(())
}

#[test]
fn a_file_saved_during_the_exchange_is_not_lost() -> Result {
    let bench = lived_in()?;
    // An editor replaced the file after it was linked: the old tree has the newer one.
    bench.run_on(&Faulty::new(Fault::Never, 0), "generate").expect(0);
    fs::create_dir(bench.path(".generated.xtask-staging"))?;
    fs::copy(bench.path("generated/sdk.lock"), bench.path(".generated.xtask-staging/sdk.lock"))?;
    bench.write(".generated.xtask-staging/notes.txt", "newer")?;
    bench.write(".generated.xtask-staging/src/lib.rs", "generated, so not moved")?;
    bench.run("generate").expect(0);
    assert_eq!(bench.read("generated/notes.txt")?, "newer");
    assert!(bench.read("generated/src/lib.rs")?.starts_with("one\n2\n"));
    assert_eq!(bench.strays()?, Vec::<PathBuf>::new());
    Ok(())
}

#[test]
fn what_a_killed_run_left_goes_even_if_nothing_is_to_be_written() -> Result {
    let (_, _, operations) = reference(lived_in, true)?;
    for at in 0..operations {
        let bench = lived_in()?;
        bench.run_on(&Faulty::new(Fault::Dead, at), "generate").expect(4);
        // Whoever gives up the change gets the old tree back, without a trace of the new one.
        bench.write("spec/openapi.yaml", crate::bench::SPEC)?;
        bench.run("generate").expect(0);
        assert_eq!(bench.strays()?, Vec::<PathBuf>::new(), "operation {at}");
        bench.run("check").expect(1).says(&["notes.txt"]).lacks("repair:");
    }
    Ok(())
}
