//! The documents of every start of one to four letters, in a file beside each piece of the index: the
//! first keys of a search stand for thousands of words. Made from the words of a piece once it is
//! written, so that documents are not slower to take in. Searches nothing: where a file is missing or
//! damaged, whoever searches looks up the words themselves.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::Directory;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::schema::Field;
use tantivy::{HasLen, SegmentReader};

use super::prefix_tables::{Owner, PrefixTables, START, written};
use super::set::Set;

/// The file that names the pieces with files, so that those of pieces that are gone are deleted.
const LIST: &str = "starts";

/// The files of all pieces of an index.
#[derive(Clone)]
pub(super) struct PrefixPostings {
    directory: Box<dyn Directory>,
    opened: Arc<Mutex<HashMap<SegmentId, Arc<PrefixTables>>>>,
}

impl PrefixPostings {
    /// The files in a directory.
    pub(super) fn new(directory: Box<dyn Directory>) -> Self {
        Self { directory, opened: Arc::default() }
    }

    /// The documents of a piece with a word that begins with so few letters; `None` if no file of
    /// this piece can say so.
    pub(super) fn documents(&self, piece: &SegmentReader, start: &str) -> Option<Set> {
        let short = start.chars().nth(START).is_none();
        let tables = short.then(|| self.tables(piece.segment_id(), piece.max_doc()))??;
        tables.documents(start, piece.max_doc())
    }

    /// Bytes of the file of a piece.
    pub(super) fn size(&self, piece: SegmentId) -> u64 {
        self.directory.open_read(&path(piece)).map_or(0, |file| file.len() as u64)
    }

    /// Lets go of files of pieces that nobody looks into any more.
    pub(super) fn keep(&self, pieces: &[SegmentReader]) {
        let pieces: HashSet<SegmentId> = pieces.iter().map(SegmentReader::segment_id).collect();
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.retain(|piece, _| pieces.contains(piece));
    }

    /// True if every piece has its file.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn is_complete(&self, index: &tantivy::Index) -> tantivy::Result<bool> {
        let pieces = index.searchable_segment_metas()?;
        Ok(pieces.iter().all(|piece| self.has(piece)))
    }

    /// Makes the files of pieces that have none, from the words of `field`, and deletes those of
    /// pieces that are gone. For the one who may change the index.
    ///
    /// # Errors
    /// If the index cannot be read or a file cannot be written.
    pub(super) fn complete(&self, index: &tantivy::Index, field: Field) -> tantivy::Result<()> {
        let pieces = index.searchable_segments()?;
        let mut there: HashSet<SegmentId> = pieces.iter().map(tantivy::Segment::id).collect();
        let listed = self.listed();
        let gone: Vec<SegmentId> = listed.difference(&there).copied().collect();
        for piece in gone {
            // What cannot be deleted now stays listed.
            let _ = self.directory.delete(&path(piece));
            there.extend(self.exists(piece).then_some(piece));
        }
        if listed != there {
            // Listed before it is there, so that it is not forgotten if the program is killed.
            let names: Vec<String> = there.iter().map(SegmentId::uuid_string).collect();
            self.directory.atomic_write(Path::new(LIST), names.join("\n").as_bytes())?;
        }
        for piece in pieces.iter().filter(|piece| !self.has(piece.meta())) {
            let made = self.make(piece, field);
            // A piece that was put to others meanwhile needs none.
            if made.is_err() && index.searchable_segment_ids()?.contains(&piece.id()) {
                return made;
            }
        }
        Ok(())
    }

    fn make(&self, piece: &tantivy::Segment, field: Field) -> tantivy::Result<()> {
        let tables = written(&SegmentReader::open(piece)?, field)?;
        Ok(self.directory.atomic_write(&path(piece.id()), &tables)?)
    }

    /// True if the piece has a file, and it is not damaged.
    fn has(&self, piece: &SegmentMeta) -> bool {
        self.exists(piece.id()) && self.tables(piece.id(), piece.max_doc()).is_some()
    }

    fn exists(&self, piece: SegmentId) -> bool {
        self.directory.exists(&path(piece)).unwrap_or_default()
    }

    fn listed(&self) -> HashSet<SegmentId> {
        let list = self.directory.atomic_read(Path::new(LIST)).unwrap_or_default();
        let names = String::from_utf8(list).unwrap_or_default();
        names.lines().filter_map(|name| SegmentId::from_uuid_string(name).ok()).collect()
    }

    fn tables(&self, piece: SegmentId, documents: u32) -> Option<Arc<PrefixTables>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tables) = opened.get(&piece) {
            return Some(Arc::clone(tables));
        }
        let file = self.directory.open_read(&path(piece)).ok()?;
        let owner = Owner::new(piece, documents);
        let tables = Arc::new(PrefixTables::of(&file.read_bytes().ok()?, &owner)?);
        opened.insert(piece, Arc::clone(&tables));
        Some(tables)
    }
}

fn path(piece: SegmentId) -> PathBuf {
    PathBuf::from(format!("{}.starts", piece.uuid_string()))
}

#[cfg(test)]
mod tests {
    use super::super::{CatalogueRow, Index, IndexQuery, Outside, Record, RootedPath, Writer};
    use super::*;
    use crate::query::Query;

    const TEXTS: [&str; 3] = ["The missile missed.", "A missing minister.", "Miles of sea."];

    fn put(writer: &mut Writer, number: usize, known: bool) {
        let place = RootedPath { root: 0, below: number.to_string().into() };
        let row = CatalogueRow { place, ..CatalogueRow::default() };
        let text = TEXTS[number % TEXTS.len()].to_owned();
        writer.put(Record { row, text, ..Record::default() }, known).unwrap();
    }

    fn totals(index: &Index) -> Vec<usize> {
        let total = |typed: &&str| {
            let (query, outside) = (Query::parse(typed), &Outside::default());
            index
                .search(IndexQuery { query: &query, limit: 1, today: None, outside })
                .unwrap()
                .total
        };
        ["m", "mi", "mil", "miss", "missi", "sea the", "x"].iter().map(total).collect()
    }

    fn engine(folder: &Path) -> tantivy::Index {
        tantivy::Index::open_in_dir(folder).unwrap()
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        files.filter(|file| file.extension().is_some_and(|end| end == "starts")).collect()
    }

    #[test]
    fn a_search_finds_the_same_with_files_without_and_with_damaged_ones() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer().unwrap().unwrap();
        (0..30).for_each(|number| put(&mut writer, number, false));
        writer.finish(true).unwrap();
        index.refresh().unwrap();
        let expected = [30, 30, 10, 20, 20, 0, 0];
        let made = files(folder.path());
        assert!(!made.is_empty());
        assert_eq!(totals(&index), expected);
        let prefix_postings = index.prefix_postings();
        let searcher = index.searcher();
        assert!(
            searcher.segment_readers().iter().all(|p| prefix_postings.documents(p, "m").is_some())
        );
        made.iter().for_each(|file| std::fs::write(file, [0; 100]).unwrap());
        let damaged = Index::open(folder.path()).unwrap().unwrap();
        assert_eq!(totals(&damaged), expected);
        assert!(!damaged.prefix_postings().is_complete(&engine(folder.path())).unwrap());
        made.iter().for_each(|file| std::fs::remove_file(file).unwrap());
        assert_eq!(totals(&Index::open(folder.path()).unwrap().unwrap()), expected);
        let mut writer = index.writer().unwrap().unwrap();
        put(&mut writer, 30, false);
        writer.finish(false).unwrap();
        assert!(!files(folder.path()).is_empty(), "what is missing is made again");
    }

    #[test]
    fn every_piece_has_its_file_and_no_other_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        let mut writer = index.writer().unwrap().unwrap();
        for number in 0..40 {
            put(&mut writer, number % 20, number >= 20);
            writer.commit().unwrap();
        }
        writer.finish(true).unwrap();
        assert!(index.refresh().unwrap());
        assert_eq!(files(folder.path()).len(), index.searcher().segment_readers().len());
        assert_eq!(totals(&index)[0], 20);
    }
}
