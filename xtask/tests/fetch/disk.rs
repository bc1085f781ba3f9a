//! From files, and what becomes of the document on disk.

use crate::bench::{Bench, Failing, PETS, Result};
use serde_json::Value;
use std::fs;

#[test]
fn a_document_is_cut_to_what_is_selected_and_generates() -> Result {
    let bench = Bench::new()?;
    bench.write("vendor/pets.yaml", PETS)?;
    bench.run("fetch vendor/pets.yaml").expect(0).says(&[
        "operations: 1 added, 0 removed, 0 changed\n  + GET /pets/{id}\n",
        "schemas: 1 added, 0 removed, 0 changed\n  + Pet\n",
        "spec/openapi.yaml written: 1 of 2 operations\nA spec/openapi.yaml\n",
    ]);
    let spec = bench.spec()?;
    let header = "# Written by `cargo xtask fetch`; the next fetch replaces edits.\n\
                  # source: pets.yaml\n# sha256: ";
    assert!(spec.starts_with(header), "{spec}");
    let selected = "\n# 1 of 2 operations, 0 of 0 webhooks\n# operations.exclude:\n\
                    #   - deprecated=true\n\nopenapi: \"3.1.0\"\ninfo:\n";
    assert!(spec.contains(selected), "{spec}");
    assert!(!spec.contains("Shop") && !spec.contains("vendor"), "{spec}");
    // The selection stays in the settings, and fits nothing any more.
    bench.run("generate").expect(0);
    bench.run("check").expect(0);
    bench.write("spec/sdk.yaml", "")?;
    bench.run("check").expect(1).says(&["the settings changed"]);
    bench.run("generate").expect(0);
    Ok(())
}

#[test]
fn the_same_again_is_no_change() -> Result {
    let bench = Bench::new()?;
    bench.write("pets.yaml", PETS)?;
    bench.run("fetch pets.yaml").expect(0);
    let before = bench.tree()?;
    let modified = || fs::metadata(bench.path("spec/openapi.yaml"))?.modified();
    let time = modified()?;
    let done = bench.run("fetch pets.yaml").expect(0);
    assert_eq!(done.stdout, "spec/openapi.yaml is up to date: 1 of 2 operations\n");
    bench.run("fetch pets.yaml --check").expect(0);
    assert_eq!((bench.tree()?, modified()?), (before, time));
    // A checkout may have given it other line ends.
    bench.write("spec/openapi.yaml", bench.spec()?.replace('\n', "\r\n"))?;
    bench.run("fetch pets.yaml --dry-run").expect(0).says(&["up to date"]);
    Ok(())
}

#[test]
fn order_and_spelling_of_the_document_change_its_hash_only() -> Result {
    let bench = Bench::new()?;
    bench.write("pets.yaml", PETS)?;
    bench.run("fetch pets.yaml").expect(0);
    let first = bench.spec()?;
    let value: Value = serde_yaml::from_str(PETS)?;
    bench.write("pets.yaml", serde_json::to_string_pretty(&value)?)?;
    bench.run("fetch pets.yaml").expect(0).says(&["the document says the same as before\n"]);
    let differs: Vec<_> = first
        .lines()
        .zip(bench.spec()?.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|(a, b)| a != b)
        .map(|(_, b)| b)
        .collect();
    assert_eq!(differs.len(), 1, "{differs:?}");
    assert!(differs[0].starts_with("# sha256: "));
    Ok(())
}

#[test]
fn a_check_writes_nothing_and_tells_all() -> Result {
    let bench = Bench::new()?;
    bench.write("pets.yaml", PETS)?;
    bench.run("fetch pets.yaml").expect(0);
    let next = PETS.replace("[cat, dog]", "[cat, bird]").replace("/pets/{id}", "/animals/{id}");
    bench.write("pets.yaml", next)?;
    let parts = [
        "operations: 1 added, 1 removed, 0 changed\n  + GET /animals/{id}\n  - GET /pets/{id}\n",
        "schemas: 0 added, 0 removed, 1 changed\n  ~ Pet\n",
        "spec/openapi.yaml is not what pets.yaml gives: 1 of 2 operations\nM spec/openapi.yaml\n\nrepair: cargo xtask fetch pets.yaml\n",
    ];
    bench.refuses(1, "fetch pets.yaml --check", &parts);
    bench.refuses(1, "fetch pets.yaml --dry-run", &parts);

    let done = bench.refuses(1, "fetch pets.yaml --check --format json", &[]);
    let object: Value = serde_json::from_str(&done.stdout)?;
    let data = &object["data"];
    assert_eq!((&object["command"], &object["exit"]), (&"fetch".into(), &1.into()));
    assert_eq!(data["source"], "pets.yaml");
    assert_eq!(data["operations"]["selected"], 1);
    assert_eq!(data["changes"]["operations"]["added"][0], "GET /animals/{id}");
    assert_eq!(data["changes"]["schemas"]["changed"][0], "Pet");
    assert_eq!(data["sha256"].as_str().map(str::len), Some(64));

    let done = bench.refuses(1, "fetch pets.yaml --check --format github", &[
        "::error file=spec/openapi.yaml,line=1,title=changed::changed\n",
        "::error title=drift::spec/openapi.yaml is not what pets.yaml gives",
        "::notice title=fetch::operations: 1 added, 1 removed, 0 changed%0A  + GET /animals/{id}%0A",
    ]);
    assert!(done.stdout.lines().all(|line| line.starts_with("::")), "{done:?}");
    Ok(())
}

#[test]
fn text_of_a_document_stays_on_its_line() -> Result {
    let bench = Bench::new()?;
    let hostile = PETS.replace("/pets/{id}:", "\"/pets/{id}\\n::error::a\\u001b[2J\\u202e\":");
    bench.write("pets.yaml", &hostile)?;
    for format in ["text", "github", "json"] {
        let done = bench.run(&format!("fetch pets.yaml --check --format {format}")).expect(1);
        assert!(!done.stdout.contains(['\u{1b}', '\u{202e}']) || format == "json", "{done:?}");
        assert!(!done.stdout.lines().any(|line| line.starts_with("::error::a")), "{done:?}");
    }
    bench.run("fetch pets.yaml").expect(0);
    assert!(!bench.spec()?.contains(['\u{1b}', '\u{202e}']), "{}", bench.spec()?);
    Ok(())
}

#[test]
fn what_no_fetch_wrote_is_not_replaced() -> Result {
    let bench = Bench::new()?;
    bench.write("pets.yaml", PETS)?;
    bench.write("spec/openapi.yaml", "openapi: 3.1.0\n# by hand\n")?;
    bench.refuses(4, "fetch pets.yaml", &["was not written by `fetch`", "--force"]);
    // The command that is named does it.
    let repair = "\nrepair: cargo xtask fetch pets.yaml --force\n";
    bench.refuses(1, "fetch pets.yaml --check", &["  + GET /pets/{id}", repair]);
    bench.run("fetch pets.yaml --force").expect(0);
    bench.run("fetch pets.yaml").expect(0).says(&["up to date"]);
    bench.refuses(3, "fetch spec/openapi.yaml", &["is the file to be written"]);
    fs::remove_file(bench.path("spec/openapi.yaml"))?;
    fs::create_dir(bench.path("spec/openapi.yaml"))?;
    bench.refuses(4, "fetch pets.yaml", &["is not a file"]);
    Ok(())
}

#[test]
fn what_is_wrong_with_document_or_settings_changes_nothing() -> Result {
    let bench = Bench::new()?;
    bench.write("pets.yaml", PETS)?;
    bench.run("fetch pets.yaml").expect(0);
    for (text, parts) in [
        ("openapi: 3.1.0\ninfo: [", &["error[syntax]", "bad.yaml:"][..]),
        ("openapi: 4.0.0\n", &["error[unsupported-version]", "bad.yaml:1:10"]),
        (&PETS.replace("deprecated: true, ", ""), &["error[unused-selector]", "spec/sdk.yaml:3:"]),
        ("a: &a [1]\nb: *c\n", &["error[syntax]"]),
        ("openapi: 3.1.0\nopenapi: 3.1.0\n", &["error[duplicate-key]"]),
    ] {
        bench.write("bad.yaml", text)?;
        bench.refuses(3, "fetch bad.yaml", parts);
        bench.refuses(3, "fetch bad.yaml --check --format json", &["\"exit\": 3"]);
    }
    bench.write("bad.yaml", b"openapi: \xff\n")?;
    bench.refuses(3, "fetch bad.yaml", &["bad.yaml:1: not UTF-8"]);
    bench.refuses(3, "fetch none.yaml", &["cannot read none.yaml"]);
    bench.write("spec/sdk.yaml", "sauce: pets.yaml\n")?;
    bench.refuses(3, "fetch", &["error[invalid-config]", "unknown field `sauce`"]);
    bench.write("spec/sdk.yaml", "source: [a]\n")?;
    bench.refuses(3, "fetch", &["error[invalid-config]"]);
    Ok(())
}

#[test]
fn settings_name_the_source() -> Result {
    let bench = Bench::new()?;
    bench.write("vendor/pets.yaml", PETS)?;
    bench.refuses(3, "fetch", &["nothing says where to fetch from", "`source:`"]);
    bench.write("spec/sdk.yaml", "source: ../vendor/pets.yaml\n")?;
    bench.run("fetch").expect(0).says(&["2 of 2 operations"]);
    bench.write("spec/sdk.yaml", "source: https://me:hush@a.example/pets.yaml\n")?;
    let done = bench.refuses(3, "fetch", &["`source` in spec/sdk.yaml", "no credential"]);
    assert!(!format!("{done:?}").contains("hush"));
    Ok(())
}

#[test]
fn the_files_of_a_document_become_one() -> Result {
    let bench = Bench::new()?;
    bench.write(
        "vendor/pets.yaml",
        PETS.replace("\"#/components/schemas/Pet\"", "schemas.yaml#/Pet"),
    )?;
    bench.write("vendor/schemas.yaml", "Pet: { type: object, properties: { owner: { $ref: '#/Owner' } } }\nOwner: { type: string }\n")?;
    bench.run("fetch vendor/pets.yaml").expect(0).says(&["schemas: 2 added"]);
    let spec = bench.spec()?;
    assert!(
        !spec.contains("schemas.yaml") && spec.contains("$ref: \"#/components/schemas/Owner\""),
        "{spec}"
    );
    bench.run("generate").expect(0);
    fs::remove_file(bench.path("vendor/schemas.yaml"))?;
    bench.refuses(
        3,
        "fetch vendor/pets.yaml",
        &["error[missing-file]", "vendor/pets.yaml:11:", "there is no such file"],
    );
    Ok(())
}

#[test]
fn overlays_come_before_the_selection() -> Result {
    let bench = Bench::new()?;
    bench.write("vendor/pets.yaml", PETS)?;
    let overlay = |what: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{ title: t, version: v }}\nactions:\n\
             - {{ target: \"$.paths['/shops'].get.deprecated\", remove: true }}\n\
             - {{ target: $.components.schemas.Pet, update: {{ description: {what} }} }}\n"
        )
    };
    bench.write("spec/overlays/a.yaml", overlay("better"))?;
    bench.write(
        "spec/sdk.yaml",
        "overlays: [overlays/a.yaml]\noperations:\n  exclude: [{ deprecated: true }]\n",
    )?;
    bench.refuses(3, "fetch vendor/pets.yaml", &["error[unused-selector]"]);
    bench.write(
        "spec/sdk.yaml",
        "overlays: [overlays/a.yaml]\noperations:\n  include: [{ tag: '*' }, { id: '*' }]\n",
    )?;
    bench.refuses(3, "fetch vendor/pets.yaml", &["error[unused-selector]", "spec/sdk.yaml:3:13"]);
    bench.write("spec/sdk.yaml", "overlays: [overlays/a.yaml]\n")?;
    bench.run("fetch vendor/pets.yaml").expect(0).says(&["2 of 2 operations"]);
    let spec = bench.spec()?;
    assert!(spec.contains("description: better") && !spec.contains("deprecated"), "{spec}");
    bench.run("generate").expect(0);
    bench.run("check").expect(0);
    bench.write("spec/overlays/a.yaml", overlay("best"))?;
    bench.refuses(
        3,
        "generate",
        &["error[stale-document]", "spec/openapi.yaml:6:1", "cargo xtask fetch"],
    );
    bench.run("fetch vendor/pets.yaml").expect(0).says(&["  ~ Pet\n"]);
    bench.run("generate").expect(0);
    bench.write("spec/overlays/a.yaml", overlay("x").replace("['/shops']", "['/none']"))?;
    bench.refuses(3, "fetch vendor/pets.yaml", &["spec/overlays/a.yaml:4:"]);
    Ok(())
}

#[test]
fn a_disk_that_fails_leaves_the_document_of_before_or_of_after() -> Result {
    for at in 0.. {
        let bench = Bench::new()?;
        bench.write("pets.yaml", PETS)?;
        bench.run("fetch pets.yaml").expect(0);
        let before = bench.spec()?;
        bench.write("pets.yaml", PETS.replace("[cat, dog]", "[horse]"))?;
        let disk = Failing::new(at);
        let done = bench.run_on(&disk, "fetch pets.yaml");
        if !disk.failed() {
            assert!(at >= 3, "{at}");
            done.expect(0);
            break;
        }
        done.expect(4);
        let now = bench.spec()?;
        assert!(now == before || now.contains("horse"), "{now}");
        bench.run("fetch pets.yaml").expect(0);
        assert!(bench.spec()?.contains("horse"));
        let strays = fs::read_dir(bench.path("spec"))?.flatten().map(|it| it.file_name());
        assert_eq!(strays.filter(|name| name.to_string_lossy().starts_with('.')).count(), 0);
    }
    Ok(())
}

#[test]
fn what_a_killed_run_left_is_cleared_away() -> Result {
    let bench = Bench::new()?;
    bench.write("pets.yaml", PETS)?;
    bench.write("spec/.openapi.yaml.xtask-new", "half")?;
    bench.run("fetch pets.yaml").expect(0);
    assert!(!bench.path("spec/.openapi.yaml.xtask-new").exists());
    Ok(())
}
