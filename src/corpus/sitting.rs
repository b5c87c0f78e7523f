//! The end of a sitting with a library: what it holds is remembered. What is new since, `new_documents` says.

use super::corpus::Corpus;
use super::index_dir::guarded;
use crate::facts::Class;
use crate::facts::correction::Corrections;
use crate::files::clock;
use crate::index::{Index, IndexError};
use crate::text::CleanText;
use crate::userdata::sittings::{SittingRecorder, SittingStore};

/// A sitting with the library ends, as the user wants it: what it holds is remembered. As long as not all
/// of it has been looked into, no first sitting ends: the next one would take the rest for new.
///
/// # Errors
/// A sentence, if it cannot be kept; then what was remembered before holds.
pub fn end(corpus: &Corpus) -> Result<(), CleanText> {
    let (Some(library), Some(index)) = (corpus.index_dir().library(), corpus.index()) else {
        return Ok(());
    };
    let store = SittingStore::of(corpus.places(), library);
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
