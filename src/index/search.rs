//! Searches an index and ranks what is found: by how much a document is about the words (BM25, a
//! title's words three times), then mildly by how new it is. What it quotes, `passages` says.

use std::collections::HashSet;
use std::sync::Arc;

use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{AllQuery, Query as Asked};
use tantivy::{DocAddress, Searcher};

use super::ask::{Asker, Outside};
use super::catalogue_row::{CatalogueRow, RootedPath};
use super::error::IndexError;
use super::newest::Newest;
use super::reader::{Index, each_row, row, rows_of};
use super::schema::{DATE, Fields};
use crate::document::Date;
use crate::facts::correction::Corrections;
use crate::query::{Ask, Days, PassageMatcher, Query, QueryField};

/// Documents that are ranked anew by their dates, as a multiple of those wanted.
const RANKED: usize = 3;

/// How much more the newest document counts than one without a date.
const NEW: f32 = 0.25;

/// Years after which being new counts half as much.
const HALF_LIFE: f32 = 2.0;

/// What is searched for.
#[derive(Clone, Copy)]
pub struct IndexQuery<'a> {
    /// What the user typed.
    pub query: &'a Query,
    /// How many documents are wanted at most.
    pub limit: usize,
    /// The day from which age is counted.
    pub today: Option<Date>,
    /// What the index does not know.
    pub outside: &'a Outside,
}

/// A document that was found.
#[derive(Clone, Debug)]
pub struct Match {
    /// Its row in the catalogue.
    pub row: CatalogueRow,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    pub(super) address: DocAddress,
}

/// What was found.
pub struct Matches {
    /// How many documents there are, with those beyond the limit.
    pub total: usize,
    /// The best of them, best first.
    pub matches: Vec<Match>,
    pub(super) sought: PassageMatcher,
    pub(super) corrections: Arc<Corrections>,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
}

impl Index {
    /// The newest documents by their dates, newest first: what a list shows before it knows all.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn newest(&self, limit: usize) -> Result<Vec<CatalogueRow>, IndexError> {
        let searcher = self.searcher();
        let found = searcher.search(&AllQuery, &Newest(limit))?;
        let rows =
            found.into_iter().map(|at| row(searcher.segment_reader(at.segment_ord), at.doc_id));
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Where the documents are that a query asks for: all of them, in no order that means anything.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn places(&self, query: &Query, outside: &Outside) -> Result<Vec<RootedPath>, IndexError> {
        let searcher = self.searcher();
        let asker = self.asker(&searcher, query, outside)?;
        let found = searcher.search(&*asker.documents(query, true)?, &DocSetCollector)?;
        let mut places = Vec::with_capacity(found.len());
        for (number, segment) in (0..).zip(searcher.segment_readers()) {
            let rows =
                rows_of(segment, |document| found.contains(&DocAddress::new(number, document)))?;
            each_row(segment, &rows, |_, row| places.push(row.place))?;
        }
        Ok(places)
    }

    /// What makes a query for the engine, with the facts as the user knows them.
    pub(super) fn asker<'a>(
        &'a self,
        searcher: &'a Searcher,
        query: &Query,
        outside: &'a Outside,
    ) -> Result<Asker<'a>, IndexError> {
        let asker = Asker::new(searcher, self.prefix_postings(), self.fields(), outside);
        Ok(match asks_for_facts(query) && !outside.corrections.is_empty() {
            true => asker.knowing(self.touched(&outside.corrections)?),
            false => asker,
        })
    }

    /// Searches what was committed when the index was refreshed last.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn search(&self, search: IndexQuery<'_>) -> Result<Matches, IndexError> {
        let searcher = self.searcher();
        let fields = self.fields();
        let corrections = &search.outside.corrections;
        let asker = self.asker(&searcher, search.query, search.outside)?;
        let all = asker.documents(search.query, true)?;
        let best = asker.documents(search.query, false)?;
        let limit = search.limit.max(1);
        let ranking = Ranking { searcher: &searcher, today: search.today };
        let mut ranked = ranking.by_score(&*best, limit.saturating_mul(RANKED))?;
        if ranked.len() < limit {
            ranking.newest(&*all, limit, &mut ranked)?;
        }
        ranked.truncate(limit);
        let total = searcher.search(&*all, &Count)?;
        let matches = ranked.into_iter().map(|(score, address)| {
            let segment = searcher.segment_reader(address.segment_ord);
            let row = row(segment, address.doc_id)?.unwrap_or_default();
            Ok(Match { row, score, address })
        });
        let matches = matches.collect::<Result<_, IndexError>>()?;
        let sought = PassageMatcher::new(search.query);
        let corrections = Arc::clone(corrections);
        Ok(Matches { total, matches, sought, corrections, searcher, fields })
    }
}

/// True if a part of a query is about facts, which the user may know better than the index.
fn asks_for_facts(query: &Query) -> bool {
    use QueryField::{Actor, Place, Weapon};
    let asks = |ask: &Ask| {
        matches!(ask, Ask::Words(Weapon | Actor | Place, _) | Ask::Has(_) | Ask::Range(_))
    };
    query.terms().any(|term| asks(&term.ask))
}

/// Puts documents in order.
struct Ranking<'a> {
    searcher: &'a Searcher,
    today: Option<Date>,
}

impl Ranking<'_> {
    /// The best by score, newer ones a little before older ones. Those of no score are left out.
    fn by_score(
        &self,
        asked: &dyn Asked,
        limit: usize,
    ) -> Result<Vec<(f32, DocAddress)>, IndexError> {
        let mut ranked =
            self.searcher.search(asked, &TopDocs::with_limit(limit).order_by_score())?;
        ranked.retain(|(score, _)| *score > 0.0);
        let dates = self.dates()?;
        for (score, address) in &mut ranked {
            let date = dates.get(address.segment_ord as usize).map(|c| c.first(address.doc_id));
            *score *= 1.0 + date.flatten().map_or(0.0, |date| NEW * self.newness(date));
        }
        ranked.sort_by(|(a, first), (b, second)| b.total_cmp(a).then_with(|| first.cmp(second)));
        Ok(ranked)
    }

    /// Fills up to the limit with documents that are not there yet, newest first.
    fn newest(
        &self,
        asked: &dyn Asked,
        limit: usize,
        ranked: &mut Vec<(f32, DocAddress)>,
    ) -> Result<(), IndexError> {
        let known: HashSet<DocAddress> = ranked.iter().map(|(_, address)| *address).collect();
        let newest = self.searcher.search(asked, &Newest(limit + ranked.len()))?;
        let fresh = newest.into_iter().filter(|address| !known.contains(address));
        ranked.extend(fresh.map(|address| (0.0, address)));
        Ok(())
    }

    fn dates(&self) -> Result<Vec<Column<u64>>, IndexError> {
        let segments = self.searcher.segment_readers().iter();
        Ok(segments.map(|s| s.fast_fields().u64(DATE)).collect::<Result<_, _>>()?)
    }

    /// From 1 for today's to 0 for the oldest: halved every [`HALF_LIFE`] years.
    fn newness(&self, date: u64) -> f32 {
        let Some(today) = self.today else { return 0.0 };
        let age = years(Days::number(today).into()) - years(date);
        (-(age.max(0.0)) / HALF_LIFE).exp2()
    }
}

/// A number like 20230722 in years.
fn years(date: u64) -> f32 {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    year as f32 + month as f32 / 12.0 + day as f32 / 365.0
}
