//! Short lists of words that a rule asks for, beside the rule that reads them. Names of things are
//! data, not code: see `data/lexicon`.

/// Words separated by single spaces, ready to be asked for: `list!("in near at")`.
macro_rules! list {
    ($words:expr) => {
        const { &$crate::facts::word_list::WordList::of($words) }
    };
}
pub(in crate::facts) use list;

/// A list of small words. Most words that it does not hold are refused by their [`Sign`].
#[derive(Debug)]
pub struct WordList {
    words: &'static str,
    /// Bit n set: some word has n as the first part of its sign, or as the second.
    signs: [Bits; 2],
}

/// 256 bits.
type Bits = [u64; 4];

/// Two numbers that words alike but for case share, and most others do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sign(u8, u8);

impl Sign {
    /// The sign of a word: of its first, middle and last byte, case aside, and its length.
    pub const fn of(word: &[u8]) -> Self {
        let (Some(&first), Some(&last)) = (word.first(), word.last()) else {
            return Self(0, 0);
        };
        let length = (word.len() as u8).wrapping_mul(83);
        let middle = (word[word.len() / 2] | SMALL).wrapping_mul(59);
        let (first, last) = ((first | SMALL).wrapping_mul(37), (last | SMALL).wrapping_mul(11));
        Self((first ^ last).wrapping_add(length), (first ^ middle).wrapping_sub(length))
    }
}

/// The bit that tells small letters from capitals in ASCII.
const SMALL: u8 = 0x20;

impl WordList {
    /// A list of the words in `words`, which single spaces separate.
    pub const fn of(words: &'static str) -> Self {
        let mut signs = [[0; 4]; 2];
        let mut rest = words.as_bytes();
        while !rest.is_empty() {
            let mut length = 0;
            while length < rest.len() && rest[length] != b' ' {
                length += 1;
            }
            let (word, after) = rest.split_at(length);
            let Sign(one, other) = Sign::of(word);
            signs[0][one as usize / 64] |= 1 << (one % 64);
            signs[1][other as usize / 64] |= 1 << (other % 64);
            rest = match after {
                [_, after @ ..] => after,
                [] => after,
            };
        }
        Self { words, signs }
    }

    /// False if no word of the list has this sign.
    pub const fn may_hold(&self, Sign(one, other): Sign) -> bool {
        has(&self.signs[0], one) && has(&self.signs[1], other)
    }

    /// True if the list holds the word, in any case.
    pub fn holds(&self, word: &str) -> bool {
        let word = word.as_bytes();
        let mut rest = self.words.as_bytes();
        while rest.len() >= word.len() {
            let ends = rest.get(word.len()).is_none_or(|&byte| byte == b' ');
            if ends && rest.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word)) {
                return true;
            }
            let Some(space) = rest.iter().position(|&byte| byte == b' ') else {
                return false;
            };
            rest = rest.get(space + 1..).unwrap_or_default();
        }
        false
    }
}

const fn has(bits: &Bits, number: u8) -> bool {
    bits[number as usize / 64] & 1 << (number % 64) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: &WordList = list!("in near St. on-site");

    fn holds(word: &str) -> bool {
        PLACES.may_hold(Sign::of(word.as_bytes())) && PLACES.holds(word)
    }

    #[test]
    fn a_list_holds_its_words_in_any_case_and_no_parts_of_them() {
        for word in ["in", "Near", "ST.", "on-site"] {
            assert!(holds(word), "{word}");
        }
        for word in ["i", "ear", "site", "inn", "in near", "nears", "ö"] {
            assert!(!holds(word), "{word}");
        }
    }

    #[test]
    fn signs_tell_most_words_apart() {
        let words = "the of and said missile range Ukraine president 1,500 where".split(' ');
        let taken = words.filter(|word| PLACES.may_hold(Sign::of(word.as_bytes()))).count();
        assert!(taken <= 1, "{taken}");
    }
}
