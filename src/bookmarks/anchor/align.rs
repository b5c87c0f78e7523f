//! How well two runs of words agree: a local alignment for passages that were edited, and a ratio
//! for the context beside them. Knows no documents.

use super::words::{Word, weight};

/// What a word that stands on one side only costs, in units of weight: about a short word's worth,
/// so that an inserted sentence is bridged and a stray "the" is not reached for.
const GAP: i32 = 3;

/// Words of an insertion that are looked beyond for the rest of the quote.
const REACH: usize = 24;

/// Changed words at an end that are looked beyond.
const CHANGED: usize = 8;

/// Where and how well a quote agrees with part of a longer run of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Places of agreeing words: in the quote, and in the run.
    pub pairs: Vec<(usize, usize)>,
}

/// The best local alignment of `quote` in `run` (Smith and Waterman, with linear gaps).
///
/// Takes time and memory in proportion to the product of the lengths: bound them.
pub fn align(quote: &[Word], run: &[Word]) -> Alignment {
    let width = run.len() + 1;
    let mut steps = vec![Step::Stop; (quote.len() + 1) * width];
    let (mut above, mut row) = (vec![0_i32; width], vec![0_i32; width]);
    let mut best = (0, 0);
    for (i, word) in quote.iter().enumerate() {
        for (j, other) in run.iter().enumerate() {
            let (score, step) = choose(word, other, (above[j], above[j + 1], row[j]));
            row[j + 1] = score;
            steps[(i + 1) * width + j + 1] = step;
            if score > best.0 {
                best = (score, (i + 1) * width + j + 1);
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    let mut alignment = trace(&steps, width, best.1);
    alignment.reach(quote, run);
    alignment
}

impl Alignment {
    /// Adds the words at both ends of the quote that an insertion has parted from the rest, if
    /// they stand together nearby.
    fn reach(&mut self, quote: &[Word], run: &[Word]) {
        let (Some(&first), Some(&last)) = (self.pairs.first(), self.pairs.last()) else {
            return;
        };
        let (ending, after) = (quote.iter().skip(last.0 + 1), run.iter().skip(last.1 + 1));
        if let Some((i, j)) = end_nearby(&ending.collect::<Vec<_>>(), &after.collect::<Vec<_>>()) {
            let rest = quote.len() - (last.0 + 1 + i);
            self.pairs.extend((0..rest).map(|n| (last.0 + 1 + i + n, last.1 + 1 + j + n)));
        }
        let (opening, before) = (quote.iter().take(first.0).rev(), run.iter().take(first.1).rev());
        if let Some((i, j)) = end_nearby(&opening.collect::<Vec<_>>(), &before.collect::<Vec<_>>())
        {
            let head = (0..first.0 - i).rev().map(|n| (first.0 - 1 - i - n, first.1 - 1 - j - n));
            self.pairs = head.chain(self.pairs.drain(..)).collect();
        }
    }
}

/// Where the end of `lost` stands whole in `beyond`: the whole of it after an insertion of some
/// words, or what follows a few changed words.
fn end_nearby(lost: &[&Word], beyond: &[&Word]) -> Option<(usize, usize)> {
    let stands = |skipped: usize, at: usize| {
        let (end, there) = (lost.get(skipped..)?, beyond.get(at..)?);
        let same = end.iter().zip(there).all(|(a, b)| a.hash == b.hash);
        (same && !end.is_empty() && there.len() >= end.len()).then_some((skipped, at))
    };
    (0..CHANGED).find_map(|skipped| {
        let reach = if skipped == 0 { REACH } else { skipped + 2 };
        (0..reach).find_map(|at| stands(skipped, at))
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Stop,
    Both,
    Quote,
    Run,
}

/// The best way to reach a cell from its neighbours: diagonal, above, left.
fn choose(word: &Word, other: &Word, (both, quote, run): (i32, i32, i32)) -> (i32, Step) {
    let mut best = (0, Step::Stop);
    if word.hash == other.hash {
        best = (both + word.weight.cast_signed(), Step::Both);
    }
    for (score, step) in [(quote - GAP, Step::Quote), (run - GAP, Step::Run)] {
        if score > best.0 {
            best = (score, step);
        }
    }
    best
}

fn trace(steps: &[Step], width: usize, mut at: usize) -> Alignment {
    let mut pairs = Vec::new();
    loop {
        match steps.get(at).copied().unwrap_or(Step::Stop) {
            Step::Stop => break,
            Step::Both => {
                pairs.push((at / width - 1, at % width - 1));
                at -= width + 1;
            }
            Step::Quote => at -= width,
            Step::Run => at -= 1,
        }
    }
    pairs.reverse();
    Alignment { pairs }
}

/// The part of `stored`, by weight, whose words stand in `found` in the same order: from 0 to 1.
pub fn agreement(stored: &[Word], found: &[Word]) -> f32 {
    let total = weight(stored);
    if total == 0 {
        return 0.0;
    }
    let (mut above, mut row) = (vec![0; found.len() + 1], vec![0; found.len() + 1]);
    for word in stored {
        for (j, other) in found.iter().enumerate() {
            let both = if word.hash == other.hash { above[j] + word.weight } else { 0 };
            row[j + 1] = both.max(above[j + 1]).max(row[j]);
        }
        std::mem::swap(&mut above, &mut row);
    }
    ratio(above.last().copied().unwrap_or(0), total)
}

/// `part` of `whole`; 0 if there is no whole.
pub fn ratio(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::anchor::words::words;

    fn list(text: &str) -> Vec<Word> {
        words(text).collect()
    }

    #[test]
    fn an_inserted_clause_is_bridged_and_stray_words_are_not_reached_for() {
        let quote = list("the missile has a range of 300 km");
        let run = list("the of a of some other the missile which is new has a range of 300 km the");
        let pairs = align(&quote, &run).pairs;
        assert_eq!(pairs.first(), Some(&(0, 6)));
        assert_eq!(pairs.last(), Some(&(7, 16)));
        assert_eq!(pairs.len(), 8);
    }

    #[test]
    fn nothing_agrees_with_nothing() {
        assert!(align(&list("abc"), &[]).pairs.is_empty());
        assert!(align(&[], &list("abc")).pairs.is_empty());
        assert!(agreement(&[], &list("abc")) == 0.0);
        assert!(agreement(&list("a b c"), &list("a x b y c")) == 1.0);
    }
}
