//! Looks up facts over all documents of the library for the interface: who names a thing, what is
//! named, which ranges are stated. Reads the index only. Runs on workers.

mod actor_dossier;
pub mod backlinks;
pub mod disputes;
pub mod dossier;
mod new_documents;
mod new_facts;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::corpus::Corpus;
use super::head::paper;
use super::index_dir::guarded;
use crate::facts::Class;
use crate::files::worker::CancelToken;
use crate::geography::{Gazetteer, place_rows};
use crate::index::{CatalogueRow, DatedDocuments, Index, IndexError, Outside, Passage, RangeRow};
use crate::library::{TimeCount, Timeline};
use crate::protocol::{
    Disputed, DocumentHead, EntityRow, Event, FoundDocument, LookupReport, LookupRequest,
    MOST_NAMING, NamedEntity, RangeEntry,
};
use crate::query::Query;
use crate::text::CleanText;

/// Looks something up and reports, unless a later request comes first.
pub fn look_up(
    corpus: &Corpus,
    request: &LookupRequest,
    token: &CancelToken<'_>,
    report: &dyn Fn(Event),
) {
    let answer = answer_while(corpus, request.clone(), token.flag());
    if !token.is_cancelled() {
        report(Event::LookedUp(answer));
    }
}

/// The answer to a request.
pub fn answer(corpus: &Corpus, request: LookupRequest) -> LookupReport {
    answer_while(corpus, request, &AtomicBool::new(false))
}

/// The same, as long as `cancel` is false.
fn answer_while(corpus: &Corpus, request: LookupRequest, cancel: &AtomicBool) -> LookupReport {
    let Some(index) = corpus.index() else {
        let words = match corpus.coverage().is_lost() {
            true => {
                "The index is being made anew, so that nothing can be said of all documents yet."
            }
            false => "These documents are not indexed, so that nothing can be said of all of them.",
        };
        return LookupReport::Failed(request, words.into());
    };
    let answer = guarded(|| match &request {
        LookupRequest::Naming(naming) | LookupRequest::Elsewhere(naming) => {
            naming_of(corpus, &index, naming)
        }
        LookupRequest::Tallies(class) => {
            let rows = EntityRow::ordered(index.tallies(*class, &corpus.corrections())?);
            Ok(LookupReport::Tallies(*class, rows))
        }
        LookupRequest::Trends(class, wanted) => {
            let keys: Vec<Vec<String>> = wanted.iter().map(|naming| naming.ids.clone()).collect();
            let (axis, trends) = index.trends(*class, &keys)?;
            let ids = wanted.iter().map(|naming| naming.key().id);
            Ok(LookupReport::Trends(*class, axis, ids.zip(trends).collect()))
        }
        LookupRequest::LinksHere(path) => Ok(backlinks::answer(corpus, path, cancel)),
        LookupRequest::Dossier(naming) => dossier_of(corpus, &index, naming, cancel),
        LookupRequest::Disputes => {
            let disputes = disputes::of_library(corpus, &index, cancel)?.unwrap_or_default();
            Ok(LookupReport::Disputes(disputes))
        }
        LookupRequest::DisputedDocuments => {
            let disputes = disputes::of_library(corpus, &index, cancel)?.unwrap_or_default();
            Ok(LookupReport::DisputedDocuments(disputed_documents(&disputes)))
        }
        LookupRequest::Places => {
            let named = index.named_places(&corpus.corrections())?;
            Ok(LookupReport::Places(Arc::new(place_rows(&named, &Gazetteer::bundled()))))
        }
        LookupRequest::NewDocuments(time) => {
            let new = new_documents::of_library(corpus, &index, *time, cancel)?.unwrap_or_default();
            Ok(LookupReport::NewDocuments(new))
        }
        LookupRequest::Timeline(words) => timeline(corpus, &index, words),
        LookupRequest::Ranges => {
            Ok(LookupReport::Ranges(lines(corpus, index.ranges(&corpus.corrections())?)))
        }
    });
    match answer {
        Ok(answer) if answer.is_empty() && !corpus.coverage().is_complete() => {
            let words = "Nothing so far: not all documents are indexed yet.";
            LookupReport::Failed(request, words.into())
        }
        Ok(answer) => answer,
        Err(error) => LookupReport::Failed(request, CleanText::line(&error.to_string())),
    }
}

/// In how many of these disputes each document takes part, of the pairs that are told.
fn disputed_documents(disputes: &[Disputed]) -> Vec<(PathBuf, u32)> {
    let mut counts: HashMap<&Path, u32> = HashMap::new();
    for dispute in disputes {
        let sides = dispute.pairs.iter().flat_map(|pair| &pair.sides);
        let documents: HashSet<&Path> = sides.map(|side| &*side.paper.path).collect();
        documents.into_iter().for_each(|path| *counts.entry(path).or_default() += 1);
    }
    counts.into_iter().map(|(path, count)| (path.to_owned(), count)).collect()
}

/// The dossier of a weapon or an actor; an empty one if `cancel` became true meanwhile.
fn dossier_of(
    corpus: &Corpus,
    index: &Index,
    naming: &NamedEntity,
    cancel: &AtomicBool,
) -> Result<LookupReport, IndexError> {
    if naming.class == Class::Actor {
        let dossier = actor_dossier::of_library(corpus, index, naming, cancel)?.unwrap_or_default();
        return Ok(LookupReport::ActorDossier(naming.clone(), Arc::new(dossier)));
    }
    let dossier = dossier::of_library(corpus, index, naming, cancel)?;
    let dossier = dossier.unwrap_or_else(|| dossier::dossier(Vec::new(), &corpus.corrections()));
    Ok(LookupReport::Dossier(naming.clone(), Arc::new(dossier)))
}

/// When the documents are dated that have this.
fn timeline(corpus: &Corpus, index: &Index, words: &str) -> Result<LookupReport, IndexError> {
    let dated = index.dated(
        &Query::parse(words),
        &Outside { corrections: corpus.corrections(), ..Outside::default() },
    )?;
    let counts = dated.into_iter().map(|dated| {
        let DatedDocuments { date, documents, ranges } = dated;
        (date, TimeCount { documents, statements: ranges })
    });
    Ok(LookupReport::Timeline(words.to_owned(), Arc::new(Timeline::new(counts))))
}

fn naming_of(
    corpus: &Corpus,
    index: &Index,
    naming: &NamedEntity,
) -> Result<LookupReport, IndexError> {
    let (mut total, mut documents) = (0, Vec::new());
    for id in &naming.ids {
        let (count, named) = index.naming(naming.class, id, MOST_NAMING)?;
        total += count;
        documents.extend(named.into_iter().map(|named| {
            let passage = Passage {
                span: named.first,
                scalars: named.first,
                snippet: named.snippet,
                marks: named.marks,
            };
            let times = usize::try_from(named.times).unwrap_or(usize::MAX);
            document(corpus, &named.row, times, passage)
        }));
    }
    if naming.ids.len() > 1 {
        let before = documents.len();
        let by_path: BTreeMap<_, _> =
            documents.into_iter().map(|document| (document.path.clone(), document)).collect();
        documents = by_path.into_values().collect();
        documents.sort_by_key(|document: &FoundDocument| Reverse(document.date));
        total -= before - documents.len();
    }
    Ok(LookupReport::Naming(naming.clone(), total, documents))
}

fn document(corpus: &Corpus, row: &CatalogueRow, total: usize, passage: Passage) -> FoundDocument {
    let paper = paper(corpus, row);
    let DocumentHead { path, title, date, source } = paper;
    FoundDocument { path, title, date, source, total, passages: vec![passage] }
}

fn lines(corpus: &Corpus, ranges: Vec<RangeRow>) -> Vec<Arc<RangeEntry>> {
    let mut last: Option<(Arc<CatalogueRow>, Arc<DocumentHead>)> = None;
    let line = |RangeRow { row, stated }: RangeRow| {
        let known = last.as_ref().filter(|(known, _)| Arc::ptr_eq(known, &row));
        let paper = known.map_or_else(|| Arc::new(paper(corpus, &row)), |(_, p)| Arc::clone(p));
        last = Some((row, Arc::clone(&paper)));
        Arc::new(RangeEntry::new(paper, stated))
    };
    ranges.into_iter().map(line).collect()
}
