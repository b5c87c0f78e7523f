//! The documents that were found, gone through one after the other: which of them is open, and where
//! each is entered. Opens nothing itself.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::listing::Listing;
use crate::library::EntryId;
use crate::protocol::{FoundDocument, Highlight};
use crate::text::{CleanText, Span, grouped};

/// The documents that `n` and `N` lead through, and what is marked in them.
#[derive(Clone, Debug)]
pub struct ResultTour {
    /// What was asked for, in words.
    pub words: String,
    /// What is marked.
    pub highlight: Highlight,
    /// Each with its title and its first passage, in order.
    pub stops: Vec<Stop>,
    /// How many documents were found, with those that it does not lead through.
    total: usize,
    /// The place of the open one.
    pub at: usize,
    /// Where to stand in the document that is being opened.
    pub towards: Option<(EntryId, Entrance)>,
}

/// A document of a tour.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub title: CleanText,
    /// Its first passage, if one is known.
    pub first: Option<Span>,
}

/// Where a document is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// At a passage.
    At(Span),
    /// At the first match.
    First,
    /// At the last match.
    Last,
}

impl ResultTour {
    /// A tour through the documents of a listing, with the number of the selected one and where it is
    /// entered. `None` if no document is selected.
    pub fn from_listing(
        words: &str,
        highlight: Highlight,
        listing: &Listing,
    ) -> Option<(Self, usize, Entrance)> {
        let (at, passage) = listing.chosen()?;
        let entrance = passage.map_or(Entrance::First, |passage| Entrance::At(passage.span));
        let stops = stops(&listing.found.documents);
        let total = listing.found.total;
        let tour = Self { words: words.to_owned(), highlight, stops, total, at: 0, towards: None };
        Some((tour, at, entrance))
    }

    /// The number of a document.
    pub fn position(&self, path: &Path) -> Option<usize> {
        self.stops.iter().position(|stop| stop.path == path)
    }

    /// More documents were found for the search whose words these are.
    pub fn extend(&mut self, words: &str, listing: &Listing) {
        let same = self.words == words && matches!(self.highlight, Highlight::Asked(_));
        let documents = &listing.found.documents;
        let here = self.stops.get(self.at);
        let at = here.and_then(|here| documents.iter().position(|found| found.path == here.path));
        if let Some(at) = at.filter(|_| same) {
            self.stops = stops(documents);
            self.total = listing.found.total;
            self.at = at;
        }
    }

    /// A tour through documents, each with its title and one of its passages; one that comes again is
    /// passed over.
    pub fn through<'a>(
        words: &str,
        highlight: Highlight,
        documents: impl Iterator<Item = (&'a PathBuf, &'a CleanText, Span)>,
    ) -> Self {
        let mut seen = HashSet::new();
        let new = documents.filter(|(path, ..)| seen.insert(*path));
        let stop = |(path, title, span): (&PathBuf, &CleanText, Span)| Stop {
            path: path.clone(),
            title: title.clone(),
            first: Some(span),
        };
        let stops: Vec<Stop> = new.map(stop).collect();
        let total = stops.len();
        Self { words: words.to_owned(), highlight, stops, total, at: 0, towards: None }
    }

    /// "2/41", which document of how many one is in.
    pub fn place(&self) -> String {
        format!("{}/{}", self.at + 1, self.stops.len())
    }

    /// What is said when it goes no further: before the first document, or after the last.
    pub fn ended(&self, after: bool) -> String {
        let stops = self.stops.len();
        if !after {
            "That was the first passage of the first document found; n goes on.".to_owned()
        } else if stops < self.total {
            let (stops, total) = (grouped(stops), grouped(self.total));
            format!(
                "That was the last passage of the best {stops} of {total} documents; more words find others."
            )
        } else {
            "That was the last passage of the last document found; N goes back.".to_owned()
        }
    }
}

fn stops(documents: &[FoundDocument]) -> Vec<Stop> {
    let stop = |document: &FoundDocument| Stop {
        path: document.path.clone(),
        title: document.title.clone(),
        first: document.passages.first().map(|passage| passage.span),
    };
    documents.iter().map(stop).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_that_ends_early_says_so() {
        let paths = ["a", "b"].map(PathBuf::from);
        let title = CleanText::default();
        let documents = paths.iter().map(|path| (path, &title, Span::default()));
        let tour = ResultTour::through("words", Highlight::Ranges, documents);
        assert!(tour.ended(true).contains("the last document found"));
        let tour = ResultTour { total: 2_000, ..tour };
        assert!(tour.ended(true).contains("the best 2 of 2,000 documents"));
        assert!(tour.ended(false).contains("the first document found"));
    }
}
