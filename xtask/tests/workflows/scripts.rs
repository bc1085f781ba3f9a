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
