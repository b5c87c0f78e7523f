//! Asks the index which documents pass a filter of the list. Runs on a worker, where a later filter calls
//! off an earlier one.

use std::path::PathBuf;

use super::corpus::Corpus;
use super::index_dir::guarded;
use super::search::outside;
use crate::files::worker::CancelToken;
use crate::index::IndexError;
use crate::protocol::{Event, FilterAnswer, FilterReport, FilterRequest, MOST_CATALOGUED};
use crate::text::CleanText;

/// What is said where no index answers.
const NO_INDEX: &str =
    "These documents are not indexed: the filter knows titles, sources, folders and names only.";

/// Answers a filter and reports, unless a later one comes first.
pub fn filter(
    corpus: &Corpus,
    request: &FilterRequest,
    token: &CancelToken<'_>,
    report: &dyn Fn(Event),
) {
    let reports = answer(corpus, request).into_iter();
    reports.take_while(|_| !token.is_cancelled()).map(Event::Filtered).for_each(report);
}

/// The answer to a filter, part by part.
pub fn answer(corpus: &Corpus, request: &FilterRequest) -> Vec<FilterReport> {
    let report = |answer| FilterReport { words: request.words.clone(), answer };
    match documents(corpus, request) {
        Ok(documents) => parts(documents).into_iter().map(|part| report(Ok(part))).collect(),
        Err(why) => vec![report(Err(why))],
    }
}

/// The documents of each question.
fn documents(corpus: &Corpus, request: &FilterRequest) -> Result<Vec<Vec<PathBuf>>, CleanText> {
    let Some(index) = corpus.index().filter(|index| !index.is_empty()) else {
        return Err(NO_INDEX.into());
    };
    let outside = outside(corpus, request.read.as_ref(), &request.marks);
    let answer = guarded(|| {
        let documents = |query| -> Result<Vec<PathBuf>, IndexError> {
            let places = index.places(query, &outside)?;
            Ok(places.iter().map(|place| corpus.index_dir().path(place)).collect())
        };
        request.questions.iter().map(documents).collect()
    });
    answer.map_err(|error| CleanText::line(&error.to_string()))
}

/// An answer in parts, of which there is at least one.
fn parts(answer: Vec<Vec<PathBuf>>) -> Vec<FilterAnswer> {
    let part =
        |question, documents| FilterAnswer { question, documents, first: false, last: false };
    let mut parts: Vec<FilterAnswer> = Vec::new();
    for (question, documents) in answer.iter().enumerate() {
        let some = documents.chunks(MOST_CATALOGUED).map(<[PathBuf]>::to_vec);
        parts.extend(some.map(|some| part(question, some)));
    }
    if parts.is_empty() {
        parts.push(part(0, Vec::new()));
    }
    parts.first_mut().into_iter().for_each(|part| part.first = true);
    parts.last_mut().into_iter().for_each(|part| part.last = true);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_in_parts_that_the_list_takes_in_between_two_frames() {
        let path = |number: usize| PathBuf::from(number.to_string());
        let many: Vec<PathBuf> = (0..MOST_CATALOGUED + 1).map(path).collect();
        let parts = parts(vec![many.clone(), Vec::new(), vec![path(3)]]);
        let told =
            |part: &FilterAnswer| (part.question, part.documents.len(), part.first, part.last);
        let told: Vec<_> = parts.iter().map(told).collect();
        let expected =
            [(0, MOST_CATALOGUED, true, false), (0, 1, false, false), (2, 1, false, true)];
        assert_eq!(told, expected);
        let first = parts.iter().filter(|part| part.question == 0);
        assert_eq!(first.flat_map(|part| part.documents.clone()).collect::<Vec<_>>(), many);
    }

    #[test]
    fn no_document_is_an_answer_too() {
        let nothing = FilterAnswer { question: 0, documents: Vec::new(), first: true, last: true };
        assert_eq!(parts(vec![Vec::new(), Vec::new()]), [nothing]);
    }
}
