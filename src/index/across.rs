//! Facts over all documents of a library: what is named in how many, which documents name a thing,
//! and every range stated. Reads rows of the index only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::TermSetQuery;
use tantivy::schema::{IndexRecordOption, TantivyDocument};
use tantivy::{DocAddress, DocSet, Order, SegmentReader, TERMINATED, TantivyError, Term};

use super::ask::starting;
use super::catalogue_row::CatalogueRow;
use super::corrected::correct_weapon;
use super::error::IndexError;
use super::passages::snippet;
use super::reader::{Index, each_row, row, rows_of, stated, stored_bytes, stored_text};
use super::record::{GENERIC, SEPARATOR, WHERE, thing};
use super::schema::{DATE, STATED};
use super::stated_range::StatedRange;
use super::stored_facts::StoredFacts;
use crate::facts::Class;
use crate::facts::correction::Corrections;
use crate::geography::{LocatedBy, NamedPlace};
use crate::text::{CleanText, Span};

/// A weapon, actor or place of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Its key.
    pub id: String,
    /// Its name, as most documents give it.
    pub name: CleanText,
    /// What kind of weapon, actor or place it is.
    pub kind: CleanText,
    /// True for a name, false for a generic word ("missile").
    pub named: bool,
    /// How many documents name it.
    pub documents: usize,
}

/// A document that names a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// Its row in the catalogue.
    pub row: CatalogueRow,
    /// How often it names the thing.
    pub times: u64,
    /// Where it does so first.
    pub first: Span,
    /// That sentence.
    pub snippet: CleanText,
    /// What in the snippet names the thing, in its bytes.
    pub marks: Vec<Span>,
}

/// A range that a document states.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeRow {
    /// The document.
    pub row: Arc<CatalogueRow>,
    /// The range.
    pub stated: StatedRange,
}

impl Index {
    /// Everything of a class that the library names as the user knows it, with the number of documents,
    /// in the order of the keys.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn tallies(
        &self,
        class: Class,
        corrections: &Corrections,
    ) -> Result<Vec<Tally>, IndexError> {
        let found = self.found_tallies(class)?;
        match corrections.touch(class.word()) {
            true => self.corrected_tallies(class, found, corrections),
            false => Ok(found),
        }
    }

    /// The same as it was found.
    fn found_tallies(&self, class: Class) -> Result<Vec<Tally>, IndexError> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let start = format!("{}:", class.word());
        for segment in self.searcher().segment_readers() {
            let documents = |key: &str| self.documents(segment, key);
            self.each_key(segment, &start, |key, about| {
                let count = if segment.has_deletes() { documents(key)? } else { about };
                match counts.get_mut(key) {
                    Some(before) => *before += count,
                    None => _ = counts.insert(key.to_owned(), count),
                }
                Ok(())
            })?;
        }
        let counts = counts.iter().filter(|(_, count)| **count > 0);
        Ok(tallies(counts.map(|(key, count)| (key.strip_prefix(&start).unwrap_or(key), *count))))
    }

    /// The names and kinds that documents give a thing.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn forms(&self, class: Class, id: &str) -> Result<Vec<Tally>, IndexError> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let start = thing(class, id);
        for segment in self.searcher().segment_readers() {
            self.each_key(segment, &start, |key, about| {
                let count =
                    if segment.has_deletes() { self.documents(segment, key)? } else { about };
                *counts.entry(key.to_owned()).or_insert(0) += count;
                Ok(())
            })?;
        }
        let class_word = class.word().len() + 1;
        let counts = counts.iter().filter(|(_, count)| **count > 0);
        let alone = |(key, count): (&String, &usize)| {
            tallies(std::iter::once((key.get(class_word..).unwrap_or(key), *count)))
        };
        Ok(counts.flat_map(alone).collect())
    }

    /// How many documents name a thing, and the newest of them, newest first.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn naming(
        &self,
        class: Class,
        id: &str,
        limit: usize,
    ) -> Result<(usize, Vec<Naming>), IndexError> {
        let fields = self.fields();
        let (total, newest) = self.newest_naming(class, id, limit)?;
        let mut namings = Vec::with_capacity(newest.len());
        for (row, document) in newest {
            let named = StoredFacts::named_from_bytes(stored_bytes(&document, fields.named));
            let named = named.into_iter().find(|named| named.class == class && named.id == id);
            let Some(named) = named else { continue };
            let first = named.mentions.first().copied().unwrap_or_default();
            let (snippet, marks) =
                snippet(stored_text(&document, fields.text), first, &named.mentions);
            namings.push(Naming { row, times: named.times, first, snippet, marks });
        }
        Ok((total, namings))
    }

    /// How many documents name a thing, and the newest of them as they are stored, newest first.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub(super) fn newest_naming(
        &self,
        class: Class,
        id: &str,
        limit: usize,
    ) -> Result<(usize, Vec<(CatalogueRow, TantivyDocument)>), IndexError> {
        let searcher = self.searcher();
        let asked = starting(self.fields().fact, &thing(class, id));
        let newest =
            TopDocs::with_limit(limit.max(1)).order_by_fast_field::<u64>(DATE, Order::Desc);
        let (total, newest) = searcher.search(&*asked, &(Count, newest))?;
        let mut documents = Vec::with_capacity(newest.len());
        for (_, address) in newest {
            let segment = searcher.segment_reader(address.segment_ord);
            let Some(row) = row(segment, address.doc_id)? else { continue };
            documents.push((row, searcher.doc(address)?));
        }
        Ok((total, documents))
    }

    /// The newest documents that link to a file of one of these names, at most `limit`, and whether
    /// there are more.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn linking(
        &self,
        names: &[String],
        limit: usize,
    ) -> Result<(Vec<CatalogueRow>, bool), IndexError> {
        let (searcher, field) = (self.searcher(), self.fields().link);
        let asked = TermSetQuery::new(names.iter().map(|name| Term::from_field_text(field, name)));
        let newest =
            TopDocs::with_limit(limit.max(1)).order_by_fast_field::<u64>(DATE, Order::Desc);
        let (total, newest) = searcher.search(&asked, &(Count, newest))?;
        let mut rows = Vec::with_capacity(newest.len());
        for (_, address) in &newest {
            let segment = searcher.segment_reader(address.segment_ord);
            rows.extend(row(segment, address.doc_id)?);
        }
        Ok((rows, total > newest.len()))
    }

    /// Every range stated in the library as the user knows it, in no order that means anything.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn ranges(&self, corrections: &Corrections) -> Result<Vec<RangeRow>, IndexError> {
        let mut ranges = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            let Some(column) = segment.fast_fields().bytes(STATED)? else { continue };
            let rows = rows_of(segment, |document| column.ords().first(document).is_some())?;
            let mut failed = None;
            let known = |document| {
                let address = DocAddress::new(ordinal, document);
                self.corrected_ranges(stated(segment, document)?, address, corrections)
            };
            each_row(segment, &rows, |document, row| match known(document) {
                Ok(stated) => {
                    let row = Arc::new(row);
                    let row = |stated| RangeRow { row: Arc::clone(&row), stated };
                    ranges.extend(stated.into_iter().map(row));
                }
                Err(error) => failed = Some(error),
            })?;
            if let Some(error) = failed {
                return Err(error);
            }
        }
        Ok(ranges)
    }

    /// The ranges of a document as the user knows them.
    pub(super) fn corrected_ranges(
        &self,
        mut ranges: Vec<StatedRange>,
        address: DocAddress,
        corrections: &Corrections,
    ) -> Result<Vec<StatedRange>, IndexError> {
        if ranges.iter().any(|range| corrections.may_reject(&range.written)) {
            let document: TantivyDocument = self.searcher().doc(address)?;
            let text = stored_text(&document, self.fields().text);
            ranges.retain(|range| !corrections.rejects_range(range.span, text));
        }
        ranges.iter_mut().for_each(|range| correct_weapon(range, corrections));
        Ok(ranges)
    }

    /// In how many documents things of a class are named, as the user knows them; a document that names
    /// several things that are one counts once.
    fn corrected_tallies(
        &self,
        class: Class,
        found: Vec<Tally>,
        corrections: &Corrections,
    ) -> Result<Vec<Tally>, IndexError> {
        let (mut kept, mut groups) = (Vec::new(), BTreeMap::<String, Vec<Tally>>::new());
        for tally in found {
            match corrections.target(class.word(), &tally.id).map(str::to_owned) {
                None => {}
                Some(target) => groups.entry(target).or_default().push(tally),
            }
        }
        for (target, mut group) in groups {
            if let ([only], true) = (group.as_slice(), group.iter().all(|t| t.id == target)) {
                kept.push(only.clone());
                continue;
            }
            let ids: BTreeSet<&str> = group.iter().map(|tally| tally.id.as_str()).collect();
            let documents = self.naming_any(class, &ids)?;
            let named = group.iter().position(|tally| tally.id == target);
            let mut tally = group.swap_remove(named.unwrap_or(0));
            if let (None, Some(name)) = (named, corrections.name(class.word(), &target)) {
                tally.name = CleanText::line(name);
            }
            kept.push(Tally { id: target, documents, ..tally });
        }
        Ok(kept)
    }

    /// Every place that the library names as the user knows it, with where it lies in how many documents, in
    /// most documents first.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn named_places(&self, corrections: &Corrections) -> Result<Vec<NamedPlace>, IndexError> {
        let class = Class::Place;
        let tallies = self.tallies(class, corrections)?.into_iter();
        let named = tallies.map(|tally| (tally.id.clone(), named_place(tally)));
        let mut places: BTreeMap<String, NamedPlace> = named.collect();
        for segment in self.searcher().segment_readers() {
            self.each_key(segment, WHERE, |key, about| {
                let mut parts = key.strip_prefix(WHERE).unwrap_or(key).split(SEPARATOR);
                let id = parts.next().and_then(|id| corrections.target(class.word(), id));
                let Some(place) = id.and_then(|id| places.get_mut(id)) else { return Ok(()) };
                let deletes = segment.has_deletes();
                let documents = if deletes { self.documents(segment, key)? } else { about };
                let number = parts.next().and_then(|number| number.parse().ok());
                match (number, parts.next().and_then(LocatedBy::named)) {
                    _ if documents == 0 => {}
                    (Some(number), Some(by)) => place.locate(number, by, documents),
                    _ => place.without_sign += documents,
                }
                Ok(())
            })?;
        }
        let mut places: Vec<NamedPlace> = places.into_values().collect();
        places.sort_by(|one, other| {
            other.documents.cmp(&one.documents).then_with(|| one.id.cmp(&other.id))
        });
        Ok(places)
    }

    /// Every key of a fact that begins with `start`, with the number of documents that ever had it.
    fn each_key(
        &self,
        segment: &SegmentReader,
        start: &str,
        mut take: impl FnMut(&str, usize) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        let index = segment.inverted_index(self.fields().fact)?;
        let range = index.terms().range().ge(start.as_bytes());
        let mut keys = range.into_stream().map_err(TantivyError::from)?;
        while let Some((key, about)) = keys.next() {
            match std::str::from_utf8(key) {
                Ok(key) if key.starts_with(start) => take(key, about.doc_freq as usize)?,
                _ => break,
            }
        }
        Ok(())
    }

    /// How many documents of a segment that are still there have a key.
    fn documents(&self, segment: &SegmentReader, key: &str) -> Result<usize, IndexError> {
        let index = segment.inverted_index(self.fields().fact)?;
        let term = Term::from_field_text(self.fields().fact, key);
        let read = index.read_postings(&term, IndexRecordOption::Basic);
        let Some(mut postings) = read.map_err(TantivyError::from)? else { return Ok(0) };
        let mut count = 0;
        while postings.doc() != TERMINATED {
            count += usize::from(!segment.is_deleted(postings.doc()));
            postings.advance();
        }
        Ok(count)
    }
}

fn named_place(tally: Tally) -> NamedPlace {
    NamedPlace {
        id: tally.id,
        name: tally.name.to_string(),
        kind: tally.kind.to_string(),
        documents: tally.documents,
        located: Vec::new(),
        without_sign: 0,
    }
}

/// The things with these keys, which are in order and without their class. The name that most documents
/// give wins, and of two that as many give the one that comes first, whoever was indexed first.
fn tallies<'k>(keys: impl Iterator<Item = (&'k str, usize)>) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = Vec::new();
    let mut most = 0;
    for (key, documents) in keys {
        let mut parts = key.split(SEPARATOR);
        let mut part = || parts.next().unwrap_or_default();
        let (id, name, kind, named) = (part(), part(), part(), part() != GENERIC);
        if tallies.last().is_none_or(|last| last.id != id) {
            let (id, name, kind) = (id.to_owned(), CleanText::default(), CleanText::default());
            tallies.push(Tally { id, name, kind, named, documents: 0 });
            most = 0;
        }
        let Some(tally) = tallies.last_mut() else { continue };
        tally.documents += documents;
        tally.named |= named;
        if documents > most {
            most = documents;
            (tally.name, tally.kind) = (CleanText::line(name), CleanText::line(kind));
        }
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_most_documents_give_wins_and_of_equals_the_first() {
        let keys = [
            ("atacms\u{1}ATACMS\u{1}missile", 2),
            ("atacms\u{1}Army Tactical Missile System\u{1}missile", 2),
            ("atacms-2\u{1}ATACMS 2\u{1}missile", 1),
            ("nato\u{1}Alliance\u{1}alliance", 1),
            ("nato\u{1}NATO\u{1}alliance", 3),
        ];
        let tallies = tallies(keys.into_iter());
        let told: Vec<_> = tallies.iter().map(|t| (t.name.as_str(), t.documents)).collect();
        assert_eq!(told, [("ATACMS", 4), ("ATACMS 2", 1), ("NATO", 4)]);
    }
}
