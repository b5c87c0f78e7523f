//! Which entries were put in, changed or removed, in that order. Only the last ones are kept: whoever is
//! further behind looks at all entries.

use super::entry::EntryId;

/// How many are kept at least.
const KEPT: usize = 16_384;

/// The share of all entries that is kept of a long list.
const SHARE: usize = 4;

/// What was touched last.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    last: Vec<EntryId>,
    /// How many came before.
    before: usize,
}

impl Touched {
    /// An entry was put in, changed or removed.
    pub(super) fn push(&mut self, id: EntryId) {
        self.last.push(id);
    }

    /// How many were, in all.
    pub(super) fn count(&self) -> usize {
        self.before + self.last.len()
    }

    /// Which were since there were so many; `None` if that is not known any more.
    pub(super) fn since(&self, count: usize) -> Option<&[EntryId]> {
        self.last.get(count.checked_sub(self.before)?..)
    }

    /// Forgets the older half if there are many, of so many entries.
    pub(super) fn forget_old(&mut self, entries: usize) {
        if self.last.len() > KEPT.max(entries / SHARE) {
            let old = self.last.len() / 2;
            self.last.drain(..old);
            self.before += old;
        }
    }

    /// Bytes that all of it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_touched_long_ago_is_not_known_any_more() {
        let mut touched = Touched::default();
        for id in (0..KEPT as u32 + 2).map(EntryId) {
            touched.push(id);
            touched.forget_old(0);
        }
        assert_eq!(touched.count(), KEPT + 2);
        assert_eq!(touched.since(KEPT), Some(&[KEPT as u32, KEPT as u32 + 1].map(EntryId)[..]));
        assert_eq!((touched.since(0), touched.since(KEPT + 2)), (None, Some(&[][..])));
        assert!(touched.bytes() < 4 * KEPT);
    }
}
