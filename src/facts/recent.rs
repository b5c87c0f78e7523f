//! The words and numbers read last, as they are written, each with what is known of it: most words of
//! a text are few. Reads no text itself: see `token`.

use std::ops::Range;

use super::lexicon::{HASH_MULTIPLIER, Word};
use super::places::Starts;
use super::token_kind::{Case, Kind, Shout};
use super::word_list::Sign;

/// What is known of a word as it is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    /// What the lexicon says of it, however it is written.
    pub word: Word,
    /// How its letters are written.
    pub case: Case,
    /// Which lists of small words may hold it.
    pub sign: Sign,
    /// What its letters say of its sentence.
    pub shout: Shout,
}

impl Written {
    /// What is known of a mark, which no list of the lexicon holds.
    pub fn of_mark(kind: Kind, glued: bool, sign: Sign) -> Self {
        let starts = Starts::default().written(kind, Case::Lower, glued);
        let word = Word { starts, ..Word::default() };
        Self { word, case: Case::Lower, sign, shout: Shout::default() }
    }
}

/// A short word: its bytes, and zeros after them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key([u64; 2]);

/// How many bytes a key can hold.
const LONGEST: usize = 16;

impl Key {
    /// The key of the word at `place`; `None` if it is too long, or too near to the end of the text to
    /// be read at once.
    pub fn of(text: &str, place: Range<usize>) -> Option<Self> {
        let bytes = text.as_bytes().get(place.start..)?.first_chunk::<LONGEST>()?;
        let (low, high) = FIRST.get(place.len())?;
        let (own, _) = bytes.as_chunks::<8>();
        let [first, second] = own else { return None };
        Some(Self([u64::from_le_bytes(*first) & low, u64::from_le_bytes(*second) & high]))
    }

    /// The same letters, all of them small; the bytes after them mean nothing.
    pub fn small(self) -> [u64; 2] {
        self.0.map(|bytes| bytes | EACH_SMALL)
    }

    /// How so many plain letters are written.
    pub fn case(self, length: usize) -> Case {
        let Self([low, high]) = self;
        let small = (low & EACH_SMALL).count_ones() + (high & EACH_SMALL).count_ones();
        match length.saturating_sub(small as usize) {
            0 => Case::Lower,
            capitals if capitals == length => Case::Upper,
            1 if low & SMALL == 0 => Case::Title,
            _ => Case::Mixed,
        }
    }

    /// A place in a table of [`SLOTS`]. Who chooses words that share one only makes them slower.
    fn place(self) -> usize {
        let Self([low, high]) = self;
        let mixed = (low ^ high.rotate_left(5)).wrapping_mul(HASH_MULTIPLIER);
        (mixed >> (u64::BITS - SLOTS.ilog2())) as usize
    }
}

/// The bit that tells small letters from capitals in ASCII, in the first byte and in every byte.
const SMALL: u64 = 0x20;
const EACH_SMALL: u64 = 0x2020_2020_2020_2020;

/// For each length of a word, the bits of its first eight bytes and of those after.
const FIRST: [(u64, u64); LONGEST + 1] = {
    let mut masks = [(0, 0); LONGEST + 1];
    let mut length = 1;
    while length <= LONGEST {
        let all = u128::MAX >> (u128::BITS - 8 * length as u32);
        masks[length] = (all as u64, (all >> 64) as u64);
        length += 1;
    }
    masks
};

/// The words read last. Of one lexicon only.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    slots: Box<[(Key, Written)]>,
}

/// How many slots there are: enough that most words of a text are found again, and few enough for
/// the faster memories of a processor.
const SLOTS: usize = 1 << 12;

impl Recent {
    /// Slots for words of which one lexicon is asked; without any, as by default, nothing is kept.
    pub fn for_lexicon() -> Self {
        Self { slots: vec![Default::default(); SLOTS].into() }
    }

    /// What was kept of a word.
    pub fn find(&self, key: Key) -> Option<Written> {
        self.slots.get(key.place()).filter(|(own, _)| *own == key).map(|(_, written)| *written)
    }

    /// Keeps a word until another one takes its place.
    pub fn keep(&mut self, key: Key, written: Written) {
        if let Some(slot) = self.slots.get_mut(key.place()) {
            *slot = (key, written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> Option<Key> {
        Key::of(&format!("{word}, and a long way to the end"), 0..word.len())
    }

    #[test]
    fn keys_are_equal_where_words_are() {
        assert_eq!(key("missile"), Key::of("the missile of the other day", 4..11));
        for other in ["Missile", "missiles", "missil", "1,500", "m"] {
            assert_ne!(key("missile"), key(other), "{other}");
        }
        assert!(key("intercontinental").is_some());
        assert_ne!(key("intercontinental"), key("intercontinentaL"));
        assert_eq!(key("transcontinentals"), None);
        assert_eq!(Key::of("missile", 0..7), None);
    }

    #[test]
    fn letters_tell_how_they_are_written() {
        let case = |word: &str| key(word).map(|key| key.case(word.len()));
        for (word, expected) in [
            ("missile", Case::Lower),
            ("Missile", Case::Title),
            ("A", Case::Upper),
            ("NATO", Case::Upper),
            ("DoD", Case::Mixed),
            ("iPhone", Case::Mixed),
            ("Intercontinental", Case::Title),
            ("INTERCONTINENTAL", Case::Upper),
            ("intercontinentaL", Case::Mixed),
        ] {
            assert_eq!(case(word), Some(expected), "{word}");
        }
    }

    #[test]
    fn a_word_is_found_until_another_takes_its_place() {
        let mut recent = Recent::for_lexicon();
        let written = Written { case: Case::Upper, ..Written::default() };
        recent.keep(key("NATO").unwrap(), written);
        assert_eq!(key("NATO").and_then(|key| recent.find(key)).map(|w| w.case), Some(Case::Upper));
        assert!(key("Nato").and_then(|key| recent.find(key)).is_none());
        let mut none = Recent::default();
        none.keep(key("NATO").unwrap(), written);
        assert!(key("NATO").and_then(|key| none.find(key)).is_none());
    }
}
