//! References as addresses (RFC 3986): which file a reference means, and which part of it.
//!
//! A file of the document is an address without scheme and host: its path from the folder of the
//! document, with forward slashes and without needless steps, such as `../common/errors.yaml`.

/// An address without its fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Address {
    /// Scheme and host, such as `https://api.example`; empty for a file.
    pub(super) origin: String,
    /// The path.
    pub(super) path: String,
}

/// A reference cut in two, with the percent-encoding undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// What stands before the `#`.
    pub(super) address: String,
    /// What stands after it; empty without one.
    pub(super) fragment: String,
}

/// Cuts a reference at its `#`.
pub(super) fn parts(reference: &str) -> Parts {
    let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    // A query selects nothing in a file.
    let address = match has_scheme(address) {
        true => address,
        false => address.split('?').next().unwrap_or_default(),
    };
    Parts { address: decoded(address), fragment: decoded(fragment) }
}

impl Address {
    /// The file at a path.
    pub(super) fn file(path: &str) -> Self {
        Self { origin: String::new(), path: path.to_owned() }
    }

    /// Whether this is in the network, or a name rather than a place.
    pub(super) fn is_remote(&self) -> bool {
        !self.origin.is_empty()
    }

    /// What `reference`, without its fragment, means where this is the base (RFC 3986 §5.2).
    pub(super) fn resolve(&self, reference: &str) -> Self {
        if reference.is_empty() {
            return self.clone();
        }
        if let Some((origin, path)) = absolute(reference) {
            return Self { origin, path: normal(&path) };
        }
        if let Some(rest) = reference.strip_prefix("//") {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            return Self { origin: format!("//{host}"), path: normal(path) };
        }
        let path = match (reference.starts_with('/'), self.path.rfind('/')) {
            (true, _) | (false, None) => reference.to_owned(),
            (false, Some(slash)) => format!("{}{reference}", &self.path[..=slash]),
        };
        Self { origin: self.origin.clone(), path: normal(&path) }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

/// Whether an address names its scheme.
pub(super) fn has_scheme(address: &str) -> bool {
    absolute(address).is_some()
}

/// Origin and path of an absolute address. One letter before the colon is a drive of Windows, which
/// is no scheme either but no path of the document's.
fn absolute(address: &str) -> Option<(String, String)> {
    let (scheme, rest) = address.split_once(':')?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.bytes().all(fits) {
        return None;
    }
    Some(match rest.strip_prefix("//") {
        Some(rest) => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (format!("{scheme}://{host}"), path.to_owned())
        }
        None => (format!("{scheme}:"), rest.to_owned()),
    })
}

/// A path without `.`, and without `..` where that has something to undo.
fn normal(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => {
                steps.pop();
            }
            ".." if rooted => {}
            step => steps.push(step),
        }
    }
    format!("{}{}", if rooted { "/" } else { "" }, steps.join("/"))
}

/// Percent-encoding undone; what is not encoded properly stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Address, parts};

    #[test]
    fn a_file_has_one_spelling() {
        let base = Address::file("schemas/pet.yaml");
        for (reference, path) in [
            ("", "schemas/pet.yaml"),
            ("owner.yaml", "schemas/owner.yaml"),
            ("./owner.yaml", "schemas/owner.yaml"),
            ("x/../owner.yaml", "schemas/owner.yaml"),
            ("../common.yaml", "common.yaml"),
            ("../../up.yaml", "../up.yaml"),
            ("../../../up.yaml", "../../up.yaml"),
            ("/etc/passwd", "/etc/passwd"),
            ("/../etc/passwd", "/etc/passwd"),
            ("a\\b.yaml", "schemas/a/b.yaml"),
        ] {
            assert_eq!(base.resolve(reference), Address::file(path), "{reference}");
        }
    }

    #[test]
    fn addresses_with_a_scheme_stand_for_themselves() {
        let base = Address::file("a.yaml").resolve("https://e.example/schemas/pet");
        assert_eq!(base.to_string(), "https://e.example/schemas/pet");
        assert!(base.is_remote());
        assert_eq!(base.resolve("owner").to_string(), "https://e.example/schemas/owner");
        assert_eq!(base.resolve("/owner").to_string(), "https://e.example/owner");
        assert_eq!(base.resolve("//o.example/x").to_string(), "//o.example/x");
        assert_eq!(base.resolve("urn:a:b").to_string(), "urn:a:b");
        assert!(Address::file("a").resolve("file:///etc/passwd").is_remote());
        assert!(Address::file("a").resolve("c:/x.yaml").is_remote());
    }

    #[test]
    fn percent_encoding_is_undone() {
        let cut = parts("a%20b.yaml#/components/schemas/A%2fB");
        assert_eq!(
            (cut.address.as_str(), cut.fragment.as_str()),
            ("a b.yaml", "/components/schemas/A/B")
        );
        assert_eq!(parts("100%.yaml").address, "100%.yaml");
        assert_eq!(parts("a.yaml?raw=1").address, "a.yaml");
        assert_eq!(parts("%ff").address, "%ff");
    }
}
