//! The real binary with the real generator, on a small document: streams, exit codes, a whole round.
//!
//! What each command does in each case is tested in `suite`.

mod selection;
mod workspace;

use std::fs;

use workspace::{Result, Workspace, command};

#[test]
fn a_whole_round() -> Result {
    let workspace = Workspace::new()?;
    let (stdout, stderr) = workspace.expect(0, &["generate"])?;
    assert!(
        stdout.contains("A generated/Cargo.toml") && stderr.contains(" 0 errors; "),
        "{stdout}{stderr}"
    );
    let (stdout, _) = workspace.expect(0, &["generate"])?;
    assert_eq!(stdout, "generated is up to date\n");
    workspace.expect(0, &["check"])?;

    for (from, to) in [
        ("[cat, dog]", "[cat, dog, eel]"),
        ("An animal.", "A beast."),
        ("        kind", "        name: { type: string }\n        kind"),
    ] {
        workspace.edit("spec/openapi.yaml", from, to)?;
        let (stdout, _) = workspace.expect(1, &["check"])?;
        assert!(stdout.contains("cause: the spec changed (openapi.yaml)"), "{stdout}");
        assert!(
            stdout.contains("\nM generated/src/")
                && stdout.ends_with("repair: cargo xtask generate\n"),
            "{stdout}"
        );
        workspace.expect(0, &["generate"])?;
        workspace.expect(0, &["check"])?;
    }

    workspace.expect(0, &["vendor", "--to", "copy"])?;
    workspace.expect(0, &["vendor", "--verify", "copy"])?;
    workspace.edit("copy/Cargo.toml", "[package]", "[ package]")?;
    let (stdout, _) = workspace.expect(1, &["vendor", "--verify", "copy"])?;
    assert!(stdout.contains("M copy/Cargo.toml  (edited)"), "{stdout}");
    Ok(())
}

#[test]
fn a_document_that_cannot_be_read_is_located() -> Result {
    let workspace = Workspace::new()?;
    workspace.expect(0, &["generate"])?;
    workspace.edit("spec/openapi.yaml", "paths:\n", "paths: [\n")?;
    let (stdout, stderr) = workspace.expect(3, &["check"])?;
    assert!(stdout.is_empty() && stderr.contains("spec/openapi.yaml:"), "{stdout}{stderr}");
    let (stdout, _) = workspace.expect(3, &["generate", "--format", "github"])?;
    assert!(stdout.starts_with("::error file=spec/openapi.yaml,line="), "{stdout}");
    workspace.expect(3, &["check", "--spec", "nowhere.yaml"])?;
    Ok(())
}

#[test]
fn color_is_for_terminals() -> Result {
    let workspace = Workspace::new()?;
    workspace.edit("spec/openapi.yaml", "openapi: 3.1.0", "openapi: [")?;
    let (_, plain) = workspace.expect(3, &["check"])?;
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let (_, colored) = workspace.expect(3, &["check", "--color", "always"])?;
    assert!(colored.contains('\u{1b}'), "{colored}");
    Ok(())
}

#[test]
fn stages_can_be_seen() -> Result {
    let workspace = Workspace::new()?;
    for stage in ["document", "model", "plan"] {
        let (stdout, _) = workspace.expect(0, &["inspect", stage])?;
        assert!(stdout.contains("Pet"), "{stage}: {stdout}");
    }
    let (whole, _) = workspace.expect(0, &["inspect", "model"])?;
    let (part, _) = workspace.expect(0, &["inspect", "model", "--type", "Pet"])?;
    assert!(part.contains("Pet") && part.len() < whole.len(), "{part}");
    let (part, _) = workspace.expect(0, &["inspect", "model", "--operation", "pets:get"])?;
    assert!(part.contains("pets:get") && part.len() < whole.len(), "{part}");
    Ok(())
}

#[test]
fn usage_and_explanations() -> Result {
    let workspace = Workspace::new()?;
    let (stdout, stderr) = workspace.expect(2, &["check", "--nope"])?;
    assert!(stdout.is_empty() && stderr.contains("--nope"), "{stdout}{stderr}");
    workspace.expect(2, &["explain", "no-such-code"])?;
    let (all, _) = workspace.expect(0, &["explain"])?;
    let code = all.split(':').next().unwrap_or_default();
    let (one, _) = workspace.expect(0, &["explain", code])?;
    assert!(one.starts_with(code) && one.lines().count() > 2, "{one}");
    Ok(())
}

#[test]
fn help_shows_what_is_of_the_command_first() -> Result {
    let workspace = Workspace::new()?;
    let (help, _) = workspace.expect(0, &["fetch", "--help"])?;
    let (own, common) = help.split_once("Options of every command:").ok_or("no heading")?;
    assert!(own.contains("--force") && own.contains("--size-limit"), "{help}");
    assert!(!own.contains("--spec") && common.contains("--spec"), "{help}");
    Ok(())
}

#[test]
fn what_cannot_be_written_is_4() -> Result {
    let workspace = Workspace::new()?;
    fs::write(workspace.path("generated"), "a file")?;
    workspace.expect(4, &["generate"])?;
    workspace.expect(4, &["generate", "--out", "generated/inside"])?;
    Ok(())
}

#[test]
fn defaults_are_found_from_below_the_workspace() -> Result {
    let workspace = Workspace::new()?;
    fs::create_dir_all(workspace.path("a/b"))?;
    assert_eq!(command(&workspace.path("a/b"), &["generate"])?.status.code(), Some(0));
    assert!(workspace.path("generated/sdk.lock").is_file());
    Ok(())
}
