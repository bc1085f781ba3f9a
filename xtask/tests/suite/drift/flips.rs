//! One bit of one byte, anywhere: found, with the right cause.
//!
//! The seed is fixed, so that a failure can be looked at again.

use super::real::Real;
use crate::bench::{Result, tree};
use crate::disks::{Fault, Faulty};
use crate::unchanged;
use std::collections::BTreeSet;
use std::fs;
use xtask::args::{Cli, Global};
use xtask::check;
use xtask::job::Job;
use xtask::lock::Lock;
use xtask::pipeline::Selection;
use xtask::places::Places;
use xtask::report::Report;
use xtask::vendor::verify;

/// Flips in what is generated, the locks among it.
const TREE: usize = 800;

/// Flips in what it is generated from.
const INPUTS: usize = 200;

/// Of how many flips one is also shown to the two that know nothing of the generator.
const VERIFIED: usize = 20;

#[test]
fn a_flipped_bit_of_the_tree_is_found() -> Result {
    let real = Real::generated()?;
    let job = Job {
        places: Places::new(real.root(), None, &global()?),
        pipeline: &real.generator,
        disk: &Faulty::new(Fault::Never, 0),
        color: false,
        selection: Selection::default(),
    };
    let made = job.make(false, &mut Report::new("check")).map_err(|it| it.message)?;
    let out = real.path("generated");
    let mut paths: Vec<_> = tree(&out)?.into_keys().map(|path| out.join(path)).collect();
    // The locks are two of many files, and worth more than their share.
    for _ in 0..paths.len() / 10 {
        paths.extend([out.join("sdk.lock"), real.path("spec/sdk.lock")]);
    }
    let mut random = Random(7);
    let mut seen = BTreeSet::new();
    for number in 0..TREE {
        let path = &paths[random.below(paths.len())];
        let bytes = fs::read(path)?;
        let mut flipped = bytes.clone();
        let at = random.below(bytes.len());
        flipped[at] ^= 1 << random.below(8);
        fs::write(path, &flipped)?;
        let mut report = Report::new("check");
        check::compare_all(&job, &made, false, &mut report).map_err(|it| it.message)?;
        let name = job.shown(path);
        let causes: Vec<_> = report.causes.iter().map(|it| it.code).collect();
        let what = format!("byte {at} of {name}: {causes:?}");
        let is_lock = path.ends_with("sdk.lock");
        let right = match causes.as_slice() {
            [code] if is_lock => code.starts_with("lock-"),
            [code] => *code == "edited",
            _ => false,
        };
        assert!(right && report.drift, "{what}");
        let inside = path.strip_prefix(&out).unwrap_or(path);
        let told = if is_lock { name.clone() } else { inside.to_string_lossy().into_owned() };
        assert!(report.causes[0].message.contains(&told), "{what}");
        assert!(report.changes.iter().all(|it| it.path == name), "{what}");
        if number % VERIFIED == 0 && path.starts_with(&out) {
            let own = unchanged::compare(&out);
            let lock = Lock::find(&out.join("sdk.lock"))?;
            if is_lock {
                assert!(own.is_err() && lock.intact().is_none(), "{what}");
            } else {
                let own: Vec<_> = own?.into_iter().map(|it| it.path).collect();
                assert_eq!(own, [inside.to_string_lossy()], "{what}");
                let lock = lock.lock().ok_or("no lock")?;
                let changes =
                    verify::changes(&job, &out, lock, true, None).map_err(|it| it.message)?;
                assert_eq!(changes.len(), 1, "{what}");
            }
        }
        fs::write(path, bytes)?;
        seen.insert(path);
    }
    assert!(seen.len() > 50, "{}", seen.len());
    assert_eq!(real.check("")?.exit, 0);
    Ok(())
}

#[test]
fn a_flipped_bit_of_the_inputs_is_found_or_says_nothing() -> Result {
    let real = Real::generated()?;
    let inputs = [("openapi.yaml", "spec"), ("shared/pet.yaml", "spec"), ("sdk.yaml", "settings")];
    let mut random = Random(11);
    let (mut found, mut unreadable, mut silent) = (0, 0, 0);
    while found + unreadable < INPUTS {
        let (name, cause) = inputs[random.below(inputs.len())];
        let path = format!("spec/{name}");
        let bytes = fs::read(real.path(&path))?;
        let mut flipped = bytes.clone();
        let at = random.below(bytes.len());
        flipped[at] ^= 1 << random.below(8);
        real.write(&path, &flipped)?;
        let checked = real.check("")?;
        let what = format!("byte {at} of {name}: {:?}", checked.causes);
        match checked.exit {
            1 => {
                found += 1;
                assert!(checked.causes.iter().all(|it| it == cause), "{what}");
                assert!(!checked.causes.is_empty(), "{what}");
            }
            // It cannot be read any more, or contradicts itself: somebody is told, with the place.
            3 => {
                unreadable += 1;
                let place = format!("{:#}", checked.report);
                assert!(place.contains("spec/"), "{what}: {place}");
            }
            // A parser that is not ours must agree that it says the same as before.
            0 => {
                silent += 1;
                let value = |bytes: &[u8]| serde_yaml::from_slice::<serde_yaml::Value>(bytes);
                assert_eq!(value(&flipped)?, value(&bytes)?, "{what}");
            }
            other => return Err(format!("exit {other}, {what}").into()),
        }
        real.write(&path, bytes)?;
    }
    println!("{found} found, {unreadable} unreadable, {silent} in comments and blanks");
    assert!(found > 50 && silent < INPUTS / 2, "{found} {unreadable} {silent}");
    assert_eq!(real.check("")?.exit, 0);
    Ok(())
}

fn global() -> Result<Global> {
    let cli: Cli = clap::Parser::try_parse_from(["xtask", "check"])?;
    Ok(cli.global)
}

/// Numbers that look random and are the same on every machine (a 64-bit xorshift).
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or_default()
    }
}
