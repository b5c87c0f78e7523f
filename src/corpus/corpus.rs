//! The documents of a library with its index: what is known of them before any file is touched, and
//! what the index says of those asked for. Builds no index: see `build`.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::coverage::Coverage;
use super::folder::folder;
use super::index_dir::{IndexDir, OpenIndex, guarded};
use super::last_sitting::LastSitting;
use super::told::ToldLast;
use crate::bookmarks::{Bookmark, Stamp, Zone};
use crate::document::{Date, parse_date};
use crate::facts::correction::Corrections;
use crate::facts::{Counts, Lexicon};
use crate::files::clock;
use crate::files::places::Places;
use crate::formats::Kind;
use crate::index::{
    CatalogueRow, Index, IndexError, IndexQuery, Match, Outside, Passages, RootedPath,
};
use crate::library::{Entry, Status};
use crate::protocol::{Disputed, NewDocuments};
use crate::query::Query;
use crate::reading::documents::Documents;
use crate::reading::extracting;
use crate::text::CleanText;
use crate::userdata::corrections;
use crate::userdata::journal::Store;
use crate::userdata::memory::Memory;

/// The documents of a library.
pub struct Corpus {
    places: Places,
    roots: Vec<PathBuf>,
    documents: Arc<Documents>,
    index_dir: OnceLock<IndexDir>,
    index: Mutex<Option<OpenIndex>>,
    coverage: Coverage,
    told_disputes: ToldLast<(), Vec<Disputed>>,
    told_new_documents: ToldLast<Option<Stamp>, NewDocuments>,
    last_sitting: OnceLock<LastSitting>,
    /// The names of weapons, once they were asked for.
    lexicon: OnceLock<Option<Lexicon>>,
    /// What the user knows better about facts; `None` until it was read.
    corrections: Mutex<Option<Arc<Corrections>>>,
    /// The corrections that the counts of the list were told with, if others hold since.
    listed: Mutex<Option<Arc<Corrections>>>,
    /// How many facts the documents have that these corrections touch, for one state of the index.
    counts: Mutex<Arc<CorrectedCounts>>,
}

/// The counts of documents whose facts the user knows better.
#[derive(Debug, Default)]
struct CorrectedCounts {
    commit: Vec<u8>,
    corrections: Arc<Corrections>,
    counts: HashMap<RootedPath, Counts>,
}

/// A document that a search found.
#[derive(Clone, Debug)]
pub struct SearchHit {
    /// Its file.
    pub path: PathBuf,
    /// Its row in the catalogue.
    pub row: CatalogueRow,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// The passages that were looked for.
    pub passages: Passages,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct SearchHits {
    /// How many documents there are, with those beyond the limit.
    pub total: usize,
    /// The best of them, best first.
    pub best: Vec<SearchHit>,
}

/// How much of what is found is wanted.
#[derive(Clone, Copy, Debug)]
pub struct SearchLimits {
    /// Documents at most.
    pub documents: usize,
    /// Quoted passages of each at most.
    pub passages: usize,
}

impl Corpus {
    /// The library of these folders and files, and of the documents that are no files.
    pub fn new(places: Places, roots: Vec<PathBuf>, documents: Arc<Documents>) -> Self {
        Self {
            places,
            roots,
            documents,
            index_dir: OnceLock::new(),
            index: Mutex::new(None),
            corrections: Mutex::new(None),
            listed: Mutex::new(None),
            counts: Mutex::default(),
            coverage: Coverage::default(),
            told_disputes: ToldLast::default(),
            told_new_documents: ToldLast::default(),
            last_sitting: OnceLock::new(),
            lexicon: OnceLock::new(),
        }
    }

    /// Where its documents come from.
    pub fn documents(&self) -> &Arc<Documents> {
        &self.documents
    }

    /// Its folders and files.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// The disputes that were told last.
    pub(super) fn told_disputes(&self) -> &ToldLast<(), Vec<Disputed>> {
        &self.told_disputes
    }

    /// The new documents that were told last, with the time since which they are new.
    pub(super) fn told_new_documents(&self) -> &ToldLast<Option<Stamp>, NewDocuments> {
        &self.told_new_documents
    }

    /// What is remembered of earlier sittings, as it was when it was asked for first: what another
    /// instance keeps meanwhile does not change what is new in this one.
    pub fn last_sitting(&self) -> &LastSitting {
        let library = self.index_dir().library();
        self.last_sitting.get_or_init(|| LastSitting::of(&self.places, library))
    }

    /// Where everything is kept.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Where its index lies.
    pub fn index_dir(&self) -> &IndexDir {
        self.index_dir.get_or_init(|| IndexDir::of(&self.places, &self.roots))
    }

    /// Whether the index has all documents that were found.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The index as others or earlier sessions left it, with what was committed since; `None` if
    /// there is none. One that went, or was written into by others, is let go of, which is noted.
    pub fn index(&self) -> Option<Arc<Index>> {
        let mut known = self.known();
        if let Some(open) = known.as_ref() {
            if open.is_sound() && guarded(|| open.index.refresh()).is_ok() {
                return Some(Arc::clone(&open.index));
            }
            *known = None;
            self.coverage.lose();
        }
        *known = self.index_dir().open();
        known.as_ref().map(|open| Arc::clone(&open.index))
    }

    /// The index, made if there is none. In memory if none may be kept.
    ///
    /// # Errors
    /// A sentence, if it cannot be made.
    pub fn index_to_build(&self) -> Result<Arc<Index>, CleanText> {
        if let Some(index) = self.index() {
            return Ok(index);
        }
        let made = match self.index_dir().writes() {
            true => self.index_dir().open_or_create()?,
            false => OpenIndex::in_memory()?,
        };
        let index = Arc::clone(&made.index);
        *self.known() = Some(made);
        Ok(index)
    }

    /// Goes on with an empty index in memory, in place of one that cannot be written.
    ///
    /// # Errors
    /// A sentence, if it cannot be made.
    pub fn index_in_memory(&self) -> Result<(), CleanText> {
        *self.known() = Some(OpenIndex::in_memory()?);
        Ok(())
    }

    /// Deletes the index if it cannot be read any more, so that the next scan makes it anew.
    pub fn discard_if_damaged(&self) {
        let read = self.index().map(|index| guarded(|| index.rows(drop)));
        if let Some(Err(error)) = read
            && error.is_damage()
        {
            self.discard_index();
        }
    }

    /// Lets go of an index that cannot be used, and takes it away.
    pub fn discard_index(&self) {
        *self.known() = None;
        self.coverage.lose();
        self.index_dir().discard();
    }

    /// The family or class of the first of these weapons that belongs to one. The names of weapons are
    /// read when they are asked for first.
    pub fn family_of(&self, weapons: &[&str]) -> Option<CleanText> {
        let read = || extracting::lexicon(&self.places).ok().map(|(lexicon, _)| lexicon);
        let lexicon = self.lexicon.get_or_init(read).as_ref()?;
        let family = weapons.iter().find_map(|id| lexicon.family_of(id))?;
        Some(CleanText::line(&family.name))
    }

    /// What the user knows better about facts: everything that is asked of the library is answered with
    /// it. A store that cannot be read has none; who opens it to write says so.
    pub fn corrections(&self) -> Arc<Corrections> {
        let mut known = self.corrections.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || Arc::new(corrections::read(&self.places.data).unwrap_or_default());
        Arc::clone(known.get_or_insert_with(read))
    }

    /// From now on these corrections hold.
    pub fn correct(&self, corrections: Arc<Corrections>) {
        let before = self.corrections();
        self.listed().get_or_insert(before);
        *self.corrections.lock().unwrap_or_else(PoisonError::into_inner) = Some(corrections);
    }

    /// The corrections that the counts of the list were told with, if others hold since.
    pub(super) fn listed(&self) -> MutexGuard<'_, Option<Arc<Corrections>>> {
        self.listed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many facts a document has as the user knows them.
    fn counts(&self, row: &CatalogueRow) -> Counts {
        let corrections = self.corrections();
        if corrections.is_empty() {
            return row.counts;
        }
        self.corrected_counts(corrections).counts.get(&row.place).copied().unwrap_or(row.counts)
    }

    fn corrected_counts(&self, corrections: Arc<Corrections>) -> Arc<CorrectedCounts> {
        let open = self.known().as_ref().map(|open| Arc::clone(&open.index));
        let Some(index) = open else { return Arc::default() };
        let commit = index.commit();
        let mut known = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if known.commit != commit || known.corrections != corrections {
            // An index that cannot be read is dealt with where it is asked for rows.
            let counts = guarded(|| index.corrected_counts(&corrections)).unwrap_or_default();
            *known = Arc::new(CorrectedCounts { commit, corrections, counts });
        }
        Arc::clone(&known)
    }

    /// An entry of the list from its row in the catalogue.
    pub fn entry(&self, row: &CatalogueRow) -> Entry {
        let path = self.index_dir().path(&row.place);
        let folder = folder(&path, row.place.root.into(), &self.roots);
        let waiting = Entry::waiting(path, folder);
        let status = match &row.failure {
            Some(reason) => Status::Unreadable(CleanText::line(reason)),
            None => Status::Ready,
        };
        let titled = !row.title.is_empty();
        Entry {
            title: if titled { CleanText::line(&row.title) } else { waiting.title.clone() },
            date: row.date,
            source: row.source.as_deref().map(CleanText::line),
            format: if row.failure.is_some() { "" } else { Kind::known_label(&row.format) },
            words: usize::try_from(row.words).unwrap_or(usize::MAX),
            bytes: row.bytes,
            content: Some(row.content),
            modified: Some(row.changed),
            counts: Some(self.counts(row)),
            damage: row.damage.as_deref().map(CleanText::line),
            bottom_line: row.bottom_line.as_deref().map(CleanText::line),
            overview: row.overview,
            status,
            ..waiting
        }
    }

    /// Searches what is indexed.
    ///
    /// # Errors
    /// [`IndexError`] if the index is damaged.
    pub fn search(
        &self,
        query: &Query,
        outside: &Outside,
        wanted: SearchLimits,
    ) -> Result<SearchHits, IndexError> {
        self.search_while(query, outside, wanted, &|| true)
    }

    /// The same, as long as `still` says that it is wanted; what is left out then is not told.
    ///
    /// # Errors
    /// [`IndexError`] if the index is damaged.
    pub fn search_while(
        &self,
        query: &Query,
        outside: &Outside,
        wanted: SearchLimits,
        still: &dyn Fn() -> bool,
    ) -> Result<SearchHits, IndexError> {
        let Some(index) = self.index() else { return Ok(SearchHits::default()) };
        guarded(|| {
            let search = IndexQuery {
                query,
                limit: wanted.documents,
                today: day_of(clock::now(), &clock::zone()),
                outside,
            };
            let found = index.search(search)?;
            let answer = |m: &Match| {
                let passages = found.passages(m, wanted.passages)?;
                let path = self.index_dir().path(&m.row.place);
                Ok(SearchHit { path, row: m.row.clone(), score: m.score, passages })
            };
            let best = found
                .matches
                .iter()
                .take_while(|_| still())
                .map(answer)
                .collect::<Result<_, IndexError>>()?;
            Ok(SearchHits { total: found.total, best })
        })
    }

    /// What the user did with documents: read and bookmarked them, as far as it can be told.
    pub fn outside(&self) -> Outside {
        let memory = Memory::look(&self.places);
        let read = memory.documents().filter(|(_, about)| about.read == Some(true));
        let read = read.map(|(path, _)| self.index_dir().place(&path)).collect();
        let store = Store::look(&self.places.data);
        let marks = store.iter().flat_map(|store| store.bookmarks().values());
        let mark = |mark: &Bookmark| {
            let place = self.index_dir().place(&mark.anchor.document.path.0);
            (place, mark.labels.clone(), mark.note.clone())
        };
        Outside { read, marks: marks.map(mark).collect(), corrections: self.corrections() }
    }

    fn known(&self) -> MutexGuard<'_, Option<OpenIndex>> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The day of a moment, as it is where the user is.
fn day_of(moment: Stamp, zone: &Zone) -> Option<Date> {
    parse_date(&moment.day(zone))
}
