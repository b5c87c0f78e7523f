//! Words divided at line ends, made whole: whether a hyphen was put in by the line end or belongs to
//! the word, as the rest of the document spells it. Has no dictionary.

use std::collections::HashSet;

/// Words of one document at most that are kept for comparison.
const MAX_WORDS: usize = 200_000;

/// How a document spells its words.
#[derive(Debug, Default)]
pub(in super::super) struct Spelling {
    words: HashSet<String>,
}

impl Spelling {
    /// Learns the words of lines, but for those that are divided at their ends.
    pub(in super::super) fn learn<'l>(&mut self, lines: impl Iterator<Item = &'l str>) {
        let mut divided = false;
        for line in lines {
            let words = line.split_whitespace().skip(usize::from(divided));
            divided = line.ends_with('-');
            let known = words.clone().count().saturating_sub(usize::from(divided));
            for word in words.take(known) {
                let word = core(word);
                if word.len() > 1 && self.words.len() < MAX_WORDS && !self.words.contains(&word) {
                    self.words.insert(word);
                }
            }
        }
    }

    /// True if the hyphen between the end of `above` and the start of `below` is the line's.
    pub(in super::super) fn divides(&self, above: &str, below: &str) -> bool {
        let cut = above.trim_end_matches('-').split_whitespace().next_back().unwrap_or_default();
        let first = core(cut);
        let second = core(below.split_whitespace().next().unwrap_or_default());
        let joined = self.words.contains(&format!("{first}{second}"));
        let hyphened = self.words.contains(&format!("{first}-{second}"));
        if joined != hyphened {
            return joined;
        }
        if !below.starts_with(char::is_lowercase) {
            return false;
        }
        // "long-range" is made of words, "mis-sile" is not; of "all-weath-er" the end counts.
        let last = first.rsplit('-').next().unwrap_or_default();
        !(self.is_word(last) && self.is_word(second.split('-').next().unwrap_or_default()))
    }

    fn is_word(&self, word: &str) -> bool {
        word.chars().count() > 2 && self.words.contains(word)
    }
}

/// Letters, digits and hyphens of a word, small.
fn core(word: &str) -> String {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    inner.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_of_the_line_goes_and_one_of_the_word_stays() {
        let mut spelling = Spelling::default();
        let lines =
            ["a long way within range of the medium-range launchers and their mis-", "sile ends"];
        spelling.learn(lines.into_iter());
        assert!(!spelling.is_word("sile"));
        assert!(spelling.divides("and their mis-", "sile was"));
        assert!(!spelling.divides("a long-", "range weapon"));
        assert!(!spelling.divides("the medium-", "range weapon"));
        assert!(!spelling.divides("the Franco-", "German brigade"));
        assert!(spelling.divides("the laun-", "chers"));
        assert!(spelling.divides("in all-weath-", "er, precision"));
        spelling.learn(["the HIMARS launcher"].into_iter());
        assert!(spelling.divides("the wheeled HI-", "MARS and the"));
    }
}
