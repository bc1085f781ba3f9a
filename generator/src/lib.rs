#![doc = include_str!("../ARCHITECTURE.md")]

pub mod choice;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod explain;
pub mod json;
pub mod losses;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod pointer;
pub mod probe;
pub mod render;
mod token;

pub use choice::Arguments;
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use document::overlay::{Overlaid, apply_overlays, check_overlay};
pub use document::{Files, Source};
pub use explain::{Explained, Question, explain};
pub use pipeline::{Inputs, Outcome, Stage, describe, generate};
pub use probe::{Probe, probe};
pub use render::Output;
