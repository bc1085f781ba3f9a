//! What is printed, where, and in which format.

use crate::bench::{Bench, NEXT, Result};
use serde_json::Value;

#[test]
fn json_is_one_object_on_stdout() -> Result {
    let bench = Bench::generated()?;
    bench.write("spec/openapi.yaml", format!("{NEXT}warning hm\n"))?;
    let done = bench.run("check --format json").expect(1);
    let object: Value = serde_json::from_str(&done.stdout)?;
    assert_eq!(object["schema_version"], 1);
    assert_eq!((&object["command"], &object["exit"]), (&"check".into(), &1.into()));
    assert_eq!(object["repair"], "cargo xtask generate");
    assert_eq!(object["causes"][0]["code"], "spec");
    assert_eq!(object["findings"][0]["line"], 4);
    let lib = object["changes"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["path"] == "generated/src/lib.rs"));
    let lib = lib.ok_or("lib.rs is not listed")?;
    assert_eq!(
        (&lib["kind"], &lib["added"], &lib["removed"], &lib["line"]),
        (&"changed".into(), &1.into(), &1.into(), &2.into())
    );
    assert!(!done.stderr.contains("hm"), "{done:?}");

    for (line, code) in [
        ("generate --spec nowhere --format json", 3),
        ("inspect plan --type nope --format json", 2),
    ] {
        let done = bench.run(line).expect(code);
        let object: Value = serde_json::from_str(&done.stdout)?;
        assert_eq!(object["exit"], code);
        assert!(object["failure"]["message"].is_string());
    }
    Ok(())
}

#[test]
fn github_annotations_name_file_and_line() -> Result {
    let bench = Bench::generated()?;
    bench.write("spec/openapi.yaml", format!("{NEXT}warning 100%,\r:: x\n"))?;
    let done = bench.run("check --format github").expect(1).says(&[
        "::warning file=spec/openapi.yaml,line=4,col=1,title=bad-thing::100%25,%0D:: x%0Aat /thing\n",
        "::error file=generated/src/lib.rs,line=2,title=changed::changed\n",
        "::error file=generated/src/new/mod.rs,line=1,title=missing::missing\n",
        "::error title=drift::generated is not what spec/openapi.yaml gives%0Athe spec changed (openapi.yaml)",
    ]);
    assert!(done.stdout.lines().all(|line| line.starts_with("::")), "{done:?}");
    bench.run("generate").expect(0);
    bench.run("check --format github").expect(0).lacks("::error");
    Ok(())
}

#[cfg(unix)]
#[test]
fn hostile_names_and_texts_do_not_reach_the_terminal() -> Result {
    let bench = Bench::generated()?;
    bench.write("generated/a\u{1b}[2J\n::error::b", "x")?;
    bench.write("generated/src/lib.rs", "one\n\u{1b}]0;title\u{7}\u{202e}\n")?;
    for format in ["text", "github", "json"] {
        let done = bench.run(&format!("check --format {format}")).expect(1);
        assert!(!done.stdout.contains(['\u{1b}', '\u{7}']), "{format}: {done:?}");
        assert!(
            format == "github" || !done.stdout.lines().any(|line| line.starts_with("::")),
            "{format}: {done:?}"
        );
        assert!(format != "text" || !done.stdout.contains('\u{202e}'), "{done:?}");
    }
    Ok(())
}

#[test]
fn inspect_prints_a_stage() -> Result {
    let bench = Bench::new()?;
    for (stage, name) in [("document", "Document"), ("model", "Model"), ("plan", "Plan")] {
        let whole = format!("type {name}\n  openapi.yaml\ntype Other\n");
        assert_eq!(bench.run(&format!("inspect {stage}")).expect(0).stdout, whole);
        let part = bench.run(&format!("inspect {stage} --type {name}")).expect(0).stdout;
        assert_eq!(part, format!("type {name}\n  openapi.yaml\n"));
    }
    bench
        .run("inspect plan --type othe")
        .expect(2)
        .warns(&["nothing is called \"othe\"", "there is Other"]);
    bench.write("spec/openapi.yaml", "error x\n")?;
    bench.run("inspect model").expect(3).warns(&["Error: x"]);
    Ok(())
}

#[test]
fn explain_takes_a_code_as_it_is_printed() -> Result {
    let bench = Bench::new()?;
    for code in ["bad-thing", "warning[bad-thing]", "error[bad-thing]:"] {
        assert_eq!(
            bench.run(&format!("explain {code}")).expect(0).stdout,
            "bad-thing\n\nIt is bad.\n\nMend it.\n"
        );
    }
    assert_eq!(bench.run("explain").expect(0).stdout, "bad-thing: It is bad.\n");
    Ok(())
}

#[test]
fn explain_takes_items_and_lines() -> Result {
    let bench = Bench::generated()?;
    assert_eq!(bench.run("explain Thing").expect(0).stdout, "a thing\n");
    bench.run("explain Thin").expect(2).warns(&["is called \"Thin\"", "there is Thing"]);
    for path in ["generated/src/lib.rs", "src/lib.rs", "elsewhere/sdk/src/lib.rs"] {
        for place in ["2", "2:7"] {
            let done = bench.run(&format!("explain {path}:{place}")).expect(0);
            assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("src/lib.rs: two\n", ""));
        }
    }
    bench.run("explain src/nope.rs:1").expect(2).warns(&["src/nope.rs is no file of the crate"]);
    bench.write("generated/src/lib.rs", "zero\none\n")?;
    bench
        .run("explain src/lib.rs:2")
        .expect(0)
        .says(&["src/lib.rs: one"])
        .warns(&["is not as it would be generated now"]);
    let done = bench.run("explain Thing --format json").expect(0);
    let object: Value = serde_json::from_str(&done.stdout)?;
    assert_eq!((&object["output"], &object["data"]), (&"a thing\n".into(), &"a thing\n".into()));
    bench.write("spec/openapi.yaml", "error x\n")?;
    bench.run("explain Thing").expect(3).warns(&["Error: x"]);
    bench.run("explain src/lib.rs:1").expect(3);
    Ok(())
}

#[test]
fn times_are_told_on_demand() -> Result {
    let bench = Bench::new()?;
    bench.run("generate --verbose").expect(0).warns(&["pipeline: ", "write: ", " ms\n"]);
    assert!(!bench.run("check").expect(0).stderr.contains(" ms"));
    Ok(())
}
