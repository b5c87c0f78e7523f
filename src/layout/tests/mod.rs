//! Documents to lay out and a way to look at the page; what must hold is in the modules below.

mod page;
mod properties;

use super::*;
use crate::document::Parts;
use crate::text::{CleanText, width};

const ITEM: BlockKind = BlockKind::Item { marker: Span::new(0, 0) };

fn row(header: bool) -> BlockKind {
    BlockKind::Row { table: 1, header, cells: Box::new([]) }
}

/// A document of blocks given with their words; `gap` stands between them.
fn document(parts: &[(BlockKind, &str)], gap: &str) -> Document {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (kind, words) in parts {
        if !text.is_empty() {
            text.push_str(gap);
        }
        let start = text.len();
        text.push_str(words);
        let mut block = Block::new(kind.clone(), Span::new(start, text.len()));
        place_inner(&mut block, words);
        blocks.push(block);
    }
    made(text, blocks)
}

fn made(text: String, blocks: Vec<Block>) -> Document {
    Document::new(Parts { text: CleanText::text(text), blocks, ..Parts::default() }).unwrap()
}

/// Markers end at the first space, cells at each bar.
fn place_inner(block: &mut Block, words: &str) {
    let start = block.span.start;
    match &mut block.kind {
        BlockKind::Item { marker } => {
            let end = words.find(' ').unwrap_or(words.len());
            *marker = Span::new(start, start + end);
            block.depth = 1;
        }
        BlockKind::Row { cells, .. } => {
            let mut at = start;
            let ends = words.split('|').map(|cell| {
                let span = Span::new(at, at + cell.len());
                at = span.end + 1;
                span
            });
            *cells = ends.collect();
        }
        _ => {}
    }
}

fn measure(columns: usize) -> Measure {
    Measure { columns, ..Measure::default() }
}

/// The lines as text, without styles.
fn painted(document: &Document, measure: Measure) -> Vec<String> {
    let paint = |line: Line| match line.kind {
        LineKind::Rule | LineKind::TableRule => {
            " ".repeat(line.start) + &"─".repeat(line.end - line.start)
        }
        _ => paint_words(document, &line),
    };
    all_lines(document, measure).into_iter().map(paint).collect()
}

fn paint_words(document: &Document, line: &Line) -> String {
    let mut out = String::new();
    for piece in &line.pieces {
        let at = width(&out);
        assert!(piece.column >= at, "pieces overlap: {line:?}");
        out.push_str(&" ".repeat(piece.column - at));
        out.push_str(document.words(piece.span));
    }
    if line.hyphen {
        out.push('-');
    }
    out
}
