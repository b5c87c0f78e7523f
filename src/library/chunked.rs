//! A list in chunks that copies share until one of them changes: a copy of a million things takes
//! microseconds, so that a thread can go through them as they were while more arrive. What changes is
//! copied chunk by chunk.

use std::sync::Arc;

/// Things of a chunk.
const CHUNK: usize = 1024;

/// A list in chunks, all of them full but for the last.
#[derive(Clone, Debug)]
pub(super) struct Chunked<T> {
    chunks: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<T> Chunked<T> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The one at a place.
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.chunks.get(at / CHUNK)?.get(at % CHUNK)
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// Bytes that all of it takes, but for what the things point to.
    pub(super) fn bytes(&self) -> usize {
        self.len * size_of::<T>() + size_of_val(&*self.chunks)
    }
}

impl<T: Clone> Chunked<T> {
    /// The one at a place, to be changed.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        Arc::make_mut(self.chunks.get_mut(at / CHUNK)?).get_mut(at % CHUNK)
    }

    /// Puts one behind the others.
    pub(super) fn push(&mut self, thing: T) {
        if self.len.is_multiple_of(CHUNK) {
            self.chunks.push(Arc::new(Vec::with_capacity(CHUNK)));
        }
        if let Some(last) = self.chunks.last_mut() {
            Arc::make_mut(last).push(thing);
            self.len += 1;
        }
    }

    /// Puts the same thing behind the others until there are so many.
    pub(super) fn fill(&mut self, len: usize, thing: &T) {
        while self.len < len {
            self.push(thing.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_copy_stays_as_it_was(
            count in 0..3 * CHUNK, changes in prop::collection::vec((0..3 * CHUNK, 0..9_u8), 0..9))
        {
            let mut list = Chunked::default();
            list.fill(count, &0);
            let copy = list.clone();
            let mut plain = vec![0; count];
            for (at, value) in changes {
                if let Some(place) = list.get_mut(at) {
                    *place = value;
                    plain[at] = value;
                } else {
                    list.push(value);
                    plain.push(value);
                }
            }
            prop_assert_eq!(list.len(), plain.len());
            prop_assert!(list.iter().eq(&plain));
            prop_assert!((0..=plain.len()).all(|at| list.get(at) == plain.get(at)));
            prop_assert!(copy.iter().eq(&vec![0; count]));
        }
    }
}
