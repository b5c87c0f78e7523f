//! Rows of documents with the passages that were found in them: which one is selected, and which
//! are on a screen of so many lines. Only what is visible is measured.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::base::key_sequence::Request;
use crate::app::base::rows::{Motion, Rows};
use crate::app::panes::passage_ref::PassageRef;
use crate::index::Passage;
use crate::protocol::SearchResults;
use crate::text::{Span, clusters, width};

/// Lines that a passage takes at most.
const MOST_LINES: usize = 3;

/// Columns before a passage.
pub const INDENT: u16 = 4;

/// A row, by the place of what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultRow {
    /// Words above other rows.
    Heading(&'static str),
    /// A search that is saved.
    Saved(usize),
    /// A search of earlier, the newest first.
    Earlier(usize),
    /// A bookmark.
    Mark(usize),
    /// The title of a document.
    Document(usize),
    /// A passage of a document.
    Passage(usize, usize),
}

/// The rows and what they show.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// What was found.
    pub found: SearchResults,
    /// What the rows show, from top to bottom.
    shown: Vec<ResultRow>,
    /// The rows, one of them selected.
    pub rows: Rows,
    /// True once the selection was moved by hand: until then it is on what fits best.
    touched: bool,
}

impl Listing {
    /// Takes what was found. If `same` was searched for, a selection that was moved stays on its
    /// passage; else the first is selected.
    pub fn take(&mut self, found: SearchResults, same: bool) {
        let here = self.here();
        let mut rows: Vec<ResultRow> = Vec::new();
        rows.extend((!found.marks.is_empty()).then_some(ResultRow::Heading("Bookmarks")));
        rows.extend((0..found.marks.len()).map(ResultRow::Mark));
        for (at, document) in found.documents.iter().enumerate() {
            rows.push(ResultRow::Document(at));
            rows.extend(
                (0..document.passages.len()).map(|passage| ResultRow::Passage(at, passage)),
            );
        }
        self.found = found;
        self.shown = rows;
        self.rows.set_len(self.shown.len());
        let again = here
            .filter(|_| same && self.touched)
            .and_then(|(path, passage)| self.row_of(&path, passage));
        let first = self
            .shown
            .iter()
            .position(|row| !matches!(row, ResultRow::Heading(_) | ResultRow::Mark(_)));
        self.settle_on(again.or(first).unwrap_or(0));
        self.touched &= same;
    }

    /// Shows these rows, the first of them selected, and nothing that was found.
    pub fn show(&mut self, rows: Vec<ResultRow>) {
        *self = Self { rows: Rows::new(rows.len()), shown: rows, ..Self::default() };
        self.settle_on(0);
    }

    /// What a row shows.
    pub fn at(&self, row: usize) -> Option<ResultRow> {
        self.shown.get(row).copied()
    }

    /// The selected row.
    pub fn current(&self) -> Option<ResultRow> {
        self.at(self.rows.selected()).filter(|row| self.is_choice(*row))
    }

    /// The document and the passage of the selected row.
    pub fn chosen(&self) -> Option<(usize, Option<&Passage>)> {
        match self.current()? {
            ResultRow::Document(at) => Some((at, None)),
            ResultRow::Passage(at, passage) => {
                Some((at, self.found.documents.get(at)?.passages.get(passage)))
            }
            _ => None,
        }
    }

    /// Carries a command out if it is a movement among the rows. False if it is none.
    pub fn run(&mut self, request: Request, page: usize) -> bool {
        match Motion::of(request, page, self.rows.len()) {
            Some(Motion::By(rows)) => self.step(rows),
            Some(Motion::To(row)) => self.select(row),
            None => return false,
        }
        true
    }

    /// Moves the selection by rows that can be chosen, stopping at both ends.
    pub fn step(&mut self, by: isize) {
        self.touched = true;
        let mut rows = self.rows;
        rows.step_among(by, |row| self.at(row).is_some_and(|row| self.is_choice(row)));
        self.rows = rows;
    }

    /// Moves the selection to the first row of a document so many further on.
    pub fn step_document(&mut self, by: isize) {
        let heads: Vec<usize> = (0..self.shown.len())
            .filter(|at| matches!(self.shown.get(*at), Some(ResultRow::Document(_))))
            .collect();
        let here = heads.partition_point(|head| *head <= self.rows.selected()).saturating_sub(1);
        let there = here.saturating_add_signed(by).min(heads.len().saturating_sub(1));
        self.select(heads.get(there).copied().unwrap_or(0));
    }

    /// True if no row above the selected one can be chosen.
    pub fn is_at_top(&self) -> bool {
        !self.shown.iter().take(self.rows.selected()).any(|row| self.is_choice(*row))
    }

    /// Selects a row, or the nearest below that can be chosen.
    pub fn select(&mut self, row: usize) {
        self.touched = true;
        self.settle_on(row);
    }

    /// The passage that the selected row stands for.
    pub fn passage_ref(&self) -> Option<PassageRef> {
        if let ResultRow::Mark(at) = self.current()? {
            let mark = self.found.marks.get(at)?;
            return Some(PassageRef::Kept(Arc::clone(&mark.mark)));
        }
        let (at, passage) = self.chosen()?;
        let path = self.found.documents.get(at)?.path.clone();
        passage.map(|passage| PassageRef::In(path, passage.span))
    }

    /// A key was pressed: from here on the selection stays on what the user sees.
    pub fn touch(&mut self) {
        self.touched = true;
    }

    /// The place of a document, if it was found.
    pub fn document_at(&self, path: &Path) -> Option<usize> {
        self.found.documents.iter().position(|document| document.path == path)
    }

    /// Lines that a row takes in so many columns.
    pub fn height(&self, row: ResultRow, columns: u16) -> usize {
        let words = match row {
            ResultRow::Passage(at, passage) => self.passage(at, passage).map(|p| &p.snippet),
            ResultRow::Mark(at) => self.found.marks.get(at).map(|mark| &mark.snippet),
            _ => None,
        };
        words.map_or(1, |words| lines(words, columns.saturating_sub(INDENT)).len().max(1))
    }

    /// The passage of a row.
    pub fn passage(&self, document: usize, passage: usize) -> Option<&Passage> {
        self.found.documents.get(document)?.passages.get(passage)
    }

    /// The first row shown in so many columns and lines, so that the selected one is in sight, with
    /// the title above it where that fits.
    pub fn first(&self, columns: u16, lines: usize) -> usize {
        let selected = self.rows.selected();
        let (mut first, mut used) = (selected, 0);
        for (at, row) in self.shown.iter().enumerate().take(selected + 1).rev() {
            used += self.height(*row, columns);
            if used > lines {
                break;
            }
            first = at;
        }
        first
    }

    /// The row shown in a line, counted from 0.
    pub fn row_at(&self, line: usize, columns: u16, lines: usize) -> Option<usize> {
        let mut end = 0;
        let shown = self.shown.iter().enumerate().skip(self.first(columns, lines));
        let mut until = shown.map(|(at, row)| {
            end += self.height(*row, columns);
            (at, end)
        });
        until
            .find(|(_, end)| line < *end || *end >= lines)
            .filter(|(_, end)| line < *end)
            .map(|(at, _)| at)
    }

    /// True if a row can be chosen: a title only where no passage stands below it.
    fn is_choice(&self, row: ResultRow) -> bool {
        match row {
            ResultRow::Heading(_) => false,
            ResultRow::Document(at) => {
                self.found.documents.get(at).is_some_and(|found| found.passages.is_empty())
            }
            _ => true,
        }
    }

    /// Selects a row, or the nearest that can be chosen.
    fn settle_on(&mut self, row: usize) {
        let mut rows = self.rows;
        rows.select_among(row, |row| self.at(row).is_some_and(|row| self.is_choice(row)));
        self.rows = rows;
    }

    fn here(&self) -> Option<(PathBuf, Option<usize>)> {
        match self.current()? {
            ResultRow::Document(at) => Some((self.found.documents.get(at)?.path.clone(), None)),
            ResultRow::Passage(at, passage) => {
                Some((self.found.documents.get(at)?.path.clone(), Some(passage)))
            }
            _ => None,
        }
    }

    fn row_of(&self, path: &Path, passage: Option<usize>) -> Option<usize> {
        let at = self.document_at(path)?;
        let wanted =
            passage.map_or(ResultRow::Document(at), |passage| ResultRow::Passage(at, passage));
        self.shown.iter().position(|row| *row == wanted)
    }
}

/// Words on one line, broken into lines of so many columns: where each begins and ends. More than a
/// few are not shown.
pub fn lines(words: &str, columns: u16) -> Vec<Span> {
    let columns = usize::from(columns).max(1);
    let (mut lines, mut start, mut space, mut used) = (Vec::new(), 0, None, 0);
    for (at, cluster, cells) in clusters(words, 0) {
        // Once at the last space; what stands behind it may still be too long.
        let mut taken = false;
        while used + cells > columns && at > start {
            taken = cluster == " ";
            let (end, next) = match space.take() {
                _ if taken => (at, at + 1),
                Some(space) => (space, space + 1),
                None => (at, at),
            };
            lines.push(Span::new(start, end));
            if lines.len() == MOST_LINES {
                return lines;
            }
            start = next;
            used = width(words.get(next..at).unwrap_or_default());
        }
        if taken {
            continue;
        }
        space = if cluster == " " { Some(at) } else { space };
        used += cells;
    }
    if start < words.len() {
        lines.push(Span::new(start, words.len()));
    }
    lines
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::protocol::FoundDocument;
    use crate::text::CleanText;
    use proptest::prelude::*;

    /// A document of that name with so many passages.
    pub(crate) fn document(name: &str, passages: usize) -> FoundDocument {
        let passage = |at: usize| Passage {
            span: Span::new(at * 10, at * 10 + 6),
            scalars: Span::new(at * 10, at * 10 + 6),
            snippet: CleanText::line(&format!("ATACMS in passage {at}")),
            marks: vec![Span::new(0, 6)],
        };
        FoundDocument {
            path: name.into(),
            title: CleanText::line(name),
            date: None,
            source: None,
            total: passages,
            passages: (0..passages).map(passage).collect(),
        }
    }

    fn listing(documents: Vec<FoundDocument>) -> Listing {
        let mut listing = Listing::default();
        let found = SearchResults { total: documents.len(), documents, ..SearchResults::default() };
        listing.take(found, false);
        listing
    }

    #[test]
    fn titles_are_passed_over_where_passages_stand_below() {
        let mut listing = listing(vec![document("a", 2), document("b", 0), document("c", 1)]);
        let mut seen = vec![listing.current().unwrap()];
        for _ in 0..4 {
            listing.step(1);
            seen.push(listing.current().unwrap());
        }
        let (a, c) = (ResultRow::Passage(0, 0), ResultRow::Passage(2, 0));
        assert_eq!(seen, [a, ResultRow::Passage(0, 1), ResultRow::Document(1), c, c]);
        listing.step(-9);
        assert_eq!(listing.current(), Some(a));
        listing.step_document(2);
        assert_eq!(listing.current(), Some(c));
    }

    #[test]
    fn the_selection_stays_on_its_passage_when_more_is_found() {
        let mut listing = listing(vec![document("a", 1), document("b", 2)]);
        listing.step(2);
        let documents = vec![document("new", 1), document("a", 1), document("b", 2)];
        listing.take(SearchResults { documents, ..SearchResults::default() }, true);
        assert_eq!(listing.current(), Some(ResultRow::Passage(2, 1)));
        listing.take(
            SearchResults { documents: vec![document("a", 1)], ..SearchResults::default() },
            false,
        );
        assert_eq!(listing.current(), Some(ResultRow::Passage(0, 0)));
        let documents = vec![document("better", 1), document("a", 1)];
        listing.take(SearchResults { documents, ..SearchResults::default() }, true);
        assert_eq!(listing.current(), Some(ResultRow::Passage(0, 0)), "nobody has moved it");
    }

    #[test]
    fn lines_break_at_spaces_and_end_after_a_few() {
        let said = |words: &str, columns| {
            lines(words, columns).iter().map(|line| line.of(words).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(said("one two three", 7), ["one two", "three"]);
        assert_eq!(said("one two three", 6), ["one", "two", "three"]);
        assert_eq!(said("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(said("a bc漢", 3), ["a", "bc", "漢"], "a wide letter behind the last space");
        assert_eq!(lines(&"word ".repeat(100), 20).len(), MOST_LINES);
        assert!(lines("", 5).is_empty());
    }

    proptest! {
        #[test]
        fn lines_fit_and_the_selected_row_is_in_sight(
            words in "(\\PC|[a-c ]){0,80}",
            columns in 1_u16..40,
            steps in 0_isize..30,
        ) {
            for line in lines(&words, columns) {
                prop_assert!(line.fits(&words));
                // As the screen is painted: a string as a whole may be measured otherwise.
                let cells: Vec<usize> = clusters(line.of(&words), 0).map(|(.., n)| n).collect();
                prop_assert!(cells.len() <= 1 || cells.iter().sum::<usize>() <= columns.into());
            }
            let mut listing = listing((0..9).map(|at| document(&at.to_string(), at % 3)).collect());
            listing.step(steps);
            let first = listing.first(columns, 6);
            let line = (0..6).find(|line| listing.row_at(*line, columns, 6) == Some(listing.rows.selected()));
            prop_assert!(line.is_some() || first == listing.rows.selected());
        }
    }
}
