//! Stand-in.
use crate::pairs::{self, Axis, Side};
use tests::Result;
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) breaks: Vec<Axis>,
    pub(crate) bump: pairs::Bump,
    pub(crate) sides: Vec<pairs::Direction>,
    pub(crate) told: String,
}
pub(crate) fn between(_: &Side, _: &Side) -> Result<Verdict> {
    Ok(Verdict {
        breaks: vec![Axis::Source],
        bump: pairs::Bump::Major,
        sides: vec![],
        told: String::new(),
    })
}
