//! Numbers of things that lie elsewhere, found by what the things are. Growing, it does not look at the
//! things again: with a million of them that would hold up everything else.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Numbers by what they stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    hasher: RandomState,
    /// Each with the hash of its thing.
    table: HashTable<(u64, u32)>,
}

impl Numbers {
    /// The number of a thing; `is` says whether a number is that of it.
    pub(super) fn get(&self, thing: impl Hash, is: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = self.hasher.hash_one(thing);
        self.table
            .find(hash, |(own, number)| *own == hash && is(*number))
            .map(|(_, number)| *number)
    }

    /// Gives a thing that has none a number.
    pub(super) fn put(&mut self, thing: impl Hash, number: u32) {
        let hash = self.hasher.hash_one(thing);
        self.table.insert_unique(hash, (hash, number), |(hash, _)| *hash);
    }

    /// Forgets the number of a thing.
    pub(super) fn remove(&mut self, thing: impl Hash, number: u32) {
        let hash = self.hasher.hash_one(thing);
        if let Ok(entry) = self.table.find_entry(hash, |(_, other)| *other == number) {
            entry.remove();
        }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.table.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_found_by_what_they_are() {
        let things: Vec<String> = (0..1_000).map(|number| format!("thing {number}")).collect();
        let mut numbers = Numbers::default();
        for (number, thing) in (0..).zip(&things) {
            numbers.put(thing, number);
        }
        let get = |numbers: &Numbers, thing: &str| {
            numbers.get(thing, |number| things[number as usize] == thing)
        };
        assert_eq!((get(&numbers, "thing 7"), get(&numbers, "thing x")), (Some(7), None));
        numbers.remove("thing 7", 7);
        numbers.remove("thing 7", 8);
        assert_eq!((get(&numbers, "thing 7"), get(&numbers, "thing 8")), (None, Some(8)));
        assert_eq!(numbers.len(), 999);
    }
}
