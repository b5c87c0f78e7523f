//! Words of a page that nobody sees who looks at it: white on white, never painted, beside the page.
//! What becomes of them is decided for all formats in `formats/unseen.rs`.

use std::collections::BTreeMap;

use super::super::unseen::{Speech, Unseen};
use super::order::{self, Line};
use super::piece::Piece;
use crate::text::CleanText;

const SPEECH: Speech =
    Speech { one: "the page does not", many: "the pages do not", how: "white or not painted" };

/// The hidden words of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    /// Lines, with their pages counted from 0.
    unseen: Unseen,
    /// Runs of words beside the part of a page that is shown.
    beside: usize,
}

impl Hidden {
    /// Takes in what is hidden on a page.
    pub(super) fn add(&mut self, page: usize, pieces: Vec<Piece>, beside: usize) {
        self.beside += beside;
        if pieces.is_empty() || self.unseen.is_full() {
            return;
        }
        let regions = order::regions(pieces);
        let lines = regions.iter().flat_map(|region| &region.lines).map(Line::text);
        lines.for_each(|line| self.unseen.passage(page, &line));
    }

    /// What is hidden, for a person.
    pub(super) fn caveats(&self) -> Vec<CleanText> {
        let beside = (self.beside > 0)
            .then(|| "Words beside the part of the page that is shown are set aside.".into());
        self.unseen.caveat(&SPEECH).into_iter().chain(beside).collect()
    }

    /// What is kept as blocks: for each page the words that a caveat does not quote.
    pub(super) fn kept(&mut self) -> BTreeMap<usize, Vec<String>> {
        let mut pages: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (page, words) in self.unseen.kept() {
            pages.entry(page).or_default().push(words);
        }
        pages
    }
}
