//! An entry with what sorting and filtering need worked out: the dear part of taking it in, which can
//! be done on another thread.

use std::ops::Deref;

use super::entry::Entry;
use super::keys::{comparable, instant, natural};

/// An entry, ready to be put into a catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub(super) entry: Entry,
    /// The words that filters look at, a line each.
    pub(super) haystack: Box<str>,
    /// Its date as a number that grows with time.
    pub(super) instant: Option<u64>,
    /// What its title and its source sort as.
    pub(super) title: String,
    pub(super) source: Option<String>,
}

impl From<Entry> for Prepared {
    fn from(entry: Entry) -> Self {
        Self {
            haystack: haystack(&entry),
            instant: entry.date.map(instant),
            title: natural(&entry.title),
            source: entry.source.as_ref().map(|source| natural(source)),
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

fn haystack(entry: &Entry) -> Box<str> {
    let source = entry.source.as_deref().unwrap_or_default();
    let mut haystack = String::new();
    for words in [&entry.title, source, &entry.folder, &entry.name] {
        haystack.extend(comparable(words));
        haystack.push('\n');
    }
    haystack.into()
}
