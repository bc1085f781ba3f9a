//! The table: one row per way in which a command can end.

/// A command line in a workspace, and how it ends.
pub(crate) struct Case {
    /// The command; cases of one command stand together.
    pub(crate) command: &'static str,
    /// What the case is about.
    pub(crate) about: &'static str,
    /// Commands that must have run before, without fault.
    pub(crate) before: &'static [&'static str],
    /// Files that are written after that, or [`NOTHING`] to remove one.
    pub(crate) files: &'static [(&'static str, &'static str)],
    /// The command line.
    pub(crate) line: &'static str,
    /// The exit code.
    pub(crate) exit: i32,
}

/// Stands for no file.
pub(crate) const NOTHING: &str = "\0";

/// The exit codes that each command must have a case for.
pub(crate) const EXITS: &[(&str, &[i32])] = &[
    ("generate", &[0, 1, 2, 3, 4]),
    ("check", &[0, 1, 2, 3]),
    ("diff", &[0, 1, 2, 3]),
    ("vendor", &[0, 1, 2, 3, 4]),
    ("new", &[0, 2, 3, 4]),
    ("fetch", &[0, 1, 2, 3, 4]),
    ("inspect", &[0, 2, 3]),
    ("lint", &[0, 1, 2, 3]),
    ("overlay", &[0, 2, 3]),
    ("explain", &[0, 2, 3]),
    // Needs npm and a crate that is compiled; what it judges is tested where it runs.
    ("conformance", &[2]),
    ("corpus", &[0, 1, 2, 3]),
];

const SPEC: &str = r##"openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: pets:get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: a pet
          content:
            application/json: { schema: { $ref: "#/components/schemas/Pet" } }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: { type: string }
"##;

const LOSSY: &str = r##"openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: pets:get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: a pet
          content:
            application/json: { schema: { $ref: "#/components/schemas/Pet" } }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: { type: string }
        kind: { type: string, not: { const: eel } }
"##;

/// What every workspace has.
pub(crate) const WORKSPACE: &[(&str, &str)] =
    &[("spec/openapi.yaml", SPEC), ("spec/sdk.yaml", "package: { name: pets }\n")];

const BROKEN: (&str, &str) = ("spec/openapi.yaml", "openapi: 3.1.0\npaths: [\n");

const LOSS: (&str, &str) = ("spec/openapi.yaml", LOSSY);

const OLD: (&str, &str) = ("old.yaml", SPEC);

const OVERLAID: (&str, &str) =
    ("spec/sdk.yaml", "package: { name: pets }\noverlays: [more.yaml]\n");

const OVERLAY: (&str, &str) = (
    "spec/more.yaml",
    "overlay: 1.0.0
info: { title: more, version: one }
actions:
  - target: $.components.schemas.Pet.properties
    update: { nick: { type: string } }
",
);

const SELECTS_NOTHING: (&str, &str) = (
    "spec/more.yaml",
    "overlay: 1.0.0
info: { title: more, version: one }
actions:
  - { target: $.nope, remove: true }
",
);

const fn case(
    command: &'static str,
    about: &'static str,
    before: &'static [&'static str],
    files: &'static [(&'static str, &'static str)],
    line: &'static str,
    exit: i32,
) -> Case {
    Case { command, about, before, files, line, exit }
}

pub(crate) const CASES: &[Case] = &[
    case("generate", "nothing changed", &["generate"], &[], "generate", 0),
    case("generate", "a field more", &["generate"], &[LOSS], "generate --unreleased", 0),
    case("generate", "a field more without a version", &["generate"], &[LOSS], "generate", 1),
    case("generate", "warnings are denied", &[], &[LOSS], "generate --deny-warnings", 1),
    case("generate", "no such flag", &[], &[], "generate --nope", 2),
    case("generate", "the inputs would be overwritten", &[], &[], "generate --out spec", 2),
    case("generate", "no document", &[], &[("spec/openapi.yaml", NOTHING)], "generate", 3),
    case("generate", "a broken document", &[], &[BROKEN], "generate", 3),
    case("generate", "a file is in the way", &[], &[("generated", "mine")], "generate", 4),
    case("check", "as it should be", &["generate"], &[], "check", 0),
    case("check", "the document changed", &["generate"], &[LOSS], "check", 1),
    case(
        "check",
        "edited by hand",
        &["generate"],
        &[("generated/rustfmt.toml", "max_width = 80\n"), ("generated/extra.txt", "mine\n")],
        "check",
        1,
    ),
    case("check", "no such selector", &["generate"], &[], "check --only nope=1", 2),
    case("check", "a broken document", &["generate"], &[BROKEN], "check", 3),
    case("diff", "nothing lies between them", &[], &[OLD], "diff old.yaml", 0),
    case("diff", "a field more", &[], &[OLD, LOSS], "diff old.yaml", 0),
    case("diff", "a field less", &[], &[("old.yaml", LOSSY)], "diff old.yaml --fail-on major", 1),
    case("diff", "no such part", &[], &[OLD], "diff old.yaml --fail-on nope", 2),
    case("diff", "no such file", &[], &[], "diff nowhere.yaml", 3),
    case("vendor", "a copy", &["generate"], &[], "vendor --to copy", 0),
    case("vendor", "verified", &["generate", "vendor --to copy"], &[], "vendor --verify copy", 0),
    case(
        "vendor",
        "tampered with",
        &["generate", "vendor --to copy"],
        &[("copy/src/extra.rs", "evil\n"), ("copy/rustfmt.toml", NOTHING)],
        "vendor --verify copy",
        1,
    ),
    case(
        "vendor",
        "an upgrade of an edited copy",
        &["generate", "vendor --to copy"],
        &[("copy/rustfmt.toml", "max_width = 80\n")],
        "vendor --upgrade copy",
        1,
    ),
    case("vendor", "neither to nor verify", &[], &[], "vendor", 2),
    case("vendor", "no copy", &[], &[], "vendor --verify nowhere", 3),
    case(
        "vendor",
        "a file is in the way",
        &["generate"],
        &[("copy", "mine")],
        "vendor --to copy",
        4,
    ),
    case(
        "new",
        "a project",
        &[],
        &[],
        "new pets --tool-git https://git.example/tool --tool-rev 0123456789abcdef0123456789abcdef01234567 --spec spec/openapi.yaml",
        0,
    ),
    case("new", "for no document", &[], &[], "new pets", 2),
    case("new", "a broken document", &[], &[BROKEN], "new pets --spec spec/openapi.yaml", 3),
    case("new", "something is there", &[], &[], "new spec --spec spec/openapi.yaml", 4),
    case("fetch", "from a file", &[], &[OLD], "fetch old.yaml --force", 0),
    case(
        "fetch",
        "what would change",
        &[],
        &[("old.yaml", LOSSY)],
        "fetch old.yaml --check --force",
        1,
    ),
    case("fetch", "no such flag", &[], &[], "fetch --nope", 2),
    case("fetch", "no such file", &[], &[], "fetch nowhere.yaml", 3),
    case("fetch", "another document is there", &[], &[OLD], "fetch old.yaml", 4),
    case("inspect", "the plan", &[], &[], "inspect plan", 0),
    case("inspect", "no such type", &[], &[], "inspect model --type Dog", 2),
    case("inspect", "a broken document", &[], &[BROKEN], "inspect document", 3),
    case("lint", "nothing is lost", &[], &[], "lint", 0),
    case("lint", "something is lost", &[], &[LOSS], "lint", 0),
    case("lint", "warnings are denied", &[], &[LOSS], "lint --deny-warnings", 1),
    case("lint", "no such stage", &[], &[], "lint plan", 2),
    case("lint", "a broken document", &[], &[BROKEN], "lint", 3),
    case("overlay", "there is none", &[], &[], "overlay apply", 2),
    case("overlay", "an action", &[], &[OVERLAID, OVERLAY], "overlay apply", 0),
    case("overlay", "no such part", &[], &[], "overlay nope", 2),
    case("overlay", "no such overlay", &[], &[OVERLAID], "overlay apply", 3),
    case("overlay", "it selects nothing", &[], &[OVERLAID, SELECTS_NOTHING], "overlay apply", 3),
    case("explain", "what an overlay wrote", &[], &[OVERLAID, OVERLAY], "explain Pet::nick", 0),
    case("explain", "a code", &[], &[], "explain duplicate-key", 0),
    case("explain", "a field", &[], &[], "explain Pet::id", 0),
    case("explain", "an operation as it is called", &[], &[], "explain pets.pets().get(id)", 0),
    case("explain", "a line", &["generate"], &[], "explain generated/src/types/pet.rs:10", 0),
    case("explain", "the runtime", &["generate"], &[], "explain generated/src/runtime/mod.rs:3", 0),
    case("explain", "no such item", &[], &[], "explain Pat", 2),
    case("explain", "no such code", &[], &[], "explain no-such-code", 2),
    case("explain", "no such file", &["generate"], &[], "explain src/nope.rs:1", 2),
    case("explain", "a broken document", &[], &[BROKEN], "explain Pet", 3),
    case("conformance", "no such flag", &[], &[], "conformance --nope", 2),
    case("corpus", "a good document", &[], &[], "corpus spec --no-check", 0),
    case("corpus", "a broken document", &[], &[BROKEN], "corpus spec --no-check", 1),
    case("corpus", "one document", &[], &[], "corpus spec --spec spec/openapi.yaml", 2),
    case("corpus", "no such directory", &[], &[], "corpus nowhere --no-check", 3),
];
