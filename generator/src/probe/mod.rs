//! What a program needs that judges a generated crate from outside, by the document that it was made
//! from: which Rust type each schema became, and a test that calls every operation. Nothing of it is
//! part of the crate.

mod driver;

use std::collections::BTreeMap;

use crate::choice::Choice;
use crate::config::read_config;
use crate::diagnostic::Diagnostics;
use crate::document::{read_document, read_whole};
use crate::json::Json;
use crate::model::lower_api;
use crate::pipeline::Inputs;
use crate::plan::{plan_crate, schema_types};
use crate::pointer::Pointer;

/// What is known about a crate and its document.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The document as one tree of OpenAPI 3.
    pub document: Json,
    /// The package's name as a crate.
    pub lib: String,
    /// The Rust type of each schema, by its pointer in the tree; references have none.
    pub types: BTreeMap<Pointer, String>,
    /// The source of an integration test of the crate. It calls every operation with the values that
    /// it finds in the file `PROBE_IN`, and writes to `PROBE_OUT` what was sent.
    pub driver: String,
}

/// Looks into the making of a crate. `None` when `generate` would not make one.
#[must_use]
pub fn probe(inputs: &Inputs) -> Option<Probe> {
    let mut diagnostics = Diagnostics::default();
    let config = read_config(inputs.config.as_ref(), &mut diagnostics);
    let mut choice = Choice::new(&config, &inputs.arguments, &mut diagnostics);
    let document = read_document(&inputs.spec, &inputs.files, &mut choice, &mut diagnostics)?;
    let config = if document.origins.is_lifted() { config.lifted() } else { config };
    let api = lower_api(&document, &config, &mut diagnostics);
    let plan = plan_crate(&api, &config, &mut diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    Some(Probe {
        document: read_whole(&inputs.spec, &inputs.files)?,
        lib: plan.package.lib.to_string(),
        types: schema_types(&plan.package.lib, &document, &api, &config),
        driver: driver::driver(&plan),
    })
}
