//! The least version that a change asks for, as Cargo reads versions.
//!
//! For Cargo the leftmost part that is not zero is the one whose change breaks: 0.1.4 and 0.2.0 do not
//! go together, 0.1.4 and 0.1.5 do, and 0.0.4 goes with no other.

use semver::{BuildMetadata, Prerelease, Version};

use super::Bump;

/// The least version after `old` for a change of this kind. After a pre-release it is `old` itself
/// without its mark: those promise nothing to one another.
#[must_use]
pub fn least(old: &Version, bump: Bump) -> Version {
    let mut next = Version::new(old.major, old.minor, old.patch);
    if bump == Bump::None {
        return old.clone();
    }
    if !old.pre.is_empty() {
        return next;
    }
    match (bump, old.major, old.minor) {
        (Bump::Major, 1.., _) => next = Version::new(old.major.saturating_add(1), 0, 0),
        (Bump::Major, 0, 1..) | (Bump::Minor, 1.., _) => {
            next = Version::new(old.major, old.minor.saturating_add(1), 0);
        }
        _ => next.patch = old.patch.saturating_add(1),
    }
    next
}

/// Whether `new` is enough after `old` for a change of this kind. A pre-release of a version is enough
/// where the version is.
#[must_use]
pub fn is_enough(old: &Version, new: &Version, bump: Bump) -> bool {
    if bump == Bump::None {
        return new >= old;
    }
    let numbers = Version { pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY, ..new.clone() };
    new > old && numbers >= least(old, bump)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_version_is_cargos() {
        for (old, bump, expected) in [
            ("1.2.3", Bump::Major, "2.0.0"),
            ("1.2.3", Bump::Minor, "1.3.0"),
            ("1.2.3", Bump::Patch, "1.2.4"),
            ("0.2.3", Bump::Major, "0.3.0"),
            ("0.2.3", Bump::Minor, "0.2.4"),
            ("0.2.3", Bump::Patch, "0.2.4"),
            ("0.0.3", Bump::Major, "0.0.4"),
            ("0.0.3", Bump::Minor, "0.0.4"),
            ("1.2.3", Bump::None, "1.2.3"),
            ("2.0.0-rc.1", Bump::Major, "2.0.0"),
            ("1.2.3+7", Bump::Patch, "1.2.4"),
        ] {
            let old = Version::parse(old).unwrap_or_else(|error| panic!("{old}: {error}"));
            assert_eq!(least(&old, bump).to_string(), expected, "{old} {bump:?}");
        }
    }

    #[test]
    fn enough_is_enough() {
        for (old, new, bump, expected) in [
            ("1.2.3", "2.0.0", Bump::Major, true),
            ("1.2.3", "2.0.0-rc.1", Bump::Major, true),
            ("1.2.3", "1.9.0", Bump::Major, false),
            ("1.2.3", "1.3.0", Bump::Minor, true),
            ("1.2.3", "1.2.4", Bump::Minor, false),
            ("1.2.3", "1.2.3", Bump::Patch, false),
            ("1.2.3", "1.2.3", Bump::None, true),
            ("1.2.3", "1.2.2", Bump::None, false),
            ("0.1.0", "0.1.1", Bump::Minor, true),
            ("0.1.0", "0.1.1", Bump::Major, false),
            ("0.1.0", "0.2.0", Bump::Major, true),
            ("0.1.0", "1.0.0", Bump::Major, true),
            ("2.0.0-rc.1", "2.0.0-rc.2", Bump::Major, true),
            ("2.0.0-rc.1", "2.0.0-rc.1", Bump::Major, false),
        ] {
            let parse = |text| Version::parse(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(is_enough(&parse(old), &parse(new), bump), expected, "{old} {new} {bump:?}");
        }
    }
}
