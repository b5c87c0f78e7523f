//! Which entries are one document under several paths, and whether any of them waits to be read. Knows
//! nothing of their order.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::entry::{Entry, EntryId};
use crate::bookmarks::Digest;
use crate::document::Date;
use crate::facts::Counts;

/// What documents with the same bytes have in common. The fingerprint alone would not do: it can be
/// aimed at.
type Same = (Digest, u64, usize, Option<Date>, Option<Counts>);

/// Names a document that has several paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct DuplicatesId(u32);

/// Documents with several paths.
#[derive(Clone, Debug, Default)]
pub(super) struct Duplicates {
    ids: HashMap<Same, DuplicatesId>,
    all: Vec<Members>,
    /// Entries that are not the only one of their document and wait to be read, but for one each.
    surplus: usize,
    /// Entries that are not the only one of their document, but for one each.
    further: usize,
}

#[derive(Clone, Debug, Default)]
struct Members {
    ids: BTreeSet<EntryId>,
    unread: usize,
}

impl Duplicates {
    /// Takes an entry in. Returns the name of its document, if its content is known.
    pub(super) fn add(&mut self, id: EntryId, entry: &Entry) -> Option<DuplicatesId> {
        let next = DuplicatesId(u32::try_from(self.all.len()).ok()?);
        let named = *self.ids.entry(same(entry)?).or_insert(next);
        if named == next {
            self.all.push(Members::default());
        }
        self.change(named, |members| {
            members.unread += usize::from(members.ids.insert(id) && entry.unread);
        });
        Some(named)
    }

    /// Forgets an entry as it was when it was taken in.
    pub(super) fn remove(&mut self, named: DuplicatesId, id: EntryId, unread: bool) {
        self.change(named, |members| {
            members.unread -= usize::from(members.ids.remove(&id) && unread);
        });
    }

    /// An entry became read or unread.
    pub(super) fn set_unread(&mut self, named: DuplicatesId, unread: bool) {
        self.change(named, |members| {
            members.unread = members.unread.saturating_add_signed(if unread { 1 } else { -1 });
        });
    }

    /// All entries of a document.
    pub(super) fn of(&self, named: DuplicatesId) -> impl Iterator<Item = EntryId> {
        self.all.get(named.0 as usize).into_iter().flat_map(|members| members.ids.iter().copied())
    }

    /// How many entries a document has.
    pub(super) fn count(&self, named: DuplicatesId) -> usize {
        self.all.get(named.0 as usize).map_or(0, |members| members.ids.len())
    }

    /// True if a document has several paths.
    pub(super) fn are(&self, named: DuplicatesId) -> bool {
        self.count(named) > 1
    }

    /// How many entries are further paths of documents, and how many of these wait to be read beside
    /// another one of their document.
    pub(super) fn further(&self) -> (usize, usize) {
        (self.further, self.surplus)
    }

    fn change(&mut self, named: DuplicatesId, change: impl FnOnce(&mut Members)) {
        let Some(members) = self.all.get_mut(named.0 as usize) else { return };
        let beyond = |m: &Members| (m.ids.len().saturating_sub(1), m.unread.saturating_sub(1));
        let before = beyond(members);
        change(members);
        let after = beyond(members);
        self.further = self.further + after.0 - before.0;
        self.surplus = self.surplus + after.1 - before.1;
    }
}

/// What tells an entry's document from others; `None` as long as its content is not known.
fn same(entry: &Entry) -> Option<Same> {
    let content = entry.content.filter(|_| entry.bytes > 0 && entry.failure().is_none())?;
    Some((content, entry.bytes, entry.words, entry.date, entry.counts))
}
