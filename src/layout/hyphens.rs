//! Syllables of English words, from the patterns of Liang as shipped with the `hyphenation` crate.
//! Loaded by whoever needs it; nothing here is global.

use hyphenation::{Hyphenator, Language, Load, Standard};

/// Shortest word that is broken at syllables, in letters.
const SHORTEST: usize = 6;

/// Longest run of letters looked at; longer ones are no English words.
const LONGEST: usize = 64;

/// Patterns for American English.
#[derive(Debug)]
pub(super) struct Dictionary(Standard);

impl Dictionary {
    /// Unpacks the patterns (about 0.3 ms); `None` if they are damaged.
    pub(super) fn load() -> Option<Self> {
        Standard::from_embedded(Language::EnglishUS).ok().map(Self)
    }

    /// Adds the syllable ends of `word`, keeping `found` ascending.
    pub(super) fn add_breaks(&self, word: &str, found: &mut Vec<(usize, bool)>) {
        let start = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len());
        let tail = word.get(start..).unwrap_or("");
        let letters = tail.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let common = letters.bytes().all(|b| b.is_ascii_alphabetic()) && !is_shouted(letters);
        if !common || !(SHORTEST..=LONGEST).contains(&letters.len()) || !found.is_empty() {
            return;
        }
        let lower = letters.to_ascii_lowercase();
        found.extend(self.0.opportunities(&lower).into_iter().map(|at| (start + at, true)));
    }
}

/// True for abbreviations in capitals, which have no syllables.
fn is_shouted(letters: &str) -> bool {
    letters.bytes().skip(1).any(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Vec<(usize, bool)> {
        let mut found = Vec::new();
        Dictionary::load().unwrap().add_breaks(word, &mut found);
        found
    }

    #[test]
    fn breaks_stand_between_syllables_of_the_bare_word() {
        assert_eq!(parts("(hyphenation),"), [(3, true), (7, true), (8, true)]);
        assert_eq!(parts("Hyphenation"), [(2, true), (6, true), (7, true)]);
    }

    #[test]
    fn abbreviations_and_short_words_stay_whole() {
        assert!(parts("HIMARS").is_empty());
        assert!(parts("range").is_empty());
        assert!(parts("naïveté").is_empty());
    }
}
