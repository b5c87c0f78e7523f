//! Short lists of words that a rule asks for, beside the rule that reads them. Names of things are
//! data, not code: see `data/lexicon`.

/// Words separated by single spaces, ready to be asked for: `list!("in near at")`.
macro_rules! list {
    ($words:expr) => {
        const {
            use $crate::facts::word_list::{WordList, count, signs, sorted, split};
            const LIST_WORDS: &[&str] = &sorted(split::<{ count($words) }>($words));
            const LIST_SIGNS: &[u16] = &signs::<{ count($words) }>(LIST_WORDS);
            &WordList::of(LIST_WORDS, LIST_SIGNS)
        }
    };
}
pub(in crate::facts) use list;

/// A list of small words. Most words that it does not hold are refused by their [`Sign`].
#[derive(Debug)]
pub struct WordList {
    words: &'static [&'static str],
    /// The sign of each word as one number, in order.
    signs: &'static [u16],
    /// Bit n set: some word has n as the first part of its sign, or as the second.
    parts: [Bits; 2],
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

    const fn bits(self) -> u16 {
        u16::from_le_bytes([self.0, self.1])
    }
}

/// The bit that tells small letters from capitals in ASCII.
const SMALL: u8 = 0x20;

/// How many words single spaces separate.
pub const fn count(words: &str) -> usize {
    let (mut at, mut count) = (0, 1);
    while at < words.len() {
        count += (words.as_bytes()[at] == b' ') as usize;
        at += 1;
    }
    count
}

/// The words that single spaces separate, as many as [`count`] says.
pub const fn split<const COUNT: usize>(mut rest: &'static str) -> [&'static str; COUNT] {
    let mut words = [""; COUNT];
    let mut next = 0;
    while next < COUNT {
        let mut length = 0;
        while length < rest.len() && rest.as_bytes()[length] != b' ' {
            length += 1;
        }
        let (word, after) = rest.split_at(length);
        words[next] = word;
        next += 1;
        rest = if after.is_empty() { after } else { after.split_at(1).1 };
    }
    words
}

/// The words in the order of their signs.
pub const fn sorted<const COUNT: usize>(mut words: [&'static str; COUNT]) -> [&'static str; COUNT] {
    let mut signs = signs::<COUNT>(&words);
    let mut next = 1;
    while next < COUNT {
        let mut at = next;
        while at > 0 && signs[at - 1] > signs[at] {
            (signs[at - 1], signs[at]) = (signs[at], signs[at - 1]);
            (words[at - 1], words[at]) = (words[at], words[at - 1]);
            at -= 1;
        }
        next += 1;
    }
    words
}

/// The signs of words, as numbers.
pub const fn signs<const COUNT: usize>(words: &[&str]) -> [u16; COUNT] {
    let mut signs = [0; COUNT];
    let mut at = 0;
    while at < COUNT {
        signs[at] = Sign::of(words[at].as_bytes()).bits();
        at += 1;
    }
    signs
}

impl WordList {
    /// A list of these words, which stand in the order of their signs.
    pub const fn of(words: &'static [&'static str], signs: &'static [u16]) -> Self {
        let mut parts = [[0; 4]; 2];
        let mut at = 0;
        while at < signs.len() {
            let [one, other] = signs[at].to_le_bytes();
            parts[0][one as usize / 64] |= 1 << (one % 64);
            parts[1][other as usize / 64] |= 1 << (other % 64);
            at += 1;
        }
        Self { words, signs, parts }
    }

    /// False if no word of the list has this sign.
    #[inline]
    pub const fn may_hold(&self, Sign(one, other): Sign) -> bool {
        has(&self.parts[0], one) && has(&self.parts[1], other)
    }

    /// True if the list holds the word, which has this sign, in any case.
    #[inline(never)]
    pub fn holds(&self, sign: Sign, word: &str) -> bool {
        let sign = sign.bits();
        let first = self.signs.partition_point(|&own| own < sign);
        let own = self.signs.iter().zip(self.words).skip(first);
        let mut alike = own.take_while(|(own, _)| **own == sign);
        alike.any(|(_, listed)| listed.eq_ignore_ascii_case(word))
    }
}

#[inline]
const fn has(bits: &Bits, number: u8) -> bool {
    bits[number as usize / 64] & 1 << (number % 64) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: &WordList = list!("in near St. on-site");

    fn holds(word: &str) -> bool {
        let sign = Sign::of(word.as_bytes());
        PLACES.may_hold(sign) && PLACES.holds(sign, word)
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
