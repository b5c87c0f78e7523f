//! Searches the library for the interface, as one types: in the index, and among the bookmarks. Runs
//! on a worker, where a later request calls off an earlier one.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::corpus::{Corpus, SearchHit, SearchLimits as Amount};
use super::head::paper;
use crate::bookmarks::Bookmark;
use crate::files::worker::CancelToken;
use crate::index::{AFTER, Outside, Passage, snippet};
use crate::library::CatalogueView;
use crate::protocol::{
    DocumentHead, Event, FoundBookmark, FoundDocument, SearchReport, SearchRequest, SearchResults,
};
use crate::query::{Ask, Matcher, PassageMatcher, Query, QueryField, Stem, Term};
use crate::text::{CleanText, folded, single_spaced};

/// Passages of a document that are shown.
const MOST_PASSAGES: usize = 3;

/// Passages of a document among which those are chosen.
const LOOKED_AT: usize = 12;

/// Bookmarks that are shown.
const MOST_MARKS: usize = 3;

/// Does a request and reports, unless a later one comes first.
pub fn search(
    corpus: &Corpus,
    request: &SearchRequest,
    token: &CancelToken<'_>,
    report: &dyn Fn(Event),
) {
    let answer = answer(corpus, request, &|| !token.is_cancelled());
    if !token.is_cancelled() {
        report(Event::Search(answer));
    }
}

/// The answer to a request, which is of no use once `wanted` says so.
pub fn answer(corpus: &Corpus, request: &SearchRequest, wanted: &dyn Fn() -> bool) -> SearchReport {
    let ticket = request.ticket;
    if corpus.index().is_none_or(|index| index.is_empty()) {
        return SearchReport::NoIndex { ticket };
    }
    let outside = outside(corpus, request.read.as_ref(), &request.marks);
    let amount = Amount { documents: request.limit, passages: LOOKED_AT };
    match corpus.search_while(&request.query, &outside, amount, wanted) {
        Err(error) => SearchReport::Failed { ticket, why: CleanText::line(&error.to_string()) },
        Ok(answers) => {
            let (marks_total, marks) = marked(request, wanted);
            let documents =
                answers.best.into_iter().map(|answer| document(corpus, answer)).collect();
            let incomplete = !corpus.coverage().is_complete();
            let total = answers.total;
            let found = SearchResults { total, documents, marks_total, marks, incomplete };
            SearchReport::Found { ticket, found: Box::new(found) }
        }
    }
}

/// What the user did with documents, as the index is told.
pub(super) fn outside(
    corpus: &Corpus,
    read: Option<&CatalogueView>,
    marks: &[Arc<Bookmark>],
) -> Outside {
    let place = |path: &Path| corpus.index_dir().place(path);
    let mark = |mark: &Arc<Bookmark>| {
        (place(&mark.anchor.document.path.0), mark.labels.clone(), mark.note.clone())
    };
    Outside {
        read: read.into_iter().flat_map(CatalogueView::read).map(|path| place(&path)).collect(),
        marks: marks.iter().map(mark).collect(),
        corrections: corpus.corrections(),
    }
}

fn document(corpus: &Corpus, answer: SearchHit) -> FoundDocument {
    let DocumentHead { path, title, date, source } = paper(corpus, &answer.row);
    let passages = chosen(answer.passages.best, &title);
    FoundDocument { path, title, date, source, total: answer.passages.total, passages }
}

/// The passages that are shown, in the order of the text: those with the most of the words looked for.
/// One that begins in the words quoted for the one before is seen there; a title that the text repeats
/// is seen above.
fn chosen(mut passages: Vec<Passage>, title: &CleanText) -> Vec<Passage> {
    if passages.len() > 1 {
        passages.retain(|passage| passage.snippet.trim_matches('…') != title.as_str());
    }
    let mut shown_to = 0;
    passages.retain(|passage| {
        let apart = passage.span.start >= shown_to;
        shown_to = if apart { passage.span.start + AFTER } else { shown_to };
        apart
    });
    let distinct = |passage: &Passage| {
        let words = passage.marks.iter().map(|mark| mark.of(&passage.snippet));
        let words = words.map(|word| Stem::key(&folded(word)));
        Reverse(words.collect::<BTreeSet<_>>().len())
    };
    passages.sort_by_cached_key(distinct);
    passages.truncate(MOST_PASSAGES);
    passages.sort_by_key(|passage| passage.span);
    passages
}

/// How many bookmarks have the words of a query, and the newest of them.
fn marked(request: &SearchRequest, wanted: &dyn Fn() -> bool) -> (usize, Vec<FoundBookmark>) {
    let sought = PassageMatcher::new(&request.query);
    let (mut total, mut marks) = (0, Vec::new());
    for mark in request.marks.iter().rev().take_while(|_| wanted()) {
        let words = words(mark);
        if !has(&request.query, mark, &words) {
            continue;
        }
        total += 1;
        if marks.len() < MOST_MARKS {
            marks.push(quoted(mark, words, &sought));
        }
    }
    (total, marks)
}

fn quoted(mark: &Arc<Bookmark>, words: String, sought: &PassageMatcher) -> FoundBookmark {
    let hits = sought.words().hits(&words);
    let first = hits.first().copied().unwrap_or_default();
    let (snippet, marks) = snippet(&words, first, &hits);
    FoundBookmark { mark: Arc::clone(mark), snippet, marks }
}

/// Quote, note and labels of a bookmark, as they are shown.
fn words(mark: &Bookmark) -> String {
    let mut words = format!("“{}”", single_spaced(&mark.anchor.quote));
    for more in [single_spaced(&mark.note), mark.label()] {
        if !more.is_empty() {
            words.push_str(" — ");
            words.push_str(&more);
        }
    }
    words
}

/// True if a bookmark has what a query asks for, as far as that can be asked of a bookmark.
fn has(query: &Query, mark: &Bookmark, words: &str) -> bool {
    let asks = query.terms().any(|term| !term.negated && place_of(term, mark, words).is_some());
    asks && query.all.iter().all(|any| {
        any.iter().any(|term| match (place_of(term, mark, words), &term.ask) {
            (Some((place, wanted)), _) => wanted.is_in(&place) != term.negated,
            (None, _) => term.negated,
        })
    })
}

/// Where in a bookmark the words of a term must be, and what they are.
fn place_of(term: &Term, mark: &Bookmark, words: &str) -> Option<(String, Matcher)> {
    let Ask::Words(field, wanted) = &term.ask else { return None };
    let place = match field {
        QueryField::Anywhere => words.to_owned(),
        QueryField::Note => mark.note.clone(),
        QueryField::Label => mark.label(),
        QueryField::Title => mark.citation.title.clone(),
        QueryField::Source => mark.citation.source.clone(),
        QueryField::Author => mark.citation.author.clone(),
        QueryField::Weapon | QueryField::Actor | QueryField::Place | QueryField::SaidBy => {
            return None;
        }
    };
    Some((place, Matcher::of([wanted.clone()])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn has_words(typed: &str) -> bool {
        let mut mark = Bookmark { note: "Who counted?".into(), ..Bookmark::default() };
        mark.anchor.quote = "about 190\nmiles".into();
        mark.labels = vec!["range".into()];
        let words = words(&mark);
        assert_eq!(words, "“about 190 miles” — Who counted? — range");
        has(&Query::parse(typed), &mark, &words)
    }

    #[test]
    fn passages_are_apart_and_those_with_more_of_the_words_come_first() {
        let text = |at: usize| if at == 5 { "range of the Taurus" } else { "Taurus here" };
        let passage = |at: usize| {
            let snippet = CleanText::line(text(at));
            let marks = PassageMatcher::new(&Query::parse("taurus range ")).words().hits(&snippet);
            let span = Span::new(at * 100, at * 100 + 6);
            Passage { span, scalars: span, snippet, marks }
        };
        let all: Vec<Passage> = (0..9).map(passage).collect();
        let starts: Vec<_> = chosen(all, &"Title".into()).iter().map(|p| p.span.start).collect();
        assert_eq!(starts, [0, 200, 400], "every second is seen beside the one before");
        let all: Vec<Passage> = (0..9).map(|at| passage(at * 5)).collect();
        let starts: Vec<_> = chosen(all, &"Title".into()).iter().map(|p| p.span.start).collect();
        assert_eq!(starts, [0, 500, 1000]);
        let last: Vec<Passage> = [0, 10, 20, 5].map(passage).into_iter().collect();
        assert_eq!(chosen(last, &"Taurus here".into()).len(), 1, "the title is seen above");
    }

    #[test]
    fn bookmarks_are_found_by_quote_note_and_label() {
        for (typed, expected) in [
            ("190 counted ", true),
            ("\"190 miles\"", true),
            ("mil", true),
            ("note:counted", true),
            ("note:190", false),
            ("label:range -taurus ", true),
            ("label:range -miles ", false),
            ("taurus OR miles ", true),
            ("miles is:unread", false),
            ("-taurus ", false),
            ("weapon:atacms", false),
        ] {
            assert_eq!(has_words(typed), expected, "{typed}");
        }
    }
}
