//! Keeps comparable words, each once, in order, so that sorting a list compares numbers instead of words,
//! and filtering looks at each once. Words are never forgotten while the catalogue lives.

use memchr::memmem::Finder;

use super::chunked::Chunked;
use super::keys::natural_order;
use super::merged;
use super::numbers::Numbers;
use super::texts::Texts;

/// Names words; equal words have one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyId(u32);

/// Ranks end here, so that a list can do sums with them.
const END: u64 = 1 << 60;

/// The rank of words that no list is ordered by; no others have it.
const UNRANKED: u64 = 0;

/// How much of the room between two keys is left behind those that are put there: keys mostly come in
/// order.
const ROOM: u64 = 64;

/// Comparable words and their ranks: numbers that grow with the words, with room between them for words
/// to come.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    keys: Texts,
    ids: Numbers,
    /// Numbers of words, in their order; of words that sort as one, the first. Those added since
    /// [`Ranks::settle`] lack.
    order: Vec<u32>,
    /// Numbers of words that are to be put in order.
    added: Vec<u32>,
    /// Words that sort as others do, with these.
    equals: Vec<(u32, u32)>,
    /// The rank of each.
    ranks: Chunked<u64>,
    generation: u64,
}

/// A word with its place in the order.
type Placed = (u32, usize);

/// A word, and another one that it sorts as.
type Equal = (u32, u32);

impl Ranks {
    /// The same, for looking only: without what new words are put in order by.
    pub(super) fn view(&self) -> Self {
        Self {
            keys: self.keys.clone(),
            ranks: self.ranks.clone(),
            generation: self.generation,
            ..Self::default()
        }
    }

    /// The name of these comparable words. Its rank is right after the next [`Ranks::settle`].
    pub(super) fn intern(&mut self, key: &str) -> KeyId {
        let id = self.intern_unranked(key);
        if let Some(rank) = self.ranks.get_mut(id.0 as usize).filter(|rank| **rank == UNRANKED) {
            *rank = END;
            self.added.push(id.0);
        }
        id
    }

    /// The name of words that no list is ordered by.
    pub(super) fn intern_unranked(&mut self, key: &str) -> KeyId {
        if let Some(id) = self.ids.get(key, |id| self.keys.of(id) == key.as_bytes()) {
            return KeyId(id);
        }
        let id = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        self.ids.put(key, id);
        self.keys.put(id, key.as_bytes());
        self.ranks.push(UNRANKED);
        KeyId(id)
    }

    /// The words of this name.
    pub(super) fn words(&self, id: KeyId) -> &[u8] {
        self.keys.of(id.0)
    }

    /// Which of all have these words in them.
    pub(super) fn which(&self, words: &Finder<'_>) -> Which {
        Which(self.keys.which(words))
    }

    /// Bytes that all of it takes.
    pub(super) fn bytes(&self) -> usize {
        let lists = size_of_val(&*self.order) + self.ranks.bytes();
        self.keys.bytes() + self.ids.bytes() + lists + size_of_val(&*self.equals)
    }

    /// A number that grows with the keys, below 2^60.
    pub(super) fn rank(&self, id: KeyId) -> u64 {
        self.ranks.get(id.0 as usize).copied().unwrap_or(END)
    }

    /// As long as this stays the same, so do ranks.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Puts the words added since the last time where they belong.
    pub(super) fn settle(&mut self) {
        let added = std::mem::take(&mut self.added);
        if added.is_empty() {
            return;
        }
        let mut added: Vec<(&str, u32)> = added.iter().map(|id| (self.text(*id), *id)).collect();
        added.sort_unstable_by(|(one, id), (other, next)| {
            natural_order(one, other).then(id.cmp(next))
        });
        let before =
            |old: &u32, (key, _): &(&str, u32)| natural_order(self.text(*old), key).is_lt();
        let places = merged::places(&self.order, &added, &before);
        let (fresh, equals) = self.apart(&added, &places);
        let (added, places): (Vec<u32>, Vec<usize>) = fresh.into_iter().unzip();
        let fits = self.number_between(&added, &places);
        merged::insert(&mut self.order, &added, &places);
        if !fits {
            self.number_anew();
        }
        let from = self.equals.len();
        self.equals.extend(equals);
        self.number_equals(from);
    }

    /// Tells words that sort as others do from those that have a place of their own.
    fn apart(&self, added: &[(&str, u32)], places: &[usize]) -> (Vec<Placed>, Vec<Equal>) {
        let (mut fresh, mut equals) = (Vec::with_capacity(added.len()), Vec::new());
        for ((key, id), place) in added.iter().zip(places) {
            let last = fresh.last().map(|(last, _)| *last);
            let mut beside = last.into_iter().chain(self.order.get(*place).copied());
            match beside.find(|other| natural_order(self.text(*other), key).is_eq()) {
                Some(other) => equals.push((*id, other)),
                None => fresh.push((*id, *place)),
            }
        }
        (fresh, equals)
    }

    fn text(&self, id: u32) -> &str {
        std::str::from_utf8(self.keys.of(id)).unwrap_or_default()
    }

    /// Gives words the ranks of those that they sort as, from one of them on.
    fn number_equals(&mut self, from: usize) {
        for (id, other) in self.equals.get(from..).unwrap_or_default() {
            let rank = self.ranks.get(*other as usize).copied().unwrap_or(END);
            if let Some(own) = self.ranks.get_mut(*id as usize) {
                *own = rank;
            }
        }
    }

    /// Gives ranks to keys that belong at `places` of the order; false if there is no room for some.
    fn number_between(&mut self, added: &[u32], places: &[usize]) -> bool {
        let (mut rest, mut fits) = (added, true);
        for run in places.chunk_by(|one, next| one == next) {
            let (now, later) = rest.split_at(run.len().min(rest.len()));
            rest = later;
            let place = run.first().copied().unwrap_or_default();
            let low = place.checked_sub(1).map_or(0, |before| self.rank_at(before));
            fits &= self.number(now, low, self.rank_at(place));
        }
        fits
    }

    /// Gives keys in order ranks between two others; false if there are too few.
    fn number(&mut self, keys: &[u32], low: u64, high: u64) -> bool {
        let step = (high - low) / (keys.len() as u64 + 1);
        self.number_by(step / ROOM, keys, low)
    }

    fn number_by(&mut self, step: u64, keys: &[u32], low: u64) -> bool {
        for (nth, &key) in (1..).zip(keys) {
            if let Some(rank) = self.ranks.get_mut(key as usize) {
                *rank = low + nth * step;
            }
        }
        step > 0
    }

    fn number_anew(&mut self) {
        let order = std::mem::take(&mut self.order);
        self.number_by(END / 2 / (order.len() as u64 + 1), &order, 0);
        self.order = order;
        self.number_equals(0);
        self.generation += 1;
    }

    fn rank_at(&self, place: usize) -> u64 {
        self.order.get(place).map_or(END, |&key| self.rank(KeyId(key)))
    }
}

/// Whether something holds of words, by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Which(Vec<bool>);

impl Which {
    /// True if it holds of these.
    pub(super) fn has(&self, id: KeyId) -> bool {
        self.0.get(id.0 as usize) == Some(&true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ranks_order_as_the_keys_do(batches in prop::collection::vec(
            prop::collection::vec("[a-c]{0,3}", 0..8), 0..6))
        {
            let mut ranks = Ranks::default();
            let mut named = Vec::new();
            for batch in batches {
                for key in batch {
                    named.push((key.clone(), ranks.intern(&key)));
                }
                ranks.settle();
                for (a, id) in &named {
                    for (b, other) in &named {
                        prop_assert_eq!(a.cmp(b), ranks.rank(*id).cmp(&ranks.rank(*other)));
                    }
                }
            }
        }
    }

    #[test]
    fn words_that_sort_as_one_have_one_rank() {
        let mut ranks = Ranks::default();
        let first = ["annex 9", "“annex 9", "annex 10"].map(|key| ranks.intern(key));
        ranks.settle();
        let later = ranks.intern("annex 009");
        ranks.settle();
        ranks.number_anew();
        let [nine, quoted, ten] = first.map(|id| ranks.rank(id));
        assert_eq!((nine, nine), (quoted, ranks.rank(later)));
        assert!(nine < ten);
    }

    #[test]
    fn there_is_room_for_keys_that_come_in_order() {
        let mut ranks = Ranks::default();
        for batch in 0..100 {
            for nth in 0..2_048 {
                ranks.intern(&format!("{:08}", batch * 2_048 + nth));
            }
            ranks.settle();
        }
        assert_eq!(ranks.generation(), 0);
    }

    #[test]
    fn ranks_stay_until_there_is_no_room_between_two() {
        let mut ranks = Ranks::default();
        let (first, last) = (ranks.intern("a"), ranks.intern("z"));
        ranks.settle();
        let rank = ranks.rank(last);
        let mut before = last;
        for length in 1..50 {
            let key = ranks.intern(&("a".repeat(length) + "b"));
            ranks.settle();
            assert!(ranks.rank(first) < ranks.rank(key) && ranks.rank(key) < ranks.rank(before));
            assert!(ranks.generation() > 0 || ranks.rank(last) == rank);
            before = key;
        }
        assert!(ranks.generation() > 0);
    }
}
