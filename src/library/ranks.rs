//! Keeps text keys in order, so that sorting a list compares numbers instead of words. Keys are
//! never forgotten while the catalogue lives.

use super::merged;
use super::numbers::Numbers;
use super::texts::Texts;

/// Names a key; equal keys have one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyId(u32);

/// Ranks end here, so that a list can do sums with them.
const END: u64 = 1 << 60;

/// How much of the room between two keys is left behind those that are put there: keys mostly come in
/// order.
const ROOM: u64 = 64;

/// Text keys and their ranks: numbers that grow with the keys, with room between them for keys to come.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    keys: Texts,
    ids: Numbers,
    /// Numbers of keys, in the order of the keys; those added since [`Ranks::settle`] lack.
    order: Vec<u32>,
    /// The rank of each key.
    ranks: Vec<u64>,
    generation: u64,
}

impl Ranks {
    /// The name of `key`. Its rank is right after the next [`Ranks::settle`].
    pub(super) fn intern(&mut self, key: &str) -> KeyId {
        if let Some(id) = self.ids.get(key, |id| self.keys.of(id) == key) {
            return KeyId(id);
        }
        let id = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        self.ids.put(key, id);
        self.keys.put(id, key);
        KeyId(id)
    }

    /// A number that grows with the keys, below 2^60.
    pub(super) fn rank(&self, id: KeyId) -> u64 {
        self.ranks.get(id.0 as usize).copied().unwrap_or(END)
    }

    /// As long as this stays the same, so do ranks.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Puts the keys added since the last time where they belong.
    pub(super) fn settle(&mut self) {
        let known = self.order.len();
        let added = (0..).skip(known).take(self.keys.len() - known);
        let mut added: Vec<(&str, u32)> = added.map(|id| (self.keys.of(id), id)).collect();
        if added.is_empty() {
            return;
        }
        added.sort_unstable();
        let places =
            merged::places(&self.order, &added, &|old, (key, _)| self.keys.of(*old) < *key);
        let added: Vec<u32> = added.into_iter().map(|(_, id)| id).collect();
        let fits = self.number_between(&added, &places);
        merged::insert(&mut self.order, &added, &places);
        if !fits {
            self.number_anew();
        }
    }

    /// Gives ranks to keys that belong at `places` of the order; false if there is no room for some.
    fn number_between(&mut self, added: &[u32], places: &[usize]) -> bool {
        self.ranks.resize(self.keys.len(), 0);
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
        self.generation += 1;
    }

    fn rank_at(&self, place: usize) -> u64 {
        self.order.get(place).map_or(END, |&key| self.rank(KeyId(key)))
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
