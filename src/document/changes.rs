//! How one version of a document became another, paragraph by paragraph: which of them are new, and
//! where a place of the old text is in the new one. The work grows with the size, not with how much
//! was changed. Paints nothing.

use std::collections::HashMap;
use std::hash::Hash;

use super::Document;
use crate::text::Span;

/// Texts and numbers of paragraphs up to which paragraphs are compared one by one; of longer ones the
/// run between what is equal at both ends counts as changed.
const FINE: (usize, usize) = (4 << 20, 50_000);

/// How often is looked inside of what differs for what is equal.
const ROUNDS: usize = 6;

/// What became of a document's paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paragraphs of the new text that the old one has not, in order.
    pub new: Vec<Span>,
    /// How many paragraphs of the old text the new one has not.
    pub lost: usize,
    /// Runs that both texts have: where in the old one, and where it starts in the new one.
    kept: Vec<(Span, usize)>,
}

impl Changes {
    /// Compares two versions.
    pub fn between(old: &Document, new: &Document) -> Self {
        let words = |document: &Document| document.text().len().max(document.blocks().len());
        let fine = words(old).max(words(new)) <= FINE.0
            && old.blocks().len().max(new.blocks().len()) <= FINE.1;
        let (before, after) = (all(old), all(new));
        let pairs = Matching::of(&before, &after, if fine { ROUNDS } else { 0 });
        let mut changes = Self::default();
        let mut is_new = vec![true; after.len()];
        for &(from, to) in &pairs {
            if let Some(flag) = is_new.get_mut(to) {
                *flag = false;
            }
            changes
                .keep(old.blocks().get(from).map(|b| b.span), new.blocks().get(to).map(|b| b.span));
        }
        changes.lost = before.len() - pairs.len();
        let blocks = new.blocks().iter().zip(is_new).filter(|(_, new)| *new);
        changes.new = blocks.map(|(block, _)| block.span).filter(|span| !span.is_empty()).collect();
        if let (false, [first, .., last]) = (fine, changes.new.as_slice()) {
            changes.new = vec![Span::new(first.start, last.end)];
        }
        changes
    }

    /// True if both texts have the same paragraphs.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.lost == 0
    }

    /// Where a place of the old text is in the new one. In a paragraph that has changed, as far behind
    /// the last one before that has not.
    pub fn place(&self, offset: usize) -> usize {
        let after = self.kept.partition_point(|(old, _)| old.start <= offset);
        let next = self.kept.get(after).map_or(usize::MAX, |(_, start)| *start);
        match after.checked_sub(1).and_then(|at| self.kept.get(at)) {
            Some((old, start)) => start.saturating_add(offset - old.start).min(next),
            None => offset.min(next),
        }
    }

    /// Where a passage of the old text is in the new one, if all of it was kept as it was.
    pub fn passage(&self, span: Span) -> Option<Span> {
        let after = self.kept.partition_point(|(old, _)| old.start <= span.start);
        let (old, start) = self.kept.get(after.checked_sub(1)?)?;
        let moved = start + (span.start - old.start);
        old.covers(span).then(|| Span::new(moved, moved + span.len()))
    }

    /// A paragraph that both have. Those that moved by the same way are one run.
    fn keep(&mut self, old: Option<Span>, new: Option<Span>) {
        let (Some(old), Some(new)) = (old, new) else { return };
        match self.kept.last_mut() {
            Some((run, start)) if old.start - run.start == new.start - *start => run.end = old.end,
            _ => self.kept.push((old, new.start)),
        }
    }
}

/// The words of all paragraphs.
fn all(document: &Document) -> Vec<&str> {
    document.blocks().iter().map(|block| document.words(block.span)).collect()
}

/// Finds what two rows have in common, in order.
struct Matching<'a, T> {
    old: &'a [T],
    new: &'a [T],
    pairs: Vec<(usize, usize)>,
}

/// A stretch of the old row and one of the new, each with its end.
type Gap = ((usize, usize), (usize, usize));

impl<'a, T: Copy + Eq + Hash> Matching<'a, T> {
    /// Pairs of equal things, ascending in both rows: what is equal at both ends; between them what
    /// is there once in both, as far as it stands in the same order, and what is equal beside it.
    fn of(old: &'a [T], new: &'a [T], rounds: usize) -> Vec<(usize, usize)> {
        let mut matching = Self { old, new, pairs: Vec::new() };
        let mut gaps = vec![((0, old.len()), (0, new.len()))];
        for round in 0..=rounds {
            let mut inner = Vec::new();
            for gap in gaps {
                let gap = matching.trim(gap);
                if round < rounds {
                    matching.split(gap, &mut inner);
                }
            }
            gaps = inner;
        }
        matching.pairs.sort_unstable();
        matching.pairs
    }

    /// Pairs what is equal at both ends of a gap, and returns the rest.
    fn trim(&mut self, ((mut a, mut a_end), (mut b, mut b_end)): Gap) -> Gap {
        while a < a_end && b < b_end && self.old.get(a) == self.new.get(b) {
            self.pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        }
        while a < a_end && b < b_end && self.old.get(a_end - 1) == self.new.get(b_end - 1) {
            (a_end, b_end) = (a_end - 1, b_end - 1);
            self.pairs.push((a_end, b_end));
        }
        ((a, a_end), (b, b_end))
    }

    /// Pairs what a gap has once on both sides, and notes the gaps between.
    fn split(&mut self, ((a, a_end), (b, b_end)): Gap, inner: &mut Vec<Gap>) {
        let (Some(old), Some(new)) = (self.old.get(a..a_end), self.new.get(b..b_end)) else {
            return;
        };
        if old.is_empty() || new.is_empty() {
            return;
        }
        let (in_old, in_new) = (once(old), once(new));
        let both = old.iter().enumerate().filter_map(|(at, thing)| {
            let there = in_new.get(thing).copied().flatten()?;
            in_old.get(thing).copied().flatten().map(|_| (a + at, b + there))
        });
        let both: Vec<(usize, usize)> = both.collect();
        let anchors = ascending(&both);
        if anchors.is_empty() {
            return;
        }
        let mut from = (a, b);
        for (at, there) in anchors {
            inner.push(((from.0, at), (from.1, there)));
            self.pairs.push((at, there));
            from = (at + 1, there + 1);
        }
        inner.push(((from.0, a_end), (from.1, b_end)));
    }
}

/// Where each thing stands that is there once; `None` for the others.
fn once<T: Copy + Eq + Hash>(row: &[T]) -> HashMap<T, Option<usize>> {
    let mut places = HashMap::with_capacity(row.len());
    for (at, thing) in row.iter().enumerate() {
        places.entry(*thing).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest part of `pairs`, ascending by the first, that ascends by the second too (patience
/// sorting).
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| second(*top) < pair.1);
        before.push(pile.checked_sub(1).and_then(|below| tops.get(below).copied()));
        match tops.get_mut(pile) {
            Some(top) => *top = at,
            None => tops.push(at),
        }
    }
    let mut chain = Vec::with_capacity(tops.len());
    let mut at = tops.last().copied();
    while let Some(here) = at {
        chain.extend(pairs.get(here).copied());
        at = before.get(here).copied().flatten();
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Block, BlockKind, Parts};

    fn document(paragraphs: &[&str]) -> Document {
        let mut blocks = Vec::new();
        let mut text = String::new();
        for words in paragraphs {
            let start = text.len();
            text.push_str(words);
            blocks.push(Block::new(BlockKind::Paragraph, Span::new(start, text.len())));
            text.push_str("\n\n");
        }
        Document::new(Parts {
            text: crate::text::CleanText::text(text),
            blocks,
            ..Parts::default()
        })
        .unwrap()
    }

    /// What is new, and how much is lost.
    fn between(old: &[&str], new: &[&str]) -> (Vec<String>, usize) {
        let new = document(new);
        let changes = Changes::between(&document(old), &new);
        (changes.new.iter().map(|span| new.words(*span).to_owned()).collect(), changes.lost)
    }

    #[test]
    fn what_was_put_in_taken_out_and_changed_is_told() {
        let none: Vec<String> = Vec::new();
        assert_eq!(between(&["a", "b", "c"], &["a", "b", "c"]), (none.clone(), 0));
        assert_eq!(between(&["a", "b", "c"], &["a", "x", "b", "c"]), (vec!["x".into()], 0));
        assert_eq!(between(&["a", "b", "c"], &["a", "c"]), (none, 1));
        assert_eq!(
            between(&["a", "b", "c"], &["a", "B", "c", "d"]),
            (vec!["B".into(), "d".into()], 1)
        );
        let (old, new) = (["r", "a", "r", "b", "r", "c"], ["r", "x", "r", "a", "r", "b", "r", "y"]);
        assert_eq!(between(&old, &new).0, ["x", "r", "y"]);
        assert_eq!(between(&[], &["a"]), (vec!["a".into()], 0));
    }

    #[test]
    fn places_and_passages_move_with_their_paragraphs() {
        let (old, new) =
            (document(&["one", "two", "three"]), document(&["zero", "one", "2", "three"]));
        let changes = Changes::between(&old, &new);
        let at = |words: &str, document: &Document| document.text().find(words).unwrap();
        assert_eq!(changes.place(at("ne", &old)), at("ne", &new));
        assert_eq!(changes.place(at("hree", &old)), at("hree", &new));
        assert_eq!(changes.place(at("two", &old)), at("2", &new));
        let three = Span::new(at("three", &old), at("three", &old) + 5);
        assert_eq!(changes.passage(three).map(|span| new.words(span)), Some("three"));
        let two = Span::new(at("two", &old), at("two", &old) + 3);
        assert_eq!(changes.passage(two), None);
    }

    #[test]
    fn a_hundred_thousand_changes_are_found_at_once() {
        let row = |shift: usize| (0..200_000).map(move |n: usize| n * 7 % 1000 + n % 2 * shift);
        let (old, new): (Vec<_>, Vec<_>) = (row(0).collect(), row(5000).collect());
        let pairs = Matching::of(&old, &new, ROUNDS);
        assert!(pairs.iter().all(|(a, b)| old[*a] == new[*b]));
    }

    proptest! {
        #[test]
        fn pairs_are_equal_and_ascend(
            old in prop::collection::vec(0..6_u8, 0..30),
            new in prop::collection::vec(0..6_u8, 0..30),
        ) {
            let pairs = Matching::of(&old, &new, ROUNDS);
            prop_assert!(pairs.iter().all(|(a, b)| old[*a] == new[*b]));
            prop_assert!(pairs.windows(2).all(|p| p[0].0 < p[1].0 && p[0].1 < p[1].1));
            if old == new {
                prop_assert_eq!(pairs.len(), old.len());
            }
        }
    }
}
