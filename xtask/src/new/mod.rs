//! `new DIR --spec FILE`: a project for somebody else's API, complete and up to date from the start.
//!
//! Decides what stands in such a project. Everything is made in memory, generated crate included, and
//! comes to the disk as one tree: there is a whole project afterwards, or what was there before.

mod place;
mod run;
mod settings;
mod template;
mod text;
mod tool;

pub use run::{Wanted, run};
