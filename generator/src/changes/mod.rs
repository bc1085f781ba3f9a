//! What lies between two [`Surface`]s, for those who use the crate: [`compare`].
//!
//! Each change has a kind, says what it means on three axes ([`Axes`]), whom it concerns, and which part
//! of the version it moves. It is judged from the view of a program that was written and built with the
//! old crate. The source axis is decided twice: by comparing part with part, and by the list of facts
//! that callers' source may rest on ([`Surface::facts`]); where a fact is gone and no change says that
//! source breaks, one is added that does. So what is forgotten here is called breaking.
//!
//! Reading settings, and what a format makes of all this, is decided elsewhere.

mod axes;
mod compare;
mod kind;
mod message;
mod settings;
#[cfg(test)]
mod tests;
pub mod version;

pub use axes::{Axes, Bump, Level};
pub use kind::{Kind, Section};
pub use message::{Message, Part};
pub use settings::{Approval, Settings};

use serde::Serialize;

use crate::surface::Surface;

/// A change.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// What it is about: `Customer.email`, `customers.list`, `customers.list(limit)`, `client`.
    pub subject: String,
    /// Where the old document says it, as a reference; none where it does not.
    pub old: Option<String>,
    /// Where the new document says it.
    pub new: Option<String>,
    /// Which way what changes travels.
    pub direction: Direction,
    /// What it means.
    pub axes: Axes,
    /// Which part of the version it moves: by its axes, or as the settings say.
    pub bump: Bump,
    /// What it is, in one sentence.
    pub message: Message,
    /// The operations and webhooks concerned, by id.
    pub operations: Vec<String>,
    /// The public items concerned.
    pub items: Vec<String>,
    /// Why the settings approve of it, where they do; it moves no version then.
    pub approved: Option<String>,
}

/// Which way a value travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Neither: it is Rust's, or the client's.
    #[default]
    None,
    /// It is sent.
    Request,
    /// It is received.
    Response,
    /// Both.
    Both,
}

impl Direction {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
        }
    }
}

impl Change {
    /// The part of a changelog that it belongs to.
    #[must_use]
    pub fn section(&self) -> Section {
        if self.bump == Bump::Major { Section::Breaking } else { self.kind.section() }
    }
}

/// What lies between two surfaces.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The old package's name and version.
    pub old: (String, String),
    /// The new one's.
    pub new: (String, String),
    /// The changes: the gravest first, then by what they are about.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// What all changes mean together, approved or not.
    #[must_use]
    pub fn axes(&self) -> Axes {
        self.changes.iter().fold(Axes::default(), |all, change| all.and(change.axes))
    }

    /// The part of the version that has to move.
    #[must_use]
    pub fn bump(&self) -> Bump {
        let open = self.changes.iter().filter(|change| change.approved.is_none());
        open.map(|change| change.bump).max().unwrap_or_default()
    }

    /// The least version of the new crate; none when the old one's cannot be read.
    #[must_use]
    pub fn least_version(&self) -> Option<String> {
        let old = semver::Version::parse(&self.old.1).ok()?;
        Some(version::least(&old, self.bump()).to_string())
    }

    /// Whether the new crate's version is enough. Where only words change, the old one may stay.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        let mut open = self.changes.iter().filter(|change| change.approved.is_none());
        let words = open.all(|change| change.axes == Axes::default() && change.bump <= Bump::Patch);
        let bump = if words { Bump::None } else { self.bump() };
        let parse = |text: &str| semver::Version::parse(text).ok();
        match (parse(&self.old.1), parse(&self.new.1)) {
            (Some(old), Some(new)) => version::is_enough(&old, &new, bump),
            _ => false,
        }
    }

    fn sort(&mut self) {
        self.changes.sort_by(|a, b| {
            let key = |it: &Change| (std::cmp::Reverse(it.bump), it.section());
            key(a)
                .cmp(&key(b))
                .then_with(|| (&a.subject, a.kind.name()).cmp(&(&b.subject, b.kind.name())))
        });
    }
}

/// Compares two surfaces. A pure function; the settings are those of the new crate.
#[must_use]
pub fn compare(old: &Surface, new: &Surface, settings: &Settings) -> Comparison {
    let mut comparison = Comparison {
        old: (old.package.name.clone(), old.package.version.clone()),
        new: (new.package.name.clone(), new.package.version.clone()),
        changes: compare::changes(old, new),
    };
    settings.apply(&mut comparison);
    comparison.sort();
    comparison
}
