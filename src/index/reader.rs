//! An index that is open: its catalogue, its texts, and what others committed since. Whoever wants
//! to change it asks for the one [`Writer`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::BytesColumn;
use tantivy::directory::{Directory, RamDirectory};
use tantivy::schema::{Field, IndexRecordOption, TantivyDocument, Value};
use tantivy::{
    DocAddress, DocSet, IndexReader, ReloadPolicy, Searcher, SegmentReader, TERMINATED,
    TantivyError, Term,
};

use super::actor_facts;
use super::catalogue_row::{CatalogueRow, IndexedFile, RootedPath};
use super::corrected::Touched;
use super::error::IndexError;
use super::per_state::PerState;
use super::prefix_postings::PrefixPostings;
use super::record::Record;
use super::schema::{Fields, ROW, STATED, schema, settings, tokenizers};
use super::statement_numbers::AllStatements;
use super::stored_facts::StoredFacts;
use super::writer::Writer;

/// The file in which the engine says what is committed.
const COMMITTED: &str = "meta.json";

/// An open index.
pub struct Index {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    prefix_postings: PrefixPostings,
    /// What was committed when the reader was loaded last.
    committed: Mutex<Vec<u8>>,
    /// What corrections came to last.
    touched: Mutex<Option<Arc<Touched>>>,
    kept: KeptPerState,
}

/// What is worked out once for each state of the index.
#[derive(Default)]
pub(super) struct KeptPerState {
    /// How many documents have each date, a number like 20230722.
    pub(super) dates: PerState<BTreeMap<u32, usize>>,
    /// What is stated of weapons.
    pub(super) statements: PerState<AllStatements>,
}

impl Index {
    /// Opens the index in a directory, and makes an empty one if there is none.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged or cannot be read or written.
    pub fn open_or_create_in(directory: Box<dyn Directory>) -> Result<Self, IndexError> {
        if tantivy::Index::exists(&*directory).map_err(TantivyError::from)? {
            return Self::new(tantivy::Index::open(directory.clone())?, directory);
        }
        let builder = tantivy::Index::builder().schema(schema()).settings(settings());
        Self::new(builder.open_or_create(directory.clone())?, directory)
    }

    /// Opens the index in a directory; `None` if there is none.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged or cannot be read.
    pub fn open_in(directory: Box<dyn Directory>) -> Result<Option<Self>, IndexError> {
        if !tantivy::Index::exists(&*directory).map_err(TantivyError::from)? {
            return Ok(None);
        }
        Self::new(tantivy::Index::open(directory.clone())?, directory).map(Some)
    }

    /// An empty index that lasts as long as the program.
    ///
    /// # Errors
    /// [`IndexError`] in theory: nothing outside is touched.
    pub fn in_memory() -> Result<Self, IndexError> {
        let builder = tantivy::Index::builder().schema(schema()).settings(settings());
        Self::new(builder.create_in_ram()?, Box::new(RamDirectory::create()))
    }

    /// An index with what lies beside it in a directory.
    fn new(mut index: tantivy::Index, beside: Box<dyn Directory>) -> Result<Self, IndexError> {
        index.set_tokenizers(tokenizers());
        let fields = Fields::of(&index.schema())?;
        let committed = committed(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let prefix_postings = PrefixPostings::new(beside);
        Ok(Self {
            index,
            reader,
            fields,
            prefix_postings,
            committed: Mutex::new(committed),
            touched: Mutex::default(),
            kept: KeptPerState::default(),
        })
    }

    /// The right to change the index; `None` while another instance has it.
    ///
    /// # Errors
    /// [`IndexError`] if the files cannot be written.
    pub fn writer(&self) -> Result<Option<Writer>, IndexError> {
        Writer::new(&self.index, self.fields, &self.prefix_postings)
    }

    /// Takes in what was committed since, here or by another instance. Returns whether anything was.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged or gone.
    pub fn refresh(&self) -> Result<bool, IndexError> {
        let now = committed(&self.index);
        let mut known = self.committed.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == now {
            return Ok(false);
        }
        self.reader.reload()?;
        self.prefix_postings.keep(self.searcher().segment_readers());
        *known = now;
        Ok(true)
    }

    /// Tells what was taken in last from everything committed before and after.
    pub fn commit(&self) -> Vec<u8> {
        self.committed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many documents it holds.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// True if it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of its files; of what it held before, as far as that is not cleaned up yet, none.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn size(&self) -> Result<u64, IndexError> {
        let searcher = self.searcher();
        let usage = searcher.space_usage().map_err(TantivyError::from)?;
        let pieces = searcher.segment_readers().iter();
        let beside: u64 = pieces.map(|piece| self.prefix_postings.size(piece.segment_id())).sum();
        Ok(usage.total().get_bytes() + beside)
    }

    /// Every row of the catalogue, in no order that means anything.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn rows(&self, mut take: impl FnMut(CatalogueRow)) -> Result<(), IndexError> {
        self.raw_rows(|row| CatalogueRow::from_bytes(row).into_iter().for_each(&mut take))
    }

    /// What every row says of its file, in no order that means anything: faster than the rows.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn file_states(&self, mut take: impl FnMut(IndexedFile)) -> Result<(), IndexError> {
        self.raw_rows(|row| IndexedFile::from_bytes(row).into_iter().for_each(&mut take))
    }

    /// Every row of the catalogue as bytes.
    fn raw_rows(&self, mut take: impl FnMut(&[u8])) -> Result<(), IndexError> {
        for segment in self.reader.searcher().segment_readers() {
            let rows = alive_rows(segment)?;
            each_raw_row(segment, &rows, |_, row| take(row))?;
        }
        Ok(())
    }

    /// The row of one document; `None` if it is not there.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn row(&self, place: &RootedPath) -> Result<Option<CatalogueRow>, IndexError> {
        let searcher = self.searcher();
        match self.address(&searcher, place)? {
            Some(at) => row(searcher.segment_reader(at.segment_ord), at.doc_id),
            None => Ok(None),
        }
    }

    /// The rows of the documents below a place: inside of a file.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn below(&self, place: &RootedPath) -> Result<Vec<CatalogueRow>, IndexError> {
        let (mut low, mut high) = (place.key(), place.key());
        low.push(b'/');
        high.push(b'/' + 1);
        let mut rows = Vec::new();
        for segment in self.searcher().segment_readers() {
            let index = segment.inverted_index(self.fields.key)?;
            let range = index.terms().range().ge(&low).lt(&high).into_stream();
            let mut terms = range.map_err(TantivyError::from)?;
            while let Some((_, about)) = terms.next() {
                let read = index.read_postings_from_terminfo(about, IndexRecordOption::Basic);
                let mut documents = read.map_err(TantivyError::from)?;
                while documents.doc() != TERMINATED {
                    if !segment.is_deleted(documents.doc()) {
                        rows.extend(row(segment, documents.doc())?);
                    }
                    documents.advance();
                }
            }
        }
        Ok(rows)
    }

    /// Everything known of a document, as it was put in; `None` if it is not there, or if not all
    /// of its text is kept.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn record(&self, place: &RootedPath) -> Result<Option<Record>, IndexError> {
        let searcher = self.searcher();
        let Some(address) = self.address(&searcher, place)? else { return Ok(None) };
        let segment = searcher.segment_reader(address.segment_ord);
        let Some(row) = row(segment, address.doc_id)?.filter(|row| !row.cut) else {
            return Ok(None);
        };
        let document: TantivyDocument = searcher.doc(address)?;
        let named = StoredFacts::named_from_bytes(stored_bytes(&document, self.fields.named));
        let (stated, statements) = stated_and_statements(segment, address.doc_id)?;
        let actors = actor_facts::from_bytes(stored_bytes(&document, self.fields.actors));
        let stored_facts = StoredFacts { named, stated, statements, actors };
        let text = stored_text(&document, self.fields.text).to_owned();
        let texts = |field| {
            let texts = document.get_all(field).filter_map(|text| text.as_str());
            texts.map(str::to_owned).collect()
        };
        let (authors, links) = (texts(self.fields.author), texts(self.fields.link));
        Ok(Some(Record { row, text, stored_facts, authors, links }))
    }

    /// What corrections came to when this was last worked out.
    pub(super) fn known_touched(&self) -> Option<Arc<Touched>> {
        self.touched.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what corrections come to.
    pub(super) fn remember_touched(&self, touched: &Arc<Touched>) {
        *self.touched.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(touched));
    }

    /// What is worked out once for each state.
    pub(super) fn kept(&self) -> &KeptPerState {
        &self.kept
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub(super) fn prefix_postings(&self) -> &PrefixPostings {
        &self.prefix_postings
    }

    pub(super) fn fields(&self) -> Fields {
        self.fields
    }

    fn address(
        &self,
        searcher: &Searcher,
        place: &RootedPath,
    ) -> Result<Option<DocAddress>, IndexError> {
        let term = Term::from_field_bytes(self.fields.key, &place.key());
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let index = reader.inverted_index(self.fields.key)?;
            let read = index.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut documents) = read.map_err(TantivyError::from)? else { continue };
            while documents.doc() != TERMINATED {
                if !reader.is_deleted(documents.doc()) {
                    return Ok(Some(DocAddress::new(segment, documents.doc())));
                }
                documents.advance();
            }
        }
        Ok(None)
    }
}

fn committed(index: &tantivy::Index) -> Vec<u8> {
    index.directory().atomic_read(Path::new(COMMITTED)).unwrap_or_default()
}

/// The column of a field; an error if the segment lacks it, which no segment of ours does.
fn column(segment: &SegmentReader, name: &str) -> Result<Option<BytesColumn>, IndexError> {
    Ok(segment.fast_fields().bytes(name)?)
}

/// For every row of a segment's catalogue its document, if that is alive.
pub(super) fn alive_rows(segment: &SegmentReader) -> Result<Vec<Option<u32>>, IndexError> {
    let Some(column) = column(segment, ROW)? else { return Ok(Vec::new()) };
    let mut rows = vec![None; column.num_terms()];
    for document in segment.doc_ids_alive() {
        let row = column.ords().first(document).and_then(|row| usize::try_from(row).ok());
        if let Some(slot) = row.and_then(|row| rows.get_mut(row)) {
            *slot = Some(document);
        }
    }
    Ok(rows)
}

/// The rows of a segment's catalogue that have a document in `rows`, with that document.
pub(super) fn each_row(
    segment: &SegmentReader,
    rows: &[Option<u32>],
    mut take: impl FnMut(u32, CatalogueRow),
) -> Result<(), IndexError> {
    each_raw_row(segment, rows, |document, row| {
        if let Some(row) = CatalogueRow::from_bytes(row) {
            take(document, row);
        }
    })
}

pub(super) fn each_raw_row(
    segment: &SegmentReader,
    rows: &[Option<u32>],
    mut take: impl FnMut(u32, &[u8]),
) -> Result<(), IndexError> {
    let Some(column) = column(segment, ROW)? else { return Ok(()) };
    let mut stream = column.dictionary().stream().map_err(TantivyError::from)?;
    while stream.advance() {
        let row = usize::try_from(stream.term_ord()).ok();
        let Some(document) = row.and_then(|row| rows.get(row).copied().flatten()) else { continue };
        take(document, stream.key());
    }
    Ok(())
}

/// The rows of the documents of a segment that pass.
pub(super) fn rows_of(
    segment: &SegmentReader,
    passes: impl Fn(u32) -> bool,
) -> Result<Vec<Option<u32>>, IndexError> {
    let mut rows = alive_rows(segment)?;
    rows.iter_mut().for_each(|row| *row = row.filter(|document| passes(*document)));
    Ok(rows)
}

/// The row of one document.
pub(super) fn row(
    segment: &SegmentReader,
    document: u32,
) -> Result<Option<CatalogueRow>, IndexError> {
    Ok(bytes_of(segment, ROW, document)?.and_then(|bytes| CatalogueRow::from_bytes(&bytes)))
}

/// The ranges that one document states.
pub(super) fn stated(
    segment: &SegmentReader,
    document: u32,
) -> Result<Vec<super::StatedRange>, IndexError> {
    let bytes = bytes_of(segment, STATED, document)?.unwrap_or_default();
    Ok(StoredFacts::stated_from_bytes(&bytes))
}

fn stated_and_statements(
    segment: &SegmentReader,
    document: u32,
) -> Result<(Vec<super::StatedRange>, Vec<super::WeaponStatement>), IndexError> {
    let bytes = bytes_of(segment, STATED, document)?.unwrap_or_default();
    Ok(StoredFacts::statements_from_bytes(&bytes))
}

fn bytes_of(
    segment: &SegmentReader,
    name: &str,
    document: u32,
) -> Result<Option<Vec<u8>>, IndexError> {
    let Some(column) = column(segment, name)? else { return Ok(None) };
    let Some(row) = column.ords().first(document) else { return Ok(None) };
    let mut bytes = Vec::new();
    column.ord_to_bytes(row, &mut bytes).map_err(TantivyError::from)?;
    Ok(Some(bytes))
}

/// Hands over the values of a column of bytes for many documents of a segment, each with the number it was
/// asked for with and in no order that means anything. Neighbours are unpacked together, which is many times
/// faster than one after the other.
pub(super) fn each_bytes_of(
    segment: &SegmentReader,
    name: &str,
    documents: impl Iterator<Item = (usize, u32)>,
    mut take: impl FnMut(usize, &[u8]),
) -> Result<(), IndexError> {
    let Some(column) = column(segment, name)? else { return Ok(()) };
    let place = |(at, document)| Some((column.ords().first(document)?, at));
    let mut places: Vec<(u64, usize)> = documents.filter_map(place).collect();
    places.sort_unstable();
    let ordinals: Vec<u64> = places.iter().map(|(ordinal, _)| *ordinal).collect();
    let mut numbers = places.into_iter().map(|(_, at)| at);
    let found = |bytes: &[u8]| numbers.next().into_iter().for_each(|at| take(at, bytes));
    column.dictionary().sorted_ords_to_term_cb(&ordinals, found).map_err(TantivyError::from)?;
    Ok(())
}

pub(super) fn stored_text(document: &TantivyDocument, field: Field) -> &str {
    document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default()
}

pub(super) fn stored_bytes(document: &TantivyDocument, field: Field) -> &[u8] {
    document.get_first(field).and_then(|value| value.as_bytes()).unwrap_or_default()
}

/// As the engine itself opens a folder.
#[cfg(test)]
impl Index {
    pub(super) fn open_or_create(folder: &Path) -> Result<Self, IndexError> {
        let directory = tantivy::directory::MmapDirectory::open(folder).unwrap();
        Self::open_or_create_in(Box::new(directory))
    }

    pub(super) fn open(folder: &Path) -> Result<Option<Self>, IndexError> {
        let Ok(directory) = tantivy::directory::MmapDirectory::open(folder) else {
            return Ok(None);
        };
        Self::open_in(Box::new(directory))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_instance_writes_and_others_read_what_it_commits() {
        let folder = tempfile::tempdir().unwrap();
        let one = Index::open_or_create(folder.path()).unwrap();
        let other = Index::open(folder.path()).unwrap().unwrap();
        let mut writer = one.writer().unwrap().unwrap();
        assert!(other.writer().unwrap().is_none());
        writer.put(Record { text: "Words.".into(), ..Record::default() }, false).unwrap();
        writer.finish(true).unwrap();
        assert!(other.refresh().unwrap() && !other.refresh().unwrap());
        assert_eq!(other.len(), 1);
        assert!(other.size().unwrap() > 0);
        assert!(other.writer().unwrap().is_some());
    }

    #[test]
    fn a_damaged_index_is_an_error_and_none_is_none() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Index::open(folder.path()).unwrap().is_none());
        assert!(Index::open(&folder.path().join("none")).unwrap().is_none());
        std::fs::write(folder.path().join("meta.json"), "{").unwrap();
        assert!(Index::open(folder.path()).is_err());
        assert!(Index::open_or_create(folder.path()).is_err());
    }
}
