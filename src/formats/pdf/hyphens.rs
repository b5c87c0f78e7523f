//! Words divided at line ends, made whole: whether a hyphen was put in by the line end or belongs to
//! the word, as the rest of the document spells it. Has no dictionary.

use std::collections::HashSet;

/// Words of one document at most that are kept for comparison.
const MAX_WORDS: usize = 200_000;

/// First parts of compounds that English writes with a hyphen, and ends that make one word with them.
const FIRST: [(&str, &str); 19] = [
    (
        "air",
        "craft crew field frame base bases bus line lines lift man men power plane planes port \
      ports space speed borne strike strikes ship ships show drop drops way ways mail tight worthy",
    ),
    (
        "sea",
        "son sons sonal soned port side shore man men board food ling weed way floor led ting \
      led ler",
    ),
    ("ship", "ment ments ping ped per pers yard yards board building builder builders wreck"),
    ("ground", "ed ing work water less"),
    ("surface", "d s"),
    ("submarine", "s r rs"),
    ("long", "itude itudes itudinal ing ed er est"),
    ("medium", "s"),
    ("short", "age ages ly en ened ening er est fall falls hand cut cuts coming comings"),
    ("high", "er est ly light lights lighted way ways lands"),
    ("low", "er ered ering est lands ly"),
    ("two", "some fold"),
    ("three", "some fold"),
    ("four", "teen teenth th some fold"),
    ("five", "fold"),
    ("six", "teen teenth th ty tieth"),
    ("self", "ish ishly less lessly"),
    ("half", "way"),
    ("vice", ""),
];

/// Parts of the compass, which make compounds with each other: "north-east".
const COMPASS: [&str; 5] = ["north", "south", "east", "west", "central"];

/// How a document spells its words.
#[derive(Debug, Default)]
pub(in super::super) struct Spelling {
    words: HashSet<String>,
}

impl Spelling {
    /// What a text spells.
    pub(in super::super) fn of(text: &str) -> Self {
        let mut spelling = Self::default();
        spelling.learn(text.split('\n').map(str::trim));
        spelling
    }

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
        // A designator or a number: "S-400", "M142-based".
        let last = cut.rsplit('-').next().unwrap_or_default();
        let cuts_digits = last.chars().any(|c| c.is_ascii_digit());
        if !below.starts_with(char::is_lowercase) || cuts_digits {
            return false;
        }
        let part = first.rsplit('-').next().unwrap_or_default();
        let next = second.split('-').next().unwrap_or_default();
        if COMPASS.contains(&part) && COMPASS.iter().any(|other| next.starts_with(other)) {
            return false;
        }
        if let Some((_, closed)) = FIRST.iter().find(|(known, _)| *known == part) {
            return closed.split_whitespace().any(|end| end == next);
        }
        // "long-range" is made of words, "mis-sile" is not; of "all-weath-er" the end counts.
        let last = first.rsplit('-').next().unwrap_or_default();
        !(self.is_word(last) && self.is_word(second.split('-').next().unwrap_or_default()))
    }

    fn is_word(&self, word: &str) -> bool {
        word.chars().count() > 2 && self.words.contains(word)
    }
}

/// True if a line ends with a dash that two words or figures of a range are joined by.
pub(super) fn ends_joined(line: &str) -> bool {
    let mut back = line.chars().rev();
    let dash = back.next().is_some_and(|c| matches!(c, '-' | '\u{2011}' | '–' | '/'));
    dash && back.next().is_some_and(char::is_alphanumeric)
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
    fn compounds_and_designators_keep_their_hyphen() {
        let spelling = Spelling::default();
        for (above, below) in [
            ("an air-", "launched missile"),
            ("the north-", "east coast"),
            ("a ship-", "based one"),
            ("a long-", "range weapon"),
            ("the S-", "400 battery"),
            ("an M142-", "based launcher"),
            ("the two-", "stage rocket"),
        ] {
            assert!(!spelling.divides(above, below), "{above}{below}");
        }
        assert!(spelling.divides("of 4-meth-", "yl and"));
        for (above, below) in [("an air-", "craft"), ("a ship-", "ment"), ("the north-", "ern")] {
            assert!(spelling.divides(above, below), "{above}{below}");
        }
    }

    #[test]
    fn ranges_are_joined_by_their_dash() {
        assert!(ends_joined("in the 737–") && ends_joined("of 12-") && ends_joined("and/"));
        assert!(!ends_joined("the missile –") && !ends_joined("it ends."));
    }

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
