//! “Did you mean”: the known word nearest to an unknown one.

/// Advice about a reference that leads out of the project: into the network, where nothing is ever
/// fetched from, or to the root of wherever the document is served.
pub(super) fn remote(reference: &str) -> Option<String> {
    if reference.starts_with('/') {
        return Some(format!(
            "a place in this document is referred to as `#{reference}`, a file by its relative path"
        ));
    }
    let (scheme, _) = reference.split_once("://")?;
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric());
    is_scheme.then(|| {
        "nothing is fetched: keep a copy beside the document, and refer to it by its relative path"
            .to_owned()
    })
}

/// The candidate nearest to `word`, if it is near enough to be a misspelling of it.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Longer words than any key of the standard are not worth the time.
    if word.len() > 40 {
        return None;
    }
    let lower = word.to_lowercase();
    let allowed = (lower.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours between two words (the optimal string
/// alignment of Damerau and Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for (i, l) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(l != r);
            let mut least = replaced.min(row[j] + 1).min(rows[i][j + 1] + 1);
            if i > 0 && j > 0 && left[i - 1] == *r && right[j - 1] == *l {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn misspellings_find_their_word() {
        let words = ["requestBody", "responses", "operationId", "in"];
        assert_eq!(nearest("requestbody", words), Some("requestBody"));
        assert_eq!(nearest("reponses", words), Some("responses"));
        assert_eq!(nearest("operation_id", words), Some("operationId"));
        assert_eq!(nearest("ni", words), Some("in"));
    }

    #[test]
    fn other_words_find_none() {
        assert_eq!(nearest("banana", ["requestBody", "responses"]), None);
        assert_eq!(nearest("", ["name"]), None);
        assert_eq!(nearest(&"responses".repeat(10), ["responses"]), None);
    }
}
