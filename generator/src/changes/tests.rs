//! Each kind of change by a small pair: a document, and what one replacement in it makes.
//!
//! That rustc agrees is tested elsewhere, with programs.

use std::collections::BTreeSet;

use super::{Axes, Bump, Change, Comparison, Direction, Kind, Level, Settings, compare};
use crate::surface::{self, Surface, Ty, Type};
use crate::{Inputs, Source};

const BASE: &str = include_str!("base.yaml");

/// Settings that name what the document cannot.
const SETTINGS: &str = "package: { name: shop-sdk, version: 1.2.3 }
token: { scheme: token, env: SHOP_TOKEN }
server_env: SHOP_SERVER
headers: { Shop-Version: '1' }
rate_limits: [{ requests: 5, per: 1 }]
pagination: { pages: { page: page, items: items, operations: ['pets:list'] } }
webhooks: { scheme: standard-webhooks }
";

fn surface(document: &str, settings: &str) -> Surface {
    try_surface(document, settings).unwrap_or_else(|why| panic!("{why}\n{document}\n{settings}"))
}

fn try_surface(document: &str, settings: &str) -> Result<Surface, String> {
    let config = Some(Source::new("sdk.yaml", settings));
    let outcome = crate::surface(&Inputs::new(Source::new("spec.yaml", document), config));
    let findings: Vec<_> = outcome.diagnostics.items().iter().map(|it| &it.message).collect();
    outcome.surface.ok_or_else(|| format!("no surface: {findings:?}"))
}

/// What one replacement in the document, or else in the settings, changes.
fn change(from: &str, to: &str) -> Comparison {
    try_change(from, to).unwrap_or_else(|why| panic!("{from} -> {to}: {why}"))
}

fn try_change(from: &str, to: &str) -> Result<Comparison, String> {
    assert!(BASE.contains(from) || SETTINGS.contains(from), "{from} is nowhere");
    let (document, settings) = if BASE.contains(from) {
        (BASE.replacen(from, to, 1), SETTINGS.to_owned())
    } else {
        (BASE.to_owned(), SETTINGS.replacen(from, to, 1))
    };
    let (old, new) = (surface(BASE, SETTINGS), try_surface(&document, &settings)?);
    Ok(compare(&old, &new, &Settings::default()))
}

/// `wire source behaviour`, each by the first letter of its level.
fn letters(axes: Axes) -> String {
    [axes.wire, axes.source, axes.behaviour].map(|level| &level.name()[..1]).concat()
}

/// What is replaced, the kind of change that this is, what it means, and what it is about.
const CASES: &[(&str, &str, Kind, &str, &str)] = &[
    ("shop-sdk", "store-sdk", Kind::PackageRenamed, "nbn", "package"),
    ("Sells things.", "Sells pets.", Kind::PackageDocsChanged, "nnn", "package"),
    ("version: \"1\"", "version: \"2\"", Kind::ApiVersionChanged, "nnn", "package"),
    ("token: { scheme", "dates: chrono\ntoken: { scheme", Kind::DatesChanged, "nbn", "package"),
    ("orders:export", "files:export", Kind::FeatureAdded, "ncn", "feature files"),
    ("orders:export", "files:export", Kind::GroupAdded, "ncn", "files"),
    ("package:", "client: Store\npackage:", Kind::ClientRenamed, "nbn", "client"),
    ("env: SHOP_TOKEN", "env: TOKEN", Kind::EnvironmentChanged, "nnb", "client"),
    ("https://api.shop", "https://v2.shop", Kind::DefaultServerChanged, "nnb", "client"),
    ("https://api.shop", "https://v2.shop", Kind::ServerUrlChanged, "bnb", "Server::Production"),
    (
        "security: [{ token: [] }]",
        "  - { url: 'https://eu.shop.example', description: Europe. }\nsecurity: [{ token: [] }]",
        Kind::ServerAdded,
        "ncn",
        "Server::Europe",
    ),
    ("Regional.", "Other.", Kind::ServerRenamed, "nbn", "Server::Regional"),
    (
        "  - { url: \"https://{region}.shop.example\", description: Regional., variables: { region: { default: eu } } }\n",
        "",
        Kind::ServerRemoved,
        "bbb",
        "Server::Regional",
    ),
    (
        "{region}.shop.example\", description: Regional., variables: { region:",
        "{zone}.shop.example\", description: Regional., variables: { zone:",
        Kind::ServerVariablesChanged,
        "nbb",
        "Server::Regional",
    ),
    ("'1'", "'2'", Kind::FixedHeaderChanged, "nnb", "client"),
    ("requests: 5", "requests: 6", Kind::RateLimitChanged, "nnc", "client"),
    (
        "type: http, scheme: bearer }",
        "type: apiKey, in: header, name: X-Key }",
        Kind::CredentialChanged,
        "bnn",
        "Builder::token",
    ),
    (
        "type: http, scheme: bearer }",
        "type: apiKey, in: header, name: X-Key }",
        Kind::CredentialRemoved,
        "nbn",
        "Builder::token_provider",
    ),
    ("orders:export", "files:export", Kind::OperationRenamed, "nbn", "orders.export"),
    ("/orders/csv:", "/orders/all:", Kind::OperationPathChanged, "bnn", "orders.export"),
    ("put:", "post:", Kind::OperationMethodChanged, "bnb", "pets.note"),
    (
        "operationId: orders:export",
        "operationId: orders:exports",
        Kind::OperationIdChanged,
        "nnn",
        "orders.export",
    ),
    (
        "operationId: pets:get",
        "deprecated: true\n      operationId: pets:get",
        Kind::OperationDeprecated,
        "ncn",
        "pets.get",
    ),
    (
        "operationId: pets:get",
        "description: Gets one.\n      operationId: pets:get",
        Kind::OperationDocsChanged,
        "nnn",
        "pets.get",
    ),
    (
        "operationId: pets:get",
        "servers: [{ url: 'https://get.shop.example' }]\n      operationId: pets:get",
        Kind::OperationServerChanged,
        "bnb",
        "pets.get",
    ),
    (
        "        - { name: ids",
        "        - { name: sort, in: query, schema: { type: string } }\n        - { name: ids",
        Kind::ParameterAdded,
        "ncn",
        "pets.list(sort)",
    ),
    (
        "        - { name: ids",
        "        - { name: sort, in: query, required: true, schema: { type: string } }\n        - { name: ids",
        Kind::RequiredParameterAdded,
        "bbn",
        "pets.list(sort)",
    ),
    (
        "name: ids, in: query",
        "name: sort, in: query",
        Kind::ParameterRemoved,
        "bbn",
        "pets.list(ids)",
    ),
    (
        "name: ids, in: query",
        "name: ids, required: true, in: query",
        Kind::ParameterBecameRequired,
        "bbn",
        "pets.list(ids)",
    ),
    (
        "name: ids, in: query",
        "name: ids, in: header",
        Kind::ParameterMoved,
        "bnn",
        "pets.list(ids)",
    ),
    (
        "name: limit, in: query, schema: { type: integer",
        "name: limit, in: query, schema: { type: number",
        Kind::ParameterTypeChanged,
        "cbn",
        "pets.list(limit)",
    ),
    (
        "name: ids, in: query",
        "name: ids, explode: false, in: query",
        Kind::ParameterStyleChanged,
        "bnn",
        "pets.list(ids)",
    ),
    (
        "name: ids, in: query",
        "name: ids, deprecated: true, in: query",
        Kind::ParameterDeprecated,
        "ncn",
        "pets.list(ids)",
    ),
    ("maximum: 100", "maximum: 50", Kind::LimitsNarrowed, "bnn", "pets.list(limit)"),
    ("maximum: 100", "maximum: 200", Kind::LimitsWidened, "cnn", "pets.list(limit)"),
    ("maxLength: 40", "maxLength: 30", Kind::LimitsNarrowed, "bnn", "PetCreate.name"),
    ("maxLength: 34", "maxLength: 40", Kind::LimitsWidened, "cnn", "Iban"),
    ("default: 10", "default: 20", Kind::DefaultChanged, "nnb", "pets.list(limit)"),
    (
        "operationId: pets:get",
        "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }\n      operationId: pets:get",
        Kind::BodyAdded,
        "ncn",
        "pets.get(body)",
    ),
    (
        "operationId: pets:get",
        "requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }\n      operationId: pets:get",
        Kind::RequiredBodyAdded,
        "bbn",
        "pets.get(body)",
    ),
    (
        "requestBody: { required: false, content: { application/json: { schema: { $ref: \"#/components/schemas/Note\" } } } }",
        "summary: Notes.",
        Kind::BodyRemoved,
        "bbn",
        "pets.note(body)",
    ),
    ("required: false", "required: true", Kind::BodyBecameRequired, "bbn", "pets.note(body)"),
    (
        "requestBody: { required: true, content: { application/json: { schema: { $ref: \"#/components/schemas/Payment\"",
        "requestBody: { required: false, content: { application/json: { schema: { $ref: \"#/components/schemas/Payment\"",
        Kind::BodyBecameOptional,
        "cbn",
        "orders.pay(body)",
    ),
    (
        "content: { application/json: { schema: { $ref: \"#/components/schemas/Note\"",
        "content: { application/json: { schema: { $ref: \"#/components/schemas/PetUpdate\"",
        Kind::BodyTypeChanged,
        "bbn",
        "pets.note(body)",
    ),
    (
        "content: { application/json: { schema: { $ref: \"#/components/schemas/Note\"",
        "content: { application/merge-patch+json: { schema: { $ref: \"#/components/schemas/Note\"",
        Kind::BodyMediaTypeChanged,
        "bnn",
        "pets.note(body)",
    ),
    ("      security: []\n", "", Kind::SecurityAdded, "bnb", "orders.export"),
    (
        "operationId: pets:get",
        "security: [{}]\n      operationId: pets:get",
        Kind::SecurityRemoved,
        "cnb",
        "pets.get",
    ),
    (
        "\"202\": { description: Later. }",
        "\"203\": { description: Later. }",
        Kind::AnswerAdded,
        "bcn",
        "orders.pay",
    ),
    (
        "\"202\": { description: Later. }",
        "\"203\": { description: Later. }",
        Kind::AnswerRemoved,
        "cbn",
        "orders.pay",
    ),
    (
        "\"201\": { description: Made., content: { application/json: { schema: { $ref: \"#/components/schemas/Pet\"",
        "\"201\": { description: Made., content: { application/json: { schema: { $ref: \"#/components/schemas/Note\"",
        Kind::AnswerTypeChanged,
        "bbn",
        "pets.create",
    ),
    (
        "text/csv: { schema: { type: string } }",
        "application/json: { schema: { type: string } }",
        Kind::AnswerFormatChanged,
        "bbn",
        "orders.export",
    ),
    (
        "\"422\":",
        "\"404\": { description: None. }\n        \"422\":",
        Kind::ErrorAdded,
        "ncn",
        "pets.create",
    ),
    ("\"422\":", "\"409\":", Kind::ErrorRemoved, "cbn", "pets.create"),
    (
        "\"204\": { description: Done. }",
        "\"204\": { description: Done. }, \"404\": { description: None. }",
        Kind::ErrorTypeChanged,
        "nbn",
        "pets.note",
    ),
    (
        "headers: { X-Total:",
        "headers: { X-Next: { schema: { type: string } }, X-Total:",
        Kind::HeaderAdded,
        "ncn",
        "pets.list",
    ),
    ("headers: { X-Total:", "headers: { X-Sum:", Kind::HeaderRemoved, "cbn", "pets.list"),
    (
        "X-Total: { schema: { type: integer",
        "X-Total: { schema: { type: string",
        Kind::HeaderTypeChanged,
        "cbn",
        "pets.list",
    ),
    ("operations: ['pets:list']", "operations: []", Kind::PagingRemoved, "nbn", "pets.list"),
    ("page: page, items", "offset: page, items", Kind::PagingChanged, "bnb", "pets.list"),
    (
        "token: { scheme",
        "names: { '#/components/schemas/Problem': Failure }\ntoken: { scheme",
        Kind::TypeRenamed,
        "nbn",
        "Problem",
    ),
    (
        "Kind: { type: string, enum: [cat, dog, cow] }",
        "Kind: { type: object, properties: { of: { type: string } } }",
        Kind::TypeKindChanged,
        "bbn",
        "Kind",
    ),
    (
        "Iban: { type: string, maxLength: 34 }",
        "Iban: { type: integer }",
        Kind::AliasChanged,
        "bbn",
        "Iban",
    ),
    ("How to call it.", "Its name.", Kind::TypeDocsChanged, "nnn", "Pet"),
    ("Problem: {", "Problem: { deprecated: true,", Kind::TypeDeprecated, "ncn", "Problem"),
    (
        "nick: { type: string }\n",
        "nick: { type: string }\n        color: { type: string }\n",
        Kind::FieldAdded,
        "ncn",
        "Pet.color",
    ),
    (
        "PetCreate: { type: object, required: [name], properties: {",
        "PetCreate: { type: object, required: [name, color], properties: { color: { type: string },",
        Kind::RequiredFieldAdded,
        "bbn",
        "PetCreate.color",
    ),
    ("        age: { type: integer }\n", "", Kind::FieldRemoved, "cbn", "Pet.age"),
    (
        "required: [id, name, kind]\n      properties:\n        id: { type: string }\n",
        "required: [name, kind]\n      properties:\n",
        Kind::FieldRemoved,
        "bbn",
        "Pet.id",
    ),
    (
        "nick: { type: string }, kind",
        "Nick: { type: string }, kind",
        Kind::FieldKeyChanged,
        "bnn",
        "PetCreate.nick",
    ),
    ("age: { type: integer }", "age: { type: number }", Kind::FieldTypeChanged, "bbn", "Pet.age"),
    (
        "age: { type: integer }",
        "age: { type: integer, format: int32 }",
        Kind::FieldTypeChanged,
        "cbn",
        "Pet.age",
    ),
    (
        "age: { type: integer }",
        "age: { type: integer, deprecated: true }",
        Kind::FieldDeprecated,
        "ncn",
        "Pet.age",
    ),
    (
        "required: [id, name, kind]",
        "required: [id, name, kind, age]",
        Kind::FieldBecameRequired,
        "cbn",
        "Pet.age",
    ),
    (
        "required: [id, name, kind]",
        "required: [id, kind]",
        Kind::FieldBecameOptional,
        "bbn",
        "Pet.name",
    ),
    (
        "nick: { type: string }\n",
        "nick: { type: [string, 'null'] }\n",
        Kind::FieldBecameNullable,
        "cbn",
        "Pet.nick",
    ),
    (
        "note: { type: [string, \"null\"] } } }\n    Note",
        "note: { type: string } } }\n    Note",
        Kind::FieldBecameNonNull,
        "bbn",
        "PetUpdate.note",
    ),
    (
        "kind: { $ref: \"#/components/schemas/Kind\" }\n        age",
        "kind: { const: cat }\n        age",
        Kind::FieldBecameConstant,
        "cbn",
        "Pet.kind",
    ),
    (
        "by: { const: bank }, iban",
        "by: { const: bank }, tag: { const: z, default: z }, iban",
        Kind::ConstantAdded,
        "ncn",
        "Bank.tag",
    ),
    ("        mark: { const: x, default: x }\n", "", Kind::ConstantRemoved, "cnn", "Pet.mark"),
    (
        "mark: { const: x, default: x }",
        "mark: { const: y, default: y }",
        Kind::ConstantChanged,
        "bnn",
        "Pet.mark",
    ),
    (
        "mark: { const: x, default: x }",
        "mark: { type: string }",
        Kind::ConstantBecameField,
        "bcn",
        "Pet.mark",
    ),
    (
        "additionalProperties: { type: integer }",
        "additionalProperties: { type: string }",
        Kind::RestChanged,
        "bbn",
        "Note",
    ),
    (
        "PetUpdate: { type: object, properties",
        "PetUpdate: { type: object, required: [name], properties",
        Kind::DefaultRemoved,
        "nbn",
        "PetUpdate",
    ),
    (
        "PetCreate: { type: object, required: [name],",
        "PetCreate: { type: object,",
        Kind::DefaultAdded,
        "ncn",
        "PetCreate",
    ),
    ("enum: [cat, dog, cow]", "enum: [cat, dog, cow, hen]", Kind::ValueAdded, "ncn", "Kind::Hen"),
    ("enum: [cat, dog, cow]", "enum: [cat, dog]", Kind::ValueRemoved, "bbn", "Kind::Cow"),
    ("enum: [cat, dog, cow]", "enum: [dog, cat, cow]", Kind::ValuesReordered, "nnb", "Kind"),
    (
        "type: string, enum: [cat, dog, cow]",
        "type: integer, enum: [1, 2]",
        Kind::ValuesChangedKind,
        "bbn",
        "Kind",
    ),
    (
        "token: { scheme",
        "variants: { '#/components/schemas/Kind': { cow: Bull } }\ntoken: { scheme",
        Kind::ValueRenamed,
        "nbn",
        "Kind::Bull",
    ),
    ("mapping: { card:", "mapping: { visa:", Kind::VariantRemoved, "bbn", "Payment::Card"),
    (
        "nick: { type: string }\n",
        "nick: { type: string, enum: [a, b] }\n",
        Kind::TypeAdded,
        "ncn",
        "PetNick",
    ),
    ("pet.born:\n", "pet.gone:\n", Kind::WebhookAdded, "ncn", "webhook pet.gone"),
    ("pet.born:\n", "pet.gone:\n", Kind::WebhookRemoved, "cnc", "webhook pet.born"),
    (
        "schema: { $ref: \"#/components/schemas/PetBorn\"",
        "schema: { $ref: \"#/components/schemas/Card\"",
        Kind::WebhookTypeChanged,
        "bbn",
        "webhook pet.born",
    ),
    (
        "scheme: standard-webhooks",
        "scheme: standard-webhooks, key: base64",
        Kind::WebhookSignatureChanged,
        "bnb",
        "webhooks",
    ),
];

#[test]
fn each_kind_means_what_it_means() {
    let mut wrong = Vec::new();
    for (from, to, kind, meaning, subject) in CASES {
        let found = match try_change(from, to) {
            Ok(found) => found.changes,
            Err(why) => {
                wrong.push(format!("{from} -> {to}: {why}"));
                continue;
            }
        };
        let fits = |it: &&Change| it.kind == *kind && it.subject == *subject;
        let said = found.iter().find(fits).map(|it| letters(it.axes));
        if said.as_deref() != Some(*meaning) {
            let all: Vec<String> = found
                .iter()
                .map(|it| format!("{} {} {}", it.kind.name(), it.subject, letters(it.axes)))
                .collect();
            wrong.push(format!(
                "{} of {subject}: {said:?}, right is {meaning}; all: {all:#?}",
                kind.name()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
}

#[test]
fn back_again_every_fact_that_is_gone_breaks_source() {
    let old = surface(BASE, SETTINGS);
    for (from, to, ..) in CASES {
        let (document, settings) = if BASE.contains(from) {
            (BASE.replacen(from, to, 1), SETTINGS.to_owned())
        } else {
            (BASE.to_owned(), SETTINGS.replacen(from, to, 1))
        };
        let Ok(new) = try_surface(&document, &settings) else { continue };
        for (old, new) in [(&old, &new), (&new, &old)] {
            let compared = compare(old, new, &Settings::default());
            let untold = compared.changes.iter().find(|it| it.kind == Kind::RustChanged);
            assert!(
                untold.is_none(),
                "{from} -> {to}: {:?}",
                untold.map(|it| it.message.to_string())
            );
            let facts = new.facts();
            let gone = old.facts().into_iter().any(|(path, was)| facts.get(&path) != Some(&was));
            if gone {
                assert_eq!(compared.axes().source, Level::Breaking, "{from} -> {to}");
            }
        }
    }
}

#[test]
fn the_same_is_no_change() {
    let old = surface(BASE, SETTINGS);
    let compared = compare(&old, &surface(BASE, SETTINGS), &Settings::default());
    assert!(compared.changes.is_empty());
    assert_eq!((compared.bump(), compared.is_enough()), (Bump::None, true));
    assert_eq!(Surface::parse(&old.render()).as_ref(), Ok(&old));
}

#[test]
fn what_was_written_down_may_be_anyones() {
    let text = surface(BASE, SETTINGS).render();
    for (from, to) in [
        ("\"format\":1", "\"format\":2"),
        ("\"format\":1", "\"format\":\"1\""),
        ("\"dates\"", "\"data\""),
        ("Vec<Pet>", "Vec<Pet"),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(Surface::parse(&text.replace(from, to)).is_err(), "{from} -> {to}");
    }
    // What can be read can be compared, whatever it says.
    for (from, to) in [
        ("Vec<Pet>", "Vec"),
        ("Vec<Pet>", "Box"),
        ("[\"path id\"]", "[\"path no\"]"),
        ("\"ty\":\"Pet\"", "\"ty\":\"OneOrMany\""),
    ] {
        assert!(text.contains(from), "{from}");
        let odd = Surface::parse(&text.replace(from, to)).unwrap_or_else(|why| panic!("{why}"));
        let new = surface(BASE, SETTINGS);
        for (a, b) in [(&odd, &new), (&new, &odd), (&odd, &odd)] {
            let _ = compare(a, b, &Settings::default());
        }
    }
}

#[test]
fn whom_a_change_concerns() {
    let found = change("enum: [cat, dog, cow]", "enum: [cat, dog]").changes;
    let removed = found
        .iter()
        .find(|it| it.kind == Kind::ValueRemoved)
        .map(|it| (it.direction, it.operations.join(" "), it.items.join(" "), it.old.clone()));
    let expected = (
        Direction::Both,
        "pets:create pets:get pets:list pets:update webhook pet.born".to_owned(),
        "Kind::Cow".to_owned(),
        Some("#/components/schemas/Kind".to_owned()),
    );
    assert_eq!(removed, Some(expected));
}

#[test]
fn settings_weigh_and_approve() {
    let settings = |text: &str| -> Settings {
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}"))
    };
    let old = surface(BASE, SETTINGS);
    let new = surface(&BASE.replace("maximum: 100", "maximum: 50"), SETTINGS);
    let compared = |text: &str| compare(&old, &new, &settings(text));
    assert_eq!(compared("{}").bump(), Bump::Major);
    assert_eq!(compared("severity: { limits-narrowed: minor }").bump(), Bump::Minor);
    let approve = |at: &str, since: &str| {
        format!(
            "approve: [{{ code: limits-narrowed, at: '{at}', since: {since}, because: nobody asks }}]"
        )
    };
    for at in ["pets.list(limit)", "#/paths/~1pets/get", "#/paths/**"] {
        let text = approve(at, "1.2.3");
        let it = compared(&text);
        assert_eq!(it.bump(), Bump::None, "{at}");
        assert!(it.changes.iter().any(|it| it.approved.as_deref() == Some("nobody asks")), "{at}");
        assert_eq!(it.axes().wire, Level::Breaking, "approving hides nothing");
        assert!(settings(&text).unused(&it).is_empty());
    }
    let text = approve("pets.get(limit)", "1.2.3");
    assert_eq!(compared(&text).bump(), Bump::Major);
    assert_eq!(settings(&text).unused(&compared(&text)), [0]);
    // Once the step is made, it is past.
    let text = approve("pets.list(limit)", "1.2.2");
    assert_eq!(compared(&text).bump(), Bump::Major);
    assert!(settings(&text).unused(&compared(&text)).is_empty());
    assert!(serde_yaml::from_str::<Settings>("severity: { no-such: minor }").is_err());
}

#[test]
fn names_are_kebab_case_and_apart() {
    let names: BTreeSet<&str> = Kind::all().iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), Kind::all().len());
    assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    assert!(Kind::all().iter().all(|kind| kind.explain().ends_with('.')));
}

/// A document with one path that takes and gives `Body`, whose schemas are these.
fn exchange(media: &str, security: &str, schemas: &str) -> Surface {
    surface(
        &format!(
            "openapi: 3.1.0
info: {{ title: Shop, version: '1' }}
servers: [{{ url: 'https://a.example' }}]
security: {security}
paths:
  /x:
    post:
      operationId: x:post
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Body' }} }} }} }}
      responses: {{ '200': {{ description: One., content: {{ {media}: {{ schema: {{ $ref: '#/components/schemas/Body' }} }} }} }} }}
components:
  securitySchemes: {{ a: {{ type: http, scheme: bearer }}, b: {{ type: apiKey, in: header, name: B }} }}
  schemas: {schemas}
"
        ),
        "package: { name: shop-sdk, version: 1.2.3 }",
    )
}

/// The kinds of changes, each with its letters, but for those of words.
fn told(old: &Surface, new: &Surface) -> Vec<String> {
    let changes = compare(old, new, &Settings::default()).changes;
    let told = changes.iter().filter(|it| !it.kind.name().ends_with("docs-changed"));
    told.map(|it| format!("{} {}", it.kind.name(), letters(it.axes))).collect()
}

#[test]
fn what_is_asked_for_and_with_which_credential() {
    let of = |media: &str, security: &str| exchange(media, security, "{ Body: { type: object } }");
    let (json, both) = ("application/json", "[{ a: [] }, { b: [] }]");
    let old = of(json, both);
    assert_eq!(told(&old, &of("application/vnd.x+json", both)), ["accept-changed bnc"]);
    assert_eq!(told(&old, &of(json, "[{ b: [] }, { a: [] }]")), ["security-reordered nnb"]);
}

#[test]
fn what_was_written_by_the_crate_is_missed() {
    let of = |kind: &str| {
        exchange("application/json", "[]", &format!("{{ Body: {{ type: object, {kind} }} }}"))
    };
    let old = of("required: [kind], properties: { kind: { const: x } }");
    let new = of("properties: { kind: { type: string } }");
    assert_eq!(told(&old, &new), ["constant-became-field bcb"]);
}

#[test]
fn objects_told_by_their_keys_are_taken_for_one_another() {
    let of = |order: &str, q: &str| {
        let p = "P: { type: object, required: [a], properties: { a: { type: string } } }";
        let q = format!("Q: {{ type: object, required: [b], properties: {{ {q} }} }}");
        exchange("application/json", "[]", &format!("{{ Body: {{ anyOf: {order} }}, {p}, {q} }}"))
    };
    let order = "[{ $ref: '#/components/schemas/P' }, { $ref: '#/components/schemas/Q' }]";
    let other = "[{ $ref: '#/components/schemas/Q' }, { $ref: '#/components/schemas/P' }]";
    let old = of(order, "b: { type: string }");
    assert_eq!(told(&old, &of(other, "b: { type: string }")), ["variants-reordered nnb"]);
    assert_eq!(
        told(&old, &of(order, "b: { type: string }, a: { type: string }")),
        ["union-dispatch-changed bnn", "field-added ncn"]
    );
    let harmless = of(order, "b: { type: string }, c: { type: string }");
    assert_eq!(told(&old, &harmless), ["field-added ncn"]);
}

#[test]
fn aliases_that_multiply_end() {
    let mut it = surface(BASE, SETTINGS);
    let like = it.types["Iban"].clone();
    for number in 0..16 {
        let of = vec![Ty::named(&format!("A{}", number + 1)); 100];
        let kind = surface::Kind::Alias { ty: Ty { name: String::new(), of } };
        it.types.insert(format!("A{number}"), Type { kind, ..like.clone() });
    }
    assert!(it.unaliased(&Ty::named("A0")).to_string().len() < 100_000);
}
