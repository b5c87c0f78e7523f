//! The word somebody probably meant. Compares spelling only.

use crate::text::edits;

/// Characters compared at most; longer words are no slips of the pen.
const LONGEST: usize = 40;

/// The candidate nearest to `word`, if it is near enough to be meant: at most a third of its
/// letters wrong, and at most three.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word.to_lowercase().chars().take(LONGEST + 1).collect();
    let letters = word.chars().count();
    if letters > LONGEST {
        return None;
    }
    let bound = (letters / 3).clamp(1, 3);
    let near = candidates.into_iter().filter_map(|candidate| {
        edits(&word, candidate, bound).map(|distance| (distance, candidate))
    });
    near.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
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
}
