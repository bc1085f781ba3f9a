//! Same input, same bytes: whatever the run, the number of threads at work, the order of keys in
//! the document, its language, and its line ends.
//!
//! Only the order of an array means something, so arrays are left alone. The seeds are fixed: a
//! failure can be looked at again.

use std::fmt::Write as _;
use std::thread;

use generator::{Inputs, Output, Source, generate};
use serde_json::Value;
use tests::Result;
use tests::cases;

#[test]
fn twenty_runs_give_the_same_bytes() -> Result {
    let inputs = inputs()?;
    let first = output(&inputs);
    assert!(first.files.len() > 50, "the whole crate is compared");
    for run in 1..20 {
        same(&output(&inputs), &first, &format!("run {run}"));
    }
    Ok(())
}

#[test]
fn runs_side_by_side_give_the_same_bytes() -> Result {
    let inputs = inputs()?;
    let alone = output(&inputs);
    for threads in [2, 4] {
        let outputs: Vec<Output> = thread::scope(|scope| {
            let runs: Vec<_> = (0..threads).map(|_| scope.spawn(|| output(&inputs))).collect();
            runs.into_iter().filter_map(|run| run.join().ok()).collect()
        });
        assert_eq!(outputs.len(), threads);
        for run in outputs {
            same(&run, &alone, &format!("one of {threads} threads"));
        }
    }
    Ok(())
}

#[test]
fn json_and_yaml_give_the_same_bytes() -> Result {
    let inputs = inputs()?;
    let document = value(&inputs.spec)?;
    let as_json = with_spec(&inputs, serde_json::to_string_pretty(&document)?);
    same(&output(&as_json), &output(&inputs), "JSON");
    Ok(())
}

#[test]
fn the_order_of_keys_does_not_matter() -> Result {
    let inputs = inputs()?;
    let document = value(&inputs.spec)?;
    let settings = inputs.config.as_ref().map(value).transpose()?;
    let expected = output(&inputs);
    let mut texts = Vec::new();
    for seed in 1..=20 {
        let mut shuffled = with_spec(&inputs, shuffled(&document, seed));
        if let (Some(settings), Some(config)) = (&settings, &mut shuffled.config) {
            config.text = self::shuffled(settings, seed);
        }
        same(&output(&shuffled), &expected, &format!("the keys shuffled with seed {seed}"));
        texts.push(shuffled.spec.text);
    }
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), 20, "each seed gives another order");
    Ok(())
}

#[test]
fn line_ends_do_not_matter() -> Result {
    let inputs = inputs()?;
    let mut windows = inputs.clone();
    windows.spec.text = inputs.spec.text.replace('\n', "\r\n");
    if let Some(config) = &mut windows.config {
        config.text = config.text.replace('\n', "\r\n");
    }
    assert_ne!(windows.spec.text, inputs.spec.text);
    same(&output(&windows), &output(&inputs), "CRLF");
    let marked = with_spec(&inputs, format!("\u{feff}{}", inputs.spec.text));
    same(&output(&marked), &output(&inputs), "a byte order mark");
    Ok(())
}

/// The inputs of this workspace's own crate.
fn inputs() -> Result<Inputs> {
    let read = |name: &str| -> Result<Source> {
        let text = std::fs::read_to_string(cases::workspace().join("spec").join(name))?;
        Ok(Source::new(name, text.replace("\r\n", "\n")))
    };
    Ok(Inputs::new(read("openapi.yaml")?, Some(read("sdk.yaml")?)))
}

fn with_spec(inputs: &Inputs, text: String) -> Inputs {
    let spec = Source { text, ..inputs.spec.clone() };
    Inputs { spec, ..inputs.clone() }
}

fn output(inputs: &Inputs) -> Output {
    let outcome = generate(inputs);
    let findings = cases::report(inputs, &outcome.diagnostics);
    assert!(outcome.output.is_some(), "{findings}");
    outcome.output.unwrap_or_default()
}

/// Compares file by file, so that a failure names one and shows the first line.
#[track_caller]
fn same(found: &Output, expected: &Output, what: &str) {
    assert!(found.files.keys().eq(expected.files.keys()), "{what} gives other files");
    for (path, text) in &found.files {
        let other = &expected.files[path];
        let line = text.lines().zip(other.lines()).find(|(a, b)| a != b);
        assert!(text == other, "{what} changes {path}: {line:?}");
    }
}

fn value(source: &Source) -> Result<Value> {
    Ok(serde_yaml::from_str(&source.text)?)
}

/// The value as JSON, the members of every object in an order that the seed decides.
fn shuffled(value: &Value, seed: u64) -> String {
    let mut text = String::new();
    write(value, &mut Random(seed), &mut text);
    text
}

fn write(value: &Value, random: &mut Random, text: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            for last in (1..members.len()).rev() {
                members.swap(last, random.below(last + 1));
            }
            text.push('{');
            for (index, (key, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                let _ = write!(text, "{}:", Value::from(key.as_str()));
                write(member, random, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, random, text);
            }
            text.push(']');
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}

/// Numbers that look random and are the same on every machine (a 64-bit xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or_default()
    }
}
