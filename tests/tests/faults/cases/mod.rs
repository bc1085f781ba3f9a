//! The table: one module for each kind of fault.

pub(crate) mod connections;
pub(crate) mod content;
pub(crate) mod drift;
pub(crate) mod encodings;
pub(crate) mod hangs;
pub(crate) mod redirects;
pub(crate) mod retries;
pub(crate) mod sizes;
pub(crate) mod tls;
pub(crate) mod truncation;

use super::case::{Case, run_all};
use super::client::Mode;

/// All groups by name.
fn groups() -> Vec<(&'static str, Vec<Case>)> {
    vec![
        ("redirects", redirects::cases()),
        ("truncation", truncation::cases()),
        ("hangs", hangs::cases()),
        ("sizes", sizes::cases()),
        ("encodings", encodings::cases()),
        ("content", content::cases()),
        ("drift", drift::cases()),
        ("retries", retries::cases()),
        ("tls", tls::cases()),
        ("connections", connections::cases()),
    ]
}

/// The promise of the table is its breadth, so what falls out of it must be noticed.
#[test]
fn the_table_is_complete() {
    let expected = [
        ("redirects", 20),
        ("truncation", 12),
        ("hangs", 10),
        ("sizes", 10),
        ("encodings", 10),
        ("content", 12),
        ("drift", 20),
        ("retries", 12),
        ("tls", 8),
        ("connections", 6),
    ];
    let groups = groups();
    for (name, least) in expected {
        let group = groups.iter().find(|(group, _)| *group == name);
        let cases = group.map_or(0, |(_, cases)| cases.len());
        assert!(cases >= least, "{name}: {cases} cases");
    }
    let mut names: Vec<String> =
        groups.into_iter().flat_map(|(_, cases)| cases).map(|case| case.name).collect();
    let count = names.len();
    assert!(count >= 120, "{count} cases");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two cases share a name");
}

macro_rules! play {
    ($($test:ident: $group:ident),* $(,)?) => {
        /// With the client that is awaited.
        mod awaited {
            $(
                #[test]
                fn $test() {
                    super::run_all(super::$group::cases(), super::Mode::Awaited);
                }
            )*
        }

        /// With the client that blocks.
        mod blocking {
            $(
                #[test]
                fn $test() {
                    super::run_all(super::$group::cases(), super::Mode::Blocking);
                }
            )*
        }
    };
}

play! {
    redirects_are_not_followed: redirects,
    truncated_answers_are_no_values: truncation,
    every_hang_ends: hangs,
    sizes_are_bounded: sizes,
    encodings_are_kept_to: encodings,
    content_is_what_it_says: content,
    drift_is_survived_or_located: drift,
    retries_are_bounded_and_polite: retries,
    tls_is_verified: tls,
    connections_fail_cleanly: connections,
}
