//! A word as the lexicon keys it, while it is read from a text: without case, accents and marks.

use crate::facts::letters::Letters;
use crate::text::each_folded;

/// The longest word that is looked up, in bytes. Longer words are no names.
const LONGEST: usize = 40;

/// How many bytes make a short word; as many letters are read at once.
pub const SHORT: usize = 8;

/// A folded word: all of it, or a little more than [`LONGEST`] bytes.
#[derive(Debug)]
pub struct Folded {
    /// Of a short word, the bytes after its end are zero.
    bytes: [u8; LONGEST + SHORT],
    length: usize,
}

impl Default for Folded {
    fn default() -> Self {
        Self { bytes: [0; LONGEST + SHORT], length: 0 }
    }
}

impl Folded {
    /// Begins another word.
    pub fn clear(&mut self) {
        self.bytes.iter_mut().take(SHORT).for_each(|byte| *byte = 0);
        self.length = 0;
    }

    /// Adds plain letters.
    pub fn push_letters(&mut self, letters: Letters) {
        if let Some(slots) = self.bytes.get_mut(self.length..self.length + SHORT) {
            slots.copy_from_slice(&letters.small);
        }
        self.length += letters.count;
    }

    /// Becomes a word of up to sixteen small plain letters; what stands after them does not count.
    pub fn set_letters(&mut self, letters: [u64; 2], length: usize) {
        let (slots, _) = self.bytes.as_chunks_mut::<8>();
        for (slot, letters) in slots.iter_mut().zip(letters) {
            *slot = letters.to_le_bytes();
        }
        self.length = length.min(LONGEST);
        self.bytes.iter_mut().take(SHORT).skip(length).for_each(|byte| *byte = 0);
    }

    /// Adds any letter.
    pub fn push(&mut self, c: char) {
        each_folded(c, |c| self.push_plain(c));
    }

    fn push_plain(&mut self, c: char) {
        if let Some(slots) = self.bytes.get_mut(self.length..self.length + c.len_utf8()) {
            c.encode_utf8(slots);
        }
        self.length += c.len_utf8();
    }

    /// Becomes a word that is folded already.
    pub fn set(&mut self, word: &[u8]) {
        self.clear();
        self.bytes.iter_mut().zip(word).for_each(|(slot, byte)| *slot = *byte);
        self.length = word.len();
    }

    /// The word's bytes; none if it is too long to be looked up.
    pub fn bytes(&self) -> &[u8] {
        let length = if self.length > LONGEST { 0 } else { self.length };
        self.bytes.get(..length).unwrap_or_default()
    }

    /// A short word as one number: compared at once, without a look elsewhere.
    pub fn packed(&self) -> Option<u64> {
        let bytes = self.bytes.first_chunk::<SHORT>()?;
        (self.length <= SHORT).then_some(u64::from_le_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_earlier_word_is_left() {
        let mut read = Folded::default();
        read.push_letters(Letters::of(b"Missiles"));
        read.clear();
        read.push('É');
        read.push_letters(Letters::of(b"tat."));
        let mut given = Folded::default();
        given.set(b"etat");
        assert_eq!(read.bytes(), b"etat");
        assert_eq!(read.packed(), given.packed());
    }

    #[test]
    fn words_that_are_too_long_are_nothing() {
        let mut word = Folded::default();
        for _ in 0..6 {
            word.push_letters(Letters::of(b"abcdefgh"));
        }
        assert_eq!((word.bytes(), word.packed()), (&b""[..], None));
    }

    #[test]
    fn names_are_known_in_whatever_letters_they_are_written() {
        let key = |word: &str| {
            let mut folded = Folded::default();
            word.chars().for_each(|c| folded.push(c));
            String::from_utf8(folded.bytes().to_vec()).unwrap()
        };
        for (written, other) in [
            ("Nguyễn", "NGUYEN"),
            ("Groß", "GROSS"),
            ("ﬂak", "Flak"),
            ("Ἀθῆναι", "Αθηναι"),
            ("Щёлково", "щелково"),
        ] {
            assert_eq!(key(written), key(other), "{written}");
            assert_eq!(key(written), crate::facts::token::fold_word(other), "{written}");
        }
    }
}
