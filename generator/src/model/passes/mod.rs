//! What is done to the model as a whole once everything is lowered.

pub(super) mod reach;
