//! Random changes of our own document: what the verdict says of Rust source, and what rustc says of a
//! program that uses all of the old SDK.
//!
//! The verdict must never say that programs compile when rustc says otherwise. The other way round it
//! may err, and how often it does is counted. What was found is kept in a file in cargo's folder for
//! temporary files, so that a long run can be interrupted and goes on where it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};
use tests::{Result, cases};

use crate::mutation::mutate;
use crate::pairs::Side;
use crate::verdict::{self, Verdict};
use crate::whole;
use crate::workshop::Workshop;

/// What is known of one mutant.
pub(crate) struct Found {
    pub(crate) seed: u64,
    /// What was changed.
    pub(crate) changes: Vec<String>,
    pub(crate) verdict: Verdict,
    /// What rustc says, if it refuses the program.
    pub(crate) refusal: Option<String>,
}

/// How many are checked by one run of cargo.
const BATCH: usize = 20;

/// The mutants of these seeds, judged by both.
pub(crate) fn judge(seeds: std::ops::Range<u64>, workshop: &str) -> Result<Vec<Found>> {
    let document = fs::read_to_string(cases::path("../spec/openapi.yaml"))?;
    let settings = fs::read_to_string(cases::path("../spec/sdk.yaml"))?;
    let (document, settings): (Value, Value) =
        (serde_yaml::from_str(&document)?, serde_yaml::from_str(&settings)?);
    let Value::Object(settings) = settings else { return Err("settings are an object".into()) };
    let old = Side { document: serde_yaml::to_string(&document)?, settings };
    let files = old.files("original")?;
    let program = whole::consumer(&files)?;
    let surface = verdict::surface(&old)?;

    let mut known = Known::new(workshop)?;
    let mut found = Vec::new();
    let seeds: Vec<u64> = seeds.collect();
    for batch in seeds.chunks(BATCH) {
        let mut shop = Workshop::new(workshop);
        // The program must fit the SDK that it was made from.
        shop.sdk("original", &files)?;
        shop.consumer("on-original", "original", &["all", "webhooks"], &program);
        let mut asked = Vec::new();
        for (slot, seed) in batch.iter().enumerate() {
            let (side, changes, files) = mutant(&document, &old, *seed)?;
            let verdict = verdict::between(&surface, &verdict::surface(&side)?);
            let of_batch = Found { seed: *seed, changes, verdict, refusal: None };
            let package = format!("mutant-{slot}");
            let key = key(&[&format!("{files:?}"), &program]);
            let there = ["\nall = [", "\nwebhooks = ["];
            match known.get(&key) {
                Some(refusal) => found.push(Found { refusal, ..of_batch }),
                None if !there.iter().all(|it| files["Cargo.toml"].contains(it)) => {
                    found.push(Found { refusal: Some("a feature is gone".to_owned()), ..of_batch });
                }
                None => {
                    shop.sdk(&package, &files)?;
                    let features = ["all", "webhooks"];
                    shop.consumer(&format!("on-{slot}"), &package, &features, &program);
                    asked.push((slot, key, of_batch));
                }
            }
        }
        if asked.is_empty() {
            continue;
        }
        let outcomes = shop.check()?;
        let compiled = |package: &str| outcomes.get(package).is_some_and(|it| it.compiled);
        if !compiled("on-original") {
            let said = outcomes.get("on-original").map(|it| it.shown.as_str()).unwrap_or_default();
            return Err(format!("the program does not fit its own SDK: {said}").into());
        }
        for (slot, key, of_batch) in asked {
            if !compiled(&format!("mutant-{slot}")) {
                let said = outcomes.get(&format!("mutant-{slot}")).map(|it| it.shown.as_str());
                let (seed, changes) = (of_batch.seed, of_batch.changes);
                return Err(format!("seed {seed}: {changes:?}: no SDK: {said:?}").into());
            }
            let outcome = outcomes.get(&format!("on-{slot}")).ok_or("a program was not checked")?;
            let refusal = (!outcome.compiled).then(|| outcome.shown.clone());
            known.put(&key, refusal.as_deref())?;
            found.push(Found { refusal, ..of_batch });
        }
        eprintln!("{} of {} mutants", found.len(), seeds.len());
    }
    found.sort_by_key(|it| it.seed);
    Ok(found)
}

/// A changed document that the generator takes, what was changed, and its SDK. One that it refuses,
/// such as one without what the settings name, is no case, and the next is tried.
fn mutant(
    document: &Value,
    old: &Side,
    seed: u64,
) -> Result<(Side, Vec<String>, BTreeMap<String, String>)> {
    for attempt in 0..100 {
        let mut changed = document.clone();
        let changes = mutate(&mut changed, seed * 100 + attempt);
        let side =
            Side { document: serde_yaml::to_string(&changed)?, settings: old.settings.clone() };
        if let Ok(files) = side.files(&format!("mutant-{}", seed as usize % BATCH)) {
            return Ok((side, changes, files));
        }
    }
    Err(format!("seed {seed}: the generator takes none of a hundred").into())
}

fn key(texts: &[&str]) -> String {
    Sha256::digest(texts.concat()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What rustc said in earlier runs, a file per program.
struct Known(PathBuf);

impl Known {
    fn new(workshop: &str) -> Result<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{workshop}-known"));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn get(&self, key: &str) -> Option<Option<String>> {
        let text = fs::read_to_string(self.0.join(key)).ok()?;
        Some((!text.is_empty()).then_some(text))
    }

    fn put(&mut self, key: &str, refusal: Option<&str>) -> Result {
        Ok(fs::write(self.0.join(key), refusal.unwrap_or_default())?)
    }
}
