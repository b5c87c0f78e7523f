//! The bytes that say in which documents of one piece of the index words begin with one to four
//! letters: how they are made from the words, and how they are read. Opens no file.

use flate2::Crc;
use tantivy::SegmentReader;
use tantivy::directory::OwnedBytes;
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy_sstable::{Dictionary, RangeSSTable, SSTable, Writer};

use super::set::Set;
use super::wire::{In, Out};

/// Letters of the longest start.
pub(super) const START: usize = 4;

/// The first byte of documents that follow as the distances from one to the next.
const SPARSE: u8 = 0;

/// The first byte of documents that follow as a bit for each document of the piece.
const DENSE: u8 = 1;

/// What a piece says of the starts of its words: the starts of one letter, of two, and so on.
pub(super) struct PrefixTables(Vec<Table>);

/// Starts of the same length in order, each with the place of its documents.
struct Table {
    documents: OwnedBytes,
    starts: Dictionary<RangeSSTable>,
}

impl PrefixTables {
    /// What these bytes say; `None` if they are damaged or another piece's.
    pub(super) fn of(bytes: &OwnedBytes, owner: &Owner) -> Option<Self> {
        let mut rest = In(bytes);
        let part = |rest: &mut In<'_>| {
            let length = rest.bytes()?.len();
            let end = bytes.len() - rest.0.len();
            Some(bytes.slice(end - length..end))
        };
        let table = |_| {
            let (documents, starts) = (part(&mut rest)?, part(&mut rest)?);
            // The library that reads them panics on others than it wrote.
            let whole = !starts.is_empty() && rest.number()? == u64::from(owner.sum(&starts));
            let starts = whole.then(|| Dictionary::from_bytes(starts).ok()).flatten()?;
            Some(Table { documents, starts })
        };
        (0..START).map(table).collect::<Option<_>>().map(Self)
    }

    /// The documents, of so many, with a word that begins so; `None` if these bytes do not say so.
    pub(super) fn documents(&self, start: &str, many: u32) -> Option<Set> {
        let table = self.0.get(start.chars().count().checked_sub(1)?)?;
        let Some(place) = table.starts.get(start).ok()? else { return Some(Set::new(many)) };
        let place = usize::try_from(place.start).ok()?..usize::try_from(place.end).ok()?;
        read(table.documents.get(place)?, many)
    }
}

/// The piece that bytes are about: they are no other's, although they may lie under its name.
pub(super) struct Owner(String);

impl Owner {
    /// A piece and the number of documents it was made of.
    pub(super) fn new(piece: SegmentId, documents: u32) -> Self {
        Self(format!("{} {documents}", piece.uuid_string()))
    }

    /// What tells this piece's bytes from damaged ones and from another's.
    fn sum(&self, bytes: &[u8]) -> u32 {
        let mut crc = Crc::new();
        crc.update(self.0.as_bytes());
        crc.update(bytes);
        crc.sum()
    }
}

/// The bytes for the words of a field of a piece.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn written(piece: &SegmentReader, field: Field) -> tantivy::Result<Vec<u8>> {
    let index = piece.inverted_index(field)?;
    let owner = Owner::new(piece.segment_id(), piece.max_doc());
    let mut lengths =
        (0..START).map(|_| Length::new(piece.max_doc())).collect::<Result<Vec<_>, _>>()?;
    let mut words = index.terms().stream()?;
    while words.advance() {
        let Ok(word) = std::str::from_utf8(words.key()) else { continue };
        begin(&mut lengths, word)?;
        let longest = word.chars().count().min(START).checked_sub(1);
        if let Some(length) = longest.and_then(|longest| lengths.get_mut(longest)) {
            length.documents.insert_all(&index, words.value())?;
        }
    }
    begin(&mut lengths, "")?;
    let mut out = Out::default();
    for length in lengths {
        out.bytes(&length.written.0);
        let starts = length.starts.finish()?;
        out.bytes(&starts);
        out.number(owner.sum(&starts).into());
    }
    Ok(out.0)
}

/// What tells damaged bytes from whole ones.
fn sum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Ends the starts with which `word` does not begin, and begins its own.
fn begin(lengths: &mut [Length], word: &str) -> tantivy::Result<()> {
    for letters in (1..=lengths.len()).rev() {
        let start = first_letters(word, letters).unwrap_or_default();
        let Some((length, shorter)) = lengths.get_mut(..letters).and_then(<[_]>::split_last_mut)
        else {
            continue;
        };
        if length.start != start {
            length.end(shorter.last_mut())?;
            start.clone_into(&mut length.start);
        }
    }
    Ok(())
}

/// So many letters of a word, if it has as many.
fn first_letters(word: &str, letters: usize) -> Option<&str> {
    let (last, letter) = word.char_indices().nth(letters - 1)?;
    word.get(..last + letter.len_utf8())
}

/// Starts of one length being written. The last one is open: more of its words may come.
struct Length {
    start: String,
    documents: Set,
    written: Out,
    starts: Writer<Vec<u8>, <RangeSSTable as SSTable>::ValueWriter>,
}

impl Length {
    fn new(documents: u32) -> tantivy::Result<Self> {
        Ok(Self {
            start: String::new(),
            documents: Set::new(documents),
            written: Out::default(),
            starts: Dictionary::<RangeSSTable>::builder(Vec::new())?,
        })
    }

    /// Writes the open start, if there is one. Its documents have the one that is a letter shorter.
    fn end(&mut self, shorter: Option<&mut Self>) -> tantivy::Result<()> {
        if self.start.is_empty() {
            return Ok(());
        }
        let begin = self.written.0.len() as u64;
        write(&self.documents, &mut self.written);
        self.starts.insert(&self.start, &(begin..self.written.0.len() as u64))?;
        if let Some(shorter) = shorter {
            shorter.documents.add(&self.documents);
        }
        self.documents.clear();
        Ok(())
    }
}

/// Writes the documents of a set in the way that takes less room.
fn write(set: &Set, out: &mut Out) {
    let begin = out.0.len();
    out.0.push(SPARSE);
    let mut next = 0;
    set.each(|document| {
        out.number((document - next).into());
        next = document + 1;
    });
    if out.0.len() - begin > size_of_val(set.bits()) {
        out.0.truncate(begin);
        out.0.push(DENSE);
        set.bits().iter().for_each(|bits| out.0.extend(bits.to_le_bytes()));
    }
    let sum = out.0.get(begin..).map(sum).unwrap_or_default();
    out.0.extend(sum.to_le_bytes());
}

/// The documents, of so many, that were written; `None` if the bytes are damaged.
fn read(bytes: &[u8], documents: u32) -> Option<Set> {
    let (bytes, whole) = bytes.split_last_chunk()?;
    if u32::from_le_bytes(*whole) != sum(bytes) {
        return None;
    }
    let (form, rest) = bytes.split_first()?;
    if *form == DENSE {
        let bits = rest.as_chunks().0.iter().map(|bits| u64::from_le_bytes(*bits));
        return Some(Set::of_bits(bits, documents));
    }
    let mut set = Set::new(documents);
    let (mut rest, mut next) = (In(rest), 0u32);
    while !rest.0.is_empty() {
        let document = next.checked_add(u32::try_from(rest.number()?).ok()?)?;
        next = document.checked_add(1).filter(|next| *next <= documents)?;
        set.insert(document);
    }
    Some(set)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::{CatalogueRow, Index, Record, RootedPath};
    use super::*;

    proptest! {
        #[test]
        fn every_start_leads_to_its_documents(
            texts in prop::collection::vec("[a-cж東 ]{0,20}", 1..20)
        ) {
            let index = Index::in_memory().unwrap();
            let mut writer = index.writer().unwrap().unwrap();
            for (number, text) in texts.iter().enumerate() {
                let place = RootedPath { root: 0, below: number.to_string().into() };
                let row = CatalogueRow { place, ..CatalogueRow::default() };
                let record = Record { row, text: text.clone(), ..Record::default() };
                writer.put(record, false).unwrap();
            }
            writer.finish(true).unwrap();
            index.refresh().unwrap();
            let searcher = index.searcher();
            let mut expected: BTreeMap<String, usize> = BTreeMap::new();
            for text in &texts {
                let words = crate::text::Words::list(text);
                let starts = words.iter().flat_map(|word| {
                    (1..=START).filter_map(|n| first_letters(word, n).map(str::to_owned))
                });
                let starts: std::collections::BTreeSet<String> = starts.collect();
                starts.into_iter().for_each(|start| *expected.entry(start).or_default() += 1);
            }
            let mut found = BTreeMap::new();
            for piece in searcher.segment_readers() {
                let bytes = written(piece, index.fields().body).unwrap();
                let owner = Owner::new(piece.segment_id(), piece.max_doc());
                let tables = PrefixTables::of(&OwnedBytes::new(bytes), &owner).unwrap();
                for start in expected.keys() {
                    let documents = tables.documents(start, piece.max_doc()).unwrap();
                    *found.entry(start.clone()).or_default() += documents.len() as usize;
                }
                prop_assert!(tables.documents("abcab", piece.max_doc()).is_none());
                prop_assert!(tables.documents("q", piece.max_doc()).unwrap().len() == 0);
            }
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn documents_come_back_in_either_way(documents in prop::collection::btree_set(0..5_000u32, 0..600)) {
            let mut set = Set::new(5_000);
            documents.iter().for_each(|document| set.insert(*document));
            let mut out = Out::default();
            write(&set, &mut out);
            prop_assert!(out.0.len() <= 1 + size_of_val(set.bits()) + size_of::<u32>());
            prop_assert_eq!(read(&out.0, 5_000), Some(set));
        }

        #[test]
        fn damaged_bytes_are_no_danger(bytes: Vec<u8>) {
            if let Some(set) = read(&bytes, 10) {
                prop_assert!(set.len() <= 10);
            }
            prop_assert!(PrefixTables::of(&OwnedBytes::new(bytes), &owner()).is_none());
        }
    }

    fn owner() -> Owner {
        Owner::new(SegmentId::generate_random(), 10)
    }

    #[test]
    fn zeros_are_damaged_bytes() {
        for length in 0..200 {
            let zeros = OwnedBytes::new(vec![0; length]);
            assert!(PrefixTables::of(&zeros, &owner()).is_none());
            assert_eq!(read(&zeros, 10), None);
        }
    }

    #[test]
    fn a_damaged_byte_never_leads_to_other_documents() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap().unwrap();
        let record = Record { text: "The missile missed it.".into(), ..Record::default() };
        writer.put(record, false).unwrap();
        writer.finish(true).unwrap();
        index.refresh().unwrap();
        let searcher = index.searcher();
        let piece = searcher.segment_reader(0);
        let bytes = written(piece, index.fields().body).unwrap();
        let own = Owner::new(piece.segment_id(), piece.max_doc());
        let said = |bytes: Vec<u8>, owner: &Owner, start: &str| {
            PrefixTables::of(&OwnedBytes::new(bytes), owner)?.documents(start, piece.max_doc())
        };
        assert!(said(bytes.clone(), &owner(), "m").is_none(), "another piece's");
        for start in ["m", "it", "mis", "miss", "q"] {
            let expected = said(bytes.clone(), &own, start);
            assert!(expected.is_some());
            for at in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[at] ^= 0x55;
                let found = said(damaged, &own, start);
                assert!(found.is_none() || found == expected, "{start} {at}");
            }
        }
    }
}
