//! The word somebody probably meant. Compares spelling only.

/// Characters compared at most; longer words are no slips of the pen.
const LONGEST: usize = 40;

/// The candidate nearest to `word`, if it is near enough to be meant: at most a third of its
/// letters wrong, and at most three.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    if word.len() > LONGEST {
        return None;
    }
    let bound = (word.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|&(distance, _)| distance <= bound)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to add, drop, change, or swap with their neighbour (optimal string alignment).
fn distance(from: &[char], to: &str) -> usize {
    let mut older = Vec::new();
    let mut old: Vec<usize> = (0..=from.len()).collect();
    let mut above = None;
    for (row, there) in to.chars().enumerate() {
        let new = next_row(from, (above, there), (&older, &old), row);
        older = std::mem::replace(&mut old, new);
        above = Some(there);
    }
    old.last().copied().unwrap_or_default()
}

fn next_row(
    from: &[char],
    (above, there): (Option<char>, char),
    (older, old): (&[usize], &[usize]),
    row: usize,
) -> Vec<usize> {
    let mut new = vec![row + 1];
    let mut left = row + 1;
    let mut before = None;
    for (at, (&here, pair)) in from.iter().zip(old.windows(2)).enumerate() {
        let &[diagonal, up] = pair else { continue };
        let changed = diagonal + usize::from(here != there);
        let mut best = changed.min(up + 1).min(left + 1);
        let swapped = before == Some(there) && above == Some(here);
        if let Some(far) = at.checked_sub(1).and_then(|far| older.get(far)).filter(|_| swapped) {
            best = best.min(far + 1);
        }
        new.push(best);
        left = best;
        before = Some(here);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 4] = ["theme", "width", "justify", "sort"];

    #[test]
    fn slips_of_the_pen_find_their_word() {
        for (slip, meant) in
            [("them", "theme"), ("widht", "width"), ("Sort", "sort"), ("justfy", "justify")]
        {
            assert_eq!(nearest(slip, KEYS), Some(meant), "{slip}");
        }
    }

    #[test]
    fn strangers_find_nothing() {
        assert_eq!(nearest("colour", KEYS), None);
        assert_eq!(nearest("", KEYS), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), KEYS), None);
    }

    #[test]
    fn distances_count_single_mistakes() {
        let count = |from: &str, to| distance(&from.chars().collect::<Vec<_>>(), to);
        assert_eq!(count("abc", "abc"), 0);
        assert_eq!(count("abc", "acb"), 1);
        assert_eq!(count("abc", "abcd"), 1);
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("", "abc"), 3);
    }
}
