//! A filter at work on a catalogue. What is looked for in words is looked for once in each word of all
//! entries, and not once for each entry: folders, sources and names are shared.

use std::borrow::Cow;

use memchr::memmem::Finder;

use super::catalogue::{Catalogue, Slot};
use super::entry::EntryId;
use super::filter::{Filter, Subject};
use super::ranks::Which;
use crate::document::Date;
use crate::facts::Counts;

/// Tells which entries of a catalogue pass a filter.
pub struct Sieve<'a> {
    catalogue: &'a Catalogue,
    filter: &'a Filter,
    /// For each condition about words which ones meet it, if that was found out.
    met: Option<Vec<Which>>,
}

impl<'a> Sieve<'a> {
    /// For looking at all entries.
    pub fn of_all(catalogue: &'a Catalogue, filter: &'a Filter) -> Self {
        let which = |words| catalogue.words().which(words);
        Self { catalogue, filter, met: Some(filter.sought().map(which).collect()) }
    }

    /// For looking at a few.
    pub fn of_few(catalogue: &'a Catalogue, filter: &'a Filter) -> Self {
        Self { catalogue, filter, met: None }
    }

    /// True if an entry passes.
    pub fn passes(&self, id: EntryId) -> bool {
        let slot = self.catalogue.slot(id);
        slot.is_some_and(|slot| self.passes_as((id, slot), slot.unread))
    }

    /// The same, with another state.
    pub(super) fn passes_as(&self, (id, slot): (EntryId, &Slot), unread: bool) -> bool {
        let Self { catalogue, met, .. } = self;
        self.filter.passes(&Seen { catalogue, met: met.as_deref(), id, slot, unread })
    }
}

/// An entry as a filter sees it.
struct Seen<'a> {
    catalogue: &'a Catalogue,
    met: Option<&'a [Which]>,
    id: EntryId,
    slot: &'a Slot,
    unread: bool,
}

impl Subject for Seen<'_> {
    fn id(&self) -> EntryId {
        self.id
    }

    fn has(&self, nth: usize, words: &Finder<'_>) -> bool {
        let known = self.met.and_then(|met| met.get(nth));
        let mut keys = self.catalogue.keys(self.slot);
        match known {
            Some(which) => keys.any(|key| which.has(key)),
            None => keys.any(|key| words.find(self.catalogue.words().words(key)).is_some()),
        }
    }

    fn is_unread(&self) -> bool {
        self.unread
    }

    fn title(&self) -> Cow<'_, str> {
        self.catalogue.title_and_name(self.id).0
    }

    fn source(&self) -> Option<&str> {
        self.catalogue.source(self.slot).map(|source| source.shown.as_str())
    }

    fn folder(&self) -> &str {
        self.catalogue.folder(self.slot).map_or("", |folder| &folder.shown)
    }

    fn date(&self) -> Option<Date> {
        self.catalogue.record(self.id)?.date
    }

    fn counts(&self) -> Option<Counts> {
        self.catalogue.record(self.id)?.counts()
    }
}
