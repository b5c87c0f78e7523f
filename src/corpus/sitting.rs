//! The sittings with a library: what was there when the last one ended, and what is remembered when this one
//! ends. What is new since, `new_documents` says.

use super::corpus::Corpus;
use super::index_dir::guarded;
use crate::facts::Class;
use crate::facts::correction::Corrections;
use crate::files::clock;
use crate::index::{Index, IndexError};
use crate::text::CleanText;
use crate::userdata::sittings::{SittingRecord, SittingRecorder, SittingStore};

/// What is remembered of the sittings with a library.
#[derive(Debug, Default)]
pub struct LastSitting {
    /// What it held; `None` if no sitting has ended yet, or for a library without a folder.
    pub record: Option<SittingRecord>,
    /// What is wrong with what is remembered, if that cannot be used.
    pub problem: Option<CleanText>,
}

impl LastSitting {
    /// That with this library.
    pub(super) fn of(corpus: &Corpus) -> Self {
        let Some(store) = store(corpus) else { return Self::default() };
        let (record, problem) = store.read();
        Self { record, problem }
    }
}

/// Where the sittings with the library are remembered; `None` for one without a folder.
fn store(corpus: &Corpus) -> Option<SittingStore> {
    Some(SittingStore::of(corpus.places(), corpus.index_dir().library()?))
}

/// A sitting with the library ends, as the user wants it: what it holds is remembered. As long as not all
/// of it has been looked into, no first sitting ends: the next one would take the rest for new.
///
/// # Errors
/// A sentence, if it cannot be kept; then what was remembered before holds.
pub fn end(corpus: &Corpus) -> Result<(), CleanText> {
    let (Some(store), Some(index)) = (store(corpus), corpus.index()) else { return Ok(()) };
    let whole = corpus.coverage().is_complete();
    store.keep(|before| {
        if before.is_none() && !whole {
            return None;
        }
        // An index that cannot be read is made anew the next time, and this sitting leaves no trace.
        let recorder = guarded(|| recorder(&index)).ok()?;
        Some(recorder.finish(before, clock::now(), whole))
    })
}

/// What the index holds.
fn recorder(index: &Index) -> Result<SittingRecorder, IndexError> {
    let mut recorder = SittingRecorder::default();
    index.file_states(|file| recorder.document(&file))?;
    for class in [Class::Weapon, Class::Actor] {
        // As it was found: corrections may be taken back.
        let named = index.tallies(class, &Corrections::default())?;
        named.iter().filter(|tally| tally.named).for_each(|tally| recorder.name(class, &tally.id));
    }
    let table = index.statement_table(&false.into())?;
    for (table, row) in table.iter().flat_map(|table| table.rows().iter().map(move |r| (table, r)))
    {
        let weapon = table.weapons().get(row.weapon as usize).filter(|_| !row.traits.denied);
        weapon.into_iter().for_each(|w| recorder.value(&w.base, row.traits.kind, row.claim));
    }
    Ok(recorder)
}
