#![doc = include_str!("../ARCHITECTURE.md")]

pub mod changes;
pub mod choice;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod explain;
pub mod json;
pub mod losses;
pub mod model;
pub mod outline;
pub mod pipeline;
pub mod plan;
pub mod pointer;
pub mod probe;
pub mod render;
pub mod surface;
mod token;

pub use choice::Arguments;
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use document::overlay::{Overlaid, apply_overlays, check_overlay};
pub use document::{Files, Source, canonical, slice};
pub use explain::{Explained, Question, explain};
pub use model::MODEL_VERSION;
pub use outline::{Outline, outline};
pub use pipeline::{Inputs, Outcome, Stage, describe, generate, surface};
pub use probe::{Probe, probe};
pub use render::Output;
