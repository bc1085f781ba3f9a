//! Drift with the real generator: what must be found, and why; and what must not be taken for drift.

mod cases;
mod clean;
mod flips;
mod noise;
mod real;
