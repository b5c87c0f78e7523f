//! Gathers the documents that came or changed since an earlier sitting, with what is new in each. They are
//! compared in the order of their dates, so that of two that tell the same the later one brings nothing new.
//! Reads the index and what is remembered of sittings, no document.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::dossier::StatedGroups;
use super::new_facts::{AskedDocument, Earlier, Held, statements_of};
use crate::bookmarks::{Digest, Stamp};
use crate::corpus::corpus::Corpus;
use crate::corpus::head::paper;
use crate::facts::correction::Corrections;
use crate::index::{CatalogueRow, Index, IndexError, StatementTable};
use crate::ledger::Runs;
use crate::protocol::{Arrival, NewDocument, NewDocuments};
use crate::text::CleanText;

/// Documents that are compared with the library at most, those whose files changed last.
const MOST_COMPARED: usize = 1_000;

/// Documents whose texts are compared with those of others that state the same at most.
const MOST_REPRINTS: usize = 100;

/// Others with which each is compared.
const MOST_ORIGINALS: usize = 3;

/// The documents that came or changed since the last sitting that ended by `time`; since the last of all,
/// without a time. They are worked out once for every state of the index and of the corrections. `None` if
/// `cancel` became true meanwhile.
///
/// # Errors
/// [`IndexError`] if the files are damaged.
pub(super) fn of_library(
    corpus: &Corpus,
    index: &Index,
    time: Option<Stamp>,
    cancel: &AtomicBool,
) -> Result<Option<Arc<NewDocuments>>, IndexError> {
    let last = corpus.last_sitting();
    let Some(record) = &last.record else {
        let problem = last.problem.clone();
        return Ok(Some(Arc::new(NewDocuments { problem, ..NewDocuments::default() })));
    };
    let (number, end) = record.sitting(time);
    let mut is_any = false;
    index.file_states(|file| is_any |= record.arrival(&file, number).is_some())?;
    if !is_any {
        return Ok(Some(Arc::new(NewDocuments { since: Some(end), ..NewDocuments::default() })));
    }
    let corrections = corpus.corrections();
    let Some(table) = index.statement_table(cancel)? else { return Ok(None) };
    if let Some(known) = corpus.told_new_documents().known((&table, &corrections, &time)) {
        return Ok(Some(known));
    }
    let earlier = (record, number);
    let fresh = fresh(&table, earlier)?;
    let library = Library { corpus, index, table: &table, corrections: &corrections };
    let Some(mut documents) = library.compared(fresh, earlier, cancel)? else { return Ok(None) };
    documents.sort_by_cached_key(NewDocument::rank);
    let new = Arc::new(NewDocuments { since: Some(end), problem: None, documents });
    corpus.told_new_documents().keep((&table, &corrections, time), &new);
    Ok(Some(new))
}

/// A document that came or changed.
struct Fresh {
    /// Its number in this state of the index, and those of its copies.
    numbers: Vec<u64>,
    row: CatalogueRow,
    arrival: Arrival,
}

/// Those that came or changed since an earlier sitting, the oldest first; copies are one.
fn fresh(table: &StatementTable, (record, number): Earlier<'_>) -> Result<Vec<Fresh>, IndexError> {
    let found = table.documents_of(|file| record.arrival(file, number).is_some())?;
    let mut fresh: Vec<Fresh> = Vec::with_capacity(found.len());
    for (document, row) in found {
        let arrival = record.arrival(&row.clone().file_state(), number);
        let Some(arrival) = arrival else { continue };
        fresh.push(Fresh { numbers: vec![document], row, arrival });
    }
    let order = |one: &Fresh| {
        let CatalogueRow { date, changed, place, .. } = &one.row;
        (date.is_none(), *date, *changed, place.clone())
    };
    fresh.sort_by_cached_key(order);
    let mut places: HashMap<Digest, usize> = HashMap::new();
    let mut once: Vec<Fresh> = Vec::with_capacity(fresh.len());
    for one in fresh {
        let content = one.row.content;
        let known = places.get(&content).filter(|_| content != Digest::default()).copied();
        match known.and_then(|at| once.get_mut(at)) {
            Some(first) => first.numbers.extend(one.numbers),
            None => {
                places.insert(content, once.len());
                once.push(one);
            }
        }
    }
    Ok(once)
}

/// What the documents are compared with.
struct Library<'a> {
    corpus: &'a Corpus,
    index: &'a Index,
    table: &'a StatementTable,
    corrections: &'a Corrections,
}

impl Library<'_> {
    /// These documents with what is new in each.
    fn compared(
        &self,
        fresh: Vec<Fresh>,
        earlier: Earlier<'_>,
        cancel: &AtomicBool,
    ) -> Result<Option<Vec<NewDocument>>, IndexError> {
        let most = if earlier.0.has_facts() { MOST_COMPARED } else { 0 };
        let (asked, others) = last_changed(fresh, most);
        let numbers: HashMap<u64, usize> = asked
            .iter()
            .enumerate()
            .flat_map(|(at, one)| one.numbers.iter().map(move |number| (*number, at)))
            .collect();
        let Some(contents) = self.asked(&asked, cancel)? else { return Ok(None) };
        let groups = StatedGroups::of(self.table, self.corrections);
        let library = (self.index, self.table, self.corrections);
        let is_asked = |number: u64| numbers.contains_key(&number);
        let mut held = Held::of(library, &groups, earlier, (&contents, &is_asked));
        let originals = self.originals(&contents, &numbers);
        let mut told = Vec::with_capacity(asked.len() + others.len());
        for (at, (one, content)) in asked.iter().zip(&contents).enumerate() {
            let facts = held.new_facts(content)?;
            let others = originals.get(&at).map(Vec::as_slice).unwrap_or_default();
            let reprints = self.reprinted(&content.stored.text, others)?;
            told.push(NewDocument { facts, reprints, ..self.told(one, true) });
            if cancel.load(Ordering::Relaxed) {
                return Ok(None);
            }
        }
        told.extend(others.iter().map(|one| self.told(one, false)));
        Ok(Some(told))
    }

    /// What is stored of these documents.
    fn asked(
        &self,
        fresh: &[Fresh],
        cancel: &AtomicBool,
    ) -> Result<Option<Vec<AskedDocument>>, IndexError> {
        let firsts: Vec<u64> =
            fresh.iter().map(|one| one.numbers.first().copied().unwrap_or_default()).collect();
        let statements = statements_of(self.table, &firsts, self.corpus)?;
        let mut asked = Vec::with_capacity(fresh.len());
        for ((number, statements), one) in firsts.into_iter().zip(statements).zip(fresh) {
            let (stored, copies) = (self.table.stored(number)?, one.numbers.len());
            asked.push(AskedDocument { stored, statements, copies });
            if cancel.load(Ordering::Relaxed) {
                return Ok(None);
            }
        }
        Ok(Some(asked))
    }

    fn told(&self, one: &Fresh, compared: bool) -> NewDocument {
        NewDocument {
            paper: Arc::new(paper(self.corpus, &one.row)),
            arrival: one.arrival,
            facts: Vec::new(),
            compared,
            reprints: None,
            failure: one.row.failure.as_deref().map(CleanText::line),
        }
    }

    /// For documents by their places others that state something in the same words: those that are not
    /// asked about, and those asked about before.
    fn originals(
        &self,
        contents: &[AskedDocument],
        numbers: &HashMap<u64, usize>,
    ) -> HashMap<usize, Vec<u64>> {
        let mut of_words: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, content) in contents.iter().enumerate() {
            for statement in content.statements.iter().filter(|statement| statement.words != 0) {
                of_words.entry(statement.words).or_default().push(at);
            }
        }
        let mut originals: HashMap<usize, Vec<u64>> = HashMap::new();
        for row in self.table.rows().iter().filter(|row| row.words != 0) {
            let before = numbers.get(&row.document()).copied();
            let sharing = of_words.get(&row.words).map(Vec::as_slice).unwrap_or_default();
            for at in sharing.iter().filter(|at| before.is_none_or(|before| before < **at)) {
                let known = originals.contains_key(at) || originals.len() < MOST_REPRINTS;
                let others = originals.entry(*at).or_default();
                if known && others.len() < MOST_ORIGINALS && !others.contains(&row.document()) {
                    others.push(row.document());
                }
            }
        }
        originals
    }

    /// The title of the first of these documents that has the same text for the most part.
    fn reprinted(&self, text: &str, others: &[u64]) -> Result<Option<CleanText>, IndexError> {
        if others.is_empty() {
            return Ok(None);
        }
        let runs = Runs::of(text);
        for number in others {
            if runs.is_version_of(&Runs::of(&self.table.stored(*number)?.text)) {
                let row = self.table.row(*number)?;
                return Ok(row.map(|row| paper(self.corpus, &row).title));
            }
        }
        Ok(None)
    }
}

/// Those of which the files were changed last, at most so many, and the others; both in the order they had.
fn last_changed(fresh: Vec<Fresh>, most: usize) -> (Vec<Fresh>, Vec<Fresh>) {
    if fresh.len() <= most {
        return (fresh, Vec::new());
    }
    let mut places: Vec<usize> = (0..fresh.len()).collect();
    places.sort_by_key(|at| Reverse(fresh.get(*at).map(|one| one.row.changed)));
    let last: HashSet<usize> = places.into_iter().take(most).collect();
    let mut at = 0..;
    fresh.into_iter().partition(|_| at.next().is_some_and(|at| last.contains(&at)))
}
