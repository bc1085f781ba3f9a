//! A new project is there as a whole or not at all, wherever the run that makes it dies.

use crate::bench::{Bench, Result, tree};
use crate::disks::{Fault, Faulty};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const LINE: &str = "new made/project --spec spec/openapi.yaml";

/// What stands below the parent of the project.
fn made(bench: &Bench) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    Ok(tree(&bench.path("made"))?)
}

fn bench(empty: bool) -> Result<Bench> {
    let bench = Bench::new()?;
    fs::create_dir(bench.path("made"))?;
    if empty {
        fs::create_dir(bench.path("made/project"))?;
    }
    Ok(bench)
}

#[test]
fn a_run_that_dies_leaves_nothing_or_all() -> Result {
    for (empty, fault) in
        [(false, Fault::Dead), (false, Fault::Error), (true, Fault::Dead), (true, Fault::Error)]
    {
        let whole = bench(empty)?;
        let disk = Faulty::new(Fault::Never, 0);
        whole.run_on(&disk, LINE).expect(0);
        let all = made(&whole)?;
        assert!(all.contains_key(Path::new("project/generated/sdk.lock")), "{:?}", all.keys());
        for at in 0..disk.operations() {
            let bench = bench(empty)?;
            bench.run_on(&Faulty::new(fault, at), LINE).expect(4).warns(&["cannot"]);
            let project = tree(&bench.path("made/project"))?;
            assert!(project.is_empty() || project.len() == all.len(), "operation {at}");
            if fault == Fault::Error && project.is_empty() {
                assert!(made(&bench)?.is_empty(), "operation {at}: something was left behind");
            }
            // The next run clears up: it makes the project, or finds that it is there.
            bench.run(LINE).expect(if project.is_empty() { 0 } else { 4 });
            assert!(made(&bench)? == all, "operation {at}: {:?}", made(&bench)?.keys());
            assert_eq!(fs::read_dir(bench.path("made"))?.count(), 1, "operation {at}");
        }
    }
    Ok(())
}

#[test]
fn settings_beside_the_document_are_not_taken_over() -> Result {
    let bench = bench(false)?;
    bench.run(LINE).expect(0).warns(&["spec/sdk.yaml is not taken over"]);
    let settings = bench.read("made/project/spec/sdk.yaml")?;
    assert!(!settings.contains("crate: x") && settings.contains("name: \"fake-sdk\""));
    Ok(())
}
