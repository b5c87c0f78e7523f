//! An entry with what sorting and filtering need worked out: the dear part of taking it in, which can
//! be done on another thread.

use std::ops::Deref;

use super::entry::Entry;
use super::keys::{comparable, instant};

/// An entry, ready to be put into a catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub(super) entry: Entry,
    /// Its date as a number that grows with time.
    pub(super) instant: Option<u64>,
    /// What its title, its name, if that is another, and its source compare as.
    pub(super) title: Box<str>,
    pub(super) name: Option<Box<str>>,
    pub(super) source: Option<Box<str>>,
}

impl From<Entry> for Prepared {
    fn from(entry: Entry) -> Self {
        let words = |text: &str| comparable(text).into_boxed_str();
        Self {
            instant: entry.date.map(instant),
            title: words(&entry.title),
            name: (entry.name != entry.title).then(|| words(&entry.name)),
            source: entry.source.as_ref().map(|source| words(source)),
            entry,
        }
    }
}

impl Prepared {
    /// The entry.
    pub fn into_entry(self) -> Entry {
        self.entry
    }

    /// Says whether it waits to be read by the user.
    pub fn set_unread(&mut self, unread: bool) {
        self.entry.unread = unread;
    }
}

impl Deref for Prepared {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        &self.entry
    }
}
