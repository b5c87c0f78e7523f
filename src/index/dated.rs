//! When the documents that a query asks for are dated, and how many ranges they state. Reads columns of
//! the index only, unless a weapon is asked for: of its ranges only those that are its own count.

use std::collections::BTreeMap;

use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED};

use super::ask::Outside;
use super::error::IndexError;
use super::reader::{Index, each_bytes_of};
use super::schema::{DATE, METRES, STATED};
use super::stated_range::StatedRange;
use super::stored_facts::StoredFacts;
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
        // A number in the columns says how many ranges a document states, if all of them count.
        let all_count = weapons.is_none() && outside.corrections.is_empty();
        let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
        for (number, segment) in (0..).zip(searcher.segment_readers()) {
            let dates = segment.fast_fields().u64(DATE)?;
            let metres = segment.fast_fields().u64(METRES)?;
            let mut found = weight.scorer(segment, 1.0)?;
            let mut stating = Vec::new();
            while found.doc() != TERMINATED {
                let document = found.doc();
                found.advance();
                if segment.is_deleted(document) {
                    continue;
                }
                // No date has the number 0.
                let date = dates.first(document).unwrap_or(0);
                let count = counts.entry(date).or_default();
                count.0 += 1;
                match all_count {
                    true => count.1 += metres.values_for_doc(document).count(),
                    false if metres.first(document).is_some() => stating.push((date, document)),
                    false => {}
                }
            }
            for ((date, _), ranges) in stating.iter().zip(self.ranges_of(
                (number, segment),
                &stating,
                (weapons.as_ref(), outside),
            )?) {
                counts.entry(*date).or_default().1 += ranges;
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

    /// How many ranges of these weapons, or of any, each of these documents of a segment states as the user
    /// knows them. They stand behind their dates.
    fn ranges_of(
        &self,
        (number, segment): (u32, &SegmentReader),
        documents: &[(u64, u32)],
        (weapons, outside): (Option<&Matcher>, &Outside),
    ) -> Result<Vec<usize>, IndexError> {
        let counts = |range: &StatedRange| {
            range.metres().is_some() && weapons.is_none_or(|words| words.is_in(&range.weapon))
        };
        let (mut ranges, mut failed) = (vec![0; documents.len()], None);
        let numbered = documents.iter().map(|(_, document)| *document).enumerate();
        each_bytes_of(segment, STATED, numbered, |at, bytes| {
            let (Some(count), Some((_, document))) = (ranges.get_mut(at), documents.get(at)) else {
                return;
            };
            let stated = StoredFacts::stated_from_bytes(bytes);
            let address = DocAddress::new(number, *document);
            match self.corrected_ranges(stated, address, &outside.corrections) {
                Ok(known) => *count = known.iter().filter(|range| counts(range)).count(),
                Err(error) => failed = Some(error),
            }
        })?;
        failed.map_or(Ok(ranges), Err)
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
