//! When the documents that a query asks for are dated, and how many ranges they state. Reads columns of
//! the index only, unless a weapon is asked for: of its ranges only those that are its own count.

use std::collections::BTreeMap;

use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED};

use super::ask::Outside;
use super::error::IndexError;
use super::reader::{Index, stated};
use super::schema::{DATE, METRES};
use crate::document::Date;
use crate::query::{Ask, Days, Matcher, Query, QueryField};

/// So many documents of one date, and the ranges that they state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedDocuments {
    /// Their date; `None` if they have none.
    pub date: Option<Date>,
    /// How many there are.
    pub documents: usize,
    /// How many ranges they state.
    pub ranges: usize,
}

impl Index {
    /// The documents that a query asks for, counted by date.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn dated(
        &self,
        query: &Query,
        outside: &Outside,
    ) -> Result<Vec<DatedDocuments>, IndexError> {
        let searcher = self.searcher();
        let asker = self.asker(&searcher, query, outside)?;
        let asked = asker.documents(query, true)?;
        let weight = asked.weight(EnableScoring::disabled_from_searcher(&searcher))?;
        let weapons = weapons(query);
        let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
        for (number, segment) in (0..).zip(searcher.segment_readers()) {
            let dates = segment.fast_fields().u64(DATE)?;
            let metres = segment.fast_fields().u64(METRES)?;
            let mut found = weight.scorer(segment, 1.0)?;
            while found.doc() != TERMINATED {
                let document = found.doc();
                found.advance();
                if segment.is_deleted(document) {
                    continue;
                }
                let stating = metres.first(document).is_some();
                let ranges = match (&weapons, outside.corrections.is_empty()) {
                    _ if !stating => 0,
                    (None, true) => metres.values_for_doc(document).count(),
                    (weapons, _) => {
                        let address = DocAddress::new(number, document);
                        self.ranges_of(segment, address, weapons.as_ref(), outside)?
                    }
                };
                // No date has the number 0.
                let count = counts.entry(dates.first(document).unwrap_or(0)).or_default();
                *count = (count.0 + 1, count.1 + ranges);
            }
        }
        let counts = counts.into_iter();
        Ok(counts
            .map(|(number, (documents, ranges))| DatedDocuments {
                date: u32::try_from(number).ok().and_then(Days::date),
                documents,
                ranges,
            })
            .collect())
    }

    /// How many ranges of these weapons, or of any, a document states as the user knows them.
    fn ranges_of(
        &self,
        segment: &SegmentReader,
        address: DocAddress,
        weapons: Option<&Matcher>,
        outside: &Outside,
    ) -> Result<usize, IndexError> {
        let stated = stated(segment, address.doc_id)?;
        let known = self.corrected_ranges(stated, address, &outside.corrections)?;
        let counts = known.iter().filter(|range| {
            range.metres().is_some() && weapons.is_none_or(|words| words.is_in(&range.weapon))
        });
        Ok(counts.count())
    }
}

/// The weapons that a query asks for, if it does.
fn weapons(query: &Query) -> Option<Matcher> {
    let wanted = query.terms().filter(|term| !term.negated).filter_map(|term| match &term.ask {
        Ask::Words(QueryField::Weapon, wanted) => Some(wanted.clone()),
        _ => None,
    });
    let wanted: Vec<_> = wanted.collect();
    (!wanted.is_empty()).then(|| Matcher::of(wanted))
}
