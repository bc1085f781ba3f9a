//! The scripts, run: what they make of changes, of hostile text, and of nothing to do.

use crate::Result;
use crate::runner::{Runner, file};

const SPEC: &str = r##"openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: pets
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet: { type: object, required: [id], properties: { id: { type: string } } }
"##;

/// One operation more, with an id that a shell or a reader of Markdown would act upon.
const MORE: &str = r#"paths:
  /more:
    get: { operationId: "$(touch pwned) [x](http://e.example)", responses: { "204": { description: x } } }
"#;

/// Text that a shell, a runner or a reader of Markdown would act upon.
const HOSTILE: &str = "$(touch pwned) `touch pwned` ; touch pwned # %0A::error::x";

const INPUTS: [(&str, &str); 4] = [
    ("inputs.command", "cargo xtask"),
    ("inputs.spec", "spec/openapi.yaml"),
    ("inputs.config", ""),
    ("inputs.out", "generated"),
];

/// A runner with a project that is committed and up to date.
fn project() -> Result<Runner> {
    let runner = Runner::new()?;
    runner.write("temp/openapi.yaml", SPEC)?;
    let made = runner.xtask(&["new", ".", "--spec", "../temp/openapi.yaml"])?;
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    runner.git(&["init", "--quiet", "--initial-branch", "main"])?;
    commit(&runner, "begin")?;
    Ok(runner)
}

fn commit(runner: &Runner, message: &str) -> Result<String> {
    runner.git(&["add", "--all"])?;
    runner.git(&["commit", "--quiet", "--message", message])?;
    Ok(runner.git(&["rev-parse", "HEAD"])?.trim().to_owned())
}

/// Whether a text is the entry of a changelog for a version. Which of its characters are escaped is the
/// business of who writes it.
fn is_entry(text: &str, version: &str) -> bool {
    text.replace('\\', "").starts_with(&format!("## {version}\n"))
}

#[test]
fn the_action_compares() -> Result {
    let runner = project()?;
    let action = file("actions/check/action.yml")?;
    let done = runner.step(&action["runs"], "Compare", &INPUTS)?;
    assert_eq!(done.code, Some(0), "{done:?}");

    runner.write("repository/generated/README.md", "edited\n")?;
    let done = runner.step(&action["runs"], "Compare", &INPUTS)?;
    assert_eq!(done.code, Some(1), "{done:?}");
    assert!(done.said.contains("::error file=generated/README.md"), "{done:?}");
    Ok(())
}

#[test]
fn the_action_takes_no_orders_from_its_inputs() -> Result {
    let runner = project()?;
    let action = file("actions/check/action.yml")?;
    let mut inputs = INPUTS;
    inputs[1].1 = HOSTILE;
    let done = runner.step(&action["runs"], "Compare", &inputs)?;
    assert_eq!(done.code, Some(3), "{done:?}");
    assert!(!runner.path("repository/pwned").exists());
    Ok(())
}

/// The project with one more operation, in a pull request whose merge is checked out.
fn pull_request() -> Result<Runner> {
    let runner = project()?;
    runner.git(&["checkout", "--quiet", "-b", "change"])?;
    runner.write("repository/spec/openapi.yaml", &SPEC.replace("paths:\n", MORE))?;
    let settings = runner.read("repository/spec/sdk.yaml")?;
    let settings = settings.replace("version: \"0.1.0\"", "version: \"0.1.1\"");
    runner.write("repository/spec/sdk.yaml", &settings)?;
    let made = runner.xtask(&["generate"])?;
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    commit(&runner, "change")?;
    runner.git(&["checkout", "--quiet", "main"])?;
    runner.git(&["merge", "--quiet", "--no-ff", "--no-edit", "change"])?;
    Ok(runner)
}

#[test]
fn the_action_describes_a_pull_request() -> Result {
    let runner = pull_request()?;
    let action = file("actions/check/action.yml")?;
    let inputs = [&INPUTS[..], &[("github.event.pull_request.base.sha", "not asked for")]].concat();
    let done = runner.step(&action["runs"], "Describe the change", &inputs)?;
    assert_eq!(done.code, Some(0), "{done:?}");
    let path = done.outputs.trim_end().strip_prefix("comment=").ok_or("no comment")?;
    let comment = std::fs::read_to_string(path)?;
    assert_eq!(done.summary, comment);
    assert!(is_entry(&comment, "0.1.1") && comment.contains("minor"), "{comment}");
    // What the document says is shown and neither run nor obeyed.
    assert!(comment.contains("`$(touch pwned) [x](http://e.example)`"), "{comment}");
    assert!(!runner.path("repository/pwned").exists());

    // A branch that is checked out as it is.
    let base = runner.git(&["rev-parse", "HEAD^1"])?;
    runner.git(&["checkout", "--quiet", "change"])?;
    let inputs = [&INPUTS[..], &[("github.event.pull_request.base.sha", base.trim())]].concat();
    let again = runner.step(&action["runs"], "Describe the change", &inputs)?;
    assert_eq!(again.summary, comment, "{again:?}");
    Ok(())
}

#[test]
fn the_action_has_nothing_to_say_where_nothing_was_recorded() -> Result {
    let runner = project()?;
    let action = file("actions/check/action.yml")?;
    std::fs::rename(
        runner.path("repository/spec/sdk.surface.json"),
        runner.path("temp/sdk.surface.json"),
    )?;
    let bare = commit(&runner, "forget")?;
    let inputs = [&INPUTS[..], &[("github.event.pull_request.base.sha", bare.as_str())]].concat();
    let done = runner.step(&action["runs"], "Describe the change", &inputs)?;
    assert_eq!((done.code, done.outputs.as_str()), (Some(0), ""), "{done:?}");
    assert!(done.said.contains("Nothing was recorded before"), "{done:?}");
    Ok(())
}

#[test]
fn a_comment_is_posted_once_and_then_kept_up_to_date() -> Result {
    let runner = Runner::new()?;
    let drift = file("workflows/drift.yml")?;
    let job = &drift["jobs"]["comment"];
    let values = |answer| {
        [
            ("github.token", "t"),
            ("github.repository", "a/b"),
            ("github.event.pull_request.number", "7"),
            ("GH_ANSWER", answer),
        ]
    };
    let done = runner.step(job, "Post", &values(""))?;
    assert_eq!((done.code, runner.path("gh").exists()), (Some(0), false), "{done:?}");

    runner.write("temp/sdk-comment/sdk-comment.md", HOSTILE)?;
    let done = runner.step(job, "Post", &values(""))?;
    assert_eq!(done.code, Some(0), "{done:?}");
    let said = runner.read("gh")?;
    assert!(said.contains("--method POST --silent repos/a/b/issues/7/comments"), "{said}");
    assert_eq!(runner.read("gh.body")?, format!("<!-- sdk-comment -->\n{HOSTILE}"));

    let done = runner.step(job, "Post", &values("41\n42\n"))?;
    assert_eq!(done.code, Some(0), "{done:?}");
    let said = runner.read("gh")?;
    assert!(said.contains("--method PATCH --silent repos/a/b/issues/comments/41 "), "{said}");
    assert!(!runner.path("repository/pwned").exists());
    Ok(())
}

#[test]
fn a_new_document_is_fetched_and_released() -> Result {
    let runner = project()?;
    let upstream = file("workflows/upstream.yml")?;
    let job = &upstream["jobs"]["regenerate"];
    let done = runner.step(job, "Make", &[])?;
    assert!(done.code == Some(0) && done.said.contains("no source"), "{done:?}");

    // The publisher is a file here, beside the project.
    let settings = runner.read("repository/spec/sdk.yaml")?;
    runner.write("repository/spec/sdk.yaml", &format!("source: published.yaml\n{settings}"))?;
    runner.write("repository/spec/published.yaml", SPEC)?;
    runner.xtask(&["fetch", "--force"])?;
    let made = runner.xtask(&["generate"])?;
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    commit(&runner, "follow")?;
    let done = runner.step(job, "Make", &[])?;
    assert!(done.code == Some(0) && done.said.contains("as it was"), "{done:?}");
    assert_eq!(done.outputs, "");

    runner.write("repository/spec/published.yaml", &SPEC.replace("paths:\n", MORE))?;
    commit(&runner, "publish")?;
    std::fs::remove_dir_all(runner.path("temp/upstream"))?;
    let done = runner.step(job, "Make", &[])?;
    assert_eq!((done.code, done.outputs.as_str()), (Some(0), "changed=true\n"), "{done:?}");
    assert!(is_entry(&done.summary, "0.1.1"), "{done:?}");
    assert_eq!(runner.read("temp/upstream/body.md")?, done.summary);
    let patch = runner.read("temp/upstream/change.patch")?;
    for part in ["+  version: \"0.1.1\"", "b/generated/Cargo.toml", "b/spec/sdk.surface.json"] {
        assert!(patch.contains(part), "no {part}");
    }
    assert!(!runner.path("repository/pwned").exists());
    Ok(())
}

#[test]
fn a_proposal_changes_only_what_is_generated_or_fetched() -> Result {
    let runner = project()?;
    let upstream = file("workflows/upstream.yml")?;
    let job = &upstream["jobs"]["propose"];
    runner.git(&["init", "--quiet", "--bare", "../origin"])?;
    runner.git(&["remote", "add", "origin", "../origin"])?;
    runner.write("repository/spec/openapi.yaml", &SPEC.replace("Pets", "Cats"))?;
    runner.write("repository/.github/workflows/drift.yml", "replaced\n")?;
    runner.git(&["add", "--all"])?;
    let patch = runner.git(&["diff", "--cached", "--binary"])?;
    runner.git(&["reset", "--quiet", "--hard"])?;
    runner.write("temp/upstream/change.patch", &patch)?;
    runner.write("temp/upstream/body.md", HOSTILE)?;
    let values = |answer| {
        [
            ("github.token", "t"),
            ("github.event.repository.default_branch", "main"),
            ("GH_ANSWER", answer),
        ]
    };
    let done = runner.step(job, "Propose", &values(""))?;
    assert_eq!(done.code, Some(0), "{done:?}");
    let files = runner.git(&["show", "--name-only", "--format=%s", "upstream-document"]);
    assert!(files.is_err(), "a branch of that name is in the checkout");
    let files = runner.git(&[
        "--git-dir",
        "../origin",
        "show",
        "--name-only",
        "--format=%s",
        "upstream-document",
    ])?;
    assert_eq!(files, "Follow the publisher's document\n\nspec/openapi.yaml\n");
    let said = runner.read("gh")?;
    assert!(said.contains("pr create --base main --head upstream-document"), "{said}");
    assert_eq!(runner.read("gh.body")?, HOSTILE);

    // The next week: the branch is there, and so is its pull request.
    runner.git(&["reset", "--quiet", "--hard", "HEAD~1"])?;
    let done = runner.step(job, "Propose", &values("12"))?;
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(runner.read("gh")?.contains("pr edit 12 --body-file "), "{}", runner.read("gh")?);
    Ok(())
}
