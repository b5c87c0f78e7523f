//! Asks the index which documents pass a filter of the list. Runs on a worker, where a later filter calls
//! off an earlier one.

use std::path::PathBuf;

use super::corpus::Corpus;
use super::index_dir::guarded;
use super::search::outside;
use crate::files::worker::CancelToken;
use crate::index::IndexError;
use crate::protocol::{Event, FilterReport, FilterRequest};
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
    let answer = answer(corpus, request);
    if !token.is_cancelled() {
        report(Event::Filtered(answer));
    }
}

/// The answer to a filter.
pub fn answer(corpus: &Corpus, request: &FilterRequest) -> FilterReport {
    let words = request.words.clone();
    let Some(index) = corpus.index().filter(|index| !index.is_empty()) else {
        return FilterReport { words, answer: Err(NO_INDEX.into()) };
    };
    let outside = outside(corpus, request.read.as_ref(), &request.marks);
    let answer = guarded(|| {
        let documents = |query| -> Result<Vec<PathBuf>, IndexError> {
            let places = index.places(query, &outside)?;
            Ok(places.iter().map(|place| corpus.index_dir().path(place)).collect())
        };
        request.questions.iter().map(documents).collect()
    });
    FilterReport { words, answer: answer.map_err(|error| CleanText::line(&error.to_string())) }
}
