//! One test per folder of `features/`: what the generator makes of a small document, side by side.
//!
//! `model.snap` is the neutral model, `code.snap` the Rust of types and operations, `findings.snap`
//! what was said about the document, where anything was. Whether the Rust compiles is the question
//! of `fixtures.rs`.

use std::path::Path;

use generator::{Severity, Stage, describe, generate, losses};
use tests::Result;
use tests::cases::{self, report};

/// A folder that shows one thing has no need for more.
const MOST_LINES: usize = 60;

/// Declares a test per folder; files after a name are shown besides types and operations.
macro_rules! features {
    ($($(#[$attribute:meta])* $name:ident $([$($file:literal),+])?)*) => {
        /// The folders with a test.
        const LISTED: &[&str] = &[$(stringify!($name)),*];

        $(#[test]
        $(#[$attribute])*
        fn $name() -> Result {
            check(stringify!($name), &[$($($file),+)?])
        })*
    };
}

features! {
    accepted_by_pattern
    accepted_losses ["README.md"]
    all_of
    all_of_narrowing
    bodies
    bodies_encoding
    bodies_forms
    bodies_multipart
    bodies_uploads
    callbacks
    cargo_features ["Cargo.toml", "src/api/mod.rs", "src/client.rs", "src/types/mod.rs"]
    conditional_properties
    dates_chrono ["Cargo.toml"]
    dates_time ["Cargo.toml"]
    defaults
    deprecated
    deprecated_parameters
    docs_code ["src/lib.rs", "src/client.rs"]
    docs_hostile ["Cargo.toml", "README.md", "src/lib.rs"]
    docs_markdown ["src/lib.rs"]
    dynamic_references
    enums
    enums_in_and_out
    enums_labels
    enums_values
    files
    files_swagger_2_0
    formats
    formats_chosen
    free_objects
    inline_objects
    integers
    lifting_3_0
    literals
    loss_report ["losses.json"]
    maps
    maps_patterns
    names_collisions
    names_keywords
    names_prelude
    nullable
    objects_large
    operation_names
    operations_methods
    operations_odd
    operations_unnamed
    overlays
    pagination
    paging_cursor
    paging_last_item
    paging_link
    paging_link_header
    paging_offset
    paging_speakeasy
    parameters_content
    parameters_header_cookie
    parameters_path
    parameters_query
    parameters_same_name
    path_items_by_reference
    path_templates
    presence
    rate_limits ["src/client.rs"]
    read_write_only
    recursion
    ref_siblings
    ref_siblings_that_shape
    refs_anywhere
    refs_by_id
    required_undescribed
    responses_downloads
    responses_errors
    responses_headers
    responses_media
    responses_several
    scalar_or_array
    schemas_boolean
    security ["src/client.rs"]
    security_kinds ["src/client.rs"]
    security_oauth2 ["src/client.rs"]
    selection ["README.md"]
    selection_2_0
    servers ["src/client.rs", "src/blocking.rs"]
    servers_of_operations
    streams_events
    streams_lines
    streams_on_request
    swagger_2_0 ["src/client.rs"]
    tags
    tuples
    tuples_open
    union_all_of
    union_by_keys
    union_const_tags
    union_discriminator
    union_enums
    union_inheritance
    union_open_variant
    union_optional_tag
    union_required
    union_scalars
    union_sibling
    union_tags
    union_tags_nested
    updates
    webhooks ["src/webhooks.rs"]
    webhooks_declared ["src/webhooks.rs"]
    webhooks_hmac ["src/webhooks.rs"]
    webhooks_unsigned ["README.md", "src/webhooks.rs"]
}

#[test]
fn every_folder_has_a_test() -> Result {
    assert_eq!(cases::folders("features")?, LISTED);
    Ok(())
}

/// Generates from a folder and compares with the snapshots in it.
fn check(feature: &str, besides: &[&str]) -> Result {
    let folder = cases::path("features").join(feature);
    let inputs = cases::inputs(&folder)?;
    let text = &inputs.spec.text;
    assert!(text.starts_with("# "), "the document says first what it proves");
    assert!(text.lines().count() <= MOST_LINES, "the document is small");

    let outcome = generate(&inputs);
    let findings = report(&inputs, &outcome.diagnostics);
    let Some(output) = &outcome.output else {
        return Err(format!("{feature} is rejected:\n{findings}").into());
    };
    assert_eq!(outcome.diagnostics.count(Severity::Error), 0, "{findings}");
    let (model, _) = describe(&inputs, Stage::Model);

    let shown = |path: &&String| {
        let spec_code = path.starts_with("src/types/") || path.starts_with("src/api/");
        (spec_code && !path.ends_with("/mod.rs")) || besides.contains(&path.as_str())
    };
    let code: String = output
        .files
        .keys()
        .filter(shown)
        .map(|path| format!("//// {path}\n{}\n", output.files[path]))
        .collect();
    if besides.contains(&"losses.json") {
        let report = serde_json::to_string_pretty(&outcome.loss_report(&inputs.spec))?;
        let text = losses::render(&outcome.losses, &inputs.spec, &outcome.diagnostics, false);
        snapshot(&folder, "losses", &format!("{report}\n\n{text}"));
    }
    snapshot(&folder, "model", model.as_deref().unwrap_or_default());
    snapshot(&folder, "code", &code);
    if findings.is_empty() {
        assert!(!folder.join("findings.snap").exists(), "{feature} has no findings any more");
    } else {
        snapshot(&folder, "findings", &findings);
    }
    Ok(())
}

/// Compares with `name.snap` in the folder.
fn snapshot(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
