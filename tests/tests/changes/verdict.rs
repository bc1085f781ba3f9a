//! What the generator says of a change, in the words of the pairs.

use generator::changes::{Axes, Bump, Change, Comparison, Direction, Level, Settings, compare};
use generator::surface::Surface;
use tests::Result;

use crate::pairs::{self, Axis, Side};

/// The verdict on all that changed.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    /// What breaks.
    pub(crate) breaks: Vec<Axis>,
    pub(crate) bump: pairs::Bump,
    /// Which ways those changes travel that move the version.
    pub(crate) sides: Vec<pairs::Direction>,
    /// Each change on a line.
    pub(crate) told: String,
}

/// What users of a crate see. The package has one name, since its own is not what is asked about.
pub(crate) fn surface(side: &Side) -> Result<Surface> {
    let outcome = generator::surface(&side.inputs("sdk"));
    Ok(outcome.surface.ok_or("there is no crate")?)
}

/// The verdict on the step from one to another.
pub(crate) fn between(old: &Surface, new: &Surface) -> Verdict {
    let comparison = compare(old, new, &Settings::default());
    Verdict {
        breaks: breaks(comparison.axes()),
        bump: bump(comparison.bump()),
        sides: sides(&comparison),
        told: comparison.changes.iter().map(told).collect(),
    }
}

fn breaks(axes: Axes) -> Vec<Axis> {
    let each =
        [(axes.wire, Axis::Wire), (axes.source, Axis::Source), (axes.behaviour, Axis::Behaviour)];
    let broken = each.into_iter().filter(|(level, _)| *level == Level::Breaking);
    broken.map(|(_, axis)| axis).collect()
}

fn bump(bump: Bump) -> pairs::Bump {
    match bump {
        Bump::None => pairs::Bump::None,
        Bump::Patch => pairs::Bump::Patch,
        Bump::Minor => pairs::Bump::Minor,
        Bump::Major => pairs::Bump::Major,
    }
}

/// Where two of them travel different ways, they travel both.
fn sides(comparison: &Comparison) -> Vec<pairs::Direction> {
    let gravest = comparison.changes.iter().filter(|change| change.bump == comparison.bump());
    let mut sides: Vec<_> = gravest
        .map(|change| match change.direction {
            Direction::None => pairs::Direction::None,
            Direction::Request => pairs::Direction::Request,
            Direction::Response => pairs::Direction::Response,
            Direction::Both => pairs::Direction::Both,
        })
        .collect();
    if sides.contains(&pairs::Direction::Request) && sides.contains(&pairs::Direction::Response) {
        sides.push(pairs::Direction::Both);
    }
    sides
}

fn told(change: &Change) -> String {
    format!(
        "    {} {} [{} wire, {} source, {} behaviour, {}; {}]\n",
        change.kind.name(),
        change.subject,
        change.axes.wire.name(),
        change.axes.source.name(),
        change.axes.behaviour.name(),
        change.bump.name(),
        change.direction.name(),
    )
}
