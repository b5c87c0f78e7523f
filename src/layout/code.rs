//! Text whose line ends are kept. Never wrapped: what is too wide is reached by scrolling
//! sideways.

use super::line::{Line, LineKind, Measure, Piece};
use super::prose::indent;
use crate::document::Block;
use crate::text::{Span, TAB_STOP, width};

/// The lines of a segment of code, in full width; at least one.
pub(super) fn code(
    text: &str,
    measure: Measure,
    block: &Block,
    at: usize,
    segment: Span,
) -> Vec<Line> {
    let left = indent(block, measure);
    let mut start = segment.start;
    let mut lines = Vec::new();
    for row in segment.of(text).split_inclusive('\n') {
        let span = Span::new(start, start + row.trim_end_matches('\n').len());
        lines.push(line(text, span, left));
        start += row.len();
    }
    if lines.is_empty() {
        lines.push(line(text, segment, left));
    }
    for line in &mut lines {
        line.block = at;
        line.quote = block.quote;
    }
    lines
}

/// One line, a piece for each run between tabs.
fn line(text: &str, span: Span, left: usize) -> Line {
    let mut line = Line::bare(LineKind::Text, 0, span);
    line.start = left;
    let (mut column, mut at) = (0, span.start);
    for run in span.of(text).split_inclusive('\t') {
        let words = run.trim_end_matches('\t');
        if !words.is_empty() {
            let column = left + column;
            let span = Span::new(at, at + words.len());
            line.pieces.push(Piece { column, span });
        }
        column += width(words);
        line.end = left + column;
        if words.len() < run.len() {
            column += TAB_STOP - column % TAB_STOP;
        }
        at += run.len();
    }
    line.end = line.end.max(left);
    line
}
