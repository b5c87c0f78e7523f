//! A set of documents of one piece of the index, a bit each, and the engine's walk through it. Knows
//! nothing of why a document is in it.

use std::sync::Arc;

use tantivy::fastfield::AliveBitSet;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

/// Documents of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// None of so many documents.
    pub(super) fn new(documents: u32) -> Self {
        Self(vec![0; documents.div_ceil(u64::BITS) as usize])
    }

    /// Those whose bits these are, out of so many.
    pub(super) fn of_bits(bits: impl Iterator<Item = u64>, documents: u32) -> Self {
        let mut set = Self::new(documents);
        set.0.iter_mut().zip(bits).for_each(|(own, bits)| *own = bits);
        let beyond = u64::BITS - 1 - documents.wrapping_sub(1) % u64::BITS;
        set.0.last_mut().into_iter().for_each(|last| *last &= !0 >> beyond);
        set
    }

    /// Its bits, 64 documents each.
    pub(super) fn bits(&self) -> &[u64] {
        &self.0
    }

    /// Takes in a document of the piece.
    pub(super) fn insert(&mut self, document: DocId) {
        if let Some(bits) = self.0.get_mut((document / u64::BITS) as usize) {
            *bits |= 1 << (document % u64::BITS);
        }
    }

    /// Takes in the documents of a word.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn insert_all(
        &mut self,
        index: &InvertedIndexReader,
        word: &TermInfo,
    ) -> tantivy::Result<()> {
        let mut block = index.read_block_postings_from_terminfo(word, IndexRecordOption::Basic)?;
        while !block.docs().is_empty() {
            block.docs().iter().for_each(|document| self.insert(*document));
            block.advance();
        }
        Ok(())
    }

    /// Takes in the documents of another.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, more)| *bits |= more);
    }

    /// Lets all go.
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }

    /// True if the document is one of them.
    pub(super) fn contains(&self, document: DocId) -> bool {
        let bits = self.0.get((document / u64::BITS) as usize);
        bits.is_some_and(|bits| bits >> (document % u64::BITS) & 1 == 1)
    }

    /// The documents in order.
    pub(super) fn each(&self, mut take: impl FnMut(DocId)) {
        for (first, bits) in (0..).step_by(u64::BITS as usize).zip(&self.0) {
            let mut rest = *bits;
            while rest != 0 {
                take(first + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// How many there are without those that were deleted.
    pub(super) fn alive(&self, alive: &AliveBitSet) -> u32 {
        let mut count = 0;
        self.each(|document| count += u32::from(alive.is_alive(document)));
        count
    }
}

/// A walk through a set.
pub(super) struct Walk {
    set: Arc<Set>,
    /// Where the walk is in the bits, and which of these it has still before it.
    at: usize,
    rest: u64,
    document: DocId,
    /// How many documents the set has.
    many: u32,
}

impl Walk {
    /// A walk that stands at the first document.
    pub(super) fn new(set: Arc<Set>) -> Self {
        let rest = set.0.first().copied().unwrap_or_default();
        let many = set.len();
        let mut walk = Self { set, at: 0, rest, document: 0, many };
        walk.advance();
        walk
    }
}

impl DocSet for Walk {
    fn advance(&mut self) -> DocId {
        while self.rest == 0 {
            self.at += 1;
            match self.set.0.get(self.at) {
                Some(bits) => self.rest = *bits,
                None => {
                    self.at = self.set.0.len();
                    self.document = TERMINATED;
                    return TERMINATED;
                }
            }
        }
        self.document = self.at as u32 * u64::BITS + self.rest.trailing_zeros();
        self.rest &= self.rest - 1;
        self.document
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.document < target {
            self.at = (target / u64::BITS) as usize;
            let bits = self.set.0.get(self.at).copied().unwrap_or_default();
            self.rest = bits & !0 << (target % u64::BITS);
            self.advance();
        }
        self.document
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.many
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_walk_meets_every_document_of_the_set(
            documents in prop::collection::btree_set(0..300u32, 0..80),
            targets in prop::collection::btree_set(0..320u32, 0..10),
        ) {
            let mut set = Set::new(300);
            documents.iter().for_each(|document| set.insert(*document));
            prop_assert_eq!(set.len() as usize, documents.len());
            prop_assert!((0..320).all(|n| set.contains(n) == documents.contains(&n)));
            let set = Arc::new(set);
            let mut walk = Walk::new(Arc::clone(&set));
            let mut met = BTreeSet::new();
            while walk.doc() != TERMINATED {
                met.insert(walk.doc());
                walk.advance();
            }
            prop_assert_eq!(walk.advance(), TERMINATED);
            prop_assert_eq!(&met, &documents);
            let mut walk = Walk::new(set);
            for target in targets {
                let next = documents.range(target..).next().copied().unwrap_or(TERMINATED);
                prop_assert_eq!(walk.seek(target), next);
            }
        }

        #[test]
        fn bits_beyond_the_last_document_are_none(bits in prop::collection::vec(any::<u64>(), 0..4), documents in 0..200u32) {
            let set = Set::of_bits(bits.iter().copied(), documents);
            set.each(|document| assert!(document < documents));
            let all = Set::of_bits(std::iter::repeat(!0), documents);
            prop_assert_eq!(all.len(), documents);
        }
    }
}
