//! Words of a page that nobody sees who looks at it: white on white, never painted, beside the page.
//! A few are quoted in a caveat; more are kept as blocks marked as hidden. None is read as what the
//! document says.

use std::collections::BTreeMap;

use super::order::{self, Line};
use super::piece::Piece;
use crate::text::Shown;

/// Words that a caveat quotes at most; of more, the first ones.
const QUOTED: usize = 60;

/// Words that are kept.
const MOST: usize = 100_000;

/// The hidden words of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    /// Lines by page, counted from 0.
    pages: BTreeMap<usize, Vec<String>>,
    words: usize,
    /// Runs of words beside the part of a page that is shown.
    beside: usize,
}

impl Hidden {
    /// Takes in what is hidden on a page.
    pub(super) fn add(&mut self, page: usize, pieces: Vec<Piece>, beside: usize) {
        self.beside += beside;
        if pieces.is_empty() || self.words > MOST {
            return;
        }
        let regions = order::regions(pieces);
        let lines: Vec<String> =
            regions.iter().flat_map(|region| &region.lines).map(Line::text).collect();
        self.words += lines.iter().map(|line| line.split_whitespace().count()).sum::<usize>();
        self.pages.insert(page, lines);
    }

    /// What is hidden, for a person.
    pub(super) fn caveats(&self) -> Vec<Shown> {
        let mut out = Vec::new();
        if self.words > QUOTED {
            let said = format!(
                "{} words that the pages do not show (white or not painted) are marked as hidden.",
                self.words
            );
            out.push(Shown::line(&said));
        } else if self.words > 0 {
            let words: Vec<&str> = self.pages.values().flatten().map(String::as_str).collect();
            let said = format!(
                "Words that the page does not show (white or not painted) are set aside: “{}”.",
                words.join(" ")
            );
            out.push(Shown::line(&said));
        }
        if self.beside > 0 {
            out.push("Words beside the part of the page that is shown are set aside.".into());
        }
        out
    }

    /// What is kept as blocks: for each page the words that a caveat does not quote.
    pub(super) fn kept(&mut self) -> BTreeMap<usize, Vec<String>> {
        if self.words > QUOTED { std::mem::take(&mut self.pages) } else { BTreeMap::new() }
    }
}
