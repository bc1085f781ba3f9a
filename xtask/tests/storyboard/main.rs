//! One story from beginning to end, by the real program: a publisher changes its document, and a consumer
//! who keeps a copy of the SDK ends up with the release that follows, knowing what it is.

mod cast;
mod server;

use cast::{Cast, Result};
use server::Server;

/// What the publisher has at first.
const FIRST: &str = r##"openapi: 3.1.0
info: { title: Pet Store, version: "7" }
servers: [{ url: "https://pets.example", description: live }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses:
        "200":
          description: pets
          content:
            application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } }
  /internal/metrics:
    get: { operationId: metrics, tags: [Internal], responses: { "204": { description: none } } }
components:
  schemas:
    Pet: { type: object, required: [id], properties: { id: { type: string } } }
  securitySchemes:
    key: { type: http, scheme: bearer }
"##;

/// What it adds: an operation, and a field that may be there.
fn second() -> String {
    FIRST
        .replace(
            "  /internal/metrics:",
            r##"  /pets/{id}:
    get:
      operationId: getPet
      tags: [Pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: a pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
  /internal/metrics:"##,
        )
        .replace("{ id: { type: string } } }", "{ id: { type: string }, name: { type: string } } }")
}

/// What it words better, later.
fn third() -> String {
    second().replace("description: a pet", "description: the pet")
}

/// A program that uses what came with the second document.
const CONSUMER: &str = r#"//! Builds with the copied SDK.

use pet_store_sdk::{Pet, PetStore};

/// Both fields, one of them new.
pub fn shown(pet: &Pet) -> String {
    format!("{} {:?}", pet.id, pet.name)
}

/// The call that is new.
pub fn ask(store: &PetStore) {
    let _ = store.pets().get_pet("rex");
}
"#;

#[test]
fn an_upstream_change_becomes_a_release_that_a_consumer_can_prove() -> Result {
    let cast = Cast::new()?;
    let server = Server::start(FIRST)?;

    // A project, whose document is fetched and not a copy any more.
    cast.write("first.yaml", FIRST)?;
    cast.at("", 0, &["new", "sdk", "--spec", "first.yaml"])?;
    let source =
        format!("source: {}\noperations:\n  exclude:\n    - tag: Internal\n", server.url());
    cast.edit("sdk/spec/sdk.yaml", "package:\n", &format!("{source}package:\n"))?;
    cast.edit("sdk/spec/sdk.yaml", "version: \"0.1.0\"", "version: \"1.0.0\"")?;
    cast.project(0, &["fetch", "--force"])?;
    cast.project(0, &["generate"])?;
    cast.project(0, &["check"])?;
    assert!(!cast.read("sdk/spec/openapi.yaml")?.contains("metrics"));

    // The publisher's document changes, and so does the part of it that is ours.
    server.serve(&second());
    let said = cast.project(1, &["fetch", "--check"])?;
    assert!(said.contains("cargo xtask fetch"), "{said}");
    let said = cast.project(0, &["fetch"])?;
    assert!(said.contains("spec/openapi.yaml written"), "{said}");
    cast.project(1, &["check"])?;

    // What it means, and that the version has to say so.
    let said = cast.project(0, &["diff"])?;
    assert!(said.contains("minor (") && said.contains("after 1.0.0 at least 1.1.0"), "{said}");
    let before = cast.tree("sdk/generated")?;
    let said = cast.project(1, &["generate"])?;
    assert!(said.contains("1.1.0"), "{said}");
    assert!(cast.tree("sdk/generated")? == before, "a refused version changed the crate");

    // The release.
    cast.edit("sdk/spec/sdk.yaml", "version: \"1.0.0\"", "version: \"1.1.0\"")?;
    let entry = cast.project(0, &["diff", "--format", "markdown"])?;
    insta::with_settings!({ snapshot_path => ".", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("changelog", entry);
    });
    cast.project(0, &["generate"])?;
    cast.project(0, &["check"])?;

    // A consumer copies it, compiles, and verifies without anything of the project.
    cast.consumer(CONSUMER)?;
    cast.project(0, &["vendor", "--to", "../shop/vendor/pet-store-sdk"])?;
    cast.compile()?;
    cast.at("shop", 0, &["vendor", "--verify", "vendor/pet-store-sdk"])?;

    // Somebody edits the copy: it is told, and an upgrade does not lose it.
    let file = "shop/vendor/pet-store-sdk/src/types/pet.rs";
    let generated = cast.read(file)?;
    cast.edit(file, "pub id:", "pub identity:")?;
    let said = cast.at("shop", 1, &["vendor", "--verify", "vendor/pet-store-sdk"])?;
    assert!(said.contains("src/types/pet.rs") && said.contains("edited"), "{said}");
    server.serve(&third());
    cast.project(0, &["fetch"])?;
    cast.edit("sdk/spec/sdk.yaml", "version: \"1.1.0\"", "version: \"1.1.1\"")?;
    cast.project(0, &["generate"])?;
    let edited = cast.tree("shop/vendor")?;
    let said = cast.project(1, &["vendor", "--upgrade", "../shop/vendor/pet-store-sdk"])?;
    assert!(said.contains("src/types/pet.rs"), "{said}");
    assert!(cast.tree("shop/vendor")? == edited, "a refused upgrade changed the copy");

    // The edit is undone, and the copy becomes the next release.
    cast.write(file, &generated)?;
    cast.at("shop", 0, &["vendor", "--verify", "vendor/pet-store-sdk"])?;
    cast.project(0, &["vendor", "--upgrade", "../shop/vendor/pet-store-sdk"])?;
    cast.at("shop", 0, &["vendor", "--verify", "vendor/pet-store-sdk"])?;
    assert!(cast.read("shop/vendor/pet-store-sdk/Cargo.toml")?.contains("version = \"1.1.1\""));
    cast.compile()
}
