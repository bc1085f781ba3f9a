//! How grave a change is, on three axes, and which part of a version it moves.

use serde::{Deserialize, Serialize};

/// How grave something is on one axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing of it changes.
    #[default]
    None,
    /// It changes, and what worked goes on working.
    Compatible,
    /// What worked may stop working.
    Breaking,
}

/// What a change means.
///
/// - `wire`: whether programs built with the old crate can still talk to the API. What the old crate
///   tolerates is tolerable: further fields, unknown values of enums and unions, null for absent.
/// - `source`: whether programs that compile against the old crate compile against the new one.
///   `Compatible` or `None` is a promise that rustc keeps, for every program that names what it uses
///   (no glob imports that new names could shadow), lets nothing be inferred from there being only one
///   implementation of a trait, does not deny warnings (`#[deprecated]` is one), and turns on the
///   default features or those of the groups it uses. It presumes one generator and its runtime, and
///   one library of dates.
/// - `behaviour`: whether calls do the same: servers, defaults, headers, limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Axes {
    /// Whether old programs still talk to the API.
    pub wire: Level,
    /// Whether callers still compile.
    pub source: Level,
    /// Whether calls do the same.
    pub behaviour: Level,
}

/// Nothing but words.
pub(super) const WORDS: Axes = axes(Level::None, Level::None, Level::None);
/// Callers may not compile.
pub(super) const SOURCE: Axes = axes(Level::None, Level::Breaking, Level::None);
/// There is more for callers to use.
pub(super) const ADDS: Axes = axes(Level::None, Level::Compatible, Level::None);
/// Old programs may fail.
pub(super) const WIRE: Axes = axes(Level::Breaking, Level::None, Level::None);
/// The wire changes, and old programs do not care.
pub(super) const WIRE_ADDS: Axes = axes(Level::Compatible, Level::None, Level::None);
/// Calls may do something else.
pub(super) const BEHAVIOUR: Axes = axes(Level::None, Level::None, Level::Breaking);
/// Calls do it in another way.
pub(super) const BEHAVIOUR_ADDS: Axes = axes(Level::None, Level::None, Level::Compatible);

const fn axes(wire: Level, source: Level, behaviour: Level) -> Axes {
    Axes { wire, source, behaviour }
}

impl Axes {
    /// The graver of both, on each axis.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            wire: self.wire.max(other.wire),
            source: self.source.max(other.source),
            behaviour: self.behaviour.max(other.behaviour),
        }
    }

    /// These if `condition`, else none.
    #[must_use]
    pub(super) fn when(self, condition: bool) -> Self {
        if condition { self } else { WORDS }
    }

    /// The part of a version that such a change moves. What breaks on any axis is major: a version that
    /// compiles and then fails is not one to take without a look. New things to call are minor; what
    /// only the server or the words have more of is a patch.
    #[must_use]
    pub fn bump(self) -> Bump {
        if [self.wire, self.source, self.behaviour].contains(&Level::Breaking) {
            Bump::Major
        } else if self.source == Level::Compatible {
            Bump::Minor
        } else {
            Bump::Patch
        }
    }
}

/// Which part of a version moves, by Semantic Versioning. Cargo reads versions below 1.0.0 one place
/// further right; that is [`Version::least`](super::version::least)'s matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// None.
    #[default]
    None,
    /// The third.
    Patch,
    /// The second.
    Minor,
    /// The first.
    Major,
}

impl Level {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl Bump {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
