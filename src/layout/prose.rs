//! Paragraphs, headings and list items as lines: indented, hanging, flush if asked for.

use super::hyphens::Dictionary;
use super::line::{Line, LineKind, Measure, Piece};
use super::words::{Word, is_space, words};
use super::wrap::{cells, wrap};
use crate::document::{Block, BlockKind};
use crate::text::{Span, width};

/// Cells that nested lists and quotations are indented by a level.
const INDENT: usize = 2;

/// Cells a space may be stretched to in justified text.
const WIDEST_SPACE: usize = 3;

/// What prose is set with.
pub(super) struct Setter<'a> {
    /// The document's text.
    pub(super) text: &'a str,
    /// How to set it.
    pub(super) measure: Measure,
    /// Syllables, if words are to be broken.
    pub(super) dictionary: Option<&'a Dictionary>,
}

/// Column where a block's words begin; never beyond a third of the page.
pub(super) fn indent(block: &Block, measure: Measure) -> usize {
    let lists = match block.kind {
        BlockKind::Item { .. } => block.depth.saturating_sub(1),
        _ => block.depth,
    };
    let levels = usize::from(block.quote) + usize::from(lists);
    (INDENT * levels).min(measure.width() / 3)
}

impl Setter<'_> {
    /// The lines of a segment of block number `at`; at least one.
    pub(super) fn prose(&self, block: &Block, at: usize, segment: Span) -> Vec<Line> {
        let (marker, hang) = self.marker(block, segment);
        let left = indent(block, self.measure) + hang;
        let limit = self.measure.width() - left.min(self.measure.width() - 1);
        let run = Span::new(marker.map_or(segment.start, |span| span.end), segment.end);
        let words = words(self.text, run, limit, self.dictionary);
        let rows = wrap(&words, limit, self.measure.optimal);
        let flush = self.measure.justify && !matches!(block.kind, BlockKind::Heading { .. });
        let last = rows.len().saturating_sub(1);
        let mut lines: Vec<Line> = rows
            .iter()
            .enumerate()
            .map(|(n, row)| {
                let mut line = self.line(row, left, (flush && n < last).then_some(limit));
                line.hyphen = row.last().is_some_and(|word| word.hyphen);
                line
            })
            .collect();
        if lines.is_empty() {
            lines.push(Line::bare(LineKind::Text, at, segment));
        }
        self.finish(&mut lines, block, at);
        if let (Some(line), Some(span)) = (lines.first_mut(), marker) {
            self.add_marker(line, span);
        }
        lines
    }

    /// The marker if it hangs before the words, and the cells it takes with its space.
    fn marker(&self, block: &Block, segment: Span) -> (Option<Span>, usize) {
        let BlockKind::Item { marker } = block.kind else {
            return (None, 0);
        };
        let hang = width(marker.of(self.text).get(..32).unwrap_or(marker.of(self.text))) + 1;
        let before = Span::new(block.span.start, marker.start).of(self.text);
        let plain = !marker.of(self.text).contains(is_space) && before.trim().is_empty();
        if !plain || marker.len() > 32 || hang > self.measure.width() / 3 {
            return (None, 0);
        }
        (segment.covers(marker).then_some(marker), hang)
    }

    /// One line of words, stretched to `flush` cells if that is not too far.
    fn line(&self, row: &[Word], left: usize, flush: Option<usize>) -> Line {
        let spaces = row.iter().rev().skip(1).filter(|word| word.space).count();
        let extra = flush.map_or(0, |limit| limit.saturating_sub(cells(row)));
        let extra = if extra <= spaces * (WIDEST_SPACE - 1) { extra } else { 0 };
        let mut line = Line::bare(LineKind::Text, 0, hull(row));
        let (mut column, mut passed, mut stretch) = (left, 0, 0);
        for word in row {
            self.push(&mut line.pieces, column, word.span, stretch > 0);
            column += word.cells;
            line.end = column + usize::from(word.hyphen);
            if word.space {
                stretch = share(extra, spaces, passed);
                column += 1 + stretch;
                passed += 1;
            }
        }
        line.cut = line.end > self.measure.width();
        line
    }

    /// Adds a word at `column`, to the last piece if one space as in the text is between them.
    fn push(&self, pieces: &mut Vec<Piece>, column: usize, span: Span, stretched: bool) {
        if let Some(piece) = pieces.last_mut() {
            let gap = Span::new(piece.span.end, span.start);
            if gap.is_empty() || (!stretched && gap.of(self.text) == " ") {
                piece.span.end = span.end;
                return;
            }
        }
        pieces.push(Piece { column, span });
    }

    /// Puts the marker before the words of the first line.
    fn add_marker(&self, line: &mut Line, marker: Span) {
        let column = line.start;
        line.pieces.insert(0, Piece { column, span: marker });
        line.span.start = marker.start.min(line.span.start);
        line.end = line.end.max(column + width(marker.of(self.text)));
    }

    /// Sets what all lines of a block share.
    fn finish(&self, lines: &mut [Line], block: &Block, at: usize) {
        let start = indent(block, self.measure);
        for line in lines {
            line.block = at;
            line.quote = block.quote;
            line.start = start;
            line.end = line.end.max(start);
        }
    }
}

/// The bytes from the first word to the last.
pub(super) fn hull(row: &[Word]) -> Span {
    match (row.first(), row.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::default(),
    }
}

/// Cells of `extra` that space number `at` of `spaces` gets.
fn share(extra: usize, spaces: usize, at: usize) -> usize {
    if spaces == 0 || at >= spaces {
        return 0;
    }
    extra * (at + 1) / spaces - extra * at / spaces
}
