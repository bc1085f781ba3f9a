//! One test per folder of `rejects/`: what a user is told about a document or settings that are
//! wrong, or that say more than Rust can.
//!
//! `report.snap` holds the whole text and, first, whether there was a crate all the same. No finding
//! may be without a line of the text it is about.

use generator::generate;
use tests::Result;
use tests::cases::{self, report};

/// Declares a test per folder: those from which nothing is generated, and those with a loss.
macro_rules! rejects {
    (
        refused { $($refused:ident)* }
        lossy { $($lossy:ident)* }
    ) => {
        /// The folders with a test.
        const LISTED: &[&str] = &[$(stringify!($refused),)* $(stringify!($lossy),)*];

        $(#[test]
        fn $refused() -> Result {
            check(stringify!($refused), false)
        })*

        $(#[test]
        fn $lossy() -> Result {
            check(stringify!($lossy), true)
        })*
    };
}

rejects! {
    refused {
        accept_code
        accept_everything
        accept_unused
        alias_bomb
        config_example
        config_formats
        config_names
        config_names_collide
        config_oauth2
        config_operation_names
        config_operations_nothing
        config_operations_syntax
        config_operations_unused
        config_pagination
        config_pagination_nowhere
        config_pagination_styles
        config_pagination_types
        config_rate_limits
        config_selector
        config_selector_nowhere
        config_syntax
        config_token
        config_unknown_key
        config_webhooks
        config_webhooks_header
        config_wrong_kind
        dangling_path_items
        duplicate_key
        duplicate_key_json
        files
        missing_keys
        nesting_limit
        not_an_object
        overlay_1_0
        overlay_1_0_primitives
        overlay_action
        overlay_breaks
        overlay_copy
        overlay_duplicate_key
        overlay_form
        overlay_form_empty
        overlay_limits
        overlay_mismatch
        overlay_mixed_kinds
        overlay_no_match
        overlay_on_overlay
        overlay_query
        overlay_query_start
        overlay_syntax
        overlay_version
        several_documents
        syntax_json
        syntax_yaml
        truncated_json
        version_1_2
        version_missing
        version_unknown
    }
    lossy {
        ambiguous_union
        dangling_references
        default_misfits
        discriminator_misfits
        left_out
        operations
        overlay_loss
        reference_loops
        security_schemes
        unknown_keys
        unsupported_keywords
        wrong_kinds
    }
}

#[test]
fn every_folder_has_a_test() -> Result {
    let mut listed = LISTED.to_vec();
    listed.sort_unstable();
    assert_eq!(cases::folders("rejects")?, listed);
    Ok(())
}

/// Generates from a folder and compares the report with the snapshot in it.
fn check(case: &str, generates: bool) -> Result {
    let folder = cases::path("rejects").join(case);
    let inputs = cases::inputs(&folder)?;
    let outcome = generate(&inputs);
    let text = report(&inputs, &outcome.diagnostics);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("report", text));
    assert_eq!(outcome.output.is_some(), generates, "whether there is a crate");
    assert_eq!(outcome.diagnostics.has_errors(), !generates, "errors stop, losses do not");
    let findings = outcome.diagnostics.items().len();
    let located = text.lines().filter(|line| line.trim_start().starts_with("--> ")).count();
    assert_eq!(located, findings, "every finding has file, line and column:\n{text}");
    Ok(())
}
