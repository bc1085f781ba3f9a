//! The commands in one process, with a generator that is a few lines and a disk that can die.
//!
//! The real generator behind the real binary is the business of `tests/cli`.

mod bench;
mod check;
mod corpus;
mod disks;
mod fake;
mod generate;
mod kill;
mod output;
mod refusals;
mod vendor;
