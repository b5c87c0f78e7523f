//! Tells sentences that are copies of each other from those that only say the same.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use crate::text::folded;

/// Words of a sentence from which on it is a copy if it has the same as another: two tables may both have
/// "Range: 300 km".
const COPIED: usize = 8;

/// A number that sentences share which have the same words, whatever stands between them; 0 for those
/// that are too short to be copies.
pub(super) fn sentence_number(sentence: &str) -> u64 {
    let folded = folded(sentence);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    if words.len() < COPIED { 0 } else { FixedState::default().hash_one(words).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_one_number_and_short_sentences_none() {
        let one = sentence_number("The missile, he said, has a range of 300 km.");
        assert_ne!(one, 0);
        assert_eq!(one, sentence_number("the missile he said has\na range of 300 km"));
        assert_ne!(one, sentence_number("The missile, he said, has a range of 350 km."));
        assert_eq!(sentence_number("Range: 300 km"), 0);
    }
}
