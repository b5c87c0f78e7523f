//! Keeps text keys in order, so that sorting a list compares numbers instead of words. Keys are
//! never forgotten while the catalogue lives.

use std::collections::HashMap;
use std::sync::Arc;

/// Names a key; equal keys have one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyId(u32);

/// Text keys and their places in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    ids: HashMap<Arc<str>, KeyId>,
    keys: Vec<Arc<str>>,
    /// Positions in `keys`, in the order of the keys; those added since [`Ranks::settle`] lack.
    order: Vec<u32>,
    /// The place of each key in `order`.
    places: Vec<u32>,
}

impl Ranks {
    /// The name of `key`. Its rank is right after the next [`Ranks::settle`].
    pub(super) fn intern(&mut self, key: String) -> KeyId {
        if let Some(id) = self.ids.get(key.as_str()) {
            return *id;
        }
        let id = KeyId(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        let key: Arc<str> = key.into();
        self.keys.push(Arc::clone(&key));
        self.ids.insert(key, id);
        id
    }

    /// The place of the key among all.
    pub(super) fn rank(&self, id: KeyId) -> u32 {
        self.places.get(id.0 as usize).copied().unwrap_or(u32::MAX)
    }

    /// Puts the keys added since the last time where they belong.
    pub(super) fn settle(&mut self) {
        let known = self.order.len();
        let added = self.keys.get(known..).unwrap_or_default();
        if added.is_empty() {
            return;
        }
        let mut added: Vec<(&str, u32)> =
            added.iter().map(AsRef::as_ref).zip((0..).skip(known)).collect();
        added.sort_unstable();
        self.order = self.merged(&added);
        self.places.resize(self.order.len(), 0);
        for (place, &key) in (0..).zip(&self.order) {
            if let Some(slot) = self.places.get_mut(key as usize) {
                *slot = place;
            }
        }
    }

    /// The old order with `added`, itself in order, at their places.
    fn merged(&self, added: &[(&str, u32)]) -> Vec<u32> {
        let mut merged = Vec::with_capacity(self.keys.len());
        let mut rest = self.order.as_slice();
        for &(key, id) in added {
            let (before, after) = rest.split_at(rest.partition_point(|&old| self.key(old) < key));
            merged.extend_from_slice(before);
            merged.push(id);
            rest = after;
        }
        merged.extend_from_slice(rest);
        merged
    }

    fn key(&self, id: u32) -> &str {
        self.keys.get(id as usize).map_or("", AsRef::as_ref)
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
                    named.push((key.clone(), ranks.intern(key)));
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
}
