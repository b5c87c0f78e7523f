//! Numbers of things that lie elsewhere, found by what the things are. Growing, it does not look at the
//! things again: with a million of them that would hold up everything else.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Numbers by what they stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    hasher: RandomState,
    /// Each with half of the hash of its thing: the whole would be twice as large.
    table: HashTable<(u32, u32)>,
}

impl Numbers {
    /// The number of a thing; `is` says whether a number is that of it.
    pub(super) fn get(&self, thing: impl Hash, is: impl Fn(u32) -> bool) -> Option<u32> {
        let half = self.half(thing);
        let found = self.table.find(whole(half), |(own, number)| *own == half && is(*number));
        found.map(|(_, number)| *number)
    }

    /// Gives a thing that has none a number.
    pub(super) fn put(&mut self, thing: impl Hash, number: u32) {
        let half = self.half(thing);
        self.table.insert_unique(whole(half), (half, number), |(half, _)| whole(*half));
    }

    /// Forgets the number of a thing. False if it has another or none.
    pub(super) fn remove(&mut self, thing: impl Hash, number: u32) -> bool {
        let half = self.half(thing);
        let entry = self.table.find_entry(whole(half), |(_, other)| *other == number);
        entry.map(|entry| entry.remove()).is_ok()
    }

    /// Bytes that all of it takes.
    pub(super) fn bytes(&self) -> usize {
        self.table.allocation_size()
    }

    fn half(&self, thing: impl Hash) -> u32 {
        (self.hasher.hash_one(thing) >> 32) as u32
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.table.len()
    }
}

/// Half of a hash, spread over a whole one by the golden ratio (Knuth, "The Art of Computer
/// Programming", volume 3, section 6.4): a table looks at bits at both ends.
fn whole(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9E37_79B9_7F4A_7C15)
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
