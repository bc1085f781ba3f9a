//! “Did you mean”: the known word nearest to an unknown one.

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

/// Insertions, deletions and replacements between two words (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(l != *r);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
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
    }

    #[test]
    fn other_words_find_none() {
        assert_eq!(nearest("banana", ["requestBody", "responses"]), None);
        assert_eq!(nearest("", ["name"]), None);
        assert_eq!(nearest(&"responses".repeat(10), ["responses"]), None);
    }
}
