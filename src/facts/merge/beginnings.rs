//! How the names of a document begin, so that most other words are refused at one look. May take a
//! word for one that begins like a name; never the other way round.

use crate::text::fold_char;

/// A set of beginnings of words. Different ones may share a place in it.
#[derive(Debug)]
pub struct Beginnings {
    letters: usize,
    /// Bit n set: some name begins so that its place is n. Empty before the first name.
    places: Vec<u64>,
}

/// How many places there are: few names share one, and a short document has them soon.
const PLACES: usize = 1 << 14;

impl Beginnings {
    /// No beginnings yet; of later words the first `letters` count.
    pub fn new(letters: usize) -> Self {
        Self { letters, places: Vec::new() }
    }

    /// Adds the beginning of a name.
    pub fn add(&mut self, name: &str) {
        let place = self.place(name);
        self.places.resize(PLACES / 64, 0);
        if let Some(bits) = self.places.get_mut(place / 64) {
            *bits |= 1 << (place % 64);
        }
    }

    /// False if no name begins like the word, whatever its case, accents and apostrophes.
    pub fn may_begin(&self, word: &str) -> bool {
        if self.places.is_empty() {
            return false;
        }
        let place = self.place(word);
        self.places.get(place / 64).is_some_and(|bits| bits & 1 << (place % 64) != 0)
    }

    fn place(&self, word: &str) -> usize {
        if word.is_ascii() {
            let letters = word.bytes().filter(|&byte| byte != b'\'');
            let counted = letters.take_while(u8::is_ascii_alphanumeric).take(self.letters);
            let small = counted.map(|byte| usize::from(byte.to_ascii_lowercase()));
            return small.fold(0, |place, byte| (place * MULTIPLIER + byte) % PLACES);
        }
        let letters = word.chars().map(fold_char).filter(|&c| c != '\'');
        let counted = letters.take_while(|c| c.is_alphanumeric()).take(self.letters);
        counted.fold(0, |place, c| (place * MULTIPLIER + c as usize) % PLACES)
    }
}

/// Odd, so that every letter counts.
const MULTIPLIER: usize = 31;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_begin_otherwise_are_refused() {
        let mut beginnings = Beginnings::new(4);
        assert!(!beginnings.may_begin("Zelenskyy"));
        beginnings.add("zelenskyy");
        beginnings.add("oconnell");
        for word in ["Zelenskyy", "ZELENKYY", "Żelenski", "zele", "O’Connell", "O'Connor"] {
            assert!(beginnings.may_begin(word), "{word}");
        }
        for word in ["Zel", "Selenskyy", "Connell", "The", ""] {
            assert!(!beginnings.may_begin(word), "{word}");
        }
    }
}
