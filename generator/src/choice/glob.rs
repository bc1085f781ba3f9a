//! Patterns with stars, over names and over paths.
//!
//! A path is a list of segments between slashes: `*` stands for any text within one, and a segment
//! `**` for any number of segments, none included. In a name, which has no segments, `*` stands for
//! any text. Braces and brackets mean themselves, because templates of paths are full of them.

/// Whether a name fits a pattern.
#[must_use]
pub fn name_fits(pattern: &str, name: &str) -> bool {
    if !pattern.contains('*') {
        return pattern == name;
    }
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    fits(&pattern, &name, |mark| *mark == '*', |mark, c| mark == c)
}

/// Whether a path or a pointer fits a pattern.
#[must_use]
pub fn path_fits(pattern: &str, path: &str) -> bool {
    if !pattern.contains('*') {
        return pattern == path;
    }
    let (pattern, path): (Vec<&str>, Vec<&str>) =
        (pattern.split('/').collect(), path.split('/').collect());
    fits(&pattern, &path, |mark| *mark == "**", |mark, segment| name_fits(mark, segment))
}

/// Fits a text to a pattern in which some marks stand for any run. Only the latest of them is ever
/// tried again, so the work is bounded by the product of the lengths.
fn fits<P, T>(
    pattern: &[P],
    text: &[T],
    is_run: impl Fn(&P) -> bool,
    same: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut at, mut mark) = (0, 0);
    // Where the latest run stands in the pattern, and where in the text it ends for now.
    let mut retry = None;
    while at < text.len() {
        match pattern.get(mark) {
            Some(run) if is_run(run) => {
                retry = Some((mark, at));
                mark += 1;
            }
            Some(one) if same(one, &text[at]) => {
                at += 1;
                mark += 1;
            }
            _ => {
                let Some((run, end)) = retry else { return false };
                retry = Some((run, end + 1));
                (mark, at) = (run + 1, end + 1);
            }
        }
    }
    pattern[mark..].iter().all(is_run)
}

#[cfg(test)]
mod tests {
    use super::{name_fits, path_fits};

    #[test]
    fn names() {
        for (pattern, name) in [
            ("customers:*", "customers:list"),
            ("*", ""),
            ("*:list", "customers:members:list"),
            ("a*b*c", "a-b-b-c"),
            ("plain", "plain"),
        ] {
            assert!(name_fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("customers:*", "orders:list"), ("a*b", "a-b-c"), ("", "x")] {
            assert!(!name_fits(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn paths() {
        for (pattern, path) in [
            ("/v1/*", "/v1/orders"),
            ("/v1/**", "/v1/orders/{id}"),
            ("/v1/**", "/v1"),
            ("/**", "/"),
            ("/**/{id}", "/a/b/{id}"),
            ("/a/**/z/**", "/a/b/c/z"),
            ("/v*/order*/{id}", "/v2/orders/{id}"),
            ("#/components/schemas/Legacy*/**", "#/components/schemas/LegacyPet/properties/id"),
        ] {
            assert!(path_fits(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("/v1/*", "/v1/orders/{id}"),
            ("/v1/*", "/v1"),
            ("/v1/**", "/v10/orders"),
            ("/**/{id}", "/a/b/{id}/c"),
            ("/v1", "/v1/"),
        ] {
            assert!(!path_fits(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn many_stars_take_no_time() {
        let (pattern, name) = ("*a".repeat(200), "a".repeat(5_000) + "b");
        assert!(!name_fits(&pattern, &name));
    }
}
