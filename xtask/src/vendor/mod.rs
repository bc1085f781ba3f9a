//! `vendor`: the crate as other projects keep it, and the proof that a copy is still what was copied.

pub mod copy;
pub mod origin;
pub mod verify;
