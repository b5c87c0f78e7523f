//! A few numbers by which two texts are known to be versions of one: those of the word sequences whose
//! numbers are smallest (bottom-k sampling, Broder 1997). Texts that share most of their sentences share
//! most of these numbers. Finds no passage.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Fingerprint;

/// Numbers that are kept.
const MOST: usize = 32;

/// Words that are looked at together.
const TOGETHER: usize = 3;

/// Bytes of a text that are looked at.
const LOOKED_AT: usize = 2 << 20;

/// What is kept of the words of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Sketch(BTreeSet<u32>);

impl Sketch {
    /// How much two texts must have in common to be versions of one: half of it, because two reports
    /// of one series share some sentences.
    pub const VERSION: f32 = 0.5;

    /// Of a text.
    pub fn of(text: &str) -> Self {
        let part = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
        let words: Vec<Fingerprint> =
            part.split_whitespace().map(|word| Fingerprint::of(word.as_bytes())).collect();
        let mut least = BTreeSet::new();
        for run in words.windows(TOGETHER.min(words.len().max(1))) {
            let all = run
                .iter()
                .fold(Fingerprint::default(), |sum, word| sum.then(&word.to_bits().to_le_bytes()));
            least.insert(all.short());
            if least.len() > MOST {
                least.pop_last();
            }
        }
        Self(least)
    }

    /// How much two texts have in common, from 0 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        let both: Vec<u32> = self.0.union(&other.0).copied().take(MOST).collect();
        if self.0.is_empty() || other.0.is_empty() {
            return 0.0;
        }
        let shared = both.iter().filter(|n| self.0.contains(n) && other.0.contains(n)).count();
        shared as f32 / both.len() as f32
    }

    /// As digits, for keeping it.
    pub fn digits(&self) -> String {
        self.0.iter().map(|number| format!("{number:08x}")).collect()
    }

    /// From the digits it was kept as; what is none is left out.
    pub fn parse(digits: &str) -> Self {
        let digits = digits.as_bytes().as_chunks::<8>().0.iter();
        let numbers = digits.filter_map(|eight| std::str::from_utf8(eight).ok());
        let numbers = numbers.filter_map(|eight| u32::from_str_radix(eight, 16).ok());
        Self(numbers.take(MOST).collect())
    }
}

impl From<String> for Sketch {
    fn from(digits: String) -> Self {
        Self::parse(&digits)
    }
}

impl From<Sketch> for String {
    fn from(sketch: Sketch) -> Self {
        sketch.digits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(numbers: impl Iterator<Item = usize>) -> String {
        numbers
            .map(|n| format!("In paragraph {n} somebody speaks of item{n} and thing{n}. "))
            .collect()
    }

    #[test]
    fn versions_of_one_text_are_told_from_other_texts() {
        let first = Sketch::of(&text(0..60));
        let edited = Sketch::of(&format!("Put in front. {}", text((0..60).filter(|n| n % 7 != 3))));
        let other = Sketch::of(&text(1000..1060));
        assert_eq!(first.likeness(&first), 1.0);
        assert!(first.likeness(&edited) > 0.5, "{}", first.likeness(&edited));
        assert!(first.likeness(&other) < 0.3, "{}", first.likeness(&other));
        assert_eq!(Sketch::of("").likeness(&Sketch::of("")), 0.0);
        assert_eq!(Sketch::of("one").likeness(&Sketch::of("one")), 1.0);
    }

    #[test]
    fn a_sketch_comes_back_from_its_digits() {
        let sketch = Sketch::of(&text(0..60));
        assert_eq!(Sketch::parse(&sketch.digits()), sketch);
        let json = serde_json::to_string(&sketch).unwrap();
        assert_eq!(serde_json::from_str::<Sketch>(&json).unwrap(), sketch);
        assert_eq!(Sketch::parse("é nonsense"), Sketch::default());
    }
}
