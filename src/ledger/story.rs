//! Which documents are reprints of one text, so that it counts once: those that share at least 60 of a
//! hundred of the smaller one's runs of eight words. Who reprints whom is not asked.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hash};

use foldhash::quality::FixedState;

use crate::text::folded;

/// Words of a run.
const RUN: usize = 8;

/// The share of the smaller one's runs that two versions of one text have in common at least.
const SHARED: f64 = 0.6;

/// Runs of a text that are all kept; of a longer one, evenly chosen ones are.
const KEPT: usize = 4096;

/// The runs of words of a text, as numbers.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    numbers: HashSet<u64>,
    /// One in so many is kept, by its number: a power of two.
    one_in: u64,
}

impl Runs {
    /// Of a text. Case and signs do not count.
    pub fn of(text: &str) -> Self {
        let text = folded(text);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let hasher = FixedState::default();
        let words: Vec<u64> = words.map(|word| hasher.hash_one(word)).collect();
        let one_in = (words.len() / KEPT + 1).next_power_of_two() as u64;
        let number = |run: &[u64]| {
            let mut state = hasher.build_hasher();
            run.hash(&mut state);
            std::hash::Hasher::finish(&state)
        };
        let numbers = words.windows(RUN).map(number).filter(|number| number % one_in == 0);
        Self { numbers: numbers.collect(), one_in }
    }

    /// True if both are versions of one text. Texts shorter than a run are like no other.
    pub fn is_version_of(&self, other: &Self) -> bool {
        let one_in = self.one_in.max(other.one_in).max(1);
        let count = |runs: &Self| match runs.one_in == one_in {
            true => runs.numbers.len(),
            false => runs.chosen(one_in).count(),
        };
        let (own, others) = (count(self), count(other));
        let (small, large) = if own < others { (self, other) } else { (other, self) };
        let shared = small.chosen(one_in).filter(|number| large.numbers.contains(number)).count();
        let smaller = own.min(others);
        smaller > 0 && shared as f64 >= SHARED * smaller as f64
    }

    /// The runs that are kept where one in so many is, which is a power of two as every step is.
    fn chosen(&self, one_in: u64) -> impl Iterator<Item = &u64> {
        self.numbers.iter().filter(move |number| *number % one_in == 0)
    }
}

/// The story of each text, by the number of its first version. Versions of a version are of the same
/// story; a digest that reprints several texts is one of its own, unless it mostly is one of them.
pub fn stories(texts: &[&Runs]) -> Vec<usize> {
    let mut stories: Vec<usize> = (0..texts.len()).collect();
    for (at, text) in texts.iter().enumerate() {
        let first = texts.iter().take(at).position(|earlier| earlier.is_version_of(text));
        if let Some(first) = first.and_then(|first| stories.get(first).copied()) {
            stories[at] = first;
        }
    }
    stories
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|word| format!("word{word} ")).collect()
    }

    #[test]
    fn texts_that_share_most_runs_are_versions_and_others_are_not() {
        let whole = Runs::of(&text(0..400));
        for (other, same) in [(0..400, true), (0..120, true), (100..500, true), (250..650, false)] {
            let other = Runs::of(&text(other));
            assert_eq!((whole.is_version_of(&other), other.is_version_of(&whole)), (same, same));
        }
        assert!(whole.is_version_of(&Runs::of(&text(0..400).to_uppercase().replace(' ', ",\n"))));
        assert!(!Runs::of("two words").is_version_of(&Runs::of("two words")));
    }

    #[test]
    fn versions_of_one_text_are_one_story() {
        let texts = [text(0..400), text(500..900), text(0..350), text(1000..1300)];
        let texts = texts.map(|text| Runs::of(&text));
        assert_eq!(stories(&texts.each_ref()), [0, 1, 0, 3]);
    }

    #[test]
    fn long_texts_are_compared_by_some_of_their_runs() {
        let (long, longer) = (Runs::of(&text(0..20_000)), Runs::of(&text(0..25_000)));
        assert!(long.numbers.len() < 8_000 && long.is_version_of(&longer));
        assert!(!long.is_version_of(&Runs::of(&text(15_000..40_000))));
    }
}
