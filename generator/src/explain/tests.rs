use std::fs;
use std::path::{Path, PathBuf};

use super::find::by_name;
use super::index::Index;
use super::lines;
use super::*;
use crate::diagnostic::Source;
use crate::document::Files;
use crate::render::render_crate;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Documents with their settings: ours, and one per feature.
fn all_inputs() -> Result<Vec<(String, Inputs)>> {
    let mut folders = vec![workspace().join("spec")];
    for entry in fs::read_dir(workspace().join("tests/features"))? {
        folders.push(entry?.path());
    }
    folders.sort();
    let mut all = Vec::new();
    for folder in folders {
        let mut documents =
            ["openapi.yaml", "spec.yaml", "spec.json"].into_iter().map(|name| folder.join(name));
        let Some(document) = documents.find(|path| path.exists()) else { continue };
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let spec = Source::new(name, fs::read_to_string(&document)?);
        let config = fs::read_to_string(folder.join("sdk.yaml")).ok();
        let config = config.map(|text| Source::new("sdk.yaml", text));
        let files = Files::collect(&spec, &[], |path| {
            fs::read_to_string(folder.join(path)).map_err(|error| error.to_string())
        });
        let inputs = Inputs { files, ..Inputs::new(spec, config) };
        if folder.join("overlay.yaml").exists() || folder.join("overlays").exists() {
            // What overlays wrote is not in the document; a test of its own looks there.
            continue;
        }
        all.push((folder.display().to_string(), inputs));
    }
    Ok(all)
}

/// Does something with the index of a crate.
fn with_index<T: Send>(
    inputs: &Inputs,
    work: impl Fn(&Index, &Lowered, &crate::plan::CratePlan, &Diagnostics) -> T + Sync,
) -> Option<T> {
    with_room(|| {
        let mut diagnostics = Diagnostics::default();
        let lowered = model(inputs, &mut diagnostics)?;
        let Lowered { config, api, document } = &lowered;
        let plan = plan_crate(api, config, &mut Diagnostics::default());
        let index = Index::of(&plan, api, document, inputs.config.as_ref());
        Some(work(&index, &lowered, &plan, &diagnostics))
    })
}

#[test]
fn every_item_is_found_and_stands_in_the_document() -> Result {
    let (mut items, mut lines, mut crates) = (0, 0, 0);
    for (folder, inputs) in all_inputs()? {
        let counts = with_index(&inputs, |index, lowered, plan, findings| {
            let origins = &lowered.document.origins;
            let origin = |pointer: &Pointer| origins.original(pointer);
            let shown = Places { document: &lowered.document, inputs: &inputs, findings };
            let mut places = Vec::new();
            for item in &index.items {
                let path = item.path();
                let found = by_name(index, &path, &origin);
                assert!(found.iter().any(|own| own.path() == path), "{folder}: {path}");
                assert!(!item.places.is_empty(), "{folder}: {path}");
                places.extend(item.places.iter().map(|at| {
                    let place = shown.place(at);
                    let file = match place.input {
                        Input::File(number) => usize::from(number) + 1,
                        _ => 0,
                    };
                    (file, pointer(&place))
                }));
                let config = inputs.config.iter();
                places.extend(
                    config.flat_map(|_| item.settings.iter().map(|it| (SETTINGS, it.0.clone()))),
                );
            }
            assert_places(&folder, &inputs, findings.files(), &places);
            (index.items.len(), declared(&folder, index, plan))
        });
        crates += usize::from(counts.is_some());
        items += counts.map_or(0, |(items, _)| items);
        lines += counts.map_or(0, |(_, lines)| lines);
    }
    assert!(crates > 40 && items > 1500 && lines > 1500, "{crates}, {items}, {lines}");
    Ok(())
}

/// The number of the settings, beside those of the document's files.
const SETTINGS: usize = usize::MAX;

/// Asserts that each text has a value at each pointer. Files count from 1, the document being 0.
fn assert_places(folder: &str, inputs: &Inputs, files: &[Source], places: &[(usize, Pointer)]) {
    let texts = files.iter().map(|file| file.text.as_str()).zip(1..);
    let settings = inputs.config.iter().map(|config| (config.text.as_str(), SETTINGS));
    for (text, number) in texts.chain([(inputs.spec.text.as_str(), 0)]).chain(settings) {
        let own = || places.iter().filter(|(file, _)| *file == number).map(|(_, at)| at);
        let positions = crate::diagnostic::position::Positions::find(text, own());
        for at in own() {
            assert!(!positions.all(at).is_empty(), "{folder}: file {number}: {at}");
        }
    }
}

/// Asserts that each line that declares something leads to it; gives their number.
fn declared(folder: &str, index: &Index, plan: &crate::plan::CratePlan) -> usize {
    let is_own = |file: &String| {
        let own = file.starts_with("src/types/") || file.starts_with("src/api/");
        own && !file.ends_with("mod.rs")
    };
    let mut seen = 0;
    for (file, text) in render_crate(plan).files.iter().filter(|(file, _)| is_own(file)) {
        for (at, line) in text.lines().enumerate() {
            let Some(mut rest) = line.trim_start().strip_prefix("pub ") else { continue };
            if rest.starts_with("mod ") || rest.starts_with("use ") {
                continue;
            }
            for word in ["struct ", "enum ", "type ", "fn ", "r#"] {
                rest = rest.strip_prefix(word).unwrap_or(rest);
            }
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            let name = &rest[..end.unwrap_or(rest.len())];
            let asked = lines::at(index, file, text, at + 1);
            let found: Vec<String> = asked.items.iter().map(|item| item.path()).collect();
            let is_one = asked.items.iter().any(|item| item.name() == name);
            // Constructors and the like are of the type that has them.
            let is_fine = is_one || line.contains("fn ") && !found.is_empty();
            assert!(is_fine, "{folder}: {file}:{}: {line}: {found:?}", at + 1);
            seen += 1;
        }
    }
    seen
}

#[test]
fn every_line_of_every_file_can_be_asked_about() -> Result {
    let inputs = all_inputs()?.swap_remove(0).1;
    let lines = with_index(&inputs, |index, _, plan, _| {
        let mut asked = 0;
        for (file, text) in &render_crate(plan).files {
            for line in 0..=text.lines().count() + 1 {
                let answer = lines::at(index, file, text, line);
                assert!(answer.items.is_empty() != answer.remarks.is_empty(), "{file}:{line}");
                asked += 1;
            }
        }
        asked
    });
    assert!(lines > Some(1000), "{lines:?}");
    Ok(())
}

const SPEC: &str = r##"openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      operationId: pets:get
      parameters:
        - { name: full, in: query, schema: { type: boolean } }
      responses:
        "200":
          description: a pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
        "404": { description: none }
components:
  schemas:
    Named:
      type: object
      required: [name]
      properties:
        name: { type: string }
    Cat:
      allOf:
        - $ref: "#/components/schemas/Named"
        - type: object
          required: [kind]
          properties:
            kind: { const: cat }
            mood: { type: string, enum: [calm, wild] }
    Dog:
      allOf:
        - $ref: "#/components/schemas/Named"
        - type: object
          required: [kind]
          properties:
            kind: { const: dog }
    Pet:
      oneOf:
        - $ref: "#/components/schemas/Cat"
        - $ref: "#/components/schemas/Dog"
"##;

fn asked(question: Question<'_>) -> Explained {
    let config = "names: { \"#/components/schemas/Cat/allOf/1/properties/mood\": Mood }\n";
    let config = Source::new("sdk.yaml", config);
    let inputs = Inputs::new(Source::new("spec.yaml", SPEC), Some(config));
    let (explained, findings) = explain(&inputs, question);
    assert!(!findings.has_errors(), "{}", findings.render(&inputs.spec, None, false));
    explained.unwrap_or_default()
}

fn places(name: &str) -> Vec<String> {
    let explained = asked(Question::Name(name));
    let place = |place: &Place| format!("{} {:?}", place.pointer, place.line.zip(place.column));
    explained.items.iter().flat_map(|item| item.places.iter().map(place)).collect()
}

#[test]
fn names_are_read_as_people_write_them() {
    let named = "#/components/schemas/Named/properties/name Some((22, 9))";
    assert_eq!(places("Pet::name"), [named, named], "the field of each variant");
    for name in
        ["Cat::name", "Cat.name", "pets_sdk::Cat::name", "`types::Cat::name`", "&cat.Cat.name?"]
    {
        let found = places(name);
        assert!(name.starts_with('&') && found.is_empty() || found == [named], "{name}: {found:?}");
    }
    let get = ["#/paths/~1pets~1{id}/get Some((7, 5))"];
    for name in [
        "Pets::get",
        "pets.pets().get(id, &[a(1)]).await?",
        "pets:get",
        "GET /pets/{id}",
        "pets_sdk::api::pets::Pets::get",
    ] {
        assert_eq!(places(name), get, "{name}");
    }
    assert_eq!(places("Pets::get::id"), ["#/paths/~1pets~1{id}/parameters/0 Some((6, 9))"]);
    assert_eq!(places("Get::full"), ["#/paths/~1pets~1{id}/get/parameters/0 Some((10, 11))"]);
    assert_eq!(
        places("GetError::NotFound"),
        ["#/paths/~1pets~1{id}/get/responses/404 Some((15, 9))"]
    );
    assert_eq!(
        places("Cat::kind"),
        ["#/components/schemas/Cat/allOf/1/properties/kind Some((29, 13))"]
    );
    assert_eq!(
        places("Mood::Wild"),
        ["#/components/schemas/Cat/allOf/1/properties/mood/enum/1 Some((30, 48))"]
    );
    assert_eq!(
        places("Pet::Dog"),
        [
            "#/components/schemas/Pet/oneOf/1 Some((41, 11))",
            "#/components/schemas/Dog Some((31, 5))"
        ]
    );
    assert_eq!(places("#/components/schemas/Cat"), ["#/components/schemas/Cat Some((23, 5))"]);
}

#[test]
fn settings_and_users_are_told() {
    let mood = asked(Question::Name("Mood"));
    let [mood] = &mood.items[..] else { panic!("{mood:?}") };
    let [setting] = &mood.settings[..] else { panic!("{mood:?}") };
    assert_eq!((setting.does, setting.line, setting.column), ("names it", Some(1), Some(10)));
    assert_eq!(mood.used_by, Affected::These(vec!["pets:get".to_owned()]));
    assert_eq!((mood.kind, mood.path.as_str()), ("enum", "pets_sdk::types::Mood"));
}

#[test]
fn what_is_not_there_has_neighbours() {
    let explained = asked(Question::Name("Pest"));
    assert!(explained.items.is_empty());
    assert!(explained.near.contains(&"pets_sdk::types::Pet".to_owned()), "{:?}", explained.near);
    assert!(asked(Question::Name("")).near.is_empty());
    assert!(asked(Question::Name("::..()<")).items.is_empty());
}

#[test]
fn an_answer_reads_like_a_finding() {
    let config = Source::new(
        "sdk.yaml",
        "names: { \"#/components/schemas/Cat/allOf/1/properties/mood\": Mood }\n",
    );
    let inputs = Inputs::new(Source::new("spec.yaml", SPEC), Some(config));
    let (explained, findings) = explain(&inputs, Question::Name("Mood"));
    let text = explained.unwrap_or_default().render(&inputs, &findings, false);
    let expected = "\
enum: pets_sdk::types::Mood
  --> spec.yaml:30:13
   |
30 |             mood: { type: string, enum: [calm, wild] }
   |             ^^^^
   |
  ::: sdk.yaml:1:10
   |
 1 | names: { \"#/components/schemas/Cat/allOf/1/properties/mood\": Mood }
   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ names it
   |
   = at: #/components/schemas/Cat/allOf/1/properties/mood
   = in: src/types/mood.rs
   = as: -
   = used by: pets:get
";
    assert_eq!(text, expected.replace("   = as: -\n", ""));
}

#[test]
fn an_overlay_is_named_with_the_line_that_wrote_it() {
    let overlay = "overlay: 1.0.0\ninfo: { title: more, version: one }\nactions:\n  - target: $.components.schemas.Named.properties\n    update:\n      nick: { type: string }\n";
    let config = Source::new("sdk.yaml", "overlays: [more.yaml]\n");
    let inputs = Inputs {
        overlays: vec![Source::new("more.yaml", overlay)],
        ..Inputs::new(Source::new("spec.yaml", SPEC), Some(config))
    };
    let (explained, findings) = explain(&inputs, Question::Name("Cat::nick"));
    let explained = explained.unwrap_or_default();
    let text = explained.render(&inputs, &findings, false);
    let [nick] = &explained.items[..] else { panic!("{explained:?} {findings:?}") };
    let place = &nick.places[0];
    assert_eq!((place.file.as_str(), place.line, place.column), ("more.yaml", Some(6), Some(7)));
    assert_eq!(
        place.overlay.as_deref(),
        Some("more.yaml, action 1: update of $.components.schemas.Named.properties")
    );
    assert!(
        text.contains("--> more.yaml:6:7\n") && text.contains("= written by: more.yaml, action 1"),
        "{text}"
    );
}
