//! What a program needs that judges a generated crate from outside, by the document that it was made
//! from: which Rust type each schema became, and a test that calls every operation. Nothing of it is
//! part of the crate.

mod driver;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::document::read_whole;
use crate::json::Json;
use crate::pipeline::{Inputs, Lowered, model, with_room};
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
    with_room(|| probe_here(inputs))
}

fn probe_here(inputs: &Inputs) -> Option<Probe> {
    let mut diagnostics = Diagnostics::default();
    let Lowered { config, api, document } = model(inputs, &mut diagnostics)?;
    let plan = plan_crate(&api, &config, &mut diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    Some(Probe {
        document: read_whole(&inputs.spec, &inputs.overlays, &inputs.files)?,
        lib: plan.package.lib.to_string(),
        types: schema_types(&plan.package.lib, &document, &api, &config),
        driver: driver::driver(&plan),
    })
}
