//! The sentence and the passage around a place of a document. Selects nothing.

use crate::document::{BlockKind, Document};
use crate::text::{Span, sentence_at};

/// The sentence at an offset: inside its paragraph, item or cell; a line of code is one.
pub fn sentence(document: &Document, offset: usize) -> Span {
    let block = document.block_at(offset).and_then(|at| document.blocks().get(at));
    let code = block.is_some_and(|block| block.kind == BlockKind::Code);
    sentence_at(document.text(), passage(document, offset), offset, code)
}

/// The words that belong together at an offset: a paragraph, an item without its marker, a cell.
pub fn passage(document: &Document, offset: usize) -> Span {
    let block = document.block_at(offset).and_then(|at| document.blocks().get(at));
    let Some(block) = block else { return Span::at(offset) };
    match &block.kind {
        BlockKind::Row { cells, .. } => {
            cells.iter().find(|cell| cell.contains(offset)).copied().unwrap_or(block.span)
        }
        BlockKind::Item { marker } if offset >= marker.end => {
            Span::new(marker.end, block.span.end).trimmed(document.text())
        }
        _ => block.span,
    }
}
