//! The commands in one process, with a generator that is a few lines and a disk that can die.
//!
//! The real generator behind the real binary is the business of `tests/cli`.

mod bench;
mod check;
mod corpus;
mod disks;
mod drift;
mod fake;
mod generate;
mod kill;
mod new;
mod output;
mod refusals;
#[path = "../../../generator/src/render/unchanged/compare.rs"]
#[expect(unreachable_pub, reason = "it is a file of generated crates")]
mod unchanged;
mod vendor;
