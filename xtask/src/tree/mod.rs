//! A directory of generated files on disk: what may be in it, what is in it, and replacing it as a whole.

pub mod disk;
pub mod guard;
pub mod paths;
pub mod scan;
mod settle;
mod stage;
mod swap;
pub mod write;
