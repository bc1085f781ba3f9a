//! Are the verdicts on changes of a document true? Of what they say about Rust source, rustc is the
//! judge.
//!
//! `tests/changes/` has a pair of documents for each kind of change, with the right verdict and a
//! program that was written for the old SDK. Here the SDKs of both are generated, and the program is
//! checked against both: against the old one it must compile, against the new one it must fare as
//! the pair says, and with the errors that the pair names. A second program, made from the old SDK,
//! uses all of it, so that no verdict is right only because a program looked elsewhere.

mod mutants;
mod mutation;
mod pairs;
mod shared;
mod verdict;
mod whole;
mod workshop;

use std::collections::{BTreeMap, BTreeSet};

use generator::{Source, generate};
use pairs::{Axis, Pair, Side};
use sha2::{Digest, Sha256};
use tests::{Result, cases};
use workshop::{Outcome, Workshop};

#[test]
fn programs_fare_as_the_pairs_say() -> Result {
    let pairs = pairs::all()?;
    let mut workshop = Workshop::new("changes");
    let mut faults = Vec::new();
    for pair in &pairs {
        if let Err(error) = add(pair, &mut workshop) {
            faults.push(format!("{}: {error}", pair.name));
        }
    }
    let outcomes = workshop.check()?;
    for (package, outcome) in &outcomes {
        let is_given = package.starts_with("sdk-")
            || package.starts_with("runtime-")
            || package.starts_with("whole-sdk-");
        if is_given && !outcome.compiled {
            faults.push(format!("{package} does not compile:\n{}", outcome.shown));
        }
    }
    for pair in &pairs {
        if let Err(fault) = judge(pair, &outcomes) {
            faults.push(format!("{}: {fault}", pair.name));
        }
    }
    assert!(faults.is_empty(), "{}\n\n{} faults", faults.join("\n\n"), faults.len());
    println!("{} pairs", pairs.len());
    Ok(())
}

#[test]
fn verdicts_are_those_of_the_pairs() -> Result {
    let mut faults = Vec::new();
    for pair in pairs::all()? {
        let (old, new) = (verdict::surface(&pair.old)?, verdict::surface(&pair.new)?);
        let (said, right) = (verdict::between(&old, &new), &pair.expected);
        let agrees = said.breaks == right.breaks
            && said.bump == right.bump
            && (right.bump == pairs::Bump::None || said.sides.contains(&right.side));
        // What changes nothing changes no byte, and the other way round.
        let is_same = pair.old.files("sdk")? == pair.new.files("sdk")?;
        if is_same != (right.bump == pairs::Bump::None) {
            faults.push(format!("{}: the crates are equal: {is_same}", pair.name));
        }
        match &right.disputed {
            None if agrees => {}
            None => faults.push(format!(
                "{}: breaks {:?}, {:?}, {:?}; right is {:?}, {:?}, {:?}\n{}",
                pair.name,
                said.breaks,
                said.bump,
                said.sides,
                right.breaks,
                right.bump,
                right.side,
                said.told,
            )),
            Some(reason) if agrees => {
                faults.push(format!("{}: no longer disputed: {reason}", pair.name));
            }
            // Too strict is a matter of taste. Too mild, where rustc disagrees, is not.
            Some(_) if is_source(&right.breaks) && !is_source(&said.breaks) => {
                faults.push(format!("{}: source breaks, and nobody says so", pair.name));
            }
            Some(reason) => println!("{}: disputed: {reason}", pair.name),
        }
    }
    assert!(faults.is_empty(), "{}\n{} faults", faults.join("\n"), faults.len());
    Ok(())
}

fn is_source(breaks: &[Axis]) -> bool {
    breaks.contains(&Axis::Source)
}

#[test]
fn no_mutant_is_wrongly_called_compatible() -> Result {
    mutants_of(0..10)
}

/// All of them: `cargo test -p tests --test changes -- --ignored --nocapture`. It may be interrupted.
#[test]
#[ignore = "takes several minutes"]
fn no_mutant_of_two_hundred_is_wrongly_called_compatible() -> Result {
    mutants_of(0..200)
}

/// The program that uses everything fits whatever the generator makes of the features of OpenAPI.
#[test]
#[ignore = "takes a minute"]
fn the_program_fits_the_sdk_of_every_feature() -> Result {
    let mut workshop = Workshop::new("changes-features");
    let features = cases::folders("features")?;
    for feature in &features {
        let mut inputs = cases::inputs(&cases::path("features").join(feature))?;
        let settings = inputs.config.get_or_insert_with(|| Source::new("sdk.yaml", ""));
        settings.text.push_str(&format!("\npackage: {{ name: {feature} }}\n"));
        let files = generate(&inputs).output.ok_or("no crate")?.files;
        workshop.sdk(feature, &files)?;
        let program = whole::consumer(&files).map_err(|error| format!("{feature}: {error}"))?;
        workshop.consumer(&format!("on-{feature}"), feature, &features_of(&files), &program);
    }
    let outcomes = workshop.check()?;
    let unfit: Vec<_> = features
        .iter()
        .filter(|name| !outcomes.get(&format!("on-{name}")).is_some_and(|it| it.compiled))
        .map(|name| {
            let said = [name.clone(), format!("on-{name}")];
            let said = said.iter().filter_map(|it| outcomes.get(it)).map(|it| it.shown.as_str());
            format!("{name}:\n{}", said.collect::<String>())
        })
        .collect();
    assert!(unfit.is_empty(), "{}\n{} of {}", unfit.join("\n"), unfit.len(), features.len());
    Ok(())
}

fn mutants_of(seeds: std::ops::Range<u64>) -> Result {
    let found = mutants::judge(seeds, "mutants")?;
    let breaks = |it: &mutants::Found| it.verdict.breaks.contains(&Axis::Source);
    let refused = found.iter().filter(|it| it.refusal.is_some()).count();
    let harsh: Vec<_> = found.iter().filter(|it| it.refusal.is_none() && breaks(it)).collect();
    let (total, fine) = (found.len(), found.len() - refused);
    println!("{total} mutants; rustc refuses {refused} programs");
    println!("{} of the {fine} others are called breaking", harsh.len());
    for it in harsh {
        println!("  seed {}: {:?}\n{}", it.seed, it.changes, it.verdict.told);
    }
    let wrong = found.iter().filter(|it| it.refusal.is_some() && !breaks(it));
    let wrong: Vec<String> = wrong
        .map(|it| {
            let said = it.refusal.as_deref().unwrap_or_default();
            format!("seed {}: {:?}\n{}{said}", it.seed, it.changes, it.verdict.told)
        })
        .collect();
    assert!(wrong.is_empty(), "called compatible, and rustc disagrees:\n{}", wrong.join("\n"));
    Ok(())
}

/// The name under which a program is checked against one of the SDKs.
fn on(pair: &Pair, what: &str) -> String {
    format!("{}-{what}", pair.name)
}

/// The SDKs of a pair and the programs that use them.
fn add(pair: &Pair, workshop: &mut Workshop) -> Result {
    let features: Vec<&str> = pair.expected.features.iter().map(String::as_str).collect();
    let (old, files) = sdk(&pair.old, &features)?;
    let (new, changed) = sdk(&pair.new, &features)?;
    workshop.sdk(&old, &files)?;
    workshop.sdk(&new, &changed)?;
    let all = features_of(&files);
    let features = if features.is_empty() { all.clone() } else { features };

    workshop.consumer(&on(pair, "was"), &old, &features, &pair.expected.program);
    if has_features(&changed, &features) {
        workshop.consumer(&on(pair, "is"), &new, &features, &pair.expected.program);
    }
    // Cargo gives a package all features that any member asks for.
    if pair.expected.features.is_empty() {
        let whole = whole::consumer(&files)?;
        workshop.consumer(&format!("whole-{old}"), &old, &all, &whole);
        if has_features(&changed, &all) {
            workshop.consumer(&on(pair, "whole"), &new, &all, &whole);
        }
    }
    Ok(())
}

/// A crate and its name, which says what it was made from: pairs that share a document share a crate.
fn sdk(side: &Side, features: &[&str]) -> Result<(String, BTreeMap<String, String>)> {
    let text = format!("{}\n{:?}\n{features:?}", side.document, side.settings);
    let digest: String = Sha256::digest(text).iter().take(6).map(|b| format!("{b:02x}")).collect();
    let package = format!("sdk-{digest}");
    let files = side.files(&package)?;
    Ok((package, files))
}

/// The features that a program asks for which uses everything.
fn features_of(files: &BTreeMap<String, String>) -> Vec<&'static str> {
    ["all", "webhooks"].into_iter().filter(|name| has_features(files, &[name])).collect()
}

fn has_features(files: &BTreeMap<String, String>, names: &[&str]) -> bool {
    let manifest = files.get("Cargo.toml").map(String::as_str).unwrap_or_default();
    names.iter().all(|name| manifest.contains(&format!("\n{name} = [")))
}

/// Compares what became of a pair's programs with what it says.
fn judge(pair: &Pair, outcomes: &BTreeMap<String, Outcome>) -> Result {
    let expected = &pair.expected;
    let was = outcomes.get(&on(pair, "was")).ok_or("the old SDK does not compile")?;
    if !was.compiled || was.warnings.contains("deprecated") {
        return Err(format!("the program does not fit the old SDK:\n{}", was.shown).into());
    }
    let fails: BTreeSet<String> = expected.fails.iter().cloned().collect();
    let breaks = expected.breaks.contains(&Axis::Source);
    if breaks == fails.is_empty() {
        return Err("says whether source breaks, and with which codes, if and only if".into());
    }
    match outcomes.get(&on(pair, "is")) {
        Some(is) if is.errors != fails => {
            return Err(format!("fails with {:?}, not {fails:?}:\n{}", is.errors, is.shown).into());
        }
        Some(is) if is.warnings.contains("deprecated") != expected.warns => {
            return Err(format!("hears {:?}", is.warnings).into());
        }
        Some(_) => {}
        None => refused(pair, &fails)?,
    }
    if let Some(whole) = outcomes.get(&on(pair, "whole"))
        && whole.compiled == breaks
    {
        let found = if breaks { "finds nothing" } else { "breaks" };
        return Err(format!("the program that uses everything {found}:\n{}", whole.shown).into());
    }
    Ok(())
}

/// Whether cargo refuses the features that the program asks for, as the pair says.
fn refused(pair: &Pair, fails: &BTreeSet<String>) -> Result {
    let features: Vec<&str> = pair.expected.features.iter().map(String::as_str).collect();
    let (new, changed) = sdk(&pair.new, &features)?;
    let mut apart = Workshop::new("changes-apart");
    apart.sdk(&new, &changed)?;
    apart.consumer("program", &new, &features, &pair.expected.program);
    let said = apart.refusal()?.ok_or("cargo finds the features")?;
    if !fails.contains("feature") || !said.contains("does not have") {
        return Err(format!("cargo refuses: {said}").into());
    }
    Ok(())
}
