//! Is this crate what was generated? Compares its files with the hashes in its `sdk.lock`.
//!
//! It needs no network, no document and no generator, so whoever keeps a copy of this crate finds out with
//! `cargo test` that it was edited. It is a check for slips, no signature: who changes files, lock and this
//! test together is found by comparing the lock with that of the origin.

#![cfg(not(target_family = "wasm"))]

mod compare;

use std::env;
use std::path::PathBuf;

#[test]
fn the_crate_is_as_it_was_generated() {
    // Cargo says at run time where the crate is, which may not be where it was compiled.
    let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into());
    let found = compare::compare(&PathBuf::from(root)).unwrap_or_else(|error| panic!("{error}"));
    let (endings, changes): (Vec<_>, Vec<_>) =
        found.iter().partition(|it| it.change == compare::Change::LineEndings);
    if !endings.is_empty() {
        eprintln!("{} files have other line endings, which changes nothing", endings.len());
    }
    let list: String = changes.iter().map(|it| format!("\n  {it}")).collect();
    assert!(
        list.is_empty(),
        "this crate is generated, and is not as it was generated:{list}\n\
         bring it back from version control, or copy it anew with `vendor --upgrade`"
    );
}
