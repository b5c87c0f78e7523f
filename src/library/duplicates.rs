//! Which entries are one document under several paths, and whether any of them waits to be read. Knows
//! nothing of their order. A document with one path costs no more than its number in a table.

use std::collections::BTreeSet;

use super::chunked::Chunked;
use super::entry::EntryId;
use super::numbers::Numbers;
use crate::bookmarks::Digest;
use crate::document::Date;
use crate::facts::Counts;

/// What documents with the same bytes have in common. The fingerprint alone would not do: it can be
/// aimed at.
pub(super) type Same = (Digest, u64, u32, Option<Date>, Option<Counts>);

/// Names a document that has, or had, several paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct DuplicatesId(std::num::NonZeroU32);

/// Documents with several paths.
#[derive(Clone, Debug, Default)]
pub(super) struct Duplicates {
    /// One entry of each document whose content is known.
    ones: Numbers,
    /// Those of documents that have, or had, several.
    all: Chunked<Members>,
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
    /// The same, for looking only: without the table by which documents are found.
    pub(super) fn view(&self) -> Self {
        Self { ones: Numbers::default(), all: self.all.clone(), ..*self }
    }

    /// An entry of this document, as `is` tells; if there is none, `id` is it from now on.
    pub(super) fn one_of(
        &mut self,
        same: &Same,
        id: EntryId,
        is: impl Fn(EntryId) -> bool,
    ) -> Option<EntryId> {
        let one = self.ones.get(same, |number| is(EntryId(number))).map(EntryId);
        if one.is_none() {
            self.ones.put(same, id.0);
        }
        one
    }

    /// Names a document of several paths. `None` if there are too many.
    pub(super) fn name(&mut self) -> Option<DuplicatesId> {
        self.all.push(Members::default());
        let name = u32::try_from(self.all.len()).ok().and_then(std::num::NonZeroU32::new)?;
        Some(DuplicatesId(name))
    }

    /// Takes an entry of a document in.
    pub(super) fn add(&mut self, named: DuplicatesId, id: EntryId, unread: bool) {
        self.change(named, |members| {
            members.unread += usize::from(members.ids.insert(id) && unread);
        });
    }

    /// Forgets an entry as it was when it was taken in, with the name of its document if it has one.
    pub(super) fn remove(
        &mut self,
        same: &Same,
        named: Option<DuplicatesId>,
        (id, unread): (EntryId, bool),
    ) {
        if let Some(named) = named {
            self.change(named, |members| {
                members.unread -= usize::from(members.ids.remove(&id) && unread);
            });
        }
        if self.ones.remove(same, id.0)
            && let Some(next) = named.and_then(|named| self.of(named).next())
        {
            self.ones.put(same, next.0);
        }
    }

    /// An entry became read or unread.
    pub(super) fn set_unread(&mut self, named: DuplicatesId, unread: bool) {
        self.change(named, |members| {
            members.unread = members.unread.saturating_add_signed(if unread { 1 } else { -1 });
        });
    }

    /// All entries of a document.
    pub(super) fn of(&self, named: DuplicatesId) -> impl Iterator<Item = EntryId> {
        self.all.get(at(named)).into_iter().flat_map(|members| members.ids.iter().copied())
    }

    /// How many entries a document has.
    pub(super) fn count(&self, named: DuplicatesId) -> usize {
        self.all.get(at(named)).map_or(0, |members| members.ids.len())
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

    /// Bytes that all of it takes, but for documents of several paths.
    pub(super) fn bytes(&self) -> usize {
        self.ones.bytes() + self.all.bytes()
    }

    fn change(&mut self, named: DuplicatesId, change: impl FnOnce(&mut Members)) {
        let Some(members) = self.all.get_mut(at(named)) else { return };
        let beyond = |m: &Members| (m.ids.len().saturating_sub(1), m.unread.saturating_sub(1));
        let before = beyond(members);
        change(members);
        let after = beyond(members);
        self.further = self.further + after.0 - before.0;
        self.surplus = self.surplus + after.1 - before.1;
    }
}

fn at(named: DuplicatesId) -> usize {
    named.0.get() as usize - 1
}
