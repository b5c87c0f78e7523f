//! Rows of tables as lines: cells folded into their columns, which may reach beyond the page.
//! Does not paint the lines between cells.

use super::columns::{Column, Columns};
use super::line::{Line, LineKind, Measure, Piece};
use super::prose::{hull, indent};
use super::words::{Word, words};
use super::wrap::{cells, wrap};
use crate::document::Block;
use crate::text::Span;

/// The lines of a row, in full width; at least one.
pub(super) fn row(
    text: &str,
    measure: Measure,
    block: &Block,
    at: usize,
    columns: &Columns,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (number, cell) in block.inner_spans().enumerate() {
        let column = columns.get(number);
        let cell_words = words(text, cell, column.width, None);
        for (n, words) in wrap(&cell_words, column.width, false).iter().enumerate() {
            if lines.len() <= n {
                lines.push(Line::bare(LineKind::Text, at, hull(words)));
            }
            if let Some(line) = lines.get_mut(n) {
                add(line, text, column, words);
            }
        }
    }
    if lines.is_empty() {
        lines.push(Line::bare(LineKind::Text, at, block.span));
    }
    indented(lines, indent(block, measure), block.quote)
}

/// Moves lines that were set from column 0 to the right.
fn indented(mut lines: Vec<Line>, left: usize, quote: u8) -> Vec<Line> {
    for line in &mut lines {
        line.quote = quote;
        line.start = left;
        line.end += left;
        line.pieces.iter_mut().for_each(|piece| piece.column += left);
    }
    lines
}

/// Adds one line of a cell.
fn add(line: &mut Line, text: &str, column: Column, words: &[Word]) {
    let taken = cells(words);
    let shift = if column.right { column.width.saturating_sub(taken) } else { 0 };
    let mut at = column.left + shift;
    for word in words {
        match line.pieces.last_mut() {
            Some(piece) if piece.column >= column.left && joins(text, *piece, word) => {
                piece.span.end = word.span.end;
            }
            _ => line.pieces.push(Piece { column: at, span: word.span }),
        }
        at += word.cells + usize::from(word.space);
    }
    line.span.end = line.span.end.max(hull(words).end);
    line.end = column.left + shift + taken;
}

/// True if nothing but one space is between them.
fn joins(text: &str, piece: Piece, word: &Word) -> bool {
    let gap = Span::new(piece.span.end, word.span.start);
    gap.is_empty() || gap.of(text) == " "
}
