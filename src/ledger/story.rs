//! Which documents are reprints of one text, so that it counts once: those that share at least 60 of a
//! hundred of the smaller one's runs of eight words; where texts are not at hand, which statements are made
//! again in the same words. Who reprints whom is not asked.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use foldhash::quality::FixedState;

use super::statement::RangeStatement;
use crate::text::folded;

/// Words of a run.
const RUN: usize = 8;

/// The share of the smaller one's runs that two versions of one text have in common at least.
const SHARED: f64 = 0.6;

/// Runs of a text that are all kept; of a longer one, evenly chosen ones are. So many are enough to tell
/// 60 of a hundred from 50 nearly always (their standard deviation is two of a hundred).
const KEPT: usize = 512;

/// Texts in which a run is remembered. What stands in more is what every text of a source has.
const MOST_TEXTS: usize = 64;

/// The runs of words of a text, as numbers.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// In order, each once.
    numbers: Vec<u32>,
    /// One in so many is kept, by its number: a power of two.
    one_in: u32,
}

impl Runs {
    /// Of a text. Case and signs do not count.
    pub fn of(text: &str) -> Self {
        let text = folded(text);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let hasher = FixedState::default();
        let words: Vec<u64> = words.map(|word| hasher.hash_one(word)).collect();
        let one_in = u32::try_from((words.len() / KEPT + 1).next_power_of_two()).unwrap_or(1 << 31);
        let number = |run: &[u64]| {
            let mut state = hasher.build_hasher();
            run.hash(&mut state);
            (std::hash::Hasher::finish(&state) & u64::from(u32::MAX)) as u32
        };
        let numbers = words.windows(RUN).map(number).filter(|number| number % one_in == 0);
        let mut numbers: Vec<u32> = numbers.collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self { numbers, one_in }
    }

    /// True if both are versions of one text. Texts shorter than a run are like no other.
    pub fn is_version_of(&self, other: &Self) -> bool {
        let (small, large) = match self.numbers.len() < other.numbers.len() {
            true => (self, other),
            false => (other, self),
        };
        let is_shared = |number: &&u32| large.numbers.binary_search(number).is_ok();
        self.is_version_with(other, small.numbers.iter().filter(is_shared).count())
    }

    /// The same if so many runs that both keep are shared: what the one that keeps fewer keeps, the
    /// other keeps too.
    fn is_version_with(&self, other: &Self, shared: usize) -> bool {
        let one_in = self.one_in.max(other.one_in).max(1);
        let count = |runs: &Self| match runs.one_in == one_in {
            true => runs.numbers.len(),
            false => runs.numbers.iter().filter(|number| *number % one_in == 0).count(),
        };
        let smaller = count(self).min(count(other));
        smaller > 0 && shared as f64 >= SHARED * smaller as f64
    }
}

/// The story of each text, by the number of its first version. Versions of a version are of the same
/// story; a digest that reprints several texts is one of its own, unless it mostly is one of them.
pub fn stories(texts: &[&Runs]) -> Vec<usize> {
    let mut stories: Vec<usize> = (0..texts.len()).collect();
    let mut holding: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        let shared = shared_with(text, &holding);
        let version = |(earlier, shared): (&usize, &usize)| {
            texts.get(*earlier).is_some_and(|earlier| earlier.is_version_with(text, *shared))
        };
        let first = shared.iter().find(|(earlier, shared)| version((earlier, shared)));
        if let Some(first) = first.and_then(|(first, _)| stories.get(*first).copied()) {
            stories[at] = first;
        }
        for number in &text.numbers {
            let texts = holding.entry(*number).or_default();
            if texts.len() < MOST_TEXTS {
                texts.push(at);
            }
        }
    }
    stories
}

/// For each statement the first one of another document that says the same in a sentence of the same words;
/// `None` for those that nobody made before. The earlier document comes first; each statement stands with a
/// number that sentences of the same words share, 0 for one too short to be a copy.
pub fn repeated<'s>(
    statements: impl Iterator<Item = (&'s RangeStatement, u64)>,
) -> Vec<Option<usize>> {
    let mut of_words: HashMap<u64, Vec<(usize, &RangeStatement)>> = HashMap::new();
    let first = |(at, (statement, words)): (usize, (&'s RangeStatement, u64))| {
        if words == 0 {
            return None;
        }
        let known = of_words.entry(words).or_default();
        let says_it = |first: &RangeStatement| {
            first.document != statement.document && first.says_same(statement)
        };
        let first = known.iter().find(|(_, first)| says_it(first)).map(|(at, _)| *at);
        if first.is_none() {
            known.push((at, statement));
        }
        first
    };
    statements.enumerate().map(first).collect()
}

/// The texts that have runs of this one, with how many they have.
fn shared_with(text: &Runs, holding: &HashMap<u32, Vec<usize>>) -> BTreeMap<usize, usize> {
    let mut shared = BTreeMap::new();
    for number in &text.numbers {
        for earlier in holding.get(number).into_iter().flatten() {
            *shared.entry(*earlier).or_insert(0) += 1;
        }
    }
    shared
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
    fn what_another_document_says_in_the_same_words_is_repeated() {
        let of = |document, km: f64| RangeStatement {
            document,
            claim: (Some(km), Some(km)),
            ..RangeStatement::default()
        };
        let all = [of(0, 240.0), of(1, 240.0), of(2, 250.0), of(1, 240.0), of(0, 240.0)];
        let with = |words: [u64; 5]| repeated(all.iter().zip(words));
        assert_eq!(with([7; 5]), [None, Some(0), None, Some(0), None]);
        assert_eq!(with([7, 8, 7, 7, 7]), [None, None, None, Some(0), None]);
        assert_eq!(with([0; 5]), [None; 5], "short sentences are no copies");
    }

    #[test]
    fn what_every_text_has_makes_no_story_and_no_work_for_all_of_them() {
        let with_foot = |at: usize| text(at * 1_000..at * 1_000 + 40) + &text(0..20);
        let texts: Vec<Runs> = (1..2_000).map(|at| Runs::of(&with_foot(at))).collect();
        let texts: Vec<&Runs> = texts.iter().collect();
        assert_eq!(stories(&texts), (0..texts.len()).collect::<Vec<_>>());
        let mut holding: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, text) in texts.iter().enumerate() {
            for number in &text.numbers {
                let held = holding.entry(*number).or_default();
                held.extend((held.len() < MOST_TEXTS).then_some(at));
            }
        }
        assert!(texts.iter().all(|text| shared_with(text, &holding).len() <= MOST_TEXTS + 1));
    }

    #[test]
    fn long_texts_are_compared_by_some_of_their_runs() {
        let (long, longer) = (Runs::of(&text(0..20_000)), Runs::of(&text(0..25_000)));
        assert!(long.numbers.len() < 2 * KEPT && long.is_version_of(&longer));
        assert!(!long.is_version_of(&Runs::of(&text(15_000..40_000))));
    }
}
